"""The desk at which lists come in: brought, looked at, and taken in when somebody says so."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4, uuid5

import structlog
from pydantic import BaseModel

from adapters.intake.incoming import BRIDGE, LIST, REPORT, SAID, Incoming
from adapters.intake.report import Report
from adapters.lists.feedback import feedback
from adapters.lists.mappings import load_mapping
from adapters.lists.reader import read_list
from adapters.regions import LokalRegions, read_bridge
from domain.context import Actor
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.commands import IssueFeedback, OpenBatch
from domain.rules import Refused
from services.casework import Casework
from services.deduplication import Deduplication, Remembered
from services.intake.applying import Applying
from services.intake.drafting import Draft, Drafting, ListFile
from services.intake.known import Registry
from services.intake.mapping import ListMapping
from services.requests import Request
from services.steps import Step

log = structlog.get_logger("jejak.intake")
Stage = Literal["waiting", "queued", "running", "stopped", "refused", "done"]


class NoSuchList(Exception):
    """Nothing waits under this id for this user."""


class Said(BaseModel):
    """What the bringer says of a list."""

    name: str
    mapping: str
    code: str
    as_of_on: date | None = None
    sheet: str | None = None
    code_system: Literal["kemendagri", "bps"] | None = None
    supersedes: str | None = None
    brought_by: UUID
    brought_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list as it stands on the desk."""

    list_id: UUID
    said: Said
    report: Report
    stage: Stage
    done: int
    total: int
    refusal: tuple[str, str, str] | None


