"""Wrongs about money planted in a simulated history, with the truth about them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import AcceptFinding, AnswerFinding, CloseFinding
from domain.audit_engagement.events import FindingRaised
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.money import PaySupport, TransferAsset
from domain.household.commands.people import RecordMemberDied
from domain.household.events.record import IrregularityReported
from services.simulation.planted import Wrongs, share_of
from services.simulation.planted_control import day_over_budget, erased, granted, over_budget
from services.simulation.population import Family, InventedPerson
from services.simulation.purse import Purse, planted
from services.simulation.support import SUPPORT_AFTER
from services.simulation.world import Act, Acts
from services.steps import Step

# How many of each wrong the full programme has.
DEAD_RECIPIENTS, UNAPPROVED, TOLD_LATE, UNLISTED = 9, 3, 10, 12
OVER_CEILING, OVER_LINE = 4, 4
# Of those who give to families that were not found eligible, so many let the traces go.
ERASED = 4
# Found by verification: neither poor nor to be found, but there.
UNWANTED = frozenset({"not_poor", "refused"})


class MoneyWrongs:
    """What some people do with money that they should not."""

    def __init__(self, wrongs: Wrongs) -> None:
        self.world, self.staying, self.families = wrongs.world, wrongs.staying, wrongs.families
        self.random = self.world.random("money-wrongs")
        self.unlisted = [
            family
            for cast in self.world.villages
            for family in cast.families
            if wrongs.fates[family.household_id] in UNWANTED
        ]
        self.cast_of = {
            family.household_id: cast for cast in self.world.villages for family in cast.families
        }

    def scenes(self) -> Iterator[Acts]:
        """Yield every planted wrong as a scene of its own; none where no family stays."""
        drawn = self.random.sample(self.staying, len(self.staying))
        # A family with a second grown member first: somebody of it will die.
        chosen = sorted(drawn, key=lambda family: not _others(family))
        wrongs: list[tuple[int, int, Callable[[Family, date, Purse], Acts]]] = [
            (DEAD_RECIPIENTS, SUPPORT_AFTER + 10, self._dead_recipient),
            (UNAPPROVED, 70, self._unapproved),
            (TOLD_LATE, SUPPORT_AFTER + 45, self._told_late),
        ]
        for full, days, scene in wrongs:
            for number in range(share_of(full, self.families)):
                if chosen:
                    family = chosen.pop(0)
                    day = self.world.enrolment + timedelta(days=days + number)
                    purse = self._purse(family, scene.__name__)
                    yield purse.apart(day, partial(scene, family, day))
        yield from self._of_unlisted()
        yield from self._beyond_budgets()

    def _of_unlisted(self) -> Iterator[Acts]:
        count = min(share_of(UNLISTED, self.families), len(self.unlisted))
        erasing = share_of(ERASED, self.families)
        for number, family in enumerate(self.random.sample(self.unlisted, count)):
            day = self.world.enrolment + timedelta(days=90 + 3 * number)
            purse = self._purse(family, "unlisted")
            scene = partial(self._unlisted, family, day, number < erasing)
            yield purse.apart(day, scene)

    def _beyond_budgets(self) -> Iterator[Acts]:
        """Yield orders beyond what an envelope, or one of its lines, has left."""
        for kind, full in (("over_ceiling", OVER_CEILING), ("over_line", OVER_LINE)):
            count = min(share_of(full, self.families), len(self.world.villages))
            for cast in self.random.sample(self.world.villages, count):
                purse = Purse(self.world, cast, [], kind)
                day = day_over_budget(self.world, kind)
                yield purse.apart(day, partial(over_budget, kind, day))

    def _purse(self, family: Family, name: str) -> Purse:
        cast = self.cast_of[family.household_id]
        return Purse(self.world, cast, [], f"{name}/{family.household_id}")

    def _dead_recipient(self, family: Family, day: date, purse: Purse) -> Acts:
        """Yield a death, and weeks later money for the dead."""
        grown = _others(family)
        if not grown:
            return
        person = grown[0]
        family.persons.remove(person)
        died = RecordMemberDied(person_id=person.person_id, died_on=day - timedelta(days=2))
        answer = yield purse.about(day, family, died, purse.cast.mentor_of(family))
        if answer is None or answer.irregularity is not None:
            return
        later = day + timedelta(days=20)
        pay = PaySupport(
            transfer_id=purse.new_id(),
            order_id=purse.new_id(),
            recipient_id=person.person_id,
            amount_rupiah=100_000,
            month_on=later,
            reference=purse.number("BKU"),
        )
        step = Step(HOUSEHOLD, family.household_id, pay)
        at = purse.move_to(later)
        yield Act(at, purse.who(PaySupport), step, planted=("dead_recipient", "F3"))

    def _unapproved(self, family: Family, day: date, purse: Purse) -> Acts:
        """Yield goods that were handed over although nobody approved them, and the finding."""
        answer = yield self._handed_over(family, day, purse)
        for line in answer.events if answer else ():
            if isinstance(line.event, FindingRaised):
                self.world.plant("unapproved_transfer", stream=family.household_id, code="F3")
                yield from self._settled(purse, day, line.originator_id, line.event.finding_id)

    def _handed_over(self, family: Family, day: date, purse: Purse) -> Act:
        """Return goods that somebody hands over without any order, grant or approval."""
        gift = TransferAsset(
            transfer_id=purse.new_id(),
            order_id=purse.new_id(),
            recipient_id=family.head.person_id,
            amount_rupiah=1_000_000,
            grant_id=purse.new_id(),
            item=self.world.programme.prices[0].code,
            quantity=1,
            unit=self.world.programme.prices[0].unit,
        )
        step = Step(HOUSEHOLD, family.household_id, gift)
        return Act(purse.move_to(day), purse.who(TransferAsset), step, "phone")

    def _unlisted(self, family: Family, day: date, erases: bool, purse: Purse) -> Acts:  # noqa: FBT001 (given by name)
        """Yield goods for a family that was not found eligible, and who lets the traces go."""
        request = purse.new_id()
        if erases:
            yield from granted(request, family, day, purse)
            day += timedelta(days=6)
        answer = yield self._handed_over(family, day, purse)
        planted(purse, "unlisted_recipient", answer, "", IrregularityReported)
        if erases and answer is not None:
            yield from erased(request, day + timedelta(days=3), purse)

    def _told_late(self, family: Family, day: date, purse: Purse) -> Acts:
        """Yield the death of a head who was paid for two more months before anybody told it."""
        grown = _others(family)
        if not grown:
            return
        head, successor = family.head, grown[0]
        died_on = day - timedelta(days=35)
        told = RecordMemberDied(
            person_id=head.person_id, died_on=died_on, successor_id=successor.person_id
        )
        household = purse.household(family)
        paid = [
            key
            for key, transfer in household.money.transfers.items()
            if self.world.programme.local(transfer.at).date() > died_on
        ]
        answer = yield purse.about(day, family, told, purse.cast.mentor_of(family))
        if answer is None or answer.irregularity is not None:
            return
        family.persons.remove(head)
        family.persons.remove(successor)
        family.persons.insert(0, successor)
        for transfer in paid:
            stream = family.household_id
            self.world.plant("death_told_late", stream=stream, case=transfer)

    def _settled(self, purse: Purse, day: date, audit: UUID, finding: UUID) -> Acts:
        """Yield how a finding is answered, judged and closed."""
        answer = AnswerFinding(
            answer_id=purse.new_id(),
            finding_id=finding,
            village_code=purse.code,
            position="agrees",
            document_sha256=purse.paper(),
        )
        yield purse.act(day + timedelta(days=20), AUDIT_ENGAGEMENT, audit, answer)
        accept = AcceptFinding(finding_id=finding, outcome="explained")
        yield purse.act(day + timedelta(days=35), AUDIT_ENGAGEMENT, audit, accept)
        reason = self.world.programme.reasons["finding_closing"][-1].code
        close = CloseFinding(finding_id=finding, reason=reason, document_sha256=purse.paper())
        yield purse.act(day + timedelta(days=36), AUDIT_ENGAGEMENT, audit, close)


def _others(family: Family) -> list[InventedPerson]:
    """Return the grown members besides the head."""
    return [each for each in family.persons[1:] if each.age_band == "18-59"]
