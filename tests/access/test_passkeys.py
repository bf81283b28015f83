"""A passkey proves who asks, once, here, for its own user; every other answer is refused alike."""

import json
from uuid import uuid4

import pytest
from psycopg_pool import ConnectionPool

from adapters.keyring import KeyFile
from adapters.passkey_devices import WebAuthnDevices
from adapters.postgres.access import PostgresAccessStore
from adapters.postgres.database import ROLES, url_as
from adapters.postgres.migrate import migrate
from services.credentials import TooManyAttempts
from services.one_time_codes import code_at, step_at
from services.passkeys import MOST, Passkeys, TooManyPasskeys, WrongPasskey
from services.second_factor import SecondFactor
from tests.access.device import Device
from tests.access.people import Clock
from tests.database import fresh_database

HERE, THERE = b"h" * 32, b"t" * 32


class Site:
    """The passkeys of two users who have set the code up, and a clock and resets to move."""

    def __init__(self, store):
        self.clock, self.melati, self.kenanga = Clock(), uuid4(), uuid4()
        self.resets = {self.melati: 0, self.kenanga: 0}
        second = SecondFactor(
            store=store,
            keys=KeyFile(b"k" * 32, b"i" * 32),
            code_key=str.encode,
            clock=self.clock,
            resets=self.resets.__getitem__,
            required=lambda _: False,
        )
        devices = WebAuthnDevices("http://localhost", "contoh")
        self.passkeys = Passkeys(store, devices, second, self.clock)
        for user_id in self.resets:
            self.set_code_up(user_id)

    def set_code_up(self, user_id):
        second = self.passkeys.second
        secret = second.begin(user_id)
        second.confirm(user_id, code_at(secret, step_at(self.clock())))

    def add(self, user_id, device, name="Telepon"):
        options = self.passkeys.begin_new(user_id, HERE)
        self.passkeys.add(user_id, HERE, device.make(options), name)

    def prove(self, user_id, device, session=HERE):
        options = self.passkeys.begin_proof(user_id, session)
        self.passkeys.check(user_id, session, device.prove(options))


@pytest.fixture(scope="module")
def store(admin_url):
    passwords = dict.fromkeys(ROLES, "rahasia-contoh")
    with fresh_database(admin_url) as url:
        migrate(url, "contoh", passwords)
        as_app = url_as(url, "jejak_app", passwords)
        with ConnectionPool(as_app, min_size=1, kwargs={"autocommit": True}) as pool:
            yield PostgresAccessStore(pool, "contoh_access")


@pytest.fixture
def site(store):
    return Site(store)


@pytest.fixture
def device(site):
    made = Device()
    site.add(site.melati, made)
    return made


def test_a_device_that_was_added_proves_its_user_again_and_again(site, device):
    site.prove(site.melati, device)
    site.clock.pass_(days=1)
    site.prove(site.melati, device)

    [mine] = site.passkeys.of(site.melati)
    assert (mine.name, mine.sign_count, mine.used_at) == ("Telepon", 2, site.clock())
    assert site.passkeys.of(site.kenanga) == []
    assert site.passkeys.begin_proof(site.kenanga, HERE) == ""


def test_a_device_that_does_not_count_is_good_as_well(site, device):
    options = site.passkeys.begin_proof(site.melati, HERE)
    device.count = -1
    site.passkeys.check(site.melati, HERE, device.prove(options))
    device.count = -1
    site.prove(site.melati, device)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "http://127.0.0.1"},
        {"origin": "https://localhost.contoh.id"},
        {"site": "localhost.contoh.id"},
        {"verifies": False},
    ],
    ids=str,
)
def test_what_another_site_or_nobodys_finger_brought_about_is_refused(site, device, lie):
    for name, value in lie.items():
        setattr(device, name, value)
    with pytest.raises(WrongPasskey):
        site.prove(site.melati, device)
    with pytest.raises(WrongPasskey):
        site.add(site.kenanga, Device(**lie))

    assert site.passkeys.of(site.kenanga) == []


def test_an_answer_is_good_once_in_its_own_session_and_only_for_minutes(site, device):
    options = site.passkeys.begin_proof(site.melati, HERE)
    answer = device.prove(options)
    with pytest.raises(WrongPasskey):
        site.passkeys.check(site.melati, THERE, answer)
    site.passkeys.check(site.melati, HERE, answer)
    with pytest.raises(WrongPasskey):
        site.passkeys.check(site.melati, HERE, answer)

    site.passkeys.begin_proof(site.melati, HERE)
    with pytest.raises(WrongPasskey):
        site.passkeys.check(site.melati, HERE, answer)

    answer = device.prove(site.passkeys.begin_proof(site.melati, HERE))
    site.clock.pass_(minutes=5)
    with pytest.raises(WrongPasskey):
        site.passkeys.check(site.melati, HERE, answer)
    site.prove(site.melati, device)


