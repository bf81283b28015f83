"""The forms of an objection: lodged, decided, answered, passed on."""

from collections.abc import Callable, Iterable
from uuid import UUID, uuid5

from adapters.web.office.form import OfficeForm, options_of
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.commands import Command
from domain.objection.commands import DecideObjection, LodgeObjection
from domain.objection.state import Objection
from domain.programme import Village

Typed = dict[str, list[str]]


def lodging(words: Words, places: Iterable[Village], typed: Typed) -> OfficeForm:
    """Return the form that puts an objection on record."""
    say = words.say
    villages = tuple(Option(each.code, f"{each.name}, {each.district}") for each in places)
    kinds = options_of(words, words.programme.reasons.get("objection", ()))
    fields = [
        Field("village_code", "choice", say("row.village"), options=villages),
        Field("kind", "choice", say("objection.kind"), options=kinds),
        Field("household_id", "line", say("objection.household"), required=False),
        Field("words", "text", say("objection.words")),
        Field("contact", "line", say("objection.contact"), required=False),
    ]
    fields[2].hint = say("objection.household-hint")
    return OfficeForm(words, fields, typed)


def lodged(form: OfficeForm, find: Callable[[str], UUID | None]) -> Command | None:
    """Return the command that was typed, with the family of the case number."""
    number = next((each.value.strip() for each in form.fields if each.name == "household_id"), "")
    household_id = find(number) if number else None
    if number and household_id is None:
        form.content()
        form.wrong(form.fields[2], "wish.wrong-household")
        return None
    complainant = uuid5(UUID(form.command_id), "complainant")
    return form.command(LodgeObjection, complainant_id=complainant, household_id=household_id)


def decision(words: Words, _: Objection, typed: Typed) -> OfficeForm:
    """Return the form of a decision."""
    say = words.say
    outcomes = tuple(Option(each, say(f"objection.{each}")) for each in ("upheld", "rejected"))
    reasons = options_of(words, words.programme.reasons.get("objection_outcome", ()))
    fields = [
        Field("outcome", "choice", say("objection.outcome"), options=outcomes),
        Field("reason", "choice", say("objection.reason"), options=reasons),
        Field("basis", "line", say("objection.basis")),
        Field("explanation", "text", say("objection.explanation"), required=False),
    ]
    return OfficeForm(words, fields, typed)


def answer(words: Words, _: Objection, typed: Typed) -> OfficeForm:
    """Return the form that says how the complainant was told."""
    channels = options_of(words, words.programme.reasons.get("answer_channel", ()))
    fields = [
        Field("answered_on", "day", words.say("objection.answered-on")),
        Field("channel", "choice", words.say("objection.channel"), options=channels),
    ]
    return OfficeForm(words, fields, typed)


def passing_on(words: Words, _: Objection, typed: Typed) -> OfficeForm:
    """Return the form that assigns an objection to another role that may decide."""
    roles = tuple(
        Option(code, words.role(code))
        for code, role in words.programme.roles.items()
        if DecideObjection.name in role.commands
    )
    reasons = options_of(words, words.programme.reasons.get("escalation", ()))
    fields = [
        Field("to_role", "choice", words.say("objection.to-role"), options=roles),
        Field("passing-reason", "choice", words.say("objection.reason"), options=reasons),
    ]
    return OfficeForm(words, fields, typed)


MAKERS: dict[str, Callable[[Words, Objection, Typed], OfficeForm]] = {
    "putusan": decision,
    "jawaban": answer,
    "alihkan": passing_on,
}


def is_next(slug: str, objection: Objection) -> bool:
    """Say whether a form fits where the objection stands."""
    if slug == "jawaban":
        return objection.outcome is not None and objection.answer is None
    return objection.outcome is None
