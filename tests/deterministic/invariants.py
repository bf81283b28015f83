"""What must hold after every step of the small world; each says what is broken, or nothing."""

from collections import Counter, defaultdict

from adapters.sealing import ERASED
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.record import DataErased
from domain.sealed_log import Frontier, leaf_entry, leaf_hash, microseconds
from tests.deterministic.world import NIK
from tests.ledger.facts import INDEX


class Watch:
    """Remembers the log as it was, so that a changed past shows."""

    def __init__(self, world):
        self.world, self.leaves = world, []

    def broken(self):
        """Return the first invariant that does not hold, or nothing."""
        world = self.world
        rows = world.recorder.select_notifications(0, 100_000)
        mapper = world.processes[0].ledger.mapper
        lines = [mapper.to_domain_event(row) for row in rows]
        checks = (
            lambda: self._log(rows),
            lambda: self._sent(lines),
            lambda: self._streams(lines),
            lambda: self._phones(lines),
            lambda: self._read_model(lines),
            lambda: self._erased(lines),
        )
        return next((wrong for check in checks if (wrong := check())), None)

    def _log(self, rows):
        """I4 and I6: positions, leaves and root; I1: nothing that was there has changed."""
        if [row.id for row in rows] != list(range(len(rows))):
            return "I4 positions"
        heads, leaves = {}, []
        for row in rows:
            entry = leaf_entry(
                row.originator_id,
                row.originator_version,
                row.topic,
                heads.get(row.originator_id),
                microseconds(row.recorded_at),
                row.metadata,
                row.state,
            )
            leaves.append(leaf_hash(entry))
            heads[row.originator_id] = leaves[-1]
        grown = Frontier()
        for leaf in leaves:
            grown.append(leaf)
        if leaves[: len(self.leaves)] != self.leaves:
            return "I1 the past changed"
        self.leaves = leaves
        kept = self.world.recorder.frontier
        return None if (kept.size, kept.root()) == (grown.size, grown.root()) else "I6 root"

    def _sent(self, lines):
        """I1 and I2: what was acknowledged is there, and nothing is there twice."""
        there = Counter(
            line.originator_id.hex + str(line.event.visit_id)
            for line in lines
            if isinstance(line.event, VisitRecorded)
        )
        commands = {line.origin.command_id for line in lines}
        if not self.world.acknowledged <= commands:
            return "I1 lost"
        return "I2 doubled" if any(count > 1 for count in there.values()) else None

    def _streams(self, lines):
        """I3 and I8: each stream is 1..n in the order of positions, read back the same."""
        versions = defaultdict(list)
        for line in lines:
            versions[line.originator_id].append(line.originator_version)
        for stream, found in versions.items():
            if found != list(range(1, len(found) + 1)):
                return "I3 versions"
            read = [line.originator_version for line in self.world.history(stream)]
            if read != found:
                return "I8 order"
        return None

    def _phones(self, lines):
        """I9: what the phones captured is on the server or still in an outbox."""
        commands = {line.origin.command_id for line in lines}
        for phone in self.world.phones:
            if not phone.captured.keys() <= commands | phone.outbox.keys():
                return "I9 captured and nowhere"
        return None

    def _read_model(self, lines):
        """I5: what was folded step by step is what a rebuild gives up to the same position."""
        again = defaultdict(list)
        for line in lines[: self.world.position + 1]:
            again[line.originator_id].append(line.event_id)
        return None if again == self.world.folded else "I5 read model"

    def _erased(self, lines):
        """I12: who was erased is nowhere and on record; nobody else is, and all else opens."""
        world, noted = (
            self.world,
            {line.event.person_id for line in lines if isinstance(line.event, DataErased)},
        )
        for nominee in world.nominees:
            key = world.recorder.wrapped_key(nominee.person)
            opened = world.processes[0].opened(nominee.household)
            name = opened[0].event.full_name
            claim = (NIK, INDEX.token(NIK, nominee.name)) in world.recorder._claims  # noqa: SLF001
            sealed = any(
                part.person == nominee.person
                for each in world.recorder._sealed  # noqa: SLF001 (what is really kept)
                for part in each.parts
            )
            kept = (key is not None, name == nominee.name, claim, sealed)
            gone = world.is_carried_out(nominee)
            if gone != (nominee.person in noted):
                return "I12 not on record"
            if kept != ((not gone,) * 4) or (gone and name != ERASED):
                return f"I12 {'remains' if gone else 'lost'}"
        return None