def test_nobody_is_let_in_by_the_device_of_another_user(site, device):
    own = Device()
    site.add(site.kenanga, own)

    with pytest.raises(WrongPasskey):
        site.prove(site.kenanga, device)
    device.credential = own.credential
    with pytest.raises(WrongPasskey):
        site.prove(site.kenanga, device)
    with pytest.raises(WrongPasskey):
        site.add(site.kenanga, device)
    site.prove(site.kenanga, own)


def test_a_count_that_went_back_is_refused(site, device):
    for _ in range(3):
        site.prove(site.melati, device)
    device.count = 1

    for _ in range(2):
        with pytest.raises(WrongPasskey):
            site.prove(site.melati, device)
    site.prove(site.melati, device)


def test_two_uses_with_one_count_are_not_both_good(site, device):
    answers = {}
    for session in (HERE, THERE):
        device.count = 5
        answers[session] = device.prove(site.passkeys.begin_proof(site.melati, session))
    site.passkeys.check(site.melati, HERE, answers[HERE])

    with pytest.raises(WrongPasskey):
        site.passkeys.check(site.melati, THERE, answers[THERE])


def test_a_passkey_that_was_removed_is_worth_nothing(site, device):
    other = Device()
    site.add(site.melati, other, "Laptop")
    [handle] = [each.handle for each in site.passkeys.of(site.melati) if each.name == "Telepon"]
    assert not site.passkeys.remove(site.kenanga, handle)
    answer = device.prove(site.passkeys.begin_proof(site.melati, HERE))

    assert site.passkeys.remove(site.melati, handle)

    with pytest.raises(WrongPasskey):
        site.passkeys.check(site.melati, HERE, answer)
    site.prove(site.melati, other)


def test_two_people_who_have_the_factor_forgotten_have_the_passkeys_forgotten(site, device):
    begun = site.passkeys.begin_new(site.melati, THERE)
    answer = device.prove(site.passkeys.begin_proof(site.melati, HERE))

    site.resets[site.melati] += 1

    assert site.passkeys.of(site.melati) == []
    with pytest.raises(WrongPasskey):
        site.passkeys.check(site.melati, HERE, answer)
    with pytest.raises(WrongPasskey):
        site.passkeys.add(site.melati, THERE, Device().make(begun), "Telepon")
    site.set_code_up(site.melati)
    assert site.passkeys.of(site.melati) == []
    new = Device()
    site.add(site.melati, new)
    with pytest.raises(WrongPasskey):
        site.prove(site.melati, device)
    site.prove(site.melati, new)


def test_without_the_code_of_an_app_there_is_no_passkey(site):
    site.resets[site.kenanga] += 1

    with pytest.raises(WrongPasskey):
        site.passkeys.begin_new(site.kenanga, HERE)


def test_wrong_answers_are_counted_with_wrong_codes(site, device):
    stranger = Device(credential=device.credential)
    for _ in range(5):
        with pytest.raises(WrongPasskey):
            site.prove(site.melati, stranger)

    with pytest.raises(TooManyAttempts):
        site.prove(site.melati, device)
    with pytest.raises(TooManyAttempts):
        site.passkeys.second.check(site.melati, "000000")
    site.clock.pass_(minutes=1)
    site.prove(site.melati, device)


def test_ten_are_enough_for_anybody(site):
    for _ in range(MOST):
        site.add(site.kenanga, Device())

    with pytest.raises(TooManyPasskeys):
        site.passkeys.begin_new(site.kenanga, HERE)


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "[]",
        "\x00",
        "[" * 10_000,
        '{"id": 1}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
        json.dumps(
            {
                "id": "AA",
                "rawId": "AA",
                "type": "public-key",
                "response": {
                    "clientDataJSON": "e30",
                    "attestationObject": "v_8",
                    "authenticatorData": "AA",
                    "signature": "AA",
                },
            }
        ),
    ],
    ids=lambda each: each[:12],
)
@pytest.mark.usefixtures("device")
def test_garbage_is_refused_like_a_wrong_answer(site, garbage):
    site.passkeys.begin_new(site.melati, HERE)
    with pytest.raises(WrongPasskey):
        site.passkeys.add(site.melati, HERE, garbage, "Telepon")
    site.passkeys.begin_proof(site.melati, HERE)
    with pytest.raises(WrongPasskey):
        site.passkeys.check(site.melati, HERE, garbage)
