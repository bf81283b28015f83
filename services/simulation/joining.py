"""How a simulated family joins: consent, decree, mentor, baseline, needs, plan, enterprise."""

from datetime import date, datetime, timedelta
from uuid import UUID

from domain.household.commands.assessment import AssessHalfYear
from domain.household.commands.entry import (
    AssessBaseline,
    AssignMentor,
    EnrolHousehold,
    RecordConsent,
)
from domain.household.commands.livelihood import OpenSavingsAccount
from domain.household.commands.plan import (
    AgreeHouseholdPlan,
    ApproveEnterprisePlan,
    IdentifyNeed,
    ReviseHouseholdPlan,
)
from domain.household.events.plan import PlanItem, PlannedLivelihood
from domain.programme import NeedKind
from services.simulation.answers import answers_for
from services.simulation.indicators import Indicators
from services.simulation.stage import Stage
from services.simulation.world import Act, Acts

OFFICIAL_NEEDS = 3.2


def assessed(
    stage: Stage,
    day: date,
    command: type[AssessBaseline | AssessHalfYear],
    met: dict[str, bool],
) -> Act:
    """Return an assessment with the scorecard of the day."""
    instrument = stage.instrument("scorecard", day)
    answers = answers_for(instrument, met, stage.programme, day, stage.random)
    if stage.mentor.actor_id in stage.world.odd.copying and stage.answered:
        answers = stage.answered
    stage.answered = answers

    def make(done: datetime) -> AssessBaseline | AssessHalfYear:
        return command(
            occurred_at=done,
            assessment_id=stage.new_id(),
            respondent_id=stage.family.head.person_id,
            instrument_code=instrument.code,
            instrument_version=instrument.version,
            answers=answers,
        )

    return stage.in_field(day, make)


def entry(stage: Stage, indicators: Indicators) -> Acts:
    """Yield everything between the consent and the baseline."""
    day = stage.world.enrolment + timedelta(days=stage.random.randint(0, 20))
    purposes = tuple(item.code for item in stage.programme.reasons["consent_purpose"][:2])
    head = stage.family.head.person_id
    for _ in range(stage.times(1.05)):
        consent = RecordConsent(
            consent_id=stage.new_id(),
            person_id=head,
            purposes=purposes,
            form="signed",
        )
        yield stage.at_office(day, consent)
    enrol = EnrolHousehold(
        decree_on=stage.world.enrolment, in_other_programme=False, decree_number="SK Contoh 4"
    )
    yield stage.at_office(day + timedelta(days=1), enrol)
    assign = AssignMentor(mentor_id=stage.mentor.actor_id, from_on=stage.day)
    yield stage.at_office(day + timedelta(days=1), assign)
    yield assessed(stage, day + timedelta(days=4), AssessBaseline, indicators.met)


def needs(stage: Stage, day: date) -> Acts:
    """Yield the basic needs that the baseline brought to light."""
    kinds = list(stage.programme.needs)
    for kind in stage.random.sample(kinds, min(stage.times(OFFICIAL_NEEDS), len(kinds))):
        need_id = stage.new_id()
        stage.needs[need_id] = kind

        def make(done: datetime, need_id: UUID = need_id, kind: NeedKind = kind) -> IdentifyNeed:
            return IdentifyNeed(
                occurred_at=done,
                need_id=need_id,
                person_id=stage.family.head.person_id,
                kind=kind.code,
                owner=kind.owner,
                due_on=day + timedelta(days=kind.days_to_serve),
            )

        yield stage.in_field(day, make)


def plan(stage: Stage, day: date) -> Acts:
    """Yield the family's plan, its revision, the business plan and a savings account."""
    head = stage.family.head.person_id
    kinds = [item.code for item in stage.programme.reasons["livelihood"]]
    livelihoods = tuple(
        PlannedLivelihood(stage.new_id(), kind, head, stage.random.choice(stage.cast.potentials))
        for kind in stage.random.sample(kinds, 2)
    )
    stage.livelihoods = [livelihood.livelihood_id for livelihood in livelihoods]
    items = _items(stage, day)
    yield stage.in_field(
        day,
        lambda done: AgreeHouseholdPlan(
            occurred_at=done,
            plan_id=stage.new_id(),
            agreed_by=head,
            livelihoods=livelihoods,
            items=items,
        ),
    )
    business = _business_plan(stage, livelihoods[0])
    yield stage.at_office(stage.day + timedelta(days=2), business)
    if stage.chance(0.92):
        yield account(stage, stage.day + timedelta(days=10))
    if stage.chance(0.8):
        reason = stage.reason("plan_revision")
        revision = ReviseHouseholdPlan(
            plan_id=stage.new_id(),
            reason=reason,
            agreed_by=head,
            livelihoods=livelihoods,
            items=items,
        )
        yield stage.at_office(stage.day + timedelta(days=45), revision)


def _items(stage: Stage, day: date) -> tuple[PlanItem, ...]:
    strategies = stage.programme.reasons["strategy"]
    return tuple(
        PlanItem(
            stage.new_id(),
            pillar.code,
            strategies[number % len(strategies)].code,
            stage.reason("plan_item"),
            stage.programme.agencies[number % len(stage.programme.agencies)].code,
            day + timedelta(days=90),
        )
        for number, pillar in enumerate(stage.programme.pillars)
    )


def _business_plan(stage: Stage, livelihood: PlannedLivelihood) -> ApproveEnterprisePlan:
    return ApproveEnterprisePlan(
        enterprise_plan_id=stage.new_id(),
        livelihood_id=livelihood.livelihood_id,
        person_id=livelihood.person_id,
        cost_rupiah=stage.random.randrange(3, 8) * 1_000_000,
        own_contribution_rupiah=200_000,
        labour_days=stage.random.randint(10, 25),
        markets=(stage.code("market"),),
        risks=(stage.code("risk"),),
    )


def account(stage: Stage, day: date) -> Act:
    """Return the opening of a savings account, mostly a group book."""
    stage.account_id = stage.new_id()
    bank = stage.chance(0.4)
    opened = OpenSavingsAccount(
        account_id=stage.account_id,
        person_id=stage.family.head.person_id,
        kind="bank" if bank else "group",
        institution=stage.code("institution"),
        number=f"99{stage.family.serial:08d}" if bank else None,
    )
    return stage.at_office(day, opened)
