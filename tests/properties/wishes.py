"""Everything that users may ask of a household, sensible or not: strategies per command.

A field is drawn by its name where its name says what is meant, else by its type. Ids come from
small pools, so that wishes meet: the same visit twice, a referral of a need that is closed.
"""

from datetime import date, datetime, timedelta
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from hypothesis import strategies as st
from pydantic import AwareDatetime

from domain.commands import Command
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.livelihood import EnterpriseReported, SavingsRecorded
from domain.household.events.people import MemberDied
from domain.household.events.plan import NeedClosed, NeedIdentified
from tests.properties.fields import BY_NAME, LISTS, PEOPLE_FIELDS, TEXTS, days, hashes, ids, people
from tests.scenario import day

REPLACEMENTS: dict[type[Event], tuple[tuple[tuple[str, str], ...], ...]] = {
    VisitRecorded: ((("minutes", "30"),), (("topics", '["finance"]'),)),
    SavingsRecorded: ((("amount_rupiah", "5000"),), (("kind", '"withdrawal"'),)),
    EnterpriseReported: ((("alive", "false"),), (("month_on", '"2026-04-01"'),)),
    NeedIdentified: ((("kind", '"house"'),), (("owner", '"social"'),)),
    NeedClosed: ((("outcome", '"unmet"'), ("reason", '"no_budget"')),),
    MemberDied: ((("died_on", '"2026-03-01"'),),),
}


def moved(command: Command, by: timedelta) -> Command:
    """Return the same wish some days later; what names a list by its day stays."""
    later = {
        name: value + (by if isinstance(value, datetime) else timedelta(days=by.days))
        for name in command.model_fields_set - {"as_of_on"}
        if isinstance(value := getattr(command, name), date)
    }
    said = {name: getattr(command, name) for name in command.model_fields_set}
    return type(command)(**said | later)


def by_type(name: str, annotation: Any) -> st.SearchStrategy[Any]:
    """Draw a value by the type of its field."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        kinds = [each for each in get_args(annotation) if each is not NoneType]
        return by_type(name, kinds[0])
    if origin is Annotated:
        return by_type(name, get_args(annotation)[0])
    if origin is Literal:
        return st.sampled_from(get_args(annotation))
    if origin is tuple:
        return st.lists(hashes, max_size=1).map(tuple)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        UUID: ids(name),
        bool: st.booleans(),
        int: st.integers(0, 100),
        date: days,
        AwareDatetime: days.map(day),
        str: hashes if name.endswith("sha256") else TEXTS,
    }
    return simple[annotation]


def wish(command: type[Command]) -> st.SearchStrategy[Command]:
    """Draw one command of a kind; fields that may be left out sometimes are."""
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    maybe: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in command.model_fields.items():
        is_person = name in PEOPLE_FIELDS
        literal = get_origin(field.annotation) is Literal
        named = None if literal else (people if is_person else BY_NAME.get(name))
        if not literal and name in LISTS:
            named = LISTS[name](command.name)
        strategy = named if named is not None else by_type(name, field.annotation)
        (drawn if field.is_required() else maybe)[name] = strategy
    fields = st.fixed_dictionaries(drawn, optional=maybe)
    return fields.map(lambda values: _made(command, values)).filter(lambda made: made is not None)


def _made(command: type[Command], values: dict[str, Any]) -> Command | None:
    try:
        return command(**values)
    except ValueError:
        return None


WISHES = sorted(HOUSEHOLD.decisions, key=lambda each: each.name)
# What mentors report every week comes more often than the rest.
WEEKLY = [
    each
    for each in WISHES
    if each.__module__.rsplit(".")[-1] in {"accompaniment", "livelihood", "plan", "rights"}
]
any_wishes = st.lists(
    st.sampled_from([*WISHES, *WEEKLY * 3]).flatmap(wish), min_size=3, max_size=10
)
