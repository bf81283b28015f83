"""Forms that may bring files: read in memory, so that nobody's name lies on a disk in clear."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from adapters.web.middleware import LIST_MAX
from adapters.web.problems import Problem

FIELDS_MAX, FILES_MAX = 600, 2


class _InMemory(MultiPartParser):
    """The body is limited before it is read, so that nothing needs to be put on a disk."""

    spool_max_size = LIST_MAX


async def sent_form(request: Request) -> AsyncIterator[FormData]:
    """Yield the fields and files of a form. Raises Problem for a body that is no form."""
    sent = await _read(request)
    try:
        yield sent
    finally:
        await sent.close()


async def _read(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return await FormParser(request.headers, request.stream()).parse()
    if kind != "multipart/form-data":
        raise Problem(415, "detail.form")
    limits = {"max_files": FILES_MAX, "max_fields": FIELDS_MAX}
    try:
        return await _InMemory(request.headers, request.stream(), **limits).parse()
    except (MultiPartException, KeyError):
        raise Problem(400, "detail.form") from None


SentDep = Annotated[FormData, Depends(sent_form)]


def typed_in(sent: FormData) -> dict[str, list[str]]:
    """Return what was typed, by field; files stay out."""
    return {
        key: [each for each in sent.getlist(key) if isinstance(each, str)]
        for key in sent
        if any(isinstance(each, str) for each in sent.getlist(key))
    }


def file_in(sent: FormData, name: str) -> tuple[str, bytes] | None:
    """Return the name and content of a file that was brought."""
    found = sent.get(name)
    if not isinstance(found, UploadFile) or not found.filename:
        return None
    return found.filename.rpartition("/")[2].rpartition("\\")[2][-100:], found.file.read()
