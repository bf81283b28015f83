"""What a simulated village tells about its money: bank statements, and reports on tranches."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.commands import (
    ImportStatement,
    ReceiveFunds,
    SubmitAccountability,
)
from domain.village_account.events import StatementLine
from services.simulation.purse import Purse, planted
from services.simulation.world import Act, Acts
from services.steps import Step

# On which day which scene begins.
Scenes = list[tuple[date, Callable[[Purse], Acts]]]
REPORTED_BEFORE, QUARTER = 35, 3
OWED_FOR = 40
# In which quarter somebody borrows from the account, and how much.
BORROWED, BORROWED_RUPIAH = 1, 25_000_000
ONE_DAY = timedelta(days=1)


def statements(since: date, until: date, *, borrows: bool) -> Scenes:
    """Return the days on which a quarter's bank statement is copied.

    Who `borrows` takes money that no book shows, and puts it back in the next quarter.
    """
    scenes: Scenes = []
    borrowed = {BORROWED: -BORROWED_RUPIAH, BORROWED + 1: BORROWED_RUPIAH} if borrows else {}
    first, index = since, since.year * 12 + since.month - 1
    while True:
        index = index - index % QUARTER + QUARTER
        begins = date(index // 12, index % 12 + 1, 1)
        if begins > until:
            return scenes
        copied = partial(_statement, first, begins - ONE_DAY, borrowed.get(len(scenes), 0))
        scenes.append((begins + timedelta(days=4), copied))
        first = begins


def _statement(first: date, last: date, unbooked: int, purse: Purse) -> Acts:
    """Yield the statement of a quarter: what the books say, as the bank saw it too."""
    books = purse.books()
    before = books.last_statement()
    opening = before.closing_rupiah if before else 0
    copied = {line.line_id for each in books.statements.values() for line in each.lines}
    moved = {key: tranche.amount_rupiah for key, tranche in books.tranches.items()}
    moved |= {key: movement.amount_rupiah for key, movement in books.movements.items()}
    lines = tuple(
        StatementLine(key, purse.booked.get(key, last), rupiah)
        for key, rupiah in moved.items()
        if key not in copied and purse.booked.get(key, last) <= last
    )
    if unbooked:
        lines = (*lines, StatementLine(purse.new_id(), last - 9 * ONE_DAY, unbooked))
    import_ = ImportStatement(
        statement_id=purse.new_id(),
        from_on=first,
        until_on=last,
        opening_rupiah=opening,
        closing_rupiah=opening + sum(line.amount_rupiah for line in lines),
        lines=lines,
        document_sha256=purse.paper(),
    )
    answer = yield purse.act(last + timedelta(days=5), VILLAGE_ACCOUNT, purse.account, import_)
    if unbooked < 0:
        planted(purse, "bank_differs", answer)


def reports(purse: Purse, last: date, *, owes: bool) -> Scenes:
    """Return the days on which tranches are accounted for; who owes forgets the last of them."""
    scenes: Scenes = []
    months = range(0, (last - purse.world.enrolment).days + 240, 30)
    for days in months:
        day = purse.world.enrolment + timedelta(days=days)
        scenes.append((day, partial(_reports, day, last, owes)))
    return scenes


def _reports(day: date, last: date, owes: bool, purse: Purse) -> Acts:  # noqa: FBT001
    """Yield a report on every tranche that is old enough by now."""
    books = purse.books()
    reported = {report.tranche_id for report in books.reports.values()}
    waiting = [
        (key, tranche)
        for key, tranche in books.tranches.items()
        if key not in reported and (books.due[key] - day).days <= REPORTED_BEFORE
    ]
    for key, tranche in waiting:
        forgotten = owes and day > last and key == list(books.tranches)[-1]
        due = books.due[key]
        if forgotten and day <= due + timedelta(days=OWED_FOR):
            if day > due:
                yield _asked_all_the_same(purse, day, tranche.envelope_id)
            continue
        left = min(books.balance_rupiah, tranche.amount_rupiah)
        submit = SubmitAccountability(
            report_id=purse.new_id(),
            tranche_id=key,
            spent_rupiah=tranche.amount_rupiah - left,
            left_rupiah=left,
            submitted_on=max(day, purse.today),
            document_sha256=purse.paper(),
        )
        yield purse.act(day, VILLAGE_ACCOUNT, purse.account, submit)


def _asked_all_the_same(purse: Purse, day: date, envelope_id: object) -> Act:
    """Return a further tranche for who has not accounted for the last: it is refused."""
    again = ReceiveFunds.model_validate(
        {
            "tranche_id": purse.new_id(),
            "envelope_id": envelope_id,
            "number": 3,
            "amount_rupiah": 1_000_000,
            "sp2d": purse.number("SP2D"),
            "received_on": day,
            "document_sha256": purse.paper(),
        }
    )
    step = Step(VILLAGE_ACCOUNT, purse.account, again)
    return Act(purse.move_to(day), purse.who(ReceiveFunds), step, planted=("missing_report", "F5"))
