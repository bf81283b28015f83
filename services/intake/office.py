"""The commands of an import, each with an id that is the same on every run.

Ids come from the list, the file and the row: never from a person's number.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.context import Actor
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.people import AddMember
from domain.household.commands.targeting import FlagDataMismatch, NominateHousehold
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.events import RowVerdict
from services.intake.drafting import Draft
from services.intake.entry import fields_of
from services.intake.plan import Flag, NewFamily, RowPlan
from services.requests import Request
from services.steps import Step


@dataclass(frozen=True, slots=True)
class Task:
    """One command, and the row that it is about."""

    number: int
    step: Step
    request: Request


@dataclass(frozen=True, slots=True)
class Office:
    """Writes the commands of one draft, in the name of somebody who may.

    `digest` is keyed: it tells that a row said the same, and not what it said.
    """

    draft: Draft
    actor: Actor
    digest: Callable[[bytes], bytes]

    def batch(self, command: Command, name: str) -> Task:
        plan = self.draft.plan
        return self._task(0, NOMINATION_BATCH, plan.batch_id, command, name)

    def tasks(self) -> Iterator[Task]:
        """Yield what happens to households: nominations with their members, then mismatches."""
        for family in self.draft.plan.new:
            yield from self._family(family)
        for flag in self.draft.plan.flags:
            yield self._flag(flag)

    def verdict(self, row: RowPlan) -> RowVerdict:
        """Return a verdict as it goes on record."""
        said = json.dumps(self.draft.lines[row.number - 1].cells, sort_keys=True)
        digest = self.digest(said.encode()).hex()
        return RowVerdict(row.number, row.verdict, row.reasons, row.household_id, digest)

    def _family(self, family: NewFamily) -> Iterator[Task]:
        plan, opened, head = self.draft.plan, self.draft.open, family.head
        nominate = NominateHousehold.model_validate(
            {
                **fields_of(head, plan.id_of(head.number, "person")),
                "batch_id": plan.batch_id,
                "decile": head.decile,
                "source_agency": opened.source,
                "as_of_on": opened.as_of_on,
                "row_reference": f"{self.draft.code}/{head.number}",
                "village_code": head.village_code,
            }
        )
        yield self._household(head.number, family.household_id, nominate, "nominate")
        for member in family.members:
            person = fields_of(member, plan.id_of(member.number, "person"))
            add = AddMember.model_validate(
                {**person, "relation": member.relation, "reason": "listed"}
            )
            yield self._household(member.number, family.household_id, add, "add")

    def _flag(self, flag: Flag) -> Task:
        mismatch = f"mismatch/{flag.attribute}"
        command = FlagDataMismatch(
            mismatch_id=self.draft.plan.id_of(flag.number, mismatch),
            person_id=flag.person_id,
            attribute=flag.attribute,
            note=flag.listed or None,
        )
        return self._household(flag.number, flag.household_id, command, mismatch)

    def _household(self, number: int, stream: UUID, command: Command, name: str) -> Task:
        return self._task(number, HOUSEHOLD, stream, command, f"{number}/{name}")

    def _task(
        self, number: int, aggregate: Aggregate[Any], stream: UUID, command: Command, name: str
    ) -> Task:
        plan = self.draft.plan
        command_id = uuid5(plan.batch_id, f"{plan.file_sha256}/command/{name}")
        request = Request(
            command_id=command_id,
            actor=self.actor,
            channel="import",
            correlation_id=f"import/{self.draft.code}",
        )
        return Task(number, Step(aggregate, stream, command), request)
