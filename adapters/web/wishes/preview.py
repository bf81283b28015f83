"""What a wish would change, decided like the wish itself but stored nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from adapters.web.story.rows import Change, changes, rows_of
from adapters.web.story.words import Words
from adapters.web.wishes.concerned import Concern, Concerned
from domain.history import RecordedEvent, case_number
from domain.household.aggregate import HOUSEHOLD
from services.casework import Casework
from services.entries import Append
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
    concerns: list[Concern]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that would follow. `basis` says what it was computed from, for the wish itself.

    `others` are told outside of the families: a mentor's list, a claim on a number.
    """

    consequences: list[Consequence]
    others: list[str]
    basis: str


def preview(
    casework: Casework,
    step: Step,
    request: Request,
    words: Words,
    sentence: Callable[[RecordedEvent], str],
    *,
    check: bool = True,
) -> Preview:
    """Return what would happen to whom. Raises Refused as the wish would.

    `check` asks whether the actor may do this.
    """
    append = casework.prepare(step, request, NO_DIGEST, check=check)
    by_stream: dict[UUID, list[RecordedEvent]] = {}
    for line in append.events:
        by_stream.setdefault(line.originator_id, []).append(line)
    concerned = Concerned(casework, words)
    found, others = [], []
    for stream, lines in by_stream.items():
        told = [sentence(line) for line in lines]
        if not any(line.event.name.startswith("household.") for line in lines):
            others += concerned.by_mentor(stream, lines) or told
            continue
        found.append(_consequence(casework, concerned, words, lines, told))
    return Preview(found, others + _claims(append, words), append.basis)


def _consequence(
    casework: Casework,
    concerned: Concerned,
    words: Words,
    lines: list[RecordedEvent],
    told: list[str],
) -> Consequence:
    stream = lines[0].originator_id
    history = casework.ledger.history(stream)
    day = casework.programme.local(casework.clock()).date()
    was, would_be = HOUSEHOLD.replay(history), HOUSEHOLD.replay([*history, *lines])
    differing = changes(rows_of(was, words, day), rows_of(would_be, words, day))
    warnings = tuple(sorted({code for line in lines for code in line.event.warnings}))
    concerns = concerned.of(was, would_be)
    return Consequence(stream, case_number(stream), told, differing, concerns, warnings)


def _claims(append: Append, words: Words) -> list[str]:
    """Say which claims on a personal number or an account are given up and taken."""
    found = []
    for release in append.releases:
        key = "concern.claim-released" if release.person else "concern.claims-released"
        found.append(words.say(key, case=case_number(release.stream)))
    for stream, kind in sorted({(each.stream, each.kind) for each in append.takes}):
        count = sum((each.stream, each.kind) == (stream, kind) for each in append.takes)
        number = words.number(count)
        said = words.say(f"concern.taken-{kind}", case=case_number(stream), count=number)
        found.append(said)
    return sorted(set(found))
