"""How it looks when the database is away, whichever library notices it."""

from eventsourcing.persistence import InterfaceError as StoreAway
from eventsourcing.persistence import OperationalError as StoreStopped
from psycopg import InterfaceError, OperationalError

DATABASE_AWAY = (OperationalError, InterfaceError, StoreStopped, StoreAway)
AWAY_SECONDS = "2"
