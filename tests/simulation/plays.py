"""A small simulated programme in memory; `python -m tests.simulation.plays NAME SEED` sums it up.

The sum covers everything that the seed decides: names, clear facts, envelopes, times and order.
Keys of persons are not among it, nor are the commitments that depend on them.
"""

import json
import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from random import Random
from uuid import UUID

from adapters.sealing import open_sealed
from config.programme_files import load_programme
from config.simulation import transitions
from domain.household.aggregate import HOUSEHOLD
from services.claims import Claims
from services.simulation.earlier import made_earlier
from services.simulation.indicators import read_rates
from services.simulation.run import Simulation
from services.simulation.upheavals import SHARES
from services.simulation.warm import WarmCasework
from services.simulation.world import World
from tests.ledger.facts import INDEX, memory_ledger

FIRST = date(2021, 4, 1)
UNTIL = datetime(2024, 12, 31, tzinfo=UTC)
HOUSEHOLDS = 20


class Play:
    """A whole programme of one village, from the list to the last check after graduation."""

    def __init__(self, name, seed="1", households=HOUSEHOLDS, until=UNTIL, **played):
        files = load_programme(name)
        self.programme = made_earlier(files.programme, FIRST)
        self.ledger = memory_ledger()
        ids = Random(f"{seed}/ids")  # noqa: S311 (reproducible, keeps no secret)
        casework = WarmCasework(
            self.ledger,
            self.programme,
            Claims(INDEX, self.opened),
            new_id=lambda: UUID(int=ids.getrandbits(128), version=4),
        )
        self.simulation = Simulation(
            casework=casework,
            world=World(self.programme, seed, FIRST, years=2, until=until),
            rates=read_rates(transitions()),
            definition=files.adopt(),
            per_village=households,
            shares=played.get("shares", SHARES),
        )
        villages = self.programme.villages[: played.get("villages", 1)]
        self.simulation.run(villages, lambda *_: None)
        rows = self.ledger.recorder.select_notifications(0, 1_000_000)
        self.rows = rows
        self.log = [self.ledger.mapper.to_domain_event(row) for row in rows]

    @property
    def world(self):
        return self.simulation.world

    def opened(self, stream):
        """Return a history with its personal fields."""
        sealed = self.ledger.recorder.select_sealed([stream])
        return open_sealed(self.ledger.history(stream), sealed, self.ledger.keyring)

    def state(self, stream, aggregate=HOUSEHOLD):
        """Return what the log says a stream is."""
        return aggregate.replay(self.ledger.history(stream))

    def said(self, *events):
        """Return what the log says of some kinds of events."""
        return [line for line in self.log if isinstance(line.event, events)]

    def lines(self):
        """Return what the seed decides, event by event."""
        for row in self.rows:
            payload = json.loads(row.state)
            payload.pop("sealed", None)
            yield row.topic, str(row.originator_id), payload, row.metadata, row.recorded_at

    def sum(self):
        whole = sha256()
        for line in self.lines():
            whole.update(repr(line).encode())
        return whole.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(Play(*sys.argv[1:]).sum())
