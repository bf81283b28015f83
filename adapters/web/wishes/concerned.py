"""Who and what a wish concerns: what is still open in a file, before it and after it.

Nothing here knows what a wish does. It counts what was open and what is open then, so that what
stays open in a file that closes is seen before it is stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from adapters.web.story.words import Words
from domain.history import RecordedEvent, case_number
from domain.household.state import LIVE, Household
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from services.casework import Casework
from services.streams import village_stream

Things = dict[str, str]
# What is left open where nobody works any more is a loose end.
OWED = frozenset({"need", "referral", "grant", "finding", "proposal"})


@dataclass(frozen=True, slots=True)
class Concern:
    """One kind of thing in one file: which stay, which go or close, which come."""

    kind: str
    stays: tuple[str, ...]
    goes: tuple[str, ...]
    comes: tuple[str, ...]
    loose: bool

    @property
    def moves(self) -> bool:
        return bool(self.goes or self.comes)

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.goes, *self.comes, *self.stays)))


@dataclass(frozen=True, slots=True)
class Concerned:
    """Finds what a wish concerns, in the words of the reader."""

    casework: Casework
    words: Words

    def of(self, was: Household, would_be: Household) -> list[Concern]:
        """Return what a family has open before and after, by kind; what is nowhere stays out."""
        before, after = dict(self._open(was)), dict(self._open(would_be))
        ended = would_be.status not in LIVE
        found = []
        for kind, old in before.items():
            new = after[kind]
            stays = tuple(text for key, text in old.items() if key in new)
            goes = tuple(text for key, text in old.items() if key not in new)
            comes = tuple(text for key, text in new.items() if key not in old)
            if stays or goes or comes:
                loose = bool(stays) and ended and kind in OWED
                found.append(Concern(kind, stays, goes, comes, loose))
        return found

    def by_mentor(self, stream: UUID, lines: list[RecordedEvent]) -> list[str]:
        """Say what becomes of a mentor's list; nothing for a stream of another kind."""
        if not lines[0].event.name.startswith(f"{MENTOR_ASSIGNMENT.kind}."):
            return []
        history = self.casework.ledger.history(stream)
        was = MENTOR_ASSIGNMENT.replay(history).households
        would_be = MENTOR_ASSIGNMENT.replay([*history, *lines]).households
        say, number = self.words.say, self.words.number
        mentor, counts = self.words.who(stream), {"before": number(len(was))}
        counts["after"] = number(len(would_be))
        return [
            *(
                say("concern.released", mentor=mentor, case=case_number(each), **counts)
                for each in sorted(was - would_be)
            ),
            *(
                say("concern.taken", mentor=mentor, case=case_number(each), **counts)
                for each in sorted(would_be - was)
            ),
        ]

    def _open(self, h: Household) -> Iterator[tuple[str, Things]]:
        words = self.words
        yield "village", {h.village_code: words.village(h.village_code)} if h.village_code else {}
        yield "agency", self._agency(h.village_code)
        mentor = h.entry.mentor_id
        yield "mentor", {str(mentor): words.who(mentor)} if mentor else {}
        yield "member", {str(each): words.who(each) for each in h.people.here}
        yield (
            "need",
            {
                str(key): f"{words.need(need.kind)} ({words.agency(need.owner)})"
                for key, need in h.plan.open_needs().items()
            },
        )
        yield (
            "referral",
            {
                str(key): words.agency(referral.owner)
                for key, referral in h.rights.referrals.items()
                if key not in h.rights.ended
            },
        )
        yield "grant", dict(self._grants(h))
        yield "finding", {str(key): words.label(each) for key, each in h.money.findings.items()}
        proposals = h.record.proposals.items()
        waiting = {str(k): words.say("concern.waits") for k, each in proposals if not each.outcome}
        yield "proposal", waiting

    def _grants(self, h: Household) -> Iterator[tuple[str, str]]:
        """Yield the grants that are not given to their end."""
        for key, grant in h.money.grants.items():
            left = 0 if grant.ended else h.money.remainder(key)
            if left > 0:
                yield str(key), f"{self.words.label(grant.kind)}, {self.words.rupiah(left)}"

    def _agency(self, village_code: str) -> Things:
        """Return which agency accompanies the village today."""
        programme = self.casework.programme
        if not village_code:
            return {}
        village = self.casework.load(
            VILLAGE_PROGRAMME, village_stream(programme.code, village_code)
        )
        agency = village.state.agency_on(programme.local(self.casework.clock()).date())
        return {agency: self.words.agency(agency)} if agency else {}
