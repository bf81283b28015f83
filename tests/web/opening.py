"""Opens an office: a database, users in every role, two families, and the projector beside."""

from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Signal
from threading import Thread
from uuid import UUID, uuid4

from anyio.from_thread import start_blocking_portal
from argon2 import PasswordHasher

from adapters.codec import EventCodec
from adapters.intake.desk import IntakeDesk
from adapters.intake.incoming import Incoming
from adapters.keyring import FileSeal, HmacIndex, WrappedKeyring
from adapters.passkey_devices import WebAuthnDevices
from adapters.passwords import Argon2Passwords
from adapters.postgres.access import PostgresAccessStore
from adapters.postgres.anchors import AnchorStore
from adapters.postgres.database import ROLES, Schemas, url_as
from adapters.postgres.migrate import migrate
from adapters.postgres.naming import Names
from adapters.postgres.pool import SharedConnections
from adapters.postgres.projector import Projector
from adapters.postgres.recorder import LedgerRecorder
from adapters.postgres.registry import LedgerRegistry
from adapters.postgres.rounds import RecordedVisits
from adapters.sealing import open_sealed
from config.lists import MAPPINGS
from domain.context import Actor
from domain.desk.aggregate import DESK
from domain.desk.commands import GrantRole, RegisterUser
from projections.catalogue import READ_MODELS
from services.access import Access, Limits
from services.casework import Casework
from services.claims import Claims
from services.directory import Directory
from services.ledger import Ledger
from services.passkeys import Passkeys
from services.requests import Request
from services.second_factor import SecondFactor
from services.steps import Step
from services.streams import desk_stream
from tests.web.families import ELSEWHERE, HERE, KENANGA, MELATI, PROGRAMME, joining, story, user_of
from tests.web.office import KEYS, PASSWORD, PATIENCE, Clock, Office

PASSWORDS = dict.fromkeys(ROLES, "rahasia-contoh")
SCHEMAS = Schemas(PROGRAMME.code)
SITE = "http://localhost"


@contextmanager
def open_office(admin_url, required=frozenset(), *, follows=True):
    """Yield an office with its users, families and no history besides.

    `required` are the roles that need a second factor. Unless it `follows`, its read models stay
    as they are, whatever happens, and nobody waits for them.
    """
    migrate(admin_url, PROGRAMME.code, PASSWORDS)
    with _wired(url_as(admin_url, "jejak_app", PASSWORDS), required) as office:
        office.patience = PATIENCE if follows else 0
        _employ(office)
        _admit(office, MELATI, HERE, user_of("mentor"))
        _admit(office, KENANGA, ELSEWHERE, user_of("mentor-2"))
        office.projector.catch_up()
        with _following(office.projector) if follows else nullcontext():
            yield office


@contextmanager
def _wired(url, required):
    """Yield an office in which nobody has said anything yet."""
    recorder = LedgerRecorder(url, PROGRAMME.code)
    keyring = WrappedKeyring(KEYS, recorder.wrapped_key)
    ledger = Ledger(EventCodec(keyring), recorder, keyring)
    path = f"-c search_path={SCHEMAS.read},{SCHEMAS.ledger}"
    pool = SharedConnections(url, 4, {"options": path})
    with pool, TemporaryDirectory() as folder, start_blocking_portal() as portal:
        clock = Clock()
        casework = _casework(ledger, recorder, keyring, pool, clock)
        registry = LedgerRegistry(url, PROGRAMME.code, ledger.mapper, KEYS)
        incoming = Incoming(Path(folder) / "incoming", FileSeal(KEYS))
        intake = IntakeDesk(casework, registry, MAPPINGS, incoming)
        yield Office(
            casework,
            _access(ledger, pool, clock, required),
            pool,
            Projector(url, PROGRAMME.code, ledger.mapper, READ_MODELS, PROGRAMME),
            Names(pool.connection, ledger.mapper, keyring),
            AnchorStore(pool.connection, SCHEMAS),
            clock,
            Path(folder),
            intake,
            portal,
        )
        intake.close()
    recorder.close()


def _casework(ledger, recorder, keyring, pool, clock):
    def opened(stream):
        return open_sealed(ledger.history(stream), recorder.select_sealed([stream]), keyring)

    visits = RecordedVisits(pool.connection, SCHEMAS, PROGRAMME, ledger.mapper, keyring)
    claims = Claims(HmacIndex(KEYS), opened)
    return Casework(ledger, PROGRAMME, claims, clock, visits=visits)


def _access(ledger, pool, clock, required):
    index, directory = HmacIndex(KEYS), Directory(ledger, PROGRAMME)
    store = PostgresAccessStore(pool, SCHEMAS.access)
    second = SecondFactor(
        store=store,
        keys=KEYS,
        code_key=lambda code: index.token("recovery", code),
        clock=clock,
        resets=directory.resets,
        required=required.__contains__,
    )
    return Access(
        passkeys=Passkeys(store, WebAuthnDevices(SITE, PROGRAMME.code), second, clock),
        store=store,
        passwords=Argon2Passwords(PasswordHasher(1, 64, 1)),
        standing=directory.standing,
        login_key=lambda login: index.token("login", login),
        clock=clock,
        limits=Limits(),
        second=second,
    )


@contextmanager
def _following(projector):
    stop = Signal()
    follower = Thread(target=projector.run, args=(stop,))
    follower.start()
    try:
        yield
    finally:
        stop.set()
        follower.join()


def _employ(office: Office) -> None:
    """Give each role to a user of its own, in the village HERE; the second mentor is ELSEWHERE."""
    founder = Actor(actor_id=UUID(int=1), role="administrator")
    for login in (*PROGRAMME.roles, "mentor-2"):
        role, user_id = login.removesuffix("-2"), user_of(login)
        area = PROGRAMME.roles[role].area
        villages = (ELSEWHERE if login == "mentor-2" else HERE,)
        needs_villages = area in ("caseload", "village")
        serves = "dinkes" if role == "service_agency" else "bappeda"
        for command in (
            RegisterUser(user_id=user_id, organisation=serves, full_name=f"Contoh {login}"),
            GrantRole(role=role, villages=villages if needs_villages else ()),
        ):
            step = Step(DESK, desk_stream(PROGRAMME.code, user_id), command)
            request = Request(command_id=uuid4(), actor=founder)
            office.casework.carry_out(step, request, uuid4().bytes * 2)
        office.access.set_password(user_id, login, PASSWORD)


def _admit(office: Office, household_id: UUID, village: str, mentor: UUID) -> None:
    """Take a family all the way to its first visit."""
    start = office.clock() - timedelta(days=40)
    joined = joining(household_id, village, mentor, start.date())
    office.tell(mentor, *joined, by=user_of("supervisor"), role="supervisor", at=start)
    for days, role, event in story(household_id, village, mentor, start.date()):
        by = mentor if role == "mentor" else user_of(role)
        office.tell(household_id, event, by=by, role=role, at=start + timedelta(days=days))
