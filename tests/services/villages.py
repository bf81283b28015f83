"""What opens and closes the enrolment of a village."""

from datetime import date

from domain.village_programme.events import EnrolmentClosed, EnrolmentOpened, VillageSelected
from tests.sample_programme import VILLAGE


def selected(village=VILLAGE):
    return (
        VillageSelected(
            village_code=village,
            batch="batch-1",
            scheme="scheme-1",
            basis="SK contoh 1",
            basis_sha256="b" * 64,
            selected_on=date(2026, 1, 2),
        ),
    )


def opened():
    return (EnrolmentOpened(decree="SK contoh 2", from_on=date(2026, 1, 3)),)


def closed():
    return (EnrolmentClosed(reason="quota_reached"),)
