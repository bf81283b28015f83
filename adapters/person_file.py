"""The copy of everything that is known about one person, in Indonesian and for machines."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import ReleasePersonFile
from domain.data_request.state import DataRequest
from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.privacy import OPENING
from domain.rules import Refused
from projections.wording import Wording
from services.casework import Casework
from services.notes import Notes
from services.requests import Request
from services.steps import Step

READ = "person_file"
FORMAT = "jejak/person-file/v1"


@dataclass(frozen=True, slots=True)
class PersonFile:
    """The copy as bytes, and its hash, which is on record."""

    person_id: UUID
    content: bytes
    sha256: str


def release(casework: Casework, request_id: UUID, asked: Request) -> PersonFile:
    """Make the copy that a granted request asks for, and put its release on record.

    Raises Refused: S2 for a role that may not, D1 without a request that two people granted.
    """
    casework.authority.may_read(asked.actor, READ)
    state: DataRequest = casework.load(DATA_REQUEST, request_id).state
    if state.asked is None:
        raise Refused("D1", "unknown")
    granted = state.decision is not None and state.decision.outcome != "refused"
    if state.asked.kind not in OPENING or not granted:
        raise Refused("D1", "ungranted")
    person = state.asked.person_id
    told = list(_told(casework, person))
    content = _written(casework, person, told)
    digest = sha256(content).hexdigest()
    for household in {line.originator_id for line in told if _is_family(line)}:
        Notes(casework).reading(asked, household, READ, None)
    command = ReleasePersonFile(release_id=uuid4(), file_sha256=digest)
    casework.execute(Step(DATA_REQUEST, request_id, command), asked)
    return PersonFile(person, content, digest)


def _told(casework: Casework, person: UUID) -> Iterable[RecordedEvent]:
    """Yield what is on record about the person: all of their family's file, else what names them.

    Personal fields are opened where they are this person's own, and stay sealed elsewhere.
    """
    for stream in casework.ledger.streams_about(person):
        for line in casework.claims.opened(stream):
            event = line.event
            if _is_family(line) or str(person) in event.model_dump_json():
                if getattr(event, event.subject or "", None) != person:
                    line.event = event.model_copy(update=dict.fromkeys(event.personal))
                yield line


def _is_family(line: RecordedEvent) -> bool:
    return line.event.name.startswith(f"{HOUSEHOLD.kind}.")


def _written(casework: Casework, person: UUID, told: list[RecordedEvent]) -> bytes:
    programme, clock = casework.programme, casework.programme.local(casework.clock())
    wordings = {"id": Wording("id", programme), "en": Wording("en", programme)}
    ordered = sorted(told, key=lambda line: line.position)
    content = {
        "format": FORMAT,
        "program": programme.title.id,
        "orang": str(person),
        "dibuat": clock.isoformat(timespec="seconds"),
        "hak": "UU 27/2022 pasal 7 dan 13",
        "catatan": [_line(line, wordings) for line in ordered],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _line(line: RecordedEvent, wordings: dict[str, Wording]) -> dict[str, Any]:
    said = line.as_dict()
    recorded: datetime | None = line.recorded_at
    personal = {
        name: value for name in line.event.personal if (value := getattr(line.event, name))
    }
    return {
        "posisi": line.position,
        "terjadi": line.occurred_at.isoformat(),
        "dicatat": recorded.isoformat() if recorded else None,
        "oleh_peran": line.origin.role,
        "kalimat": wordings["id"].sentence(line),
        "sentence": wordings["en"].sentence(line),
        "nama_peristiwa": said["name"],
        "isi": said["event"],
        "data_pribadi": personal,
    }