@dataclass
class IntakeDesk:
    """Whoever may open a batch brings lists here; each sees what they brought themselves."""

    casework: Casework
    registry: Registry
    mappings: Path
    incoming: Incoming
    _remembered: Remembered = field(default_factory=Remembered)
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "intake"))

    @property
    def duplicates(self) -> Deduplication:
        """Return the queue of households that may be the same, over the same record."""
        return Deduplication(self.casework, self.registry, self._remembered)

    def kinds(self) -> list[ListMapping]:
        """Return the declared kinds of lists."""
        names = sorted(file.stem for file in self.mappings.glob("*.toml"))
        return [load_mapping(self.mappings, name) for name in names]

    def bring(self, said: Said, content: bytes, bridge: bytes | None, actor: Actor) -> UUID:
        """Look at a list and keep it with what was found. Raises Refused for what is none."""
        draft = self._draft(said, content, bridge, actor)
        list_id = uuid4()
        self.incoming.keep(list_id, LIST, content)
        if bridge is not None:
            self.incoming.keep(list_id, BRIDGE, bridge)
        self.incoming.keep(list_id, REPORT, Report.of(draft).as_bytes())
        self.incoming.keep(list_id, SAID, said.model_dump_json().encode())
        self.incoming.say(list_id, stage="waiting")
        return list_id

    def waiting(self, actor: Actor) -> list[Waiting]:
        """Return what a user brought, the latest first."""
        found = []
        for list_id in self.incoming.ids(self.casework.clock()):
            with suppress(NoSuchList):
                found.append(self.look(list_id, actor))
        return sorted(found, key=lambda each: each.said.brought_at, reverse=True)

    def look(self, list_id: UUID, actor: Actor) -> Waiting:
        """Return a list that a user brought. Raises NoSuchList."""
        told, report = self.incoming.part(list_id, SAID), self.incoming.part(list_id, REPORT)
        if told is None or report is None:
            raise NoSuchList
        said = Said.model_validate_json(told)
        if said.brought_by != actor.actor_id:
            raise NoSuchList
        how_far = self.incoming.progress(list_id)
        stage = how_far.get("stage", "waiting")
        if stage == "running" and not self.incoming.is_busy(list_id):
            stage = "stopped"
        done, total = how_far.get("done", 0), how_far.get("total", 0)
        refusal = tuple(how_far["refusal"]) if "refusal" in how_far else None
        return Waiting(list_id, said, Report.read(report), stage, done, total, refusal)

    def take_in(self, list_id: UUID, actor: Actor) -> None:
        """Begin to put a list on record; it goes on while the user looks elsewhere.

        Doing it twice, or again after it was cut off, doubles nothing.
        """
        found = self.look(list_id, actor)
        self.casework.authority.check(actor, OpenBatch.name)
        if found.stage in ("done", "running"):
            return
        self.incoming.say(list_id, stage="queued")
        self._worker.submit(self._take_in, list_id, found.said, actor)

    def drop(self, list_id: UUID, actor: Actor) -> None:
        """Forget a list. What was put on record stays there."""
        if self.look(list_id, actor).stage != "running":
            self.incoming.drop(list_id)

    def feedback(self, list_id: UUID, actor: Actor) -> tuple[str, bytes]:
        """Return the file for the source; where the list is on record, so is that it was given."""
        found = self.look(list_id, actor)
        content = feedback(found.report.rows, self.casework.programme)
        if found.stage == "done":
            self._note_feedback(found, hashlib.sha256(content).hexdigest(), actor)
        return f"umpan-balik-{found.said.code}.csv", content

    def _note_feedback(self, found: Waiting, digest: str, actor: Actor) -> None:
        """Put on record that the source is given the verdicts on its rows; twice is once."""
        batch_id, sha256 = found.report.batch_id, found.report.file_sha256
        command = IssueFeedback(file_sha256=digest, row_count=len(found.report.rows))
        request = Request(
            command_id=uuid5(batch_id, f"{sha256}/command/feedback/{digest}"),
            actor=actor,
            channel="import",
            correlation_id=f"import/{found.said.code}",
        )
        self.casework.execute(Step(NOMINATION_BATCH, batch_id, command), request)

    def close(self) -> None:
        """Wait for what is under way."""
        self._worker.shutdown()

    def _draft(self, said: Said, content: bytes, bridge: bytes | None, actor: Actor) -> Draft:
        bridged = read_bridge("bps-kemendagri.csv", bridge) if bridge else None
        drafting = Drafting(self.casework, read_list, LokalRegions(bridged), self.registry)
        mapping = load_mapping(self.mappings, said.mapping)
        declared = {"code_system": said.code_system} if said.code_system else {}
        file = ListFile(
            name=said.name,
            content=content,
            mapping=mapping.model_copy(update=declared),
            code=said.code,
            as_of_on=said.as_of_on,
            sheet=said.sheet,
            supersedes=said.supersedes,
        )
        return drafting.draft(file, actor)

    def _take_in(self, list_id: UUID, said: Said, actor: Actor) -> None:
        with self.incoming.alone(list_id) as is_free:
            if not is_free or self.incoming.progress(list_id).get("stage") == "done":
                return
            try:
                self.incoming.say(list_id, stage="running", done=0, total=0)
                self._applied(list_id, said, actor)
            except Refused as refused:
                told = refused.code, refused.sentence("id"), refused.sentence("en")
                self.incoming.say(list_id, stage="refused", refusal=told)
            except Exception:  # a thread has nobody above it that would tell
                log.exception("intake stopped", list_id=str(list_id))
                self.incoming.say(list_id, stage="stopped")

    def _applied(self, list_id: UUID, said: Said, actor: Actor) -> None:
        content = self.incoming.part(list_id, LIST)
        if content is None:
            raise Refused("L1", "missing", file=said.name)
        draft = self._draft(said, content, self.incoming.part(list_id, BRIDGE), actor)

        def progress(done: int, total: int) -> None:
            self.incoming.say(list_id, stage="running", done=done, total=total)

        rows = draft.plan.rows
        if not draft.batch.closed:
            rows = Applying(self.casework).apply(draft, actor, progress)
        report = Report.of(draft, rows).without_values()
        self.incoming.keep(list_id, REPORT, report.as_bytes())
        self.incoming.say(list_id, stage="done", done=len(rows), total=len(rows))
        self.incoming.drop(list_id, LIST, BRIDGE)
