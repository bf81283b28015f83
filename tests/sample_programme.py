"""A small invented programme, so that no rule is tested by a real one."""

from datetime import date
from typing import Any

from domain.personal import Group
from domain.privacy import DataRight, Retention
from domain.programme import (
    Agency,
    Dated,
    FlagLimits,
    Item,
    Limits,
    NeedKind,
    Phase,
    Pillar,
    Price,
    Programme,
    Role,
    Scheme,
    TransferKind,
    Version,
    Village,
    VillageKind,
)
from tests.sample_instruments import SCORECARD, SINCE, VERIFICATION, label

VILLAGE = "74.99.01.2001"
OTHER_VILLAGE = "74.99.01.2002"
TOWN_VILLAGE = "74.99.02.1001"


def item(code: str, *, needs_proof: bool = False) -> Item:
    return Item(code=code, label=label(code), needs_proof=needs_proof)


def pillar(code: str, *steps: Any) -> Pillar:
    return Pillar(code=code, label=label(code), steps=steps)


def since_start(value: Any) -> Dated[Any]:
    return Dated(versions=(Version(value=value, valid_from=SINCE, basis="invented"),))


def village(code: str, name: str, kind: str = "desa") -> Village:
    return Village(code=code, name=name, kind=kind, district="Contoh", regency="Contoh")


REASONS: dict[str, tuple[Item, ...]] = {
    "rejection": (
        item("not_poor"),
        item("refused"),
        *(item(code, needs_proof=True) for code in ("deceased", "moved", "duplicate")),
    ),
    "social_protection_only": (item("elderly_only"), item("unable_to_work")),
    "eligibility_exception": (item("carer_returns"),),
    "reopening": (item("objection_upheld"), item("capacity_changed")),
    "member_joined": (item("birth"), item("marriage"), item("returned")),
    "member_left": (item("marriage"), item("work")),
    "head_change": (item("death"), item("left"), item("handed_over")),
    "guardian_relation": (item("grandparent"),),
    "consent_purpose": (item("accompaniment"), item("photo")),
    "identity_source": (item("civil_registry"),),
    "family_card": (item("new_card"),),
    "identity_change": (item("completed"), item("typed_wrong")),
    "split": (item("own_household"),),
    "merge": (item("listed_twice"),),
    "merge_revert": (item("not_the_same"),),
    "mentor_change": (item("leave"), item("caseload")),
    "consent_withdrawal": (item("wish"),),
    "exit": (item("moved"), item("deceased"), item("wish")),
    "strategy": (item("reduce_burden"), item("raise_income")),
    "livelihood": (item("goats"), item("kiosk")),
    "plan_item": (item("asset_transfer"), item("service")),
    "plan_exception": (item("caring_duties"),),
    "plan_revision": (item("shock"),),
    "market": (item("village"),),
    "risk": (item("disease"),),
    "unmet_need": (item("no_budget"),),
    "missed_visit": (item("nobody_home"),),
    "session": (item("finance"),),
    "curriculum": (item("livestock"),),
    "spot_check": (item("not_visited"),),
    "service": (item("health_insurance"), item("house_repair")),
    "proof": (item("card_number"), item("photo"), item("receipt")),
    "referral_declined": (item("not_entitled"),),
    "referral_unmet": (item("no_answer"),),
    "institution": (item("regional_bank"), item("savings_group")),
    "shock": (item("illness"), item("storm")),
    "deferral": (item("shock"),),
    "reenrolment": (item("relapse"),),
    "suspension": (item("away"),),
    "closure": (item("checks_passed"),),
    "scheme": (item("core"), item("other")),
    "fund_source": (item("province"), item("village_fund")),
    "unit": (item("head"), item("piece")),
    "spending": (item("assets"), item("operations")),
    "envelope_closing": (item("year_over"),),
    "order_refusal": (item("incomplete"),),
    "grant_refusal": (item("not_suitable"),),
    "return": (item("unspent"),),
    "difference": (item("less_received"),),
    "evidence": tuple(
        item(code) for code in ("handover", "photo", "transfer_slip", "integrity_pact")
    ),
    "asset_condition": (item("good"), item("dead")),
    "asset_loss": (item("death"), item("theft")),
    "asset_sale": (item("growth"),),
    "account_holder": (item("village_treasury"),),
    "tax": (item("ppn"),),
    "finding": (item("irregularity"), item("missing_papers")),
    "finding_closing": (item("explanation_accepted"),),
    "examination": (item("as_recorded"),),
    "correction": (item("wrong_date"), item("wrong_value")),
    "annulment": (item("did_not_happen"),),
    "request_channel": (item("office"), item("calendar")),
    "request_ground": (item("own_request"), item("retention_over")),
    "request_refusal": (item("state_duty"),),
    "answer_channel": (item("letter"),),
}

LIMITS: dict[str, Any] = {
    "caseload_warn": 50,
    "caseload_max": 55,
    "deciles": (1, 2),
    "adult_age_bands": ("18-59", "60+"),
    "elderly_age_bands": ("60+",),
    "livelihoods_min": 2,
    "clock_tolerance_minutes": 10,
    "late_warn_days": 7,
    "late_max_days": 45,
    "decided_back_days_max": 14,
    "location_tolerance_m": 500,
    "travel_kmh_max": 60,
    "visit_minutes_min": 5,
    "visits_per_day_max": 12,
    "assessment_gap_min_days": 120,
    "assessment_gap_warn_days": 215,
    "graduation_months_min": 24,
    "passing_gap_min_days": 90,
    "extension_months_max": 6,
    "extensions_max": 2,
    "suspension_days_max": 90,
    "reenrolments_max": 1,
    "relapse_mandatory_failed": 2,
    "post_graduation_checks_months": (6, 12),
    "overdue_days": (21, 35),
    "verification_days": 60,
    "objection_working_days": 14,
    "reopen_days": 120,
    "quorum_percent": 50,
    "evaluation_due": ("06-30", "12-31"),
    "list_refresh_months": (1, 4, 7, 10),
    "household_grants_max": 7_000_000,
    "unspent_working_days": 10,
    "accountability_days": 180,
    "finding_answer_days": 60,
    "enrolment_needs_envelope": False,
    "extreme_poverty_line": 350_000,
}

