"""A data officer's desk: a log in PostgreSQL, keys, and everything that an import needs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest

from adapters.codec import EventCodec
from adapters.keyring import HmacIndex, KeyFile, WrappedKeyring
from adapters.lists.reader import read_list
from adapters.postgres.recorder import LedgerRecorder
from adapters.postgres.registry import LedgerRegistry
from adapters.regions import LokalRegions
from adapters.sealing import open_sealed
from domain.commands import COMMANDS
from domain.context import Actor
from domain.household.aggregate import HOUSEHOLD
from domain.programme import Item, Label, Role
from services.casework import Casework
from services.claims import Claims
from services.intake.applying import Applying
from services.intake.drafting import Drafting, ListFile
from services.intake.known import known_families
from services.intake.reasons import REASONS, VERDICTS
from services.ledger import Ledger
from services.requests import Request
from services.steps import Step
from tests.intake.lists import AS_OF, BRIDGE, DTSEN, csv
from tests.sample_programme import PROGRAMME
from tests.store import Store, fresh_store

NOW = datetime(2026, 6, 15, 2, tzinfo=UTC)
OFFICER = Actor(actor_id=UUID(int=0xDA7A), role="data_officer")
MENTOR = Actor(actor_id=UUID(int=0x3E1), role="mentor")


def _items(*codes):
    return tuple(Item(code=code, label=Label(id=f"{code} (id)", en=code)) for code in codes)


LISTS = PROGRAMME.model_copy(
    update={
        "agencies": (
            *PROGRAMME.agencies,
            *(
                PROGRAMME.agencies[0].model_copy(update={"code": code})
                for code in ("bps", "dinsos")
            ),
        ),
        "reasons": PROGRAMME.reasons
        | {
            "row_verdict": _items(*VERDICTS),
            "row_reason": _items(*REASONS),
            "member_joined": _items("listed"),
            "duplicate_dismissal": _items("namesakes"),
            "merge": _items("listed_twice"),
        },
        "roles": PROGRAMME.roles
        | {
            "data_officer": Role(
                label=Label(id="Petugas data", en="Data officer"),
                area="programme",
                commands=tuple(sorted(COMMANDS)),
                reads=("targeting",),
            )
        },
    }
)


@dataclass
class Desk:
    """What a data officer works with."""

    casework: Casework
    drafting: Drafting
    applying: Applying
    recorder: LedgerRecorder
    codec: EventCodec
    store: Store

    def draft(self, *rows, code="q1", actor=OFFICER, name="daftar.csv", **said):
        given = {"mapping": DTSEN, "as_of_on": AS_OF} | said
        content = said.pop("content", None) or csv(*rows)
        given.pop("content", None)
        return self.drafting.draft(ListFile(name, content, code=code, **given), actor)

    def apply(self, *rows, **said):
        draft = self.draft(*rows, **said)
        return draft, self.applying.apply(draft, OFFICER)

    def events(self):
        """Return everything in the log, by name."""
        return [row.topic for row in self.recorder.select_notifications(None, 100_000)]

    def lines(self):
        """Return everything in the log, in its envelopes."""
        return [
            self.codec.to_domain_event(row)
            for row in self.recorder.select_notifications(None, 100_000)
        ]

    def household(self, household_id):
        return self.casework.load(HOUSEHOLD, household_id).state

    def execute(self, aggregate, stream, command, number=1):
        request = Request(command_id=UUID(int=0xC0 + number), actor=OFFICER)
        return self.casework.execute(Step(aggregate, stream, command), request)

    def families(self):
        return {family.household_id: family for family in known_families(self.drafting.registry)}


@pytest.fixture
def desk(admin_url, tmp_path):
    with fresh_store(admin_url) as store:
        recorder = LedgerRecorder(store.app, store.schemas.programme)
        keys = KeyFile.create(tmp_path / "keys")
        yield make_desk(recorder, store, keys)
        recorder.close()


def make_desk(recorder, store, keys):
    keyring = WrappedKeyring(keys, recorder.wrapped_key)
    codec = EventCodec(keyring)
    ledger = Ledger(codec, recorder, keyring)

    def opened(stream):
        return open_sealed(ledger.history(stream), recorder.select_sealed([stream]), keyring)

    casework = Casework(ledger, LISTS, Claims(HmacIndex(keys), opened), clock=lambda: NOW)
    registry = LedgerRegistry(store.app, store.schemas.programme, codec, keys)
    drafting = Drafting(casework, read_list, LokalRegions(BRIDGE), registry)
    return Desk(casework, drafting, Applying(casework), recorder, codec, store)
