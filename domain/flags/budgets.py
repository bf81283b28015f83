"""R19 on budgets: what is taken from a line, or asked of it, beyond what it holds."""

from collections import Counter
from collections.abc import Iterable, Iterator

from domain.desk.events import RefusalRecorded
from domain.disbursement_order.commands import ApproveOrder
from domain.disbursement_order.events import OrderProposed
from domain.flags.facts import Fact, Listeners, Said
from domain.flags.known import Known
from domain.fund_envelope.events import BudgetSet, OrderDrawn, OrderReleased

# How the rule about ceilings refuses an order: nothing left of the envelope, or of the line.
BEYOND = frozenset({("F2", "envelope"), ("F2", "left")})


class Budgets:
    """Remembers the lines of each envelope, and what orders take from them."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.lines: dict[str, dict[str, int]] = {}
        self.drawn: Counter[tuple[str, str]] = Counter()
        self.drawings: dict[str, tuple[str, str]] = {}
        self.wanted: dict[str, tuple[int, str, int]] = {}

    def listeners(self) -> Listeners:
        return {
            BudgetSet.name: self.budget,
            OrderProposed.name: self.proposed,
            OrderDrawn.name: self.draw,
            OrderReleased.name: self.release,
            RefusalRecorded.name: self.refused,
        }

    def budget(self, fact: Fact) -> Iterable[Said]:
        self.lines[fact.stream] = {line[0]: line[3] for line in fact.said["lines"]}
        return ()

    def proposed(self, fact: Fact) -> Iterable[Said]:
        said = fact.said
        self.wanted[fact.stream] = fact.position, said["village_code"], said["total_rupiah"]
        return ()

    def draw(self, fact: Fact) -> Iterator[Said]:
        """Ask about a line from which more is taken than it holds."""
        line = fact.said.get("budget_line")
        allowed = self.lines.get(fact.stream, {}).get(line or "")
        if line is None or allowed is None:
            return
        key = fact.stream, line
        self.drawings[fact.said["order_id"]] = key
        self.drawn[key] += fact.said["amount_rupiah"]
        over = self.drawn[key] - allowed
        if over > 0:
            subject, where = f"line {fact.stream} {line}", fact.said["village_code"]
            yield self.known.hit(
                "R19", subject, fact, village=where, rupiah=over, line=line, limit=allowed
            )

    def release(self, fact: Fact) -> Iterable[Said]:
        """Give back to the line what an order did not spend."""
        if (key := self.drawings.get(fact.said["order_id"])) is not None:
            self.drawn[key] -= fact.said["amount_rupiah"]
        return ()

    def refused(self, fact: Fact) -> Iterator[Said]:
        """Ask about an order that was to be approved beyond what is left: nothing was paid."""
        said = fact.said
        order = self.wanted.get(said.get("target") or "")
        is_beyond = (said["code"], said.get("variant", "")) in BEYOND
        if order is None or not is_beyond or said["command"] != ApproveOrder.name:
            return
        at, village, rupiah = order
        values = {"command": said["command"], "code": said["code"], "asked": rupiah}
        subject = f"beyond {said['target']}"
        yield self.known.hit("R19", subject, fact, positions=(at,), village=village, **values)
