"""How a simulated family's story ends: graduation, deferral, exit, checks, relapse."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from domain.history import RecordedEvent
from domain.household.commands.assessment import (
    ApproveGraduationByAgency,
    AssessGraduation,
    CheckAfterGraduation,
    CloseCase,
    DeferGraduation,
    DetectRelapse,
    ExitHousehold,
    ReenrolHousehold,
)
from domain.household.events.assessment import GraduationApproved
from services.requests import Answer
from services.simulation.answers import answers_for
from services.simulation.indicators import Indicators
from services.simulation.stage import Stage
from services.simulation.upheavals import note_paid_since
from services.simulation.world import Act, Acts

RELAPSE, REENROL = 0.09, 0.66
CHECK_MONTHS = (6, 12)
ALL_GRADUATE_AFTER = 70


def review(stage: Stage, indicators: Indicators) -> Generator[Act, Answer | None, bool]:
    """Yield the last assessment and what somebody decides on it; say if it was to graduate."""
    day = max(stage.world.end + timedelta(days=stage.random.randint(35, 55)), stage.day)
    met = indicators.next_half_year()
    assessment_id = stage.new_id()
    answer = yield _scored(stage, day, AssessGraduation, assessment_id, met)
    if answer is None or not answer.events or not getattr(answer.events[0].event, "passed", False):
        return False
    if stage.mentor.actor_id in stage.world.odd.copying:
        return False  # answers that never move show no second time of being well
    decided, together = stage.day + timedelta(days=5), stage.world.odd.at_once
    village = stage.cast.village.code
    if village in together:
        decided = max(decided, stage.world.end + timedelta(days=ALL_GRADUATE_AFTER))
    if stage.chance(0.1):
        yield _deferred(stage, decided)
        return False
    act = stage.at_office(
        decided,
        ApproveGraduationByAgency(
            graduation_id=stage.new_id(),
            assessment_id=assessment_id,
            version_seen=answer.events[0].originator_version,
        ),
    )
    # Where a receipt lacks, the rule says no.
    approved = yield replace(act, planted=("unproven_graduation", "G2"))
    if approved is None:
        yield _deferred(stage, decided + timedelta(days=1))
        return False
    if village in together:
        _together(stage, together[village], approved.events)
    yield from _afterwards(stage, indicators)
    return True


def _deferred(stage: Stage, day: date) -> Act:
    return stage.at_office(
        day,
        DeferGraduation(
            deferral_id=stage.new_id(), reason=stage.reason("deferral"), extension_months=3
        ),
    )


def _together(stage: Stage, before: list[UUID], events: Sequence[RecordedEvent]) -> None:
    """Note whoever graduates on the day on which already so many others did."""
    most = stage.programme.flags.graduations_a_day.on(stage.day)
    for line in events:
        if isinstance(line.event, GraduationApproved):
            before.append(line.event_id)
            if len(before) > most:
                case = stage.cast.village.code
                stage.world.plant("mass_graduation", event=line.event_id, case=case)


def _afterwards(stage: Stage, indicators: Indicators) -> Acts:
    """Yield the checks six and twelve months later, and what they bring to light."""
    graduated, falls = stage.day, stage.chance(RELAPSE)
    for number, months in enumerate(CHECK_MONTHS):
        day = graduated + timedelta(days=round(months * 30.4375) + 3)
        met = indicators.fall_back() if falls and number == 0 else dict(indicators.met)
        check_id = stage.new_id()
        yield _scored(stage, day, CheckAfterGraduation, check_id, met)
        if falls:
            yield from _relapse(stage, check_id)
            return
    close = CloseCase(closure_id=stage.new_id(), reason=stage.reason("closure"))
    yield stage.at_office(stage.day + timedelta(days=3), close)


def _relapse(stage: Stage, check_id: UUID) -> Acts:
    detect = DetectRelapse(relapse_id=stage.new_id(), check_id=check_id)
    yield stage.at_office(stage.day + timedelta(days=2), detect)
    if stage.chance(REENROL):
        again = ReenrolHousehold(reenrolment_id=stage.new_id(), reason=stage.reason("reenrolment"))
        yield stage.at_office(stage.day + timedelta(days=9), again)


def leaving(stage: Stage, day: date) -> Acts:
    """Yield the exit of a family that leaves before the end."""
    reasons = [item.code for item in stage.programme.reasons["exit"]]
    moved = "moved" in reasons and stage.chance(0.5)
    leave = ExitHousehold(
        exit_id=stage.new_id(),
        person_id=stage.family.head.person_id,
        reason="moved" if moved else next(code for code in reasons if code != "moved"),
        last_contact_on=day - timedelta(days=3),
        moved_to="MY" if moved else None,
    )
    if (yield stage.at_office(day, leave)) is not None and moved:
        note_paid_since(stage, day - timedelta(days=3))


def _scored(
    stage: Stage,
    day: date,
    command: type[AssessGraduation | CheckAfterGraduation],
    assessment_id: UUID,
    met: dict[str, bool],
) -> Act:
    """Return an assessment by who may judge graduation: no mentor of the household."""
    instrument = stage.instrument("scorecard", day)
    return stage.at_office(
        day,
        command(
            assessment_id=assessment_id,
            respondent_id=stage.family.head.person_id,
            instrument_code=instrument.code,
            instrument_version=instrument.version,
            answers=answers_for(instrument, met, stage.programme, day, stage.random),
        ),
        AssessGraduation,
    )
