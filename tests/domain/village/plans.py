"""Potentials, assessments, plans and evaluations of a village, to begin with."""

from datetime import date, timedelta
from uuid import UUID

from domain.village_programme.events import (
    ActionPlanProposed,
    Finding,
    PlanItem,
    PotentialRegistered,
    VillageAssessed,
    VillageAssessmentDrafted,
)
from domain.village_programme.semesters import semesters
from tests.definitions import agency, code
from tests.domain.village.villages import SELECTED_ON, selected

POTENTIAL, OTHER_POTENTIAL = UUID(int=0x81), UUID(int=0x82)
ASSESSMENT, PLAN = UUID(int=0x83), UUID(int=0x84)
DAY = date(2026, 2, 2)
PAPER = "c" * 64


def potential(programme):
    kind = code(programme, "potential")
    return {"potential_id": POTENTIAL, "kind": kind, "description": "Lahan contoh di timur desa"}


def assessment(programme, **more):
    return {
        "assessment_id": ASSESSMENT,
        "assessed_on": DAY,
        "needs": (programme.needs[0].code,),
        "potentials": (POTENTIAL,),
        "document_sha256": PAPER,
    } | more


def plan(programme, **more):
    item = PlanItem(
        activity="Membangun jamban contoh",
        owner=agency(programme),
        fund=code(programme, "fund_source"),
        target=20,
        unit=code(programme, "unit"),
        due_on=date(2026, 12, 1),
    )
    return {"plan_id": PLAN, "year": 2026, "items": (item._replace(**more),)}


def first_semester(programme):
    return next(semesters(programme, SELECTED_ON, date(2026, 12, 31)))


def evaluation(programme, **more):
    due_on = first_semester(programme).due_on
    return {
        "semester": first_semester(programme).code,
        "evaluated_on": due_on,
        "findings": (Finding("on_track", agency(programme), due_on + timedelta(days=30)),),
        "document_sha256": PAPER,
    } | more


def with_potential(programme, *more):
    return selected(programme, PotentialRegistered(**potential(programme)), *more)


def drafted(programme, *more):
    draft = VillageAssessmentDrafted(**assessment(programme))
    return with_potential(programme, draft, *more)


def proposed(programme, *more):
    signed = VillageAssessed(assessment_id=ASSESSMENT)
    return drafted(programme, signed, ActionPlanProposed(**plan(programme)), *more)
