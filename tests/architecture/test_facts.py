"""Every fact is fit to be kept for ever: no free text in clear, a name, a fold, and a sentence."""

import re
import types
import typing
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import AwareDatetime

from domain.events import Event
from domain.personal import Narrative, PersonalData
from domain.words import Phrase
from projections.wording import FIELDS, SENTENCES
from tests.architecture.aggregates import AGGREGATES, OUR_EVENTS

NAME = re.compile(r"^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*$")
HARMLESS = {bool, int, date, UUID, AwareDatetime}
# A pattern makes text a code. These are the ones that leave no room for a sentence about anybody.
CODES = {
    r"^[a-z0-9][a-z0-9_.-]{0,63}$": "Code",
    r"^[A-Z][0-9]{1,2}[a-z]?$": "RuleCode",
    r"^[0-9a-f]{64}$": "Sha256",
    r"^[0-9a-f]{32}$": "version of a programme definition",
    r"^(\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?|[A-Z]{2})$": "Region",
    r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$": "VillageCode",
    r"^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,99}$": "Reference, the number of a paper",
    r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}( [A-Za-z0-9_.:-]{1,80}){0,3}$": "up to four codes or ids",
    r"^\d{4}-[1-9]$": "half year",
    r"^[a-z_]{0,32}$": "Variant",
    r"^[a-z0-9_-]{0,40}$": "Variant",
}
# Text in clear that is no code, and why it may stand there.
TEXT_IN_CLEAR = {
    "warnings": "codes of rules, written by the decision",
    "sealed": "groups and commitments, written by the codec",
    "village-programme.action-plan-proposed.v1 items.activity": "about a village (Phrase)",
    "village-programme.potential-registered.v1 description": "about a village (Phrase)",
    "household.amendment-proposed.v1 values": "values of clear fields, checked as those (rule C1)",
    "household.event-corrected.v1 values": "values of clear fields, checked as those (rule C1)",
    "instrument.published.v1 content": "the questionnaire of the programme definition",
    "programme-definition.adopted.v1 content": "the programme definition itself",
}
# Facts that change no state, and why.
WITHOUT_FOLD = {
    "household.child-referred-to-social-worker.v1": "told and counted; no later rule asks for it",
}


def texts_in_clear(kind: Any, marks: tuple[Any, ...], path: str) -> Iterator[str]:
    """Yield the paths at which a type takes text that is neither personal nor a code."""
    outer, inner = typing.get_origin(kind), typing.get_args(kind)
    marks = tuple(deeper for mark in marks for deeper in getattr(mark, "metadata", [mark]))
    if any(isinstance(mark, PersonalData) for mark in marks) or outer is Literal:
        return
    if outer is Annotated:
        yield from texts_in_clear(inner[0], (*inner[1:], *marks), path)
    elif outer in {typing.Union, types.UnionType, tuple}:
        for each in inner:
            if each not in {types.NoneType, Ellipsis}:
                yield from texts_in_clear(each, () if outer is tuple else marks, path)
    elif isinstance(kind, type) and issubclass(kind, tuple):
        for name, part in typing.get_type_hints(kind, include_extras=True).items():
            yield from texts_in_clear(part, (), f"{path}.{name}")
    elif kind not in HARMLESS and not {getattr(mark, "pattern", None) for mark in marks} & set(
        CODES
    ):
        yield path


def fields_with_text(event):
    found = {
        path
        for name, info in event.model_fields.items()
        for path in texts_in_clear(info.annotation, tuple(info.metadata), name)
    }
    return {path if path in {"warnings", "sealed"} else f"{event.name} {path}" for path in found}


def test_no_fact_has_free_text_in_clear():
    found = {path for event in OUR_EVENTS.values() for path in fields_with_text(event)}

    assert sorted(found - TEXT_IN_CLEAR.keys()) == [], "seal it (domain/personal.py) or code it"


def test_the_list_of_text_in_clear_names_nothing_that_is_gone():
    found = {path for event in OUR_EVENTS.values() for path in fields_with_text(event)}

    assert sorted(TEXT_IN_CLEAR.keys() - found) == []


class Careless(Event):
    """Holds text in every place in which it must be noticed. Not registered."""

    name = "sample.careless.v1"
    subject = "person_id"

    person_id: UUID
    note: Narrative = None
    words: str = ""
    activity: Phrase | None = None
    pairs: tuple[tuple[UUID, str], ...] = ()
    amount: float = 0


def test_text_in_clear_is_noticed_wherever_it_hides():
    assert fields_with_text(Careless) - {"warnings", "sealed"} == {
        f"sample.careless.v1 {field}" for field in ("words", "activity", "pairs", "amount")
    }


@pytest.mark.parametrize("kind", sorted(AGGREGATES))
def test_facts_are_named_after_their_aggregate(kind):
    folded = {event.name for event in AGGREGATES[kind].folds_of}

    assert {name.split(".")[0] for name in folded} == {kind}


def test_every_fact_has_a_permanent_name_of_its_own():
    assert [name for name in OUR_EVENTS if not NAME.match(name)] == []
    assert {name.split(".")[0] for name in OUR_EVENTS} == AGGREGATES.keys()


def test_every_fact_is_folded_or_there_is_a_reason_why_not():
    folded = {event.name for aggregate in AGGREGATES.values() for event in aggregate.folds_of}

    assert OUR_EVENTS.keys() - folded == WITHOUT_FOLD.keys()


def test_every_fact_is_told_in_a_sentence_of_each_language():
    assert OUR_EVENTS.keys() - SENTENCES.keys() == set(), "write it: projections/timeline.toml"
    assert SENTENCES.keys() - OUR_EVENTS.keys() == set()
    for name, sentences in SENTENCES.items():
        indonesian, english = sentences
        assert indonesian != english, name


def test_a_sentence_tells_only_clear_fields_of_its_fact():
    for name, sentences in SENTENCES.items():
        event = OUR_EVENTS[name]
        told = {field for sentence in sentences for field in re.findall(r"\{(\w+)\}", sentence)}
        assert told <= event.model_fields.keys() - event.personal.keys(), name


def test_every_personal_field_has_a_name_on_the_page():
    personal = {field for event in OUR_EVENTS.values() for field in event.personal}

    assert personal - FIELDS.keys() == set(), "name it: projections/timeline.toml"


def test_every_fact_says_first_what_it_is_called_in_the_village():
    for name, event in OUR_EVENTS.items():
        told = (event.__doc__ or "").strip()
        assert re.match(r"[A-Z][^.]+\. [A-Z`]", " ".join(told.split())), name


def test_the_program_knows_every_fact_as_soon_as_it_starts(fresh_python):
    known = fresh_python("import app; from domain.events import EVENTS; print(*EVENTS)")

    assert set(known.split()) == OUR_EVENTS.keys()
