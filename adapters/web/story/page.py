"""What the replay page shows at one point, and what travels to the browser to move along."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from adapters.web.story import facts
from adapters.web.story.flags import flags_of
from adapters.web.story.papers import Paper, papers_of, times_cited
from adapters.web.story.replay import Replay, Step
from adapters.web.story.rows import SECTIONS, Change, Row, changes
from adapters.web.story.words import Words
from domain.history import RecordedEvent
from domain.household.keeping import is_annullable
from domain.household.state import Status

# How a status looks: what is well, what waits, what ended.
TONES = {
    Status.ACTIVE: "good",
    Status.GRADUATED: "good",
    Status.SUSPENDED: "warn",
    Status.GRADUATION_REVIEW: "warn",
    Status.RELAPSED: "bad",
    Status.UNKNOWN: "plain",
    Status.NOT_ELIGIBLE: "plain",
    Status.EXITED: "plain",
    Status.CLOSED: "plain",
    Status.MERGED: "plain",
}


@dataclass
class Story:
    """A family's history told by one clock in one language. `sentence` tells one fact.

    `upto` is the position of the log at which the story was cut, if it was. `may_propose` says
    whether its reader may propose to amend a fact.
    """

    household_id: UUID
    replay: Replay
    sentence: Callable[[RecordedEvent], str]
    upto: int | None = None
    may_propose: bool = False
    erased: facts.Erased = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return self.replay.words

    @property
    def total(self) -> int:
        return len(self.replay.events)

    @cached_property
    def sentences(self) -> list[str]:
        return [self.sentence(each) for each in self.replay.events]

    @cached_property
    def times_cited(self) -> Counter[str]:
        return times_cited(self.replay.events, self.household_id)

    def papers(self, index: int) -> list[Paper]:
        """Return the files that the fact at a point cites."""
        if index < 0:
            return []
        return papers_of(self.replay.events[index], self.times_cited, self.words)

    def url(self, index: int, clock: str = "") -> str:
        """Return the permanent address of a point: it shows the same for ever."""
        events = self.replay.events
        position = events[index].position if 0 <= index < len(events) else -1
        clock = clock or self.replay.clock
        return f"/rt/{self.household_id}?pos={position}&clock={clock}&upto={self.end}"

    @property
    def end(self) -> int:
        """Return the position up to which the story goes: with it an address is permanent."""
        if self.upto is not None:
            return self.upto
        return max((each.position for each in self.replay.history), default=-1)

    def amending(self, index: int) -> str:
        """Return where to propose an amendment of a fact; nothing for a fact that has none."""
        if index < 0 or not self.may_propose:
            return ""
        fact = self.replay.events[index]
        is_own = fact.originator_id == self.household_id
        if not is_own or not is_annullable(fact.event):
            return ""
        return f"/rt/{self.household_id}/usulan/{fact.event_id}"

    def place(self, index: int) -> str:
        """Return which event of how many a point is, and its day."""
        if index < 0:
            return self.words.say("replay.before-all")
        return self.words.say(
            "replay.here",
            n=self.words.number(index + 1),
            total=self.words.number(self.total),
            day=self.words.day(self.replay.day_of(index)),
        )

    def aria(self, index: int) -> str:
        """Return the point as it is read aloud."""
        return self.place(index) + (f", {self.sentences[index]}" if index >= 0 else "")

    def iso_day(self, index: int) -> str:
        """Return the day of a point as the date box wants it."""
        return "" if index < 0 else self.replay.day_of(index).isoformat()

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the timeline, one line per fact."""
        flags = flags_of(self.replay.events, self.words)
        for index, each in enumerate(self.replay.events):
            moment = self.replay.time_of(each)
            late = facts.is_late(each)
            yield {
                "n": index + 1,
                "position": each.position,
                "url": self.url(index),
                "iso": moment.isoformat(),
                "day": self.words.day(moment),
                "sentence": self.sentences[index],
                "late": late,
                "lag": self.words.say("replay.late", lag=facts.lag(each, self.words)),
                "flags": flags[index],
                "tags": " ".join([*(["late"] if late else []), *(f["tag"] for f in flags[index])]),
            }

    def told(self, index: int, step: Step) -> dict[str, Any]:
        """Return what one fact says and changed, and where it comes from."""
        event, say = self.replay.events[index], self.words.say
        lists = [
            (say("replay.facts"), facts.facts_of(event, self.words)),
            (say("replay.personal"), facts.personal_of(event, self.words, self.erased)),
            (say("replay.origin"), facts.provenance_of(event, self.words)),
        ]
        return {
            "sentence": self.sentences[index],
            "changes": changes(step.before, step.after),
            "lists": [(title, lines) for title, lines in lists if lines],
            "warnings": facts.warnings_of(event, self.words),
        }

    def travelling(self) -> Iterator[dict[str, Any]]:
        """Yield, per fact, the difference it made and all that the page says about it."""
        for index, step in enumerate(self.replay.steps()):
            told, before, after = self.told(index, step), step.before, step.after
            yield {
                "pos": self.replay.events[index].position,
                "own": self.replay.events[index].originator_id == self.household_id,
                "day": self.iso_day(index),
                "place": self.place(index),
                "aria": self.aria(index),
                "title": told["sentence"],
                "status": self.words.say(f"status.{step.status.value}"),
                "tone": TONES.get(step.status, ""),
                "foot": self.foot(index),
                "amend": self.amending(index),
                "set": [row.as_list() for key, row in after.items() if before.get(key) != row],
                "drop": [key for key in before if key not in after],
                "changes": [self._as_list(change) for change in told["changes"]],
                "lists": [
                    (title, [(line.label, line.text) for line in lines])
                    for title, lines in told["lists"]
                ],
                "warnings": told["warnings"],
                "papers": [paper.as_dict() for paper in self.papers(index)],
                "digest": digest(after),
            }

    def foot(self, index: int) -> str:
        position = "\u2013"
        if index >= 0:
            position = self.words.number(self.replay.events[index].position)
        clock = self.words.say(f"replay.clock-{self.replay.clock}").lower()
        return self.words.say("replay.foot", position=position, clock=clock)

    def _as_list(self, change: Change) -> list[str]:
        where = f"{self.words.say(f'section.{change.section}')} · {change.label}"
        return [where, change.before, change.after]


def sections(rows: Mapping[str, Row], words: Words) -> list[dict[str, Any]]:
    """Return the rows as the page shows them: by section, in the order of their ranks."""
    found = []
    for name in SECTIONS:
        inside = [row for row in rows.values() if row.section == name]
        if inside:
            inside.sort(key=lambda row: (row.rank, row.key))
            found.append({"title": words.say(f"section.{name}"), "rows": inside})
    return found


def digest(rows: Mapping[str, Row]) -> str:
    """Return the fingerprint of a state as shown, which the browser computes for itself."""
    listed = sorted(row.as_list() for row in rows.values())
    text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
