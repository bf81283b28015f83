"""The books as text for beancount and hledger, two programs that recompute every balance.

What the bank printed goes along as assertions: either program stops where the books differ.
"""

from collections.abc import Iterator
from datetime import timedelta

from adapters.books.book import CURRENCY, Book
from domain.accounting.accounts import BANK, of_village
from domain.history import case_number
from projections.postings import Leg

BEFORE_ALL = "1970-01-01"


def beancount(book: Book) -> Iterator[str]:
    """Yield the journal for beancount."""
    yield from _head(book, ";;")
    yield f'option "title" "{_quoted(book.programme.title.id)}"\n'
    yield f'option "operating_currency" "{CURRENCY}"\n\n'
    for account in book.accounts():
        yield f"{BEFORE_ALL} open {account} {CURRENCY}\n"
    for entry in book.entries:
        first = entry[0]
        yield f'\n{book.booked_on(first)} * "{first.reference}" "{_said(first)}"\n'
        for key, value in _links(first):
            yield f'  {key}: "{value}"\n'
        for leg in entry:
            yield f"  {_account(leg)}  {leg.amount_rupiah} {CURRENCY}\n"
    yield "\n"
    for each in book.statements:
        account = of_village(BANK, each.village_code)
        day = each.until_on + timedelta(days=1)
        yield f"{day} balance {account}  {each.closing_rupiah} {CURRENCY}\n"


def hledger(book: Book) -> Iterator[str]:
    """Yield the journal for hledger."""
    yield from _head(book, ";")
    yield f"; {book.programme.title.id}\n\n"
    yield f"commodity 1000. {CURRENCY}\n"
    for account in book.accounts():
        yield f"account {account}\n"
    for entry in book.entries:
        first = entry[0]
        told = f"{first.reference} | {_said(first)}" if first.reference else _said(first)
        yield f"\n{book.booked_on(first)} * ({first.position}) {told}\n"
        yield f"    ; {', '.join(f'{key}:{value}' for key, value in _links(first))}\n"
        for leg in entry:
            yield f"    {_account(leg)}    {leg.amount_rupiah} {CURRENCY}\n"
    # They come last: hledger asks them after everything else of their day.
    for each in book.statements:
        account = of_village(BANK, each.village_code)
        yield f"\n{each.until_on} * ({each.position}) bank statement\n"
        yield f"    {account}    0 {CURRENCY} = {each.closing_rupiah} {CURRENCY}\n"


def _head(book: Book, mark: str) -> Iterator[str]:
    yield f"{mark} jejak: position {book.position}, root {book.root}\n"
    if book.recorded_at is not None:
        yield f"{mark} recorded until {book.recorded_at.isoformat()}\n"


def _account(leg: Leg) -> str:
    return of_village(leg.account, leg.village_code)


def _said(leg: Leg) -> str:
    return leg.event.rpartition(".")[0]


def _links(leg: Leg) -> Iterator[tuple[str, str]]:
    """Yield what an entry cites: its place in the log, and whom and what it is about."""
    yield "position", str(leg.position)
    yield "leaf", leg.leaf[:16]
    if leg.household_id is not None:
        yield "household", case_number(leg.household_id)
    for key, value in (("order", leg.order_id), ("transfer", leg.transfer_id)):
        if value is not None:
            yield key, str(value)


def _quoted(text: str) -> str:
    return text.replace("\\", "").replace('"', "'")
