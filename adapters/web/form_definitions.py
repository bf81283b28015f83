"""Each instrument as one definition: what pages ask, what is accepted, for programs to read.

The page of a visit, its checking and this file are made from the same `Instrument` of the
programme definition, and the ledger's rules check the answers against it once more.
"""

import hashlib
import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic_core import to_jsonable_python

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.screens import question_screens
from domain.programme import Instrument, Question

FORMAT = "jejak/form/v1"
router = APIRouter()


@router.get("/formulir/{code}.json")
def show_definition(
    request: Request,
    code: str,
    _: Annotated[Caller, Depends(Needs("anybody"))],
    *,
    version: Annotated[int | None, Query(ge=1, le=10_000)] = None,
    if_none_match: Annotated[str, Header(max_length=200)] = "",
) -> Response:
    """Return an instrument, the newest or a version; unchanged, it is not sent again."""
    every = [each for each in parts_of(request).programme.instruments if each.code == code]
    asked = [each for each in every if version in (None, each.version)]
    if not asked:
        raise Problem(404, "detail.missing")
    body = json.dumps(definition_of(max(asked, key=lambda each: each.version)), ensure_ascii=False)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if tag in (each.strip().removeprefix("W/") for each in if_none_match.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def definition_of(instrument: Instrument) -> dict[str, Any]:
    """Return everything that a form needs: words, screens, and the shape of its answers."""
    found: dict[str, Any] = to_jsonable_python(instrument)
    return {
        "format": FORMAT,
        **found,
        "screens": question_screens(instrument),
        "answers": answers_schema(instrument),
    }


def answers_schema(instrument: Instrument) -> dict[str, Any]:
    """Return the JSON schema of the answers; conditions stand with their questions."""
    always = [q.code for q in instrument.questions if q.required and not q.asked_when]
    return {
        "type": "object",
        "properties": {question.code: _schema(question) for question in instrument.questions},
        "required": always,
        "additionalProperties": False,
    }


def _schema(question: Question) -> dict[str, Any]:
    if question.type == "integer":
        limits = {"minimum": question.minimum, "maximum": question.maximum}
        given = {name: value for name, value in limits.items() if value is not None}
        return {"type": "integer", **given}
    if question.type == "boolean":
        return {"type": "boolean"}
    if question.type == "choice":
        return {"type": "string", "enum": list(question.choices)}
    return {"type": "string", "maxLength": 4_000}
