"""How each event changes the state of a village in the programme."""

from dataclasses import replace
from datetime import timedelta

from domain.history import RecordedEvent
from domain.records import record
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.events import (
    ActionPlanApproved,
    ActionPlanProposed,
    AgencyAppointed,
    AgencyHandedOver,
    AgreementSigned,
    EnrolmentClosed,
    EnrolmentOpened,
    EnvelopeListed,
    EnvelopeStruck,
    PotentialRegistered,
    SemesterEvaluated,
    VillageAssessed,
    VillageAssessmentDrafted,
    VillageSelected,
    VillageStatusRecorded,
)
from domain.village_programme.state import (
    ActionPlan,
    Agreement,
    Appointment,
    DevelopmentStatus,
    Evaluation,
    PlannedWork,
    Potential,
    Selection,
    VillageAssessment,
    VillageFindings,
    VillageProgramme,
)

ONE_DAY = timedelta(days=1)


@VILLAGE_PROGRAMME.folds(VillageSelected)
def select(state: VillageProgramme, event: VillageSelected, _: RecordedEvent) -> None:
    state.selection = record(Selection, event)


@VILLAGE_PROGRAMME.folds(AgencyAppointed)
def appoint(state: VillageProgramme, event: AgencyAppointed, _: RecordedEvent) -> None:
    state.appointments.append(record(Appointment, event))


@VILLAGE_PROGRAMME.folds(AgencyHandedOver)
def hand_over(state: VillageProgramme, event: AgencyHandedOver, _: RecordedEvent) -> None:
    if state.appointments:
        last_day = event.handed_over_on - ONE_DAY
        state.appointments[-1] = replace(state.appointments[-1], until_on=last_day)
    state.handovers.add(event.handover_id)
    state.appointments.append(Appointment(event.to_agency, event.handed_over_on, event.basis))


@VILLAGE_PROGRAMME.folds(AgreementSigned)
def sign_agreement(state: VillageProgramme, event: AgreementSigned, _: RecordedEvent) -> None:
    state.agreements[event.agreement_id] = record(Agreement, event)


@VILLAGE_PROGRAMME.folds(PotentialRegistered)
def register_potential(
    state: VillageProgramme, event: PotentialRegistered, _: RecordedEvent
) -> None:
    state.potentials[event.potential_id] = record(Potential, event)


@VILLAGE_PROGRAMME.folds(VillageAssessmentDrafted)
def draft_assessment(
    state: VillageProgramme, event: VillageAssessmentDrafted, at: RecordedEvent
) -> None:
    state.assessments[event.assessment_id] = VillageAssessment(
        record(VillageFindings, event), at.origin.actor_id, at.origin.role
    )


@VILLAGE_PROGRAMME.folds(VillageAssessed)
def cosign_assessment(state: VillageProgramme, event: VillageAssessed, at: RecordedEvent) -> None:
    draft = state.assessments.get(event.assessment_id)
    if draft is not None:
        signed = replace(draft, cosigned_by=at.origin.actor_id)
        state.assessments[event.assessment_id] = signed


@VILLAGE_PROGRAMME.folds(ActionPlanProposed)
def propose_plan(state: VillageProgramme, event: ActionPlanProposed, at: RecordedEvent) -> None:
    work = record(PlannedWork, event)
    state.plans[event.plan_id] = ActionPlan(work, at.origin.actor_id)


@VILLAGE_PROGRAMME.folds(ActionPlanApproved)
def approve_plan(state: VillageProgramme, event: ActionPlanApproved, at: RecordedEvent) -> None:
    plan = state.plans.get(event.plan_id)
    if plan is not None:
        state.plans[event.plan_id] = replace(plan, approved_by=at.origin.actor_id)


@VILLAGE_PROGRAMME.folds(SemesterEvaluated)
def evaluate_semester(state: VillageProgramme, event: SemesterEvaluated, _: RecordedEvent) -> None:
    state.evaluations[event.semester] = record(Evaluation, event)


@VILLAGE_PROGRAMME.folds(VillageStatusRecorded)
def record_status(state: VillageProgramme, event: VillageStatusRecorded, _: RecordedEvent) -> None:
    state.statuses[event.year] = record(DevelopmentStatus, event)


@VILLAGE_PROGRAMME.folds(EnrolmentOpened)
def open_enrolment(state: VillageProgramme, event: EnrolmentOpened, _: RecordedEvent) -> None:
    state.enrolment_open = True
    state.enrolment_decree, state.enrolment_from = event.decree, event.from_on


@VILLAGE_PROGRAMME.folds(EnrolmentClosed)
def close_enrolment(state: VillageProgramme, _: EnrolmentClosed, __: RecordedEvent) -> None:
    state.enrolment_open = False


@VILLAGE_PROGRAMME.folds(EnvelopeListed)
def list_envelope(state: VillageProgramme, event: EnvelopeListed, _: RecordedEvent) -> None:
    state.envelopes[event.envelope_id] = event.fiscal_year


@VILLAGE_PROGRAMME.folds(EnvelopeStruck)
def strike_envelope(state: VillageProgramme, event: EnvelopeStruck, _: RecordedEvent) -> None:
    state.envelopes.pop(event.envelope_id, None)
