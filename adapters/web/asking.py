"""Turns an HTTP request into what the services ask for: who, through what, under which id."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Request
from pydantic import Field

from adapters.web.callers import Caller
from adapters.web.problems import Problem
from domain import commands
from services import requests
from services.reading import NoSuchFile

CHANNELS = frozenset({"office", "phone", "paper"})
POSITION_MAX = 2**62


# What no query of ours can mean is refused before a database is asked about it.
QueryText = Annotated[
    str, Field(max_length=100, json_schema_extra={"pattern": "^[^\\u0000]*$"}), commands.Storable
]


def request_of(
    http: Request, caller: Caller, command_id: UUID | None = None, channel: str = ""
) -> requests.Request:
    """Return the request as the services know it. Device headers come from our own apps."""
    said = http.headers.get("jejak-channel", "office")
    if said not in CHANNELS:
        raise Problem(400, "detail.refused")
    return requests.Request(
        command_id=command_id or uuid4(),
        actor=caller.actor,
        channel=channel or said,
        correlation_id=http.scope["request_id"],
        device_id=_header(http, "jejak-device"),
        device_seq=_number(http, "jejak-device-seq"),
        app_version=_header(http, "jejak-app"),
    )


@contextmanager
def not_found() -> Iterator[None]:
    """Answer 404 for a file that is not there or not for this reader."""
    try:
        yield
    except NoSuchFile:
        raise Problem(404, "detail.missing") from None


def day_of(text: str) -> date:
    """Return the day in a query."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(422, "detail.as-of", value=text[:20]) from None


def _header(http: Request, name: str) -> str | None:
    """Return what a device says about itself, if it is short and plain."""
    value = http.headers.get(name)
    if value is None:
        return None
    if len(value) > 64 or not value.isascii() or not value.isprintable():  # noqa: PLR2004
        raise Problem(400, "detail.refused")
    return value


def _number(http: Request, name: str) -> int | None:
    value = http.headers.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9):  # noqa: PLR2004
        raise Problem(400, "detail.refused")
    return int(value)
