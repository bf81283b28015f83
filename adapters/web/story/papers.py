"""The files that a fact of the family's own history cites: the strip of evidence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from adapters.web.story.facts import field_label
from adapters.web.story.words import Words
from domain.history import RecordedEvent
from services.evidence import cited_by

PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Paper:
    """One file. `address` hands it out as it came, `also` is how many other facts cite it.

    Whether its bytes are here is no fact of the history, so a permanent address does not say it.
    """

    label: str
    sha256: str
    address: str
    is_photo: bool
    also: str

    def as_dict(self) -> dict[str, Any]:
        """Return the paper as it travels to the browser."""
        return asdict(self)


def times_cited(events: Iterable[RecordedEvent], household_id: UUID) -> Counter[str]:
    """Return in how many facts of the family's own history each file is cited."""
    own = (each for each in events if each.originator_id == household_id)
    return Counter(digest for each in own for digest in set(cited_by(each)))


def papers_of(recorded: RecordedEvent, times: Counter[str], words: Words) -> list[Paper]:
    """Return the files of one fact, in the order of its fields."""
    found = []
    for name in type(recorded.event).model_fields:
        if not name.endswith(("sha256", "sha256s")):
            continue
        value = getattr(recorded.event, name)
        for digest in (value,) if isinstance(value, str) else value or ():
            if not times[digest]:
                continue
            others = times[digest] - 1
            found.append(
                Paper(
                    label=field_label(name, words),
                    sha256=digest,
                    address=f"/api/households/{recorded.originator_id}/files/{digest}",
                    is_photo=name.startswith(PHOTO),
                    also=words.say("replay.also-cited", count=others) if others else "",
                )
            )
    return found
