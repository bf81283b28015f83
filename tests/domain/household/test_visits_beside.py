"""Visits that look odd beside other visits are recorded and marked (rule V3)."""

from datetime import timedelta
from uuid import UUID

from domain.rounds import Meeting, Rounds
from tests.domain.household.amendments import VISITED, correct, corrected
from tests.domain.household.families import (
    ACTIVE,
    HOME_VISIT,
    OTHER_VISIT,
    PHOTO,
    VISIT_RECORDED,
    visit,
)
from tests.scenario import HOUSEHOLD_ID, MENTOR, NOW, OTHER_HOUSEHOLD_ID, given

HERE, FAR = "-8.500000,117.000000", "-8.300000,117.000000"  # 22 kilometres
OTHER_PHOTO = "b" * 64
EARLIER = NOW - timedelta(minutes=10)


def sent(command, history=ACTIVE, **more):
    """Let the household's mentor send it."""
    return given(*history).when(command, by=MENTOR, role="mentor", **more)


def marked(*warnings, **changes):
    return VISIT_RECORDED.model_copy(update=changes | {"warnings": warnings})


def met(number, at=NOW, **more):
    """Another visit, to the other household."""
    return Meeting(OTHER_HOUSEHOLD_ID, UUID(int=0x300 + number), at, **more)


def beside(*same_day, photos=(), place=HERE, same_photo=()):
    this = Meeting(HOUSEHOLD_ID, HOME_VISIT, NOW, photos, place)
    return {"rounds": Rounds(this, same_day, same_photo)}


def test_a_visit_that_nobody_reaches_in_time_is_marked():
    there = {"place": HERE}
    sent(visit(**there), **beside(met(1, EARLIER, place=FAR))).then(marked("V3.speed", **there))
    sent(visit(**there), **beside(met(1, EARLIER, place=HERE))).then(marked(**there))
    sent(visit(), **beside(met(1, EARLIER, place=FAR), place=None)).then(marked())


def test_a_visit_beyond_what_a_day_holds_is_marked():
    twelve = [met(number) for number in range(12)]
    sent(visit(), **beside(*twelve[1:])).then(marked())
    sent(visit(), **beside(*twelve)).then(marked("V3.crowded"))


def test_a_photo_of_another_household_is_marked():
    elsewhere = (met(1, photo_sha256s=(PHOTO,)),)
    shown, others = {"photo_sha256s": (PHOTO,)}, {"photo_sha256s": (OTHER_PHOTO,)}
    sent(visit(**shown), **beside(photos=(PHOTO,), same_photo=elsewhere)).then(
        marked("V3.photo", **shown)
    )
    sent(visit(**others), **beside(photos=(OTHER_PHOTO,), same_photo=elsewhere)).then(
        marked(**others)
    )


def test_a_photo_of_an_earlier_visit_here_is_marked_although_nothing_lies_beside():
    earlier = VISIT_RECORDED.model_copy(update={"photo_sha256s": (PHOTO,)})
    again = {"visit_id": OTHER_VISIT, "photo_sha256s": (PHOTO,)}
    sent(visit(**again), (*ACTIVE, earlier), **beside(photos=(PHOTO,))).then(
        marked("V3.photo", **again)
    )


def test_a_visit_is_recorded_where_nothing_is_known_of_others():
    sent(visit(place=HERE), rounds=None).then(marked(place=HERE))


def test_a_corrected_visit_is_compared_again():
    minutes = {"values": (("minutes", "55"),)}
    itself = Meeting(HOUSEHOLD_ID, HOME_VISIT, NOW, place=HERE)
    others = beside(itself, met(1, EARLIER, place=FAR), place=None)
    given(*VISITED).when(correct(**minutes), **others).then(
        corrected(**minutes, warnings=("V3.speed",))
    )
    given(*VISITED).when(correct(**minutes), **beside(itself, place=None)).then(
        corrected(**minutes)
    )
