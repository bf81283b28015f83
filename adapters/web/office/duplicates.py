"""Households that may be the same: the queue, two files side by side, and the decision."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.commands import wait_for
from adapters.web.formats import masked
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office.acting import done, words_of
from adapters.web.office.form import OfficeForm, options_of
from adapters.web.office.imports import desk_of
from adapters.web.office.sending import SentDep, typed_in
from adapters.web.render import page
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.history import case_number
from domain.nomination_batch.commands import DismissDuplicate
from domain.rules import Refused
from services.deduplication import Deduplication
from services.duplicates import alike
from services.intake.known import KnownFamily, KnownPerson
from services.requests import Answer

router = APIRouter(prefix="/ganda")
OfficerDep = Annotated[Caller, Depends(Needs("command", DismissDuplicate.name))]
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of both files."""

    label: str
    one: str
    other: str

    @property
    def agrees(self) -> bool | None:
        """Say whether both say the same; nothing where one of them says nothing."""
        if not self.one or not self.other:
            return None
        return self.one.casefold() == self.other.casefold()


@router.get("")
def show_queue(request: Request, caller: OfficerDep) -> Response:
    """Show which households look alike and nobody has decided on, the most alike first."""
    found = desk_of(request).duplicates.queue(caller.actor)
    words = words_of(request)
    rows = [
        {
            "one": each.household_id,
            "other": each.other_id,
            "score": each.score,
            "reasons": [words.say(f"duplicate.because-{reason}") for reason in each.reasons],
        }
        for each in found[:SHOWN]
    ]
    return page(request, "office/duplicates.html", {"rows": rows, "total": len(found)})


@router.get("/{household_id}/{other_id}")
def show_pair(
    request: Request, household_id: UUID, other_id: UUID, caller: OfficerDep
) -> Response:
    """Show both files beside each other; that they were read is put on record."""
    return _shown(request, (household_id, other_id), caller)


def _route(slug: str) -> Callable[..., Response]:
    """Return what answers to one of the two ways out of the queue."""

    def decide(
        request: Request, household_id: UUID, other_id: UUID, caller: OfficerDep, sent: SentDep
    ) -> Response:
        pair = household_id, other_id
        form = MAKERS[slug](words_of(request), pair, typed_in(sent))
        content = form.content()
        if form.errors:
            return _shown(request, pair, caller, {slug: form}, 422)
        try:
            with not_found():
                answer = _decided(request, caller, pair, form, content)
        except Refused as refused:
            form.refusal = refused.code, refused.sentence(language_of(request))
            return _shown(request, pair, caller, {slug: form}, 409)
        wait_for(request, answer)
        return done("/ganda", answer)

    return decide


def _decided(
    request: Request,
    caller: Caller,
    pair: tuple[UUID, UUID],
    form: OfficeForm,
    content: dict[str, Any],
) -> Answer:
    queue: Deduplication = desk_of(request).duplicates
    asked = request_of(request, caller, UUID(form.command_id), channel="office")
    if "different" in content:
        return queue.dismiss(pair, content["different"], asked)
    into = UUID(content["into"])
    [duplicate] = [each for each in pair if each != into]
    return queue.merge(duplicate, into, content["same"], asked, adopt=content["adopt"])


def _same(words: Words, pair: tuple[UUID, UUID], typed: dict[str, list[str]]) -> OfficeForm:
    """Return the form that ends one of the two in the other."""
    families = tuple(Option(str(each), case_number(each)) for each in pair)
    reasons = options_of(words, words.programme.reasons.get("merge", ()))
    yes_no = (Option("true", words.say("base.yes")), Option("false", words.say("base.no")))
    fields = [
        Field("into", "choice", words.say("duplicate.into"), options=families),
        Field("adopt", "boolean", words.say("duplicate.adopt"), options=yes_no),
        Field("same", "choice", words.say("box.reason"), options=reasons),
    ]
    return OfficeForm(words, fields, typed)


def _different(words: Words, _: tuple[UUID, UUID], typed: dict[str, list[str]]) -> OfficeForm:
    """Return the form that keeps both."""
    reasons = options_of(words, words.programme.reasons.get("duplicate_dismissal", ()))
    return OfficeForm(
        words, [Field("different", "choice", words.say("box.reason"), options=reasons)], typed
    )


MAKERS: dict[str, Callable[..., OfficeForm]] = {"sama": _same, "bukan-sama": _different}
for _slug in MAKERS:
    _path = f"/{{household_id}}/{{other_id}}/{_slug}"
    router.add_api_route(_path, _route(_slug), methods=["POST"])


def _shown(
    request: Request,
    pair: tuple[UUID, UUID],
    caller: Caller,
    given: dict[str, OfficeForm] | None = None,
    status: int = 200,
) -> Response:
    words, forms = words_of(request), given or {}
    with not_found():
        asked = request_of(request, caller)
        one, other = desk_of(request).duplicates.side_by_side(pair, asked)
    values = {
        "pair": pair,
        "fields": list(_fields(words, one, other)),
        "people": [_person_fields(words, *both) for both in _matched(one, other)],
        "forms_given": list(forms.values()),
        "asked": {slug: forms.get(slug) or make(words, pair, {}) for slug, make in MAKERS.items()},
    }
    return page(request, "office/pair.html", values, status=status)


def _fields(words: Words, one: KnownFamily, other: KnownFamily) -> Iterator[Pair]:
    say = words.say
    cards = one.family_card, other.family_card
    yield Pair(
        say("row.village"), words.village(one.village_code), words.village(other.village_code)
    )
    yield Pair(say("code.address"), one.address, other.address)
    yield _masked(say("code.family_card"), *cards)
    yield Pair(say("duplicate.decile"), str(one.decile or ""), str(other.decile or ""))
    yield Pair(say("duplicate.source"), words.agency(one.source), words.agency(other.source))


def _matched(
    one: KnownFamily, other: KnownFamily
) -> Iterator[tuple[KnownPerson | None, KnownPerson | None]]:
    """Yield who is probably one person beside each other, then who stands in one file only."""
    left = [person for person in other.people if person.is_here]
    for person in one.people:
        if not person.is_here:
            continue
        match = next((each for each in left if _is_alike(person, each)), None)
        if match is not None:
            left.remove(match)
        yield person, match
    yield from ((None, person) for person in left)


def _is_alike(one: KnownPerson, other: KnownPerson) -> bool:
    return bool(one.nik and one.nik == other.nik) or alike(one.full_name, other.full_name)


def _person_fields(words: Words, one: KnownPerson | None, other: KnownPerson | None) -> list[Pair]:
    def both(name: str) -> tuple[str, str]:
        return getattr(one, name, ""), getattr(other, name, "")

    sexes = (words.label(each) if each else "" for each in both("sex"))
    return [
        Pair(words.say("code.name"), *both("full_name")),
        _masked(words.say("code.nik"), *both("nik")),
        Pair(words.say("code.birth_date"), *both("birth_date")),
        Pair(words.say("code.sex"), *sexes),
    ]


def _masked(label: str, one: str, other: str) -> Pair:
    """Return numbers with their ends only; whether they are the same is asked of the whole."""
    if one and other and one != other and masked(one) == masked(other):
        return Pair(label, f"{masked(one)} (1)", f"{masked(other)} (2)")
    return Pair(label, masked(one) if one else "", masked(other) if other else "")
