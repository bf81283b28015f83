"""A small invented programme, so that no rule is tested by a real one."""

from datetime import date
from typing import Any

from domain.personal import Group
from domain.privacy import DataRight, Retention
from domain.programme import (
    Agency,
    Dated,
    FlagLimits,
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
from tests.sample_lists import LIMITS, REASONS

VILLAGE = "74.99.01.2001"
OTHER_VILLAGE = "74.99.01.2002"
TOWN_VILLAGE = "74.99.02.1001"


def pillar(code: str, *steps: Any) -> Pillar:
    return Pillar(code=code, label=label(code), steps=steps)


def since_start(value: Any) -> Dated[Any]:
    return Dated(versions=(Version(value=value, valid_from=SINCE, basis="invented"),))


def village(code: str, name: str, kind: str = "desa") -> Village:
    return Village(code=code, name=name, kind=kind, district="Contoh", regency="Contoh")


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
