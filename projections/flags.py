"""Red flags: the questions that the log asks, as they stood at any position.

Not folded event by event like other read models: most rules compare facts of many histories. The
evaluator in `domain/flags/` walks through the log, reading of each event only what a rule asks.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row
from psycopg.types.json import Json
from pydantic_core import SchemaValidator, from_json
from pydantic_core.core_schema import any_schema, typed_dict_field, typed_dict_schema

from domain.events import EVENTS
from domain.flags.catalogue import FLAG_RULES
from domain.flags.evaluator import ASKED_OF_FACTS, Evaluator
from domain.flags.facts import ASKED_OF_ORIGINS, Fact, Hit, Said
from domain.programme import Programme
from projections import sql
from projections.findings import FINDINGS
from projections.read_model import Poison, ReadModel
from projections.tables import Spans, Write
from projections.writing import Entry

TABLE = Spans("flags", key=("rule", "subject"))
SQL = sql.load(__file__)
SENT = 1_000
EMPTY: dict[str, Any] = {}


def _reader(asked: Iterable[str]) -> Callable[[bytes], dict[str, Any]]:
    """Return what makes a dict of some fields of stored JSON, and nothing of the others."""
    fields = {name: typed_dict_field(any_schema(), required=False) for name in asked}
    read: Callable[[bytes], dict[str, Any]] = SchemaValidator(
        typed_dict_schema(fields, extra_behavior="ignore")
    ).validate_json
    return read


ENVELOPE = _reader(ASKED_OF_ORIGINS)
WHOLE: Callable[[bytes], dict[str, Any]] = from_json
PAYLOADS = {name: _reader(asked) for name, asked in ASKED_OF_FACTS.items()}


@dataclass(frozen=True, slots=True)
class Flag:
    """A question as it stood at a position, and the finding that somebody made of it, if any."""

    rule: str
    subject: str
    version: int
    rupiah: int
    village_code: str
    household_id: UUID | None
    actor_id: UUID | None
    positions: list[int]
    values: dict[str, int | str]
    from_position: int
    raised_at: datetime
    finding_id: UUID | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions to show; what is not given is not asked for."""

    rule: str | None = None
    villages: list[str] | None = None
    limit: int | None = None
    skip: int = 0
    subject: str | None = None


def facts(connection: Connection[Any], names: list[str], after: int, upto: int) -> Iterator[Fact]:
    """Yield a stretch of the log. What no rule looks into is left out, unless a phone sent it.

    What has a name that nobody knows is there too: a rule might have to look into it.
    """
    asked = {"names": names, "known": list(EVENTS), "after": after, "upto": upto}
    reader_of = PAYLOADS.get
    with connection.cursor() as cursor:
        # The server goes on while we compute.
        rows = cursor.stream(SQL["facts"], asked, binary=True, size=SENT)
        for position, stream, name, recorded_at, payload, metadata in rows:
            said = EMPTY if payload is None else reader_of(name, WHOLE)(payload)
            yield Fact(position, stream, name, recorded_at, said, ENVELOPE(metadata))


def evaluate(connection: Connection[Any], programme: Programme, upto: int) -> Iterator[Said]:
    """Yield what the rules say of the log from its beginning up to a position."""
    evaluator = Evaluator(programme)
    for fact in facts(connection, evaluator.names, -1, upto):
        if said := evaluator.see(fact):
            yield from said


def _write(said: Said) -> Write:
    key = said.rule, said.subject
    if not isinstance(said, Hit):
        return TABLE.ends(key)
    actor = None if said.actor is None else UUID(said.actor)
    rule = FLAG_RULES[said.rule]
    return TABLE.becomes(
        key,
        rule.version,
        said.rupiah,
        said.village,
        None if said.household is None else UUID(said.household),
        actor,
        list(said.positions),
        Json(said.values),
    )


class Watch:
    """The evaluator at one position of the log."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._begin()

    def _begin(self) -> None:
        self._evaluator = Evaluator(self._programme)
        self.position = -1

    def see(self, connection: Connection[Any], upto: int) -> list[Entry]:
        """Move on; return what that writes. After a stumble it begins again. Raises Poison."""
        after, found = self.position, list[Entry]()
        try:
            for fact in facts(connection, self._evaluator.names, after, upto):
                found += [(said.at, _write(said)) for said in self._see(fact)]
        except Poison as poison:
            self._begin()
            if poison.position == after + 1:
                raise
            return self.see(connection, poison.position - 1)
        self.position = upto
        return found

    def _see(self, fact: Fact) -> list[Said]:
        if fact.name not in EVENTS:
            raise Poison(fact.position, fact.name, LookupError())
        try:
            return self._evaluator.see(fact)
        except Exception as error:
            raise Poison(fact.position, fact.name, error) from error


FLAGS = ReadModel("flags", __file__, (TABLE,), watch=Watch)
BASED_ON = (FLAGS.name, FINDINGS.name)


def listed(connection: Connection[Any], as_of: int, wanted: Wanted) -> list[Flag]:
    """Return the questions that stood at a position, those about most money first."""
    asked = {
        "as_of": as_of,
        "rule": wanted.rule,
        "villages": wanted.villages,
        "limit": wanted.limit,
        "skip": wanted.skip,
        "subject": wanted.subject,
    }
    with connection.cursor(row_factory=class_row(Flag)) as cursor:
        return cursor.execute(SQL["listed"], asked).fetchall()


def positions(connection: Connection[Any], event_ids: list[str]) -> dict[str, int]:
    """Return where events stand that are known by their ids."""
    return dict(connection.execute(SQL["positions"], {"event_ids": event_ids}).fetchall())


def counts(
    connection: Connection[Any], as_of: int, villages: list[str] | None = None
) -> dict[str, tuple[int, int]]:
    """Return how many questions each rule asked at a position, and about how much money."""
    asked = {"as_of": as_of, "villages": villages}
    rows = connection.execute(SQL["counts"], asked)
    return {rule: (number, rupiah) for rule, number, rupiah in rows}
