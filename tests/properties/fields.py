"""What fields are drawn from: few ids, so that wishes meet, and codes that are mostly known."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from domain.household.commands.people import ChildCare
from domain.household.events.plan import PlanItem, PlannedLivelihood
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
ENVELOPE, ORDER = UUID(int=0xE17), UUID(int=0x0D1)
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


def codes(*kinds: str) -> st.SearchStrategy[str]:
    """Draw a code of these lists, now and then one that nobody knows."""
    known = [item.code for kind in kinds for item in PROGRAMME.reasons[kind]]
    return st.sampled_from((*known * 4, "unknown"))


REASON_OF = {
    "household.add-member": "member_joined",
    "household.annul-event": "annulment",
    "household.assign-mentor": "mentor_change",
    "household.cancel-grant": "grant_refusal",
    "household.change-family-card": "family_card",
    "household.change-head": "head_change",
    "household.close-case": "closure",
    "household.close-need": "unmet_need",
    "household.close-referral-unmet": "referral_unmet",
    "household.correct-event": "correction",
    "household.decline-amendment": "amendment_declined",
    "household.decline-referral": "referral_declined",
    "household.defer-graduation": "deferral",
    "household.exit": "exit",
    "household.merge": "merge",
    "household.propose-amendment": "correction",
    "household.record-member-left": "member_left",
    "household.record-missed-visit": "missed_visit",
    "household.record-identity-anew": "identity_change",
    "household.reenrol": "reenrolment",
    "household.reenrol-again": "reenrolment",
    "household.refer-to-social-protection-only": "social_protection_only",
    "household.reject-grant": "grant_refusal",
    "household.reject-nomination": "rejection",
    "household.release-absorbed": "merge_revert",
    "household.reopen-nomination": "reopening",
    "household.report-asset-lost": "asset_loss",
    "household.report-asset-sold": "asset_sale",
    "household.reverse-transfer": "return",
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
BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "envelope_id": st.just(ENVELOPE),
    "order_id": st.just(ORDER),
    "recipient_id": st.sampled_from(PEOPLE),
    "asset_id": ids("transfer_id"),
    "budget_line": st.just("a.1"),
    "tranches": st.integers(1, 2),
    "item": st.just("goat"),
    "unit": st.just("head"),
    "quantity": st.integers(1, 3),
    "tags": st.just(("tag-1",)),
    "condition": codes("asset_condition"),
    "difference": codes("difference"),
    "reference": st.just("REF-1"),
    "fingerprint": st.just("0f0f"),
    "sha256": hashes,
    "size_bytes": st.just(2_000),
    "purchase_id": st.none(),
    "account_id": st.just(ACCOUNT_ID),
    "last_contact_on": st.integers(0, 9).map(lambda n: TODAY - timedelta(days=n)),
    "month_on": st.integers(0, 5).map(lambda n: TODAY - timedelta(days=30 * n)),
    "cost_rupiah": st.just(1_000_000),
    "labour_days": st.integers(0, 20),
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
    "groups": st.just(("narrative",)),
}
PEOPLE_FIELDS = frozenset(
    ["person_id", "respondent_id", "agreed_by", "successor_id", "new_head_id", "head_id"]
)
TEXTS = st.sampled_from(("Contoh Melati 17", "Contoh Kenanga 3"))


def kinds_for(command: str) -> st.SearchStrategy[str]:
    """Draw the kind of whatever the command puts on record."""
    if command == "household.identify-need":
        return st.sampled_from(("health_cover", "house", "unknown"))
    if command == "household.propose-grant":
        return st.sampled_from(("goats_given", "capital", "unknown"))
    if command == "household.attach-evidence":
        return codes("evidence")
    return codes("session" if command == "household.record-group-session" else "shock")


LISTS = {"reason": lambda command: codes(REASON_OF[command]), "kind": kinds_for}