TRANSFERS = (
    TransferKind(
        code="goats_given",
        label=label("Goats"),
        form="asset",
        pillar="livelihood",
        ceiling=since_start(5_000_000),
        evidence=("handover", "photo"),
        items=("goat",),
        needs_tag=True,
        is_livelihood=True,
    ),
    TransferKind(
        code="capital",
        label=label("Capital"),
        form="cash",
        pillar="livelihood",
        ceiling=since_start(4_000_000),
        evidence=("transfer_slip", "integrity_pact"),
        is_livelihood=True,
    ),
    TransferKind(
        code="stipend",
        label=label("Stipend"),
        form="support",
        pillar="protection",
        ceiling=since_start(500_000),
        evidence=("transfer_slip",),
    ),
)
SCHEMES = (
    Scheme(
        code="core",
        fund_sources=("province", "village_fund"),
        floor=since_start(10_000_000),
        ceiling=since_start(100_000_000),
    ),
)
PRICES = (Price(code="goat", label=label("Goat"), unit="head", price=since_start(1_500_000)),)

FLAGS: dict[str, Any] = {
    "far_metres": 2_000,
    "price_mads": 3,
    "price_sample_min": 8,
    "procurement_limit_rupiah": 50_000_000,
    "split_days": 7,
    "payments_min": 20,
    "alike_percent": 30,
    "round_percent": 50,
    "supplier_percent": 60,
    "supplier_invoices_min": 8,
    "new_supplier_rupiah": 20_000_000,
    "consecutive_invoices": 3,
    "receipt_days": 14,
    "late_visit_hours": 72,
    "late_money_days": 14,
    "short_visit_minutes": 10,
    "night_hours": (22, 5),
    "same_answers_percent": 85,
    "answers_min": 8,
    "picture_bits": 4,
    "burst_percent": 25,
    "burst_visits_min": 6,
    "peer_mads": 3,
    "odd_min": 5,
    "unmoved_min": 8,
    "absent_inspections": 2,
    "no_income_months": 6,
    "advance_days": 30,
    "unspent_percent": 30,
    "tax_days": 30,
    "graduation_visits_min": 1,
    "graduation_visit_days": 120,
    "graduations_a_day": 15,
    "corrections_min": 10,
}

PROGRAMME = Programme(
    code="contoh",
    version="00000000000000000000000000000000",
    title=label("Sample programme"),
    timezone="Asia/Makassar",
    regions=("74",),
    started_on=date(2026, 1, 1),
    months=24,
    villages=(
        village(VILLAGE, "Contoh Satu"),
        village(OTHER_VILLAGE, "Contoh Dua"),
        village(TOWN_VILLAGE, "Contoh Kota", "kelurahan"),
    ),
    village_kinds=tuple(
        VillageKind(
            code=kind, label=label(kind), meeting=label(f"{kind} meeting"), fund_sources=sources
        )
        for kind, sources in (("desa", ("province", "village_fund")), ("kelurahan", ("province",)))
    ),
    pillars=(
        pillar("protection"),
        pillar("livelihood", "enterprise"),
        pillar("finance", "savings"),
        pillar("empowerment"),
    ),
    transfers=TRANSFERS,
    schemes=SCHEMES,
    prices=PRICES,
    agencies=(
        Agency(code="social", label=label("Social office"), kind="regency"),
        Agency(code="health", label=label("Health office"), kind="regency"),
        Agency(code="village_agency", label=label("Village agency"), kind="province"),
    ),
    needs=tuple(
        NeedKind(
            code=code,
            label=label(code),
            pillar="protection",
            owner=owner,
            days_to_serve=90,
            mandatory=mandatory,
            evidence=label("card"),
            owners=owners,
            services=services,
            proof=proof,
        )
        for code, owner, mandatory, owners, services, proof in (
            (
                "health_cover",
                "health",
                True,
                ("social",),
                ("health_insurance",),
                ("card_number", "photo"),
            ),
            ("house", "social", False, (), (), ()),
        )
    ),
    phases=(
        Phase(code="stabilise", label=label("stabilise"), from_month=0, visit_every_days=7),
        Phase(code="build", label=label("build"), from_month=6, visit_every_days=14),
        Phase(code="sustain", label=label("sustain"), from_month=18, visit_every_days=30),
    ),
    reasons=REASONS,
    instruments=(VERIFICATION, SCORECARD),
    limits=Limits(**{name: since_start(value) for name, value in LIMITS.items()}),
    flags=FlagLimits(**{name: since_start(value) for name, value in FLAGS.items()}),
    roles={
        "officer": Role(label=label("Officer"), area="programme"),
        "mentor": Role(label=label("Mentor"), area="caseload"),
    },
    separation=(),
    data_rights=tuple(
        DataRight(code=kind, label=label(kind), hours=since_start(hours))
        for kind, hours in (("access", 72), ("erasure", 72), ("retention", 2160))
    ),
    retention=(
        Retention(
            code="never_enrolled",
            label=label("never_enrolled"),
            enrolled=False,
            statuses=("not_eligible",),
            months=since_start(24),
        ),
        Retention(
            code="participant",
            label=label("participant"),
            enrolled=True,
            statuses=("exited", "closed"),
            months=since_start(120),
            kept=(Group.IDENTITY,),
        ),
    ),
)
