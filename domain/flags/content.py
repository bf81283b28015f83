"""R14: two visits that show or say the same, for two different families."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from domain.flags.facts import Fact, Listeners, Said
from domain.flags.known import Known
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assets import AssetInspected, EvidenceAttached, ReceiptAcknowledged

# So many of the latest answers of one person are compared.
COMPARED = 200
BANDS = 5


class Shown(NamedTuple):
    """Where a photograph, a picture or a set of answers was first used."""

    position: int
    household: str
    content: Any = None


class Content:
    """Remembers what was shown and said."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.photos: dict[str, Shown] = {}
        self.pictures: list[dict[int, list[Shown]]] = [{} for _ in range(BANDS)]
        self.answers: dict[tuple[str, str], deque[Shown]] = {}

    def listeners(self) -> Listeners:
        return {
            VisitRecorded.name: self.visit,
            ReceiptAcknowledged.name: self.photographed,
            AssetInspected.name: self.photographed,
            EvidenceAttached.name: self.pictured,
        }

    def visit(self, fact: Fact) -> Iterable[Said]:
        """Ask about a visit whose photo or answers were another family's."""
        said, terms = fact.said, self.known.now
        found = [*self.photographed(fact)] if "photo_sha256s" in said else []
        answers = said.get("answers")
        if answers and len(answers) >= terms.answers_min:
            found += self._answered(fact, dict(map(tuple, answers)), terms)
        return found

    def photographed(self, fact: Fact) -> Iterator[Said]:
        """Ask about a photo that was shown for another household."""
        for photo in fact.said.get("photo_sha256s", ()):
            first = self.photos.setdefault(photo, Shown(fact.position, fact.stream))
            if first.household != fact.stream:
                subject = f"photo {photo} {fact.stream}"
                cited = (first.position,)
                yield self.known.hit("R14", subject, fact, positions=cited, photo=photo[:12])

    def pictured(self, fact: Fact) -> Iterator[Said]:
        """Ask about a picture that looks like one of another household."""
        said = fact.said.get("fingerprint")
        try:
            print_of = int(said or "", 16)
        except ValueError:
            return
        bits = self.known.now.picture_bits
        shown = Shown(fact.position, fact.stream, print_of)
        # Of five bands at least one is the same where no more than four bits differ.
        bands = [(number, print_of >> number * 13 & 8191) for number in range(BANDS)]
        for number, band in bands:
            for other in self.pictures[number].get(band, ()):
                differ = (other.content ^ print_of).bit_count()
                if other.household != fact.stream and differ <= bits:
                    cited = (other.position,)
                    subject = f"picture {fact.said['evidence_id']}"
                    yield self.known.hit("R14", subject, fact, positions=cited, bits=differ)
                    break
        for number, band in bands:
            self.pictures[number].setdefault(band, []).append(shown)

    def _answered(self, fact: Fact, answers: dict[str, Any], terms: Any) -> Iterator[Said]:
        key = fact.actor, str(fact.said.get("instrument_code"))
        others = self.answers.setdefault(key, deque(maxlen=COMPARED))
        for other in reversed(others):
            if other.household == fact.stream:
                continue
            percent = alike(answers, other.content)
            if percent > terms.same_answers_percent:
                cited = (other.position,)
                subject = f"answers {fact.said['visit_id']}"
                yield self.known.hit("R14", subject, fact, positions=cited, percent=percent)
                break
        others.append(Shown(fact.position, fact.stream, answers))


def alike(one: dict[str, Any], other: dict[str, Any]) -> int:
    """Return how many percent of all questions were answered the same."""
    asked = one.keys() | other.keys()
    same: int = sum(one.get(key) == other.get(key) for key in asked)
    return 100 * same // len(asked)
