"""The draft of an import: what taking in a list would mean. Reads the record, writes nothing."""

import re
from dataclasses import dataclass
from datetime import date

from domain.context import Actor
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.commands import OpenBatch
from domain.nomination_batch.state import BatchOrigin, NominationBatch
from domain.records import record
from domain.rules import Refused
from services.casework import Casework
from services.intake import values
from services.intake.entry import ListContext
from services.intake.known import Registry, known_families
from services.intake.mapping import ListMapping
from services.intake.plan import Plan
from services.intake.planning import plan_of
from services.intake.regions import Regions
from services.intake.sheet import Reader
from services.intake.table import Line, lines_of
from services.streams import batch_stream

CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as it came, with what its bringer says of it."""

    name: str
    content: bytes
    mapping: ListMapping
    code: str
    as_of_on: date | None = None
    sheet: str | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A dry run. `batch` is what is on record under the same code, after an earlier run."""

    code: str
    title: str
    open: OpenBatch
    lines: tuple[Line, ...]
    plan: Plan
    batch: NominationBatch


@dataclass(frozen=True, slots=True)
class Drafting:
    """Makes drafts. Reads the record, writes nothing."""

    casework: Casework
    reader: Reader
    regions: Regions
    registry: Registry

    def draft(self, file: ListFile, actor: Actor) -> Draft:
        """Return what taking in the list would mean. Raises Refused with one sentence."""
        self.casework.authority.check(actor, OpenBatch.name)
        if not CODE.fullmatch(file.code):
            raise Refused("L6", "code", name=file.code)
        mapping = self._declared(file.mapping)
        sheet = self.reader(file.name, file.content, sheet=file.sheet, encoding=mapping.encoding)
        lines = tuple(lines_of(sheet, mapping))
        programme = self.casework.programme
        context = self._context(file, mapping, lines)
        command = OpenBatch(
            source=mapping.source,
            as_of_on=context.as_of_on,
            file_sha256=sheet.sha256,
            code_system=mapping.code_system or "kemendagri",
            deciles=context.deciles,
            row_count=len(lines),
            supersedes=batch_stream(programme.code, file.supersedes) if file.supersedes else None,
        )
        stream = batch_stream(programme.code, file.code)
        batch: NominationBatch = self.casework.load(NOMINATION_BATCH, stream).state
        if batch.origin is not None and batch.origin != record(BatchOrigin, command):
            raise Refused("L6", "file", name=file.code)
        known = known_families(self.registry)
        plan = plan_of(lines, context, stream, sheet.sha256, known)
        return Draft(file.code, sheet.title, command, lines, plan, batch)

    def _declared(self, mapping: ListMapping) -> ListMapping:
        if mapping.code_system is None:
            raise Refused("L5", "code_system", name=mapping.code)
        if mapping.code_system == "bps" and not self.regions.has_bridge:
            raise Refused("L5", "bridge")
        return mapping

    def _context(
        self, file: ListFile, mapping: ListMapping, lines: tuple[Line, ...]
    ) -> ListContext:
        programme, now = self.casework.programme, self.casework.clock()
        today = programme.local(now).date()
        as_of_on = file.as_of_on
        if as_of_on is None and mapping.columns.as_of_on:
            said = lines[0].cells[mapping.columns.as_of_on]
            as_of_on = values.day(said, mapping.date_formats, today)
        if as_of_on is None or as_of_on > today:
            raise Refused("L5", "as_of")
        return ListContext(
            mapping=mapping,
            programme=programme,
            regions=self.regions,
            as_of_on=as_of_on,
            deciles=mapping.deciles or programme.limits.deciles.on(today),
            today=today,
        )
