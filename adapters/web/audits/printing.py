"""The field sheet of a sample as a file to print."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.audits.samples import sample_sheet
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.story.words import Words
from adapters.web.tables import Sheet

router = APIRouter(prefix="/sampel/{engagement_id}/{request_id}")
SampleDep = Annotated[Sheet, Depends(sample_sheet)]


@router.get("/lembar.pdf")
def print_sample(request: Request, request_id: UUID, sheet: SampleDep) -> Response:
    """Send the sheet; a sample that was not drawn yet has none."""
    # Only whoever prints waits for what draws.
    from adapters.web.audits.field_sheet import Head, field_sheet  # noqa: PLC0415

    sample = sheet.about["sample"]
    if sample is None:
        raise Problem(404, "detail.missing")
    words = Words(parts_of(request).programme, language_of(request))
    warrant = sheet.about["found"].warrant.warrant
    head = Head(warrant, request_id, sample.seed, sheet.position)
    name = f"lembar-{request_id}.pdf"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    body = field_sheet(words, head, list(sheet.rows))
    return Response(body, media_type="application/pdf", headers=headers)
