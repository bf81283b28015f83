"""R2 and R3 ask whether money and goods went to somebody who could and should have them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.desk.events import RefusalRecorded
from domain.flags.facts import Fact, Listeners, Said
from domain.flags.known import Known
from domain.household.commands.money import PaySupport, TransferAsset, TransferCash
from domain.household.events.assessment import HouseholdExited
from domain.household.events.money import (
    AssetTransferred,
    CashTransferred,
    ConsumptionSupportPaid,
    TransferReversed,
)
from domain.household.events.people import HouseholdMoved, MemberAdded, MemberDied, MemberLeft
from domain.household.events.record import IrregularityReported
from domain.household.events.targeting import EligibilityConfirmed, HouseholdNominated

TRANSFERS = (AssetTransferred, CashTransferred, ConsumptionSupportPaid)
MOVED = "moved"
# What is refused or irregular where no approval allows help, and the wishes that would give it.
UNALLOWED = "F3"
GIVING = frozenset({TransferAsset.name, TransferCash.name, PaySupport.name})


@dataclass(slots=True)
class Given:
    """One transfer: when, where in the log, to whom, how much."""

    on: date
    position: int
    transfer_id: str
    recipient: str
    rupiah: int


@dataclass(slots=True)
class Family:
    """What decides whether a household may be given anything."""

    adults: set[str] = field(default_factory=set)
    decile: int | None = None
    is_eligible: bool = False
    gone: tuple[date, str, int] | None = None
    given: list[Given] = field(default_factory=list)


class Recipients:
    """Remembers who lives in each household, and what it got."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.families: dict[str, Family] = {}

    def listeners(self) -> Listeners:
        return {
            HouseholdNominated.name: self.nominated,
            EligibilityConfirmed.name: self.eligible,
            MemberAdded.name: self.joined,
            MemberLeft.name: self.left,
            MemberDied.name: self.died,
            HouseholdExited.name: self.exited,
            HouseholdMoved.name: self.moved,
            TransferReversed.name: self.reversed,
            IrregularityReported.name: self.irregular,
            RefusalRecorded.name: self.refused,
            **{event.name: self.given for event in TRANSFERS},
        }

    def _family(self, stream: str) -> Family:
        return self.families.setdefault(stream, Family())

    def nominated(self, fact: Fact) -> Iterable[Said]:
        family = self._family(fact.stream)
        family.decile = fact.said.get("decile")
        return self.joined(fact)

    def eligible(self, fact: Fact) -> Iterable[Said]:
        self._family(fact.stream).is_eligible = True
        return ()

    def joined(self, fact: Fact) -> Iterable[Said]:
        if fact.said["age_band"] in self.known.now.adult_age_bands:
            self._family(fact.stream).adults.add(fact.said["person_id"])
        return ()

    def left(self, fact: Fact) -> Iterable[Said]:
        self._family(fact.stream).adults.discard(fact.said["person_id"])
        return ()

    def died(self, fact: Fact) -> Iterator[Said]:
        """Ask about what was given after the day of a death, also when it is told later."""
        family, person = self._family(fact.stream), fact.said["person_id"]
        family.adults.discard(person)
        on = fact.day("died_on")
        if not family.adults:
            family.gone = (on, "deceased", fact.position)
        for given in family.given:
            if given.on > on and (given.recipient == person or not family.adults):
                yield self._gone(fact, given, "deceased", fact.position)

    def exited(self, fact: Fact) -> Iterator[Said]:
        """Ask about what was given after a family was last seen before it moved away."""
        if fact.said["reason"] != MOVED:
            return
        last = fact.said.get("last_contact_on")
        on = date.fromisoformat(last) if last else fact.local(self.known.programme.zone).date()
        family = self._family(fact.stream)
        family.gone = (on, MOVED, fact.position)
        for given in family.given:
            if given.on > on:
                yield self._gone(fact, given, MOVED, fact.position)

    def moved(self, fact: Fact) -> Iterator[Said]:
        """Ask about what was given in the old village after the family had moved on."""
        self.known.village_of[fact.stream] = fact.said["to_village_code"]
        on = fact.day("moved_on")
        for given in self._family(fact.stream).given:
            if given.on > on:
                yield self._gone(fact, given, MOVED, fact.position)

    def reversed(self, fact: Fact) -> Iterable[Said]:
        """Forget what came back: nothing is asked about it any more."""
        family = self._family(fact.stream)
        wrong = fact.said["transfer_id"]
        family.given = [given for given in family.given if given.transfer_id != wrong]
        return ()

    def given(self, fact: Fact) -> Iterator[Said]:
        """Ask about what is given to a household that is gone, or that should not have it."""
        known, said, family = self.known, fact.said, self._family(fact.stream)
        on = fact.local(known.programme.zone).date()
        given = Given(
            on, fact.position, said["transfer_id"], said["recipient_id"], said["amount_rupiah"]
        )
        family.given.append(given)
        if family.gone is not None and on > family.gone[0]:
            yield self._gone(fact, given, family.gone[1], family.gone[2])
        terms = known.now
        values: dict[str, Any] = {}
        if not family.is_eligible:
            values["eligible"] = "no"
        if family.decile is not None and family.decile > max(terms.deciles):
            values["decile"] = family.decile
        if values:
            yield known.hit("R3", fact.stream, fact, rupiah=given.rupiah, **values)

    def irregular(self, fact: Fact) -> Iterator[Said]:
        """Ask about help that was given in the field to a household that no verdict allows."""
        yield from self._tried(fact, fact.stream, fact.said["rule"])

    def refused(self, fact: Fact) -> Iterator[Said]:
        """Ask about somebody who tried to give help to such a household."""
        yield from self._tried(fact, fact.said.get("target") or "", fact.said["code"])

    def _tried(self, fact: Fact, household: str, code: str) -> Iterator[Said]:
        family, command = self.families.get(household), fact.said["command"]
        if code == UNALLOWED and command in GIVING and family and not family.is_eligible:
            values = {"eligible": "no", "command": command}
            subject = f"tried {fact.position}"
            yield self.known.hit("R3", subject, fact, household=household, **values)

    def _gone(self, fact: Fact, given: Given, why: str, at: int) -> Said:
        cited = (given.position, at)
        subject, rupiah = given.transfer_id, given.rupiah
        return self.known.hit("R2", subject, fact, positions=cited, rupiah=rupiah, why=why)
