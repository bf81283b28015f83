"""Which of the two languages a request is answered in, and the words of the pages in both."""

import tomllib
from functools import cache
from pathlib import Path
from typing import cast

from starlette.requests import HTTPConnection

from domain.rules import Language

COOKIE = "jejak_lang"
TEXTS = Path(__file__).parent / "texts"


def is_page(path: str) -> bool:
    """Say whether a path answers people with pages, not programs with JSON."""
    return not path.startswith(("/api/", "/openapi", "/health"))


def language_of(request: HTTPConnection) -> Language:
    """Return the language that was asked for; Indonesian when nobody asked.

    Pages ignore Accept-Language: many phones in the villages are set to English by their maker,
    not by their owner. Programs say what they want in no other way.
    """
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked in ("id", "en"):
            return cast("Language", asked)
    if is_page(request.url.path):
        return "id"
    return _accepted(request.headers.get("accept-language", ""))


def _accepted(header: str) -> Language:
    """Return the first of our languages in an Accept-Language header."""
    for part in header[:200].lower().split(","):
        tag = part.split(";")[0].strip().split("-")[0]
        if tag in ("id", "en"):
            return cast("Language", tag)
    return "id"


@cache
def texts() -> dict[str, tuple[str, str]]:
    """Return every text of the pages by its key, `group.name`, as (Indonesian, English)."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(TEXTS.glob("*.toml")):
        for group, entries in tomllib.loads(file.read_text("utf-8")).items():
            for name, (indonesian, english) in entries.items():
                found[f"{group}.{name}"] = (indonesian, english)
    return found


def text(key: str, language: Language, **params: object) -> str:
    """Return one text. A missing key is loud, so that no page ships half translated."""
    return texts()[key][0 if language == "id" else 1].format(**params)
