"""Who may sign in, as known at any position."""

from uuid import UUID

import pytest

from domain.desk.events import (
    RoleGranted,
    RoleRevoked,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from projections import users
from tests.projections.telling import Telling

DESK, OTHER_DESK = UUID(int=0xD1), UUID(int=0xD2)
USER, OTHER_USER = UUID(int=0xD3), UUID(int=0xD4)


@pytest.fixture
def telling(office):
    return Telling(office)


def test_a_user_has_the_roles_of_the_position_that_is_asked_about(office, telling):
    telling.tell(DESK, UserRegistered(user_id=USER, organisation="dinsos"))
    telling.tell(OTHER_DESK, UserRegistered(user_id=OTHER_USER, organisation="bps"))
    first = telling.tell(DESK, RoleGranted(role="mentor", villages=("52.01.01.2001",)))
    telling.tell(DESK, RoleGranted(role="supervisor"))
    blocked = telling.tell(DESK, UserBlocked(reason="left"))
    telling.tell(DESK, RoleRevoked(role="mentor", reason="duty_over"))
    last = telling.tell(DESK, UserUnblocked())

    with office.reading() as connection:
        early = users.page(connection, first.position)
        [middle] = users.page(connection, blocked.position, USER)
        late = {each.user_id: each for each in users.page(connection, last.position)}

    assert [(each.user_id, each.roles) for each in early] == [
        (USER, ["mentor"]),
        (OTHER_USER, []),
    ]
    assert early[0].villages == {"mentor": ["52.01.01.2001"]}
    assert (middle.roles, middle.blocked) == (["mentor", "supervisor"], "left")
    assert (late[USER].roles, late[USER].blocked) == (["supervisor"], "")
    assert late[OTHER_USER].organisation == "bps"
