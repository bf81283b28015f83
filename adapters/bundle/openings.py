"""Opens sealed fields to an inspector: the salt and the text of one group, nothing of the key."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence

from adapters.postgres.evidence import StoredEvent
from adapters.sealing import Sealed, opening
from domain.canonical import canonical_json
from services.ports import Keyring

WITHHELD, ERASED = "withheld", "erased"


def openings(
    events: Iterable[StoredEvent],
    sealed: Sequence[Sealed],
    keyring: Keyring,
    groups: Collection[str],
) -> Iterator[str]:
    """Yield one line per sealed group of each event: opened, withheld, or erased."""
    parts = {(row.stream, row.version): row.parts for row in sealed}
    for event in events:
        for group, _ in json.loads(event.payload).get("sealed", ()):
            told = {"event": event.position, "group": group}
            part = next(
                (p for p in parts.get((event.stream, event.version), ()) if p.group == group), None
            )
            if group not in groups:
                yield canonical_json({**told, "closed": WITHHELD})
                continue
            key = keyring.key_of(part.person) if part else None
            if part is None or key is None:
                yield canonical_json({**told, "closed": ERASED})
                continue
            salt, text = opening(part, key, event.stream, event.version)
            yield canonical_json({**told, "salt": salt.hex(), "text": text.decode()})
