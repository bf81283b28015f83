"""Everything that users may ask of a household, sensible or not: strategies per command.

A field is drawn by its name where its name says what is meant, else by its type. Ids come from
small pools, so that wishes meet: the same visit twice, a referral of a need that is closed.
"""

from datetime import date, datetime, timedelta
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from hypothesis import strategies as st

from domain.commands import Command
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.people import ChildCare
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.livelihood import EnterpriseReported, SavingsRecorded
from domain.household.events.people import MemberDied
from domain.household.events.plan import NeedClosed, NeedIdentified, PlanItem, PlannedLivelihood
from tests.domain.household.cases import HEAD, SON, SPOUSE
from tests.domain.household.families import (
    BASELINE,
    GOATS,
    HOME_VISIT,
    NEED,
    POOR,
    WELL,
    WELL_VERDICTS,
)
from tests.domain.household.test_livelihood import ACCOUNT_ID
from tests.domain.household.test_rights import REFERRAL
from tests.sample_programme import OTHER_VILLAGE, PROGRAMME, VILLAGE
from tests.scenario import HOUSEHOLD_ID, MENTOR, NOW, OFFICER, OTHER_HOUSEHOLD_ID, OTHER_MENTOR

TODAY = NOW.date()
PEOPLE = (HEAD, HEAD, SPOUSE, SON, UUID(int=0xC9))
POOL = 2
EVENTS_MAX = 70
# What the richest of the beginnings already holds.
KNOWN = {
    "account_id": ACCOUNT_ID,
    "check_id": BASELINE.assessment_id,
    "hold_id": UUID(int=0x1E1),
    "livelihood_id": GOATS,
    "need_id": NEED,
    "referral_id": REFERRAL,
    "visit_id": HOME_VISIT,
}

people = st.sampled_from(PEOPLE)
days = st.integers(-60, 120).map(lambda n: TODAY + timedelta(days=n))
hashes = st.sampled_from(("a" * 64, "b" * 64))


def ids(name: str) -> st.SearchStrategy[UUID]:
    """Draw one of a few ids of one kind of thing."""
    first = 0x1000 + sum(map(ord, name)) * 16
    fresh = [UUID(int=first + n) for n in range(POOL)]
    return st.sampled_from([*([KNOWN[name]] * POOL if name in KNOWN else []), *fresh])


def moved(command: Command, by: timedelta) -> Command:
    """Return the same wish some days later; what names a list by its day stays."""
    later = {
        name: value + (by if isinstance(value, datetime) else timedelta(days=by.days))
        for name in command.model_fields_set - {"as_of_on"}
        if isinstance(value := getattr(command, name), date)
    }
    said = {name: getattr(command, name) for name in command.model_fields_set}
    return type(command)(**said | later)


def codes(*kinds: str) -> st.SearchStrategy[str]:
    """Draw a code of these lists, now and then one that nobody knows."""
    known = [item.code for kind in kinds for item in PROGRAMME.reasons[kind]]
    return st.sampled_from((*known * 4, "unknown"))


REASON_OF = {
    "household.add-member": "member_joined",
    "household.annul-event": "annulment",
    "household.assign-mentor": "mentor_change",
    "household.change-family-card": "family_card",
    "household.change-head": "head_change",
    "household.close-case": "closure",
    "household.close-need": "unmet_need",
    "household.close-referral-unmet": "referral_unmet",
    "household.correct-event": "correction",
    "household.decline-referral": "referral_declined",
    "household.defer-graduation": "deferral",
    "household.exit": "exit",
    "household.merge": "merge",
    "household.record-member-left": "member_left",
    "household.record-missed-visit": "missed_visit",
    "household.reenrol": "reenrolment",
    "household.reenrol-again": "reenrolment",
    "household.refer-to-social-protection-only": "social_protection_only",
    "household.reject-nomination": "rejection",
    "household.release-absorbed": "merge_revert",
    "household.reopen-nomination": "reopening",
    "household.revert-merge": "merge_revert",
    "household.revise-plan": "plan_revision",
    "household.split": "split",
    "household.suspend-participation": "suspension",
    "household.withdraw-consent": "consent_withdrawal",
}
livelihoods = st.lists(
    st.tuples(ids("livelihood_id"), codes("livelihood"), people),
    max_size=3,
    unique_by=lambda each: each[0],
).map(lambda rows: tuple(PlannedLivelihood(*row) for row in rows))
items = st.lists(
    st.tuples(
        ids("item_id"),
        st.sampled_from([pillar.code for pillar in PROGRAMME.pillars]),
        codes("strategy"),
        codes("plan_item"),
        st.sampled_from(("health", "social")),
        days,
    ),
    max_size=2,
    unique_by=lambda each: each[0],
).map(lambda rows: tuple(PlanItem(*row) for row in rows))
care = st.builds(
    ChildCare,
    guardian_id=st.just(UUID(int=0xCE)),
    relation=codes("guardian_relation"),
    referral_id=ids("care"),
    agency=st.sampled_from(("social", "nobody")),
)
REPLACEMENTS: dict[type[Event], tuple[tuple[tuple[str, str], ...], ...]] = {
    VisitRecorded: ((("minutes", "30"),), (("topics", '["finance"]'),)),
    SavingsRecorded: ((("amount_rupiah", "5000"),), (("kind", '"withdrawal"'),)),
    EnterpriseReported: ((("alive", "false"),), (("month_on", '"2026-04-01"'),)),
    NeedIdentified: ((("kind", '"house"'),), (("owner", '"social"'),)),
    NeedClosed: ((("outcome", '"unmet"'), ("reason", '"no_budget"')),),
    MemberDied: ((("died_on", '"2026-03-01"'),),),
}


BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "occurred_at": st.integers(-70 * 24, 1).map(lambda hours: NOW + timedelta(hours=hours)),
    "happened_at": st.integers(-70 * 24, 1).map(lambda hours: NOW + timedelta(hours=hours)),
    "target_id": st.integers(1, EVENTS_MAX).map(lambda n: UUID(int=n)),
    "second_person_id": st.sampled_from((UUID(int=0xB8), OFFICER)),
    "leave_by": st.just(OFFICER),
    "mentor_id": st.sampled_from((MENTOR, OTHER_MENTOR)),
    "guardian_id": st.just(UUID(int=0xCE)),
    "into_household_id": st.sampled_from((HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID)),
    "household_id": st.just(OTHER_HOUSEHOLD_ID),
    "from_household_id": st.just(OTHER_HOUSEHOLD_ID),
    "adopted_ids": st.just(()),
    "member_ids": st.lists(people, min_size=1, max_size=2).map(tuple),
    "person_ids": st.lists(people, min_size=1, max_size=2).map(tuple),
    "livelihoods": livelihoods,
    "items": items,
    "care": care,
    "values": st.just((("minutes", "30"),)),
    "answers": st.sampled_from((POOR, WELL)),
    "verdicts": st.just(WELL_VERDICTS),
    "instrument_code": st.just("scorecard"),
    "instrument_version": st.just(1),
    "owner": st.sampled_from(("health", "social", "nobody")),
    "provider": st.just("social"),
    "agency": st.just("social"),
    "source": st.just("social"),
    "source_agency": st.just("social"),
    "pillar": st.sampled_from(("livelihood", "finance")),
    "topics": st.just(("livelihood",)),
    "service": codes("service"),
    "proof": st.just(("photo",)),
    "institution": codes("institution"),
    "curriculum": codes("curriculum"),
    "relation": st.sampled_from(("spouse", "child")),
    "exception_reason": codes("eligibility_exception"),
    "exception": codes("plan_exception"),
    "purposes": st.just(("accompaniment",)),
    "village_code": st.just(VILLAGE),
    "to_village_code": st.sampled_from((VILLAGE, OTHER_VILLAGE)),
    "moved_to": st.just("MY"),
    "minutes": st.integers(0, 60),
    "days": st.integers(1, 5),
    "decile": st.integers(1, 2),
    "extension_months": st.integers(1, 8),
    "version_seen": st.integers(1, EVENTS_MAX),
    "amount_rupiah": st.integers(1, 50_000),
    "rule": st.just("N5"),
    "command": st.just("household.record-visit"),
    "variant": st.just("mentor"),
    "basis": st.just("ST-1/2026"),
    "row_reference": st.just("17"),
    "decree_number": st.just("100.1/2026"),
    "nik": st.none(),
    "birth_date": st.none(),
    "family_card_number": st.just("7499010101200001"),
    "batch_id": st.just(UUID(int=0xD0)),
    "markets": st.just(("village",)),
    "risks": st.just(("disease",)),
    "findings": st.just(()),
    "differing": st.just(()),
}
PEOPLE_FIELDS = frozenset(
    ["person_id", "respondent_id", "agreed_by", "successor_id", "new_head_id", "head_id"]
)
TEXTS = st.sampled_from(("Contoh Melati 17", "Contoh Kenanga 3"))


def kinds_for(command: str) -> st.SearchStrategy[str]:
    """Draw the kind of whatever the command puts on record."""
    if command == "household.identify-need":
        return st.sampled_from(("health_cover", "house", "unknown"))
    return codes("session" if command == "household.record-group-session" else "shock")


LISTS = {"reason": lambda command: codes(REASON_OF[command]), "kind": kinds_for}


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
any_wishes = st.lists(st.sampled_from(WISHES).flatmap(wish), min_size=2, max_size=8)
