"""Invariant I11: in every village what is debited is credited, entry by entry."""

from typing import Any

from psycopg import Connection

from adapters.doctor.found import Found
from adapters.postgres.database import Schemas

THERE = "SELECT to_regclass(%s) IS NOT NULL"
UNEVEN = """SELECT position, village_code, sum(amount_rupiah) FROM @read@.postings
    GROUP BY 1, 2 HAVING sum(amount_rupiah) <> 0 ORDER BY 1 LIMIT 100"""


def check_money(connection: Connection[Any], schemas: Schemas) -> Found:
    """Look at the books, where they have been made."""
    found = Found("I11")
    table = schemas.fill("@read@.postings")
    [[there]] = connection.execute(THERE, [table]).fetchall()
    if not there:
        found.left_out = "there are no books yet"
        return found
    for position, village, rest in connection.execute(schemas.fill(UNEVEN).encode()):
        found.add(f"position {position}: village {village} is off by {rest} rupiah", position)
    return found
