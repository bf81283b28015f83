"""A session on a real PostgreSQL: known by its token alone, and over when it must be."""

import psycopg
import pytest

from services.access import SignInFailed
from tests.access.people import KENANGA, LOGIN, MELATI, OTHER_LOGIN, OTHER_PASSWORD, PASSWORD


def test_a_session_ends_after_a_quarter_of_an_hour_without_use(access):
    token, _ = access.sign_in(LOGIN, PASSWORD)
    for _ in range(3):
        access.clock.pass_(minutes=14)
        assert access.actor(token) is not None

    access.clock.pass_(minutes=15)

    assert access.actor(token) is None


def test_a_session_ends_after_eight_hours_however_busy_it_is(access):
    token, _ = access.sign_in(LOGIN, PASSWORD)
    for _ in range(47):
        access.clock.pass_(minutes=10)
        assert access.actor(token) is not None

    access.clock.pass_(minutes=10)

    assert access.actor(token) is None


def test_signing_out_ends_this_session_only(access):
    here, session = access.sign_in(LOGIN, PASSWORD)
    there, _ = access.sign_in(LOGIN, PASSWORD)

    access.sign_out(session)

    assert access.actor(here) is None
    assert access.actor(there) is not None


def test_signing_out_everywhere_ends_all_sessions_of_one_user(access):
    tokens = [access.sign_in(LOGIN, PASSWORD)[0] for _ in range(2)]
    other, _ = access.sign_in(OTHER_LOGIN, OTHER_PASSWORD)

    access.sign_out_everywhere(MELATI)

    assert [access.actor(token) for token in tokens] == [None, None]
    assert access.actor(other) is not None


def test_a_role_that_is_taken_away_ends_the_sessions_in_that_role(access):
    auditor, _ = access.sign_in(LOGIN, PASSWORD, "auditor")
    mentor, _ = access.sign_in(LOGIN, PASSWORD, "mentor")

    access.standing.of[MELATI] = ["mentor"]

    assert access.actor(auditor) is None
    assert access.actor(mentor) is not None


def test_a_user_without_any_role_can_neither_stay_nor_come_back(access):
    token, _ = access.sign_in(LOGIN, PASSWORD)

    access.standing.of[MELATI] = []

    assert access.actor(token) is None
    with pytest.raises(SignInFailed):
        access.sign_in(LOGIN, PASSWORD)


def test_a_second_factor_that_is_forgotten_ends_the_sessions_of_its_user_for_good(access):
    token, _ = access.sign_in(LOGIN, PASSWORD)
    other, _ = access.sign_in(OTHER_LOGIN, OTHER_PASSWORD)

    access.standing.resets[MELATI] += 1

    assert access.sessions(MELATI) == []
    assert access.actor(token) is None
    assert access.actor(other) is not None
    again, _ = access.sign_in(LOGIN, PASSWORD)
    assert access.actor(again) is not None


def test_going_on_in_another_role_is_a_new_session(access):
    token, session = access.sign_in(LOGIN, PASSWORD, "auditor")

    changed, _ = access.change_role(session, "mentor")

    assert access.actor(token) is None
    assert access.actor(changed)[1].role == "mentor"
    assert access.change_role(session, "programme_lead") is None


def test_a_new_password_ends_all_sessions_and_the_old_password(access):
    token, _ = access.sign_in(LOGIN, PASSWORD)

    access.set_password(MELATI, LOGIN, "kata sandi yang baru")

    assert access.actor(token) is None
    with pytest.raises(SignInFailed):
        access.sign_in(LOGIN, PASSWORD)
    assert access.sign_in(LOGIN, "kata sandi yang baru")


def test_sessions_that_ended_long_ago_are_forgotten(access, empty_database):
    access.sign_in(LOGIN, PASSWORD)
    access.clock.pass_(hours=9)
    access.sign_in(OTHER_LOGIN, OTHER_PASSWORD)

    with psycopg.connect(empty_database) as connection:
        left = connection.execute("SELECT user_id FROM contoh_access.session").fetchall()
    assert left == [(KENANGA,)]
