"""The nightly look at the whole log: recomputed from its rows, and said when it is not whole."""

import structlog

from adapters.postgres.database import READER
from adapters.postgres.store import Store
from adapters.postgres.verify import verify

log = structlog.get_logger()
NIGHTLY = {"hour": 2, "minute": 30}  # local time of the programme, before the nightly checkpoint


def self_check(store: Store) -> int:
    """Recompute every leaf; return how many, and log an error with the first bad position."""
    found = verify(store.url(READER), store.schemas.programme)
    if not found.ok:
        log.error("log_not_whole", position=found.first_bad_position, reason=found.reason)
    return found.size
