"""The first months of a simulated family: listed, checked, visited, decided on."""

from datetime import date, datetime, timedelta

from domain.household.commands.people import AddMember
from domain.household.commands.targeting import (
    ConfirmEligibility,
    FlagDataMismatch,
    NominateHousehold,
    RecordIdentityCheck,
    RecordVerificationVisit,
    RecordVillageDecision,
    ReferToSocialProtectionOnly,
    RejectNomination,
    ResolveDataMismatch,
)
from domain.household.events.targeting import Attribute, VillageVerdict, VisitResult
from domain.objection.aggregate import OBJECTION
from domain.objection.commands import DecideObjection, LodgeObjection
from services.simulation.answers import answers_for
from services.simulation.stage import Stage
from services.simulation.world import Act, Acts, Batch

LISTED_DAYS = 7
MEETING_DAYS = 95
DECISIONS: dict[str, VillageVerdict] = {
    "eligible": "eligible",
    "elderly": "social_protection_only",
}
ATTRIBUTES: tuple[Attribute, ...] = ("address", "name", "family_card", "birth_date")


def nomination(stage: Stage, batch: Batch) -> Acts:
    """Yield how the list names the family, member by member."""
    family = stage.family
    day = batch.as_of_on + timedelta(days=LISTED_DAYS)
    head = family.head
    yield stage.at_office(
        day,
        NominateHousehold(
            batch_id=batch.batch_id,
            source_agency=batch.source,
            as_of_on=batch.as_of_on,
            row_reference=str(family.serial),
            village_code=family.village.code,
            decile=family.decile,
            person_id=head.person_id,
            sex=head.sex,
            age_band=head.age_band,
            able_to_work=head.able_to_work,
            full_name=head.full_name,
            nik=head.nik,
            family_card_number=head.family_card_number,
            birth_date=head.birth_date,
            address=f"Dusun Contoh RT {family.serial % 9 + 1:03d}",
        ),
    )
    for person in family.persons[1:]:
        yield stage.at_office(
            day,
            AddMember(
                person_id=person.person_id,
                sex=person.sex,
                age_band=person.age_band,
                able_to_work=person.able_to_work,
                full_name=person.full_name,
                nik=person.nik,
                family_card_number=person.family_card_number,
                birth_date=person.birth_date,
                relation=person.relation,
                reason=stage.code("member_joined", "listed"),
            ),
            NominateHousehold,
        )


def verification(stage: Stage, fate: str) -> Acts:
    """Yield identity checks, mismatches and visits, until the village meets."""
    random, start = stage.random, stage.world.start
    head = stage.family.head.person_id
    checked = start + timedelta(days=random.randint(12, 40))
    for _ in range(stage.times(1.15)):
        yield stage.at_office(
            checked,
            RecordIdentityCheck(
                check_id=stage.new_id(),
                person_id=head,
                result="match" if stage.chance(0.85) else "mismatch",
                source=stage.code("identity_source"),
            ),
        )
    if stage.chance(0.35):
        yield from _mismatch(stage, checked + timedelta(days=3))
    visited = start + timedelta(days=random.randint(45, 80))
    for again in range(stage.times(1.35)):
        result: VisitResult = "complete" if again == 0 or stage.chance(0.7) else "no_respondent"
        yield _visit(stage, visited + timedelta(days=again * 5), RESULTS.get(fate, result))


RESULTS: dict[str, VisitResult] = {"refused": "refused", "moved": "moved"}


def _mismatch(stage: Stage, day: date) -> Acts:
    mismatch_id = stage.new_id()
    yield stage.at_office(
        day,
        FlagDataMismatch(
            mismatch_id=mismatch_id,
            person_id=stage.family.head.person_id,
            attribute=stage.random.choice(ATTRIBUTES),
        ),
    )
    if stage.chance(0.86):
        yield stage.at_office(
            day + timedelta(days=stage.random.randint(5, 25)),
            ResolveDataMismatch(mismatch_id=mismatch_id, outcome="corrected_at_source"),
        )


def _visit(stage: Stage, day: date, result: VisitResult) -> Act:
    instrument = stage.instrument("verification", day)

    def make(done: datetime) -> RecordVerificationVisit:
        return RecordVerificationVisit(
            occurred_at=done,
            visit_id=stage.new_id(),
            respondent_id=stage.family.head.person_id,
            result=result,
            on_site=True,
            instrument_code=instrument.code,
            instrument_version=instrument.version,
            answers=answers_for(instrument, {}, stage.programme, day, stage.random)
            if result == "complete"
            else (),
        )

    return stage.in_field(day, make)


def verdict(stage: Stage, fate: str) -> Acts:
    """Yield the meeting's decision and the verdict that rests on it."""
    day = stage.world.start + timedelta(days=MEETING_DAYS + stage.random.randint(3, 20))
    decided = DECISIONS.get(fate, "not_eligible")
    yield stage.at_office(
        day,
        RecordVillageDecision(meeting_id=stage.cast.meeting_id, verdict=decided),
    )
    if fate == "eligible":
        yield stage.at_office(day, ConfirmEligibility())
    elif fate == "elderly":
        reason = stage.code("social_protection_only")
        yield stage.at_office(day, ReferToSocialProtectionOnly(reason=reason))
    else:
        reason = stage.code("rejection", fate)
        yield stage.at_office(day, RejectNomination(reason=reason, witness="Contoh Saksi 1"))


def objection(stage: Stage) -> Acts:
    """Yield how a neighbour contests the list, and what the agency finds."""
    stream = stage.new_id()
    day = stage.world.start + timedelta(days=stage.random.randint(20, 60))
    lodge = LodgeObjection(
        complainant_id=stage.new_id(),
        village_code=stage.family.village.code,
        kind=stage.code("objection"),
        household_id=stage.family.household_id,
        words="Contoh sanggahan dari warga.",
    )
    decide = DecideObjection(
        outcome="rejected", reason=stage.reason("objection_outcome"), basis="BA Contoh"
    )
    for later, command in ((0, lodge), (6, decide)):
        yield stage.elsewhere(day + timedelta(days=later), OBJECTION, stream, command)
