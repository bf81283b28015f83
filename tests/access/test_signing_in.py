"""Signing in on a real PostgreSQL: guessing is slow, sessions end when they must."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter

import psycopg
import pytest
from argon2 import PasswordHasher

from adapters.passwords import Argon2Passwords
from services.access import Access, SignInFailed, TooManyAttempts, WeakPassword
from tests.access.people import (
    KENANGA,
    LOGIN,
    MELATI,
    OTHER_LOGIN,
    OTHER_PASSWORD,
    PASSWORD,
    Clock,
    Roles,
)


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
        standing=Roles(),
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

    names, pairs, ratio = [(LOGIN, "nobody"), ("nobody", LOGIN)] * 15, [], 0
    while not 0.8 < ratio < 1.2 and len(pairs) < 300:  # a busy machine needs more of them
        pairs += [{login: seconds(login) for login in pair} for pair in names]
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


@pytest.mark.parametrize("password", ["pendek", "x" * 201, "melati17", ""])
def test_a_weak_password_is_not_taken(access, password):
    with pytest.raises(WeakPassword):
        access.set_password(MELATI, LOGIN, password)


def fail(access, login, times):
    for _ in range(times):
        with pytest.raises(SignInFailed):
            access.sign_in(login, "bukan kata sandinya")
