"""Turns a template and its values into a page, with the words and formats of the reader."""

import hashlib
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from adapters.web.language import COOKIE, language_of, text
from adapters.web.navigation import current, places_of, sections
from adapters.web.story.words import Words
from domain.history import case_number
from domain.rules import Language

HERE = Path(__file__).parent
STATIC = HERE / "static"
A_YEAR = 365 * 24 * 60 * 60
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Answer with a page in the reader's language."""
    language = language_of(request)
    body = rendered(template, _frame(request, language), values)
    response = HTMLResponse(body, status, dict(headers or {}))
    if request.query_params.get("lang") == language:
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, language, A_YEAR, secure=secure, httponly=True, samesite="lax")
    return response


def rendered(template: str, frame: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Return a page. Its own values may not hide what the frame around every page goes by."""
    if hidden := sorted(frame.keys() & values.keys()):
        raise TypeError(f"{template} hides what every page has: {', '.join(hidden)}")
    return TEMPLATES.get_template(template).render({**frame, **values})


def _frame(request: Request, language: Language) -> dict[str, Any]:
    """Return what every page has: who reads it, where, and in which words."""
    words = Words(request.app.state.parts.programme, language)
    signed_in = request.scope.get("signed_in")
    places = list(places_of(words.programme, signed_in.actor)) if signed_in else []
    return {
        "lang": language,
        "t": partial(_text, language),
        "path": request.url.path,
        "other_language": _other_language(request, language),
        "signed_in": signed_in,
        "menu_heads": list(sections(places)),
        "place": current(places, request.url.path),
        "static": static_url,
        "role_label": words.role,
        "village_label": words.village,
        "case_number": case_number,
        "label": words.label,
        "label_of": words.of_list,
        "spent_on": words.spent_on,
        "need_label": words.need,
        "agency_label": words.agency,
        "programme_title": words.one_of(words.programme.title),
        **written(words),
    }


def written(words: Words) -> dict[str, Any]:
    """Return the formats of a language under the names that templates use."""
    return {
        "number": words.number,
        "rupiah": words.rupiah,
        "percent": words.percent,
        "day": words.day,
        "moment": words.moment,
    }


@cache
def static_url(name: str) -> str:
    """Return the address of a file of ours, which changes when the file does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _text(language: Language, key: str, **params: object) -> str:
    return text(key, language, **params)


def _other_language(request: Request, language: Language) -> str:
    """Return the address of this very page in the other language."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    other = "en" if language == "id" else "id"
    return f"{request.url.path}?{urlencode([*kept, ('lang', other)])}"
