"""Signing in on a real PostgreSQL: guessing is slow, sessions end when they must."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from uuid import UUID

import psycopg
import pytest
from argon2 import PasswordHasher
from psycopg_pool import ConnectionPool

from adapters.passwords import Argon2Passwords
from adapters.postgres.access import PostgresAccessStore
from adapters.postgres.database import ROLES, url_as
from adapters.postgres.migrate import migrate
from domain.context import Actor
from services.access import Access, SignInFailed, TooManyAttempts, WeakPassword

MELATI, KENANGA = UUID(int=17), UUID(int=18)
LOGIN, PASSWORD = "melati17", "kata sandi contoh 17"
OTHER_LOGIN, OTHER_PASSWORD = "kenanga18", "kata sandi contoh 18"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_(self, **time):
        self.now += timedelta(**time)


class Roles:
    """Who may act as whom; a test may change it at any time."""

    def __init__(self):
        self.of = {MELATI: ["auditor", "mentor"], KENANGA: ["mentor"]}

    def __call__(self, user_id):
        return {role: Actor(actor_id=user_id, role=role) for role in self.of.get(user_id, [])}


@pytest.fixture
def store(empty_database):
    passwords = dict.fromkeys(ROLES, "rahasia-contoh")
    migrate(empty_database, "contoh", passwords)
    url = url_as(empty_database, "jejak_app", passwords)
    with ConnectionPool(url, min_size=1, max_size=8, kwargs={"autocommit": True}) as pool:
        yield PostgresAccessStore(pool, "contoh_access")


@pytest.fixture
def access(store):
    made = Access(
        store=store,
        passwords=Argon2Passwords(QUICK),
        actors=Roles(),
        login_key=lambda login: hashlib.sha256(login.encode()).digest(),
        clock=Clock(),
    )
    made.set_password(MELATI, LOGIN, PASSWORD)
    made.set_password(KENANGA, OTHER_LOGIN, OTHER_PASSWORD)
    return made


def test_a_user_who_signed_in_is_known_by_the_token_and_nobody_else_is(access):
    token, _ = access.sign_in(LOGIN, PASSWORD)
    other, _ = access.sign_in(OTHER_LOGIN, OTHER_PASSWORD)

    assert access.actor(token)[1].actor_id == MELATI
    assert access.actor(other)[1].actor_id == KENANGA
    assert access.actor(token[:-1]) is None
    assert access.actor("") is None


def test_a_login_name_is_known_in_any_case_and_with_blanks_around_it(access):
    token, _ = access.sign_in("  Melati17 ", PASSWORD)

    assert access.actor(token)[1].actor_id == MELATI


def test_neither_the_token_nor_the_login_name_stands_in_the_database(access, empty_database):
    token, _ = access.sign_in(LOGIN, PASSWORD)

    with psycopg.connect(empty_database) as connection:
        tables = [
            connection.execute(f"SELECT * FROM contoh_access.{table}").fetchall()
            for table in ("credential", "session", "attempt")
        ]
    assert token not in str(tables)
    assert LOGIN not in str(tables)
    assert PASSWORD not in str(tables)


def test_every_sign_in_has_a_token_of_its_own(access):
    first, _ = access.sign_in(LOGIN, PASSWORD)
    second, _ = access.sign_in(LOGIN, PASSWORD)

    assert first != second
    assert access.actor(first) is not None


@pytest.mark.parametrize(
    ("login", "password"),
    [(LOGIN, OTHER_PASSWORD), (OTHER_LOGIN, PASSWORD), ("nobody", PASSWORD), ("", "")],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(access, login, password):
    with pytest.raises(SignInFailed):
        access.sign_in(login, password)


@pytest.mark.parametrize("hashed_with", [{}, {"time_cost": 1, "memory_cost": 1_024}])
def test_an_unknown_user_is_refused_as_slowly_as_a_wrong_password(store, hashed_with):
    """Pairs of attempts, one right after the other: what slows the machine down slows both."""
    usual = {"time_cost": 2, "memory_cost": 8_192, "parallelism": 1}
    access = Access(
        store=store,
        passwords=Argon2Passwords(PasswordHasher(**usual)),
        actors=Roles(),
        login_key=lambda login: hashlib.sha256(login.encode()).digest(),
        clock=Clock(),
    )
    earlier = Argon2Passwords(PasswordHasher(**usual | hashed_with))
    replace(access, passwords=earlier).set_password(MELATI, LOGIN, PASSWORD)

    def seconds(login):
        started = perf_counter()
        with pytest.raises(SignInFailed):
            access.sign_in(login, "bukan kata sandinya")
        access.store.forgive(access.login_key(login))
        return perf_counter() - started

    names = [(LOGIN, "nobody"), ("nobody", LOGIN)] * 15
    pairs = [{login: seconds(login) for login in pair} for pair in names]
    ratio = median(pair["nobody"] / pair[LOGIN] for pair in pairs)
    assert 0.8 < ratio < 1.2


def test_a_hash_of_earlier_times_is_replaced_by_a_good_sign_in(access):
    weak = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=32, parallelism=1))
    replace(access, passwords=weak).set_password(MELATI, LOGIN, PASSWORD)
    replace(access, passwords=weak).set_password(KENANGA, OTHER_LOGIN, OTHER_PASSWORD)
    token, _ = access.sign_in(LOGIN, PASSWORD)

    def is_outdated(login):
        kept = access.store.credential(access.login_key(login))
        return access.passwords.is_outdated(kept.password)

    assert not is_outdated(LOGIN)
    assert is_outdated(OTHER_LOGIN)
    assert access.actor(token) is not None
    assert access.sign_in(LOGIN, PASSWORD)


def test_after_five_failures_an_account_rests_a_little_and_longer_each_time(access):
    fail(access, LOGIN, times=5)

    with pytest.raises(TooManyAttempts) as first:
        access.sign_in(LOGIN, PASSWORD)
    access.clock.pass_(seconds=first.value.wait.total_seconds())
    fail(access, LOGIN, times=1)
    with pytest.raises(TooManyAttempts) as second:
        access.sign_in(LOGIN, PASSWORD)

    assert first.value.wait == timedelta(seconds=2)
    assert second.value.wait == timedelta(seconds=4)


def test_ten_failures_lock_an_account_for_a_quarter_of_an_hour_and_no_other(access):
    for _ in range(10):
        access.clock.pass_(minutes=1)
        fail(access, LOGIN, times=1)

    with pytest.raises(TooManyAttempts) as locked:
        access.sign_in(LOGIN, PASSWORD)

    assert locked.value.wait == timedelta(minutes=15)
    assert access.sign_in(OTHER_LOGIN, OTHER_PASSWORD)
    access.clock.pass_(minutes=15)
    assert access.sign_in(LOGIN, PASSWORD)


def test_an_unknown_name_rests_just_like_a_known_one(access):
    fail(access, "nobody", times=5)

    with pytest.raises(TooManyAttempts):
        access.sign_in("nobody", PASSWORD)


def test_a_good_sign_in_forgives_the_failures_before_it(access):
    fail(access, LOGIN, times=4)
    access.sign_in(LOGIN, PASSWORD)
    fail(access, LOGIN, times=4)

    assert access.sign_in(LOGIN, PASSWORD)


def test_of_a_thousand_guesses_at_once_only_a_handful_is_judged(access):
    def judged(_):
        try:
            access.sign_in(LOGIN, "bukan kata sandinya")
        except SignInFailed:
            return True
        except TooManyAttempts:
            return False

    with ThreadPoolExecutor(8) as guessers:
        answers = list(guessers.map(judged, range(1_000)))

    assert 1 <= sum(answers) <= 20


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

    access.actors.of[MELATI] = ["mentor"]

    assert access.actor(auditor) is None
    assert access.actor(mentor) is not None


def test_a_user_without_any_role_can_neither_stay_nor_come_back(access):
    token, _ = access.sign_in(LOGIN, PASSWORD)

    access.actors.of[MELATI] = []

    assert access.actor(token) is None
    with pytest.raises(SignInFailed):
        access.sign_in(LOGIN, PASSWORD)


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


@pytest.mark.parametrize("password", ["pendek", "x" * 201, "melati17", ""])
def test_a_weak_password_is_not_taken(access, password):
    with pytest.raises(WeakPassword):
        access.set_password(MELATI, LOGIN, password)


def test_sessions_that_ended_long_ago_are_forgotten(access, empty_database):
    access.sign_in(LOGIN, PASSWORD)
    access.clock.pass_(hours=9)
    access.sign_in(OTHER_LOGIN, OTHER_PASSWORD)

    with psycopg.connect(empty_database) as connection:
        left = connection.execute("SELECT user_id FROM contoh_access.session").fetchall()
    assert left == [(KENANGA,)]


def fail(access, login, times):
    for _ in range(times):
        with pytest.raises(SignInFailed):
            access.sign_in(login, "bukan kata sandinya")
