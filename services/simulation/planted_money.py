"""Wrongs about money planted in a simulated history, with the truth about them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import AcceptFinding, AnswerFinding, CloseFinding
from domain.audit_engagement.events import FindingRaised
from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import ApproveOrder, ProposeOrder
from domain.disbursement_order.events import OrderLine
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.money import PaySupport, TransferAsset
from domain.household.commands.people import RecordMemberDied
from domain.household.events.record import IrregularityReported
from services.simulation.planted import Wrongs, share_of
from services.simulation.population import Family, InventedPerson
from services.simulation.purse import Purse, planted
from services.simulation.support import SUPPORT_AFTER
from services.simulation.works import WORKS_LINE
from services.simulation.world import Act, Acts
from services.steps import Step

# How many of each wrong the full programme has.
DEAD_RECIPIENTS, OVER_CEILING, UNAPPROVED, TOLD_LATE, UNLISTED = 9, 1, 3, 10, 12
BEYOND = 1_000_000_000_000
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
            (OVER_CEILING, 20, self._over_ceiling),
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
        count = min(share_of(UNLISTED, self.families), len(self.unlisted))
        for number, family in enumerate(self.random.sample(self.unlisted, count)):
            day = self.world.enrolment + timedelta(days=90 + 3 * number)
            purse = self._purse(family, "unlisted")
            yield purse.apart(day, partial(self._unlisted, family, day))

    def _purse(self, family: Family, name: str) -> Purse:
        cast = self.cast_of[family.household_id]
        return Purse(self.world, cast, [], f"{name}/{family.household_id}")

    def _over_ceiling(self, _: Family, day: date, purse: Purse) -> Acts:
        """Yield an order beyond everything that the village has, which nobody can approve."""
        order = purse.new_id()
        propose = ProposeOrder(
            village_code=purse.code,
            envelope_id=purse.envelope_of(purse.village_fund, day.year),
            kind="operational",
            transfer=self.world.programme.reasons["spending"][-1].code,
            budget_line=WORKS_LINE,
            lines=(OrderLine(purse.new_id(), BEYOND),),
        )
        yield purse.act(day, DISBURSEMENT_ORDER, order, propose)
        step = Step(DISBURSEMENT_ORDER, order, ApproveOrder(basis=purse.number("SPM")))
        at = purse.move_to(day + timedelta(days=1))
        yield Act(at, purse.who(ApproveOrder), step, planted=("over_ceiling", "F2"))

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

    def _unlisted(self, family: Family, day: date, purse: Purse) -> Acts:
        """Yield goods for a family that was not found eligible."""
        answer = yield self._handed_over(family, day, purse)
        planted(purse, "unlisted_recipient", answer, "", IrregularityReported)

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
