"""How a simulated family's story ends: graduation, deferral, exit, checks, relapse."""

from collections.abc import Generator
from datetime import date, timedelta
from uuid import UUID

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
from services.requests import Answer
from services.simulation.answers import answers_for
from services.simulation.indicators import Indicators
from services.simulation.stage import Stage
from services.simulation.world import Act, Acts

RELAPSE, REENROL = 0.09, 0.66
CHECK_MONTHS = (6, 12)


def review(stage: Stage, indicators: Indicators) -> Generator[Act, Answer | None, bool]:
    """Yield the last assessment and what somebody decides on it; say if it was to graduate."""
    day = max(stage.world.end + timedelta(days=stage.random.randint(35, 55)), stage.day)
    met = indicators.next_half_year()
    assessment_id = stage.new_id()
    answer = yield _scored(stage, day, AssessGraduation, assessment_id, met)
    if answer is None or not answer.events or not getattr(answer.events[0].event, "passed", False):
        return False
    decided = stage.day + timedelta(days=5)
    if stage.chance(0.1):
        yield stage.at_office(
            decided,
            DeferGraduation(
                deferral_id=stage.new_id(), reason=stage.reason("deferral"), extension_months=3
            ),
        )
        return False
    approved = yield stage.at_office(
        decided,
        ApproveGraduationByAgency(
            graduation_id=stage.new_id(),
            assessment_id=assessment_id,
            version_seen=answer.events[0].originator_version,
        ),
    )
    if approved is None:
        return False
    yield from _afterwards(stage, indicators)
    return True


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
    yield stage.at_office(day, leave)


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
