"""What a wish would change, decided like the wish itself but stored nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from adapters.web.story.rows import Change, changes, rows_of
from adapters.web.story.words import Words
from domain.history import RecordedEvent, case_number
from domain.household.aggregate import HOUSEHOLD
from services.casework import Casework
from services.requests import Request
from services.steps import Step

NO_DIGEST = bytes(32)


@dataclass(frozen=True, slots=True)
class Consequence:
    """What would become of one family: the facts that would be told, and the rows that differ."""

    household_id: UUID
    case_number: str
    sentences: list[str]
    changes: list[Change]
    warnings: tuple[str, ...]


def preview(
    casework: Casework,
    step: Step,
    request: Request,
    words: Words,
    sentence: Callable[[RecordedEvent], str],
) -> list[Consequence]:
    """Return what would happen to each family concerned. Raises Refused as the wish would."""
    append = casework.prepare(step, request, NO_DIGEST, check=True)
    by_stream: dict[UUID, list[RecordedEvent]] = {}
    for line in append.events:
        by_stream.setdefault(line.originator_id, []).append(line)
    found = []
    for stream, lines in by_stream.items():
        if not any(line.event.name.startswith("household.") for line in lines):
            continue
        history = casework.ledger.history(stream)
        day = casework.programme.local(casework.clock()).date()
        before = rows_of(HOUSEHOLD.replay(history), words, day)
        after = rows_of(HOUSEHOLD.replay([*history, *lines]), words, day)
        warnings = tuple(sorted({code for line in lines for code in line.event.warnings}))
        told, differing = [sentence(line) for line in lines], changes(before, after)
        found.append(Consequence(stream, case_number(stream), told, differing, warnings))
    return found
