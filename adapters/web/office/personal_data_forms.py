"""The forms of a request about personal data: received, proposed, decided, answered."""

from collections.abc import Callable, Iterable
from uuid import UUID

from adapters.web.office.form import OfficeForm, options_of
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.commands import Command
from domain.data_request.commands import (
    AnswerDataRequest,
    DecideDataRequest,
    ProposeDecision,
    ReceiveDataRequest,
)
from domain.data_request.state import DataRequest
from domain.household.state import Household
from domain.privacy import ALL_GROUPS, ERASING

Typed = dict[str, list[str]]
APPLICANTS = ("self", "guardian", "heir", "officer")
OUTCOMES = ("granted", "partial", "refused")


def receiving(words: Words, family: Household, typed: Typed) -> OfficeForm:
    """Return the form that puts a request on record, about somebody of a family."""
    say = words.say
    rights = (each for each in words.programme.data_rights if each.code != "retention")
    fields = [
        Field("person_id", "choice", say("request.person"), options=tuple(_people(words, family))),
        Field("kind", "choice", say("request.kind"), options=options_of(words, rights)),
        Field("applicant", "choice", say("request.applicant"), options=_said(words, APPLICANTS)),
        Field(
            "channel", "choice", say("request.channel"), options=_codes(words, "request_channel")
        ),
        Field("words", "text", say("request.words"), required=False),
        Field("contact", "line", say("request.contact"), required=False),
    ]
    fields[0].hint = say("request.person-hint")
    return OfficeForm(words, fields, typed)


def received(form: OfficeForm, household_id: UUID, village_code: str) -> Command | None:
    """Return the request that was typed."""
    return form.command(ReceiveDataRequest, household_id=household_id, village_code=village_code)


def proposing(words: Words, request: DataRequest, typed: Typed) -> OfficeForm:
    """Return the form by which the officer proposes what shall be decided."""
    say = words.say
    fields = [
        Field("outcome", "choice", say("request.outcome"), options=_said(words, OUTCOMES)),
        Field(
            "ground",
            "choice",
            say("request.ground"),
            options=_codes(words, "request_ground", "request_refusal"),
        ),
        Field("basis", "line", say("request.basis")),
        Field("explanation", "text", say("request.explanation"), required=False),
    ]
    if request.asked is not None and request.asked.kind in ERASING:
        named = _groups(words, ALL_GROUPS)
        named.hint = say("request.groups-hint")
        fields.insert(1, named)
    return OfficeForm(words, fields, typed)


def deciding(words: Words, request: DataRequest, typed: Typed) -> OfficeForm:
    """Return the form of the second person, who decides what the page shows, or nothing."""
    proposal = request.proposal
    outcomes = (proposal.outcome,) if proposal else OUTCOMES
    fields = [
        Field(
            "outcome",
            "choice",
            words.say("request.outcome"),
            options=_said(words, outcomes),
            values=outcomes[:1],
        )
    ]
    if proposal and proposal.groups:
        fields.append(_groups(words, proposal.groups))
        fields[1].values = proposal.groups
    return OfficeForm(words, fields, typed)


def answering(words: Words, _: DataRequest, typed: Typed) -> OfficeForm:
    """Return the form that says how the person was told."""
    fields = [
        Field("answered_on", "day", words.say("request.answered-on")),
        Field(
            "channel",
            "choice",
            words.say("request.told-by"),
            options=_codes(words, "answer_channel"),
        ),
    ]
    return OfficeForm(words, fields, typed)


COMMANDS: dict[str, type[Command]] = {
    "usulan": ProposeDecision,
    "putusan": DecideDataRequest,
    "jawaban": AnswerDataRequest,
}
MAKERS: dict[str, Callable[[Words, DataRequest, Typed], OfficeForm]] = {
    "usulan": proposing,
    "putusan": deciding,
    "jawaban": answering,
}


def is_next(slug: str, request: DataRequest) -> bool:
    """Say whether a form fits where the request stands."""
    if slug == "usulan":
        return request.decision is None
    if slug == "putusan":
        return request.proposal is not None and request.decision is None
    is_done = not request.to_erase or request.is_erased
    return request.decision is not None and request.answer is None and is_done


def _people(words: Words, family: Household) -> Iterable[Option]:
    """Yield who belongs to a family, without a name: the officer may not open the file."""
    people = family.people
    for person_id in sorted(people.here, key=lambda each: (each != people.head_id, str(each))):
        member = people.members[person_id]
        relation = words.relation(member.relation, is_head=person_id == people.head_id)
        label = (
            f"{relation}, {words.value(member.age_band, 'age_band')} ({words.short_id(person_id)})"
        )
        yield Option(str(person_id), label)


def _groups(words: Words, codes: Iterable[str]) -> Field:
    options = tuple(Option(each, words.say(f"request.group-{each}")) for each in codes)
    return Field("groups", "choices", words.say("request.groups"), options=options, required=False)


def _said(words: Words, codes: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(each, words.say(f"request.{each}")) for each in codes)


def _codes(words: Words, *lists: str) -> tuple[Option, ...]:
    reasons = words.programme.reasons
    return options_of(words, (item for each in lists for item in reasons.get(each, ())))
