"""The form by which a question of a red flag becomes a finding of an audit."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import request_of
from adapters.web.audits.questions import question_of, told_by
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office_form import OfficeForm, PaperDep, answered, asked, codes, new_form
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import Point, Text, at
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import RaiseFinding
from domain.audit_engagement.events import Severity
from domain.flags.catalogue import FLAG_RULES
from domain.history import finding_number
from domain.rules import Refused
from projections import audits, flags
from projections.flags import Flag, Wanted
from services.requests import Answer
from services.steps import Step

router = APIRouter(prefix="/temuan/angkat")
RaiserDep = Annotated[Caller, Depends(Needs("command", RaiseFinding.name))]


@router.get("")
def ask_finding(
    request: Request, caller: RaiserDep, rule: Text = "", subject: Text = ""
) -> Response:
    """Show the form, filled in as far as the question says it."""
    flag, fields = _asked(request, caller, rule, subject)
    return _form(request, flag, fields).shown(request)


@router.post("")
def raise_finding(
    request: Request, caller: RaiserDep, sent: PaperDep, rule: Text = "", subject: Text = ""
) -> Response:
    """Put the finding on record, citing what the question cites."""
    flag, fields = _asked(request, caller, rule, subject, sent.get("id", ""))
    form = _form(request, flag, fields)

    def store(content: Mapping[str, Any], form: OfficeForm) -> Answer:
        told = {name: each for name, each in content.items() if name != "engagement_id"}
        command = RaiseFinding(
            finding_id=UUID(form.hidden["id"]),
            village_code=flag.village_code,
            household_id=flag.household_id,
            amount_rupiah=flag.rupiah,
            rule=flag.rule,
            cites=tuple(flag.positions),
            question=question_of(flag),
            **told,
        )
        step = Step(AUDIT_ENGAGEMENT, UUID(content["engagement_id"]), command)
        key = request_of(request, caller, UUID(form.hidden["command_id"]))
        return parts_of(request).casework.execute(step, key)

    return answered(request, form, sent, store, then=f"/temuan/{sent.get('id', '')}")


def _asked(
    request: Request, caller: Caller, rule: str, subject: str, own: object = ""
) -> tuple[Flag, list[Field]]:
    """Return a question that stands now, and the fields of the form about it.

    Raises Refused once it is a finding, unless it is the `own` one that is sent again.
    """
    parts = parts_of(request)
    words = Words(parts.programme, language_of(request))
    with at(request, "", *flags.BASED_ON, *audits.BASED_ON) as point:
        found = flags.listed(point.connection, point.position, Wanted(rule, subject=subject))
        seen = seen_by(parts, caller.actor)
        if not found or not sees_village(seen, found[0].village_code):
            raise Problem(404, "detail.missing")
        if found[0].finding_id and str(found[0].finding_id) != own:
            number = finding_number(found[0].finding_id)
            raise Refused("U1", "asked", rule=rule, number=number)
        return found[0], _fields(words, point, found[0])


def _fields(words: Words, point: Point, flag: Flag) -> list[Field]:
    running = tuple(
        Option(str(each.engagement_id), each.warrant)
        for each in audits.all_of(point.connection, point.position)
        if not each.closed and flag.village_code in each.villages
    )
    severities = tuple(Option(each, words.say(f"finding.{each}")) for each in get_args(Severity))
    due = asked(words, "due_on", "day")
    days = words.programme.limits.finding_answer_days.on(point.day)
    due.values = ((point.day + timedelta(days=days)).isoformat(),)
    return [
        asked(words, "engagement_id", "choice", options=running),
        asked(words, "kind", "choice", options=codes(words, "finding"), word="finding"),
        asked(words, "severity", "choice", options=severities),
        due,
        asked(words, "note", "text", required=False),
    ]


def _form(request: Request, flag: Flag, fields: list[Field]) -> OfficeForm:
    language = language_of(request)
    words = Words(parts_of(request).programme, language)
    about = [
        (words.say("exceptions.question"), getattr(FLAG_RULES[flag.rule].question, language)),
        (words.say("board.village"), words.village(flag.village_code)),
        (words.say("funds.amount"), words.rupiah(flag.rupiah)),
        (words.say("finding.rule"), f"{flag.rule} v{flag.version}"),
        (words.say("exceptions.values"), told_by(words, flag.values)),
        (words.say("finding.cites"), ", ".join(map(str, flag.positions))),
    ]
    back = "/pengecualian", words.say("exceptions.title")
    return new_form("raise-finding", back, fields, about)
