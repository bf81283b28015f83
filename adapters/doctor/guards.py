"""Invariant I10: whatever could let the log be lost or changed unseen is shut."""

from typing import Any

from psycopg import Connection

from adapters.doctor.found import Found
from adapters.postgres.database import Schemas
from adapters.postgres.durability import unsafe_settings

KEPT = ("event", "sealed", "command", "claim", "frontier", "erasure")
RIGHTS = """SELECT c.relname, p.privilege FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace,
    unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS p (privilege),
    unnest(ARRAY['jejak_app', 'jejak_reader']) AS r (role)
    WHERE n.nspname IN (%(ledger)s, %(keys)s) AND c.relkind IN ('r', 'p')
        AND has_table_privilege(r.role, c.oid, p.privilege)
    ORDER BY 1, 2"""
TRIGGERS = """SELECT c.relname, count(t.oid) FILTER (WHERE t.tgenabled = 'A'),
        count(t.oid) FILTER (WHERE t.tgenabled <> 'A')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
    WHERE n.nspname IN (%(ledger)s, %(keys)s) AND c.relname = ANY (%(kept)s) GROUP BY 1"""
OWNERS = """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN (%(ledger)s, %(keys)s) AND c.relkind IN ('r', 'p')
        AND pg_get_userbyid(c.relowner) <> 'jejak_owner'"""


def check_guards(connection: Connection[Any], schemas: Schemas) -> Found:
    """Look at settings, rights and triggers as they are now."""
    found = Found("I10")
    names = {"ledger": schemas.ledger, "keys": schemas.keys, "kept": [*KEPT, "person_key"]}
    for setting, value in unsafe_settings(connection):
        found.add(f"{setting} = {value}: an acknowledged event could be lost")
    for table, privilege in connection.execute(RIGHTS, names):
        found.add(f"{table}: somebody besides the owner may {privilege}")
    for table, always, other in connection.execute(TRIGGERS, names):
        if other or not always:
            found.add(f"{table}: its triggers are off")
    for (table,) in connection.execute(OWNERS, names):
        found.add(f"{table}: belongs to somebody else")
    return found
