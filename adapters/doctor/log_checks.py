"""Invariants of the log itself, asked of its rows: I1 to I4, I8 and I9."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg import Connection

from adapters.doctor.found import Found
from adapters.postgres.database import Schemas

# Each answers with the position and what is wrong there.
CHECKS = {
    "I1": """SELECT c.first_position, 'command ' || c.command_id || ': not what was answered'
        FROM @ledger@.command c
        LEFT JOIN LATERAL (
            SELECT count(*) AS events, count(*) FILTER (WHERE
                position(convert_to(c.command_id::text, 'UTF8') IN e.metadata) > 0) AS own
            FROM @ledger@.event e WHERE e.position BETWEEN c.first_position AND c.last_position
        ) e ON true
        WHERE e.events <> c.last_position - c.first_position + 1 OR e.own <> e.events""",
    "I2": """SELECT min(position), 'an event id stands ' || count(*) || ' times'
        FROM @ledger@.event GROUP BY event_id HAVING count(*) > 1
        UNION ALL
        SELECT first_position, 'two commands claim it' FROM (
            SELECT first_position, lag(last_position) OVER (ORDER BY first_position) AS before
            FROM @ledger@.command
        ) c WHERE before >= first_position
        UNION ALL
        SELECT NULL, 'commands account for ' || c.events || ' events, the log holds ' || e.events
        FROM (SELECT coalesce(sum(last_position - first_position + 1), 0) AS events
              FROM @ledger@.command) c,
             (SELECT count(*) AS events FROM @ledger@.event) e
        WHERE c.events <> e.events""",
    "I3": """SELECT min(position), 'the versions of stream ' || stream || ' have a gap'
        FROM @ledger@.event GROUP BY stream
        HAVING min(version) <> 1 OR max(version) <> count(*)""",
    "I4": """SELECT min(expected), 'it is missing' FROM (
            SELECT position, row_number() OVER (ORDER BY position) - 1 AS expected
            FROM @ledger@.event
        ) e WHERE position <> expected HAVING count(*) > 0
        UNION ALL
        SELECT least(f.size, e.events), 'the log says ' || f.size || ' and holds ' || e.events
        FROM @ledger@.frontier f, (SELECT count(*) AS events FROM @ledger@.event) e
        WHERE f.size <> e.events""",
    "I8": """SELECT position, 'out of order' FROM (
            SELECT position, recorded_at, version,
                lag(recorded_at) OVER (ORDER BY position) AS clock_before,
                lag(version) OVER (PARTITION BY stream ORDER BY position) AS version_before
            FROM @ledger@.event
        ) e WHERE clock_before > recorded_at OR version <> version_before + 1""",
    "I9": """SELECT min(position), 'device ' || device || ' used number ' || seq || ' twice' FROM (
            SELECT m ->> 'device_id' AS device, m ->> 'device_seq' AS seq,
                m ->> 'command_id' AS command, position
            FROM (
                SELECT convert_from(metadata, 'UTF8')::jsonb AS m, position FROM @ledger@.event
                WHERE position('"device_seq"'::bytea IN metadata) > 0
            ) e
        ) d GROUP BY device, seq HAVING count(DISTINCT command) > 1""",
}
KNOWN = "SELECT command_id FROM @ledger@.command WHERE command_id = ANY (%s)"
LIMIT = " ORDER BY 1 LIMIT 100"


def check_log(
    connection: Connection[Any], schemas: Schemas, acknowledged: Iterable[UUID] = ()
) -> list[Found]:
    """Look at the rows. `acknowledged` are commands that somebody was told were recorded."""
    found = []
    for code, query in CHECKS.items():
        one = Found(code)
        for position, what in connection.execute(schemas.fill(query + LIMIT).encode()):
            one.add(what if position is None else f"position {position}: {what}", position)
        found.append(one)
    said = set(acknowledged)
    rows = connection.execute(schemas.fill(KNOWN).encode(), [list(said)]).fetchall()
    for lost in sorted(said - {command_id for (command_id,) in rows}):
        found[0].add(f"command {lost} was acknowledged and is not there")
    return found
