"""Money of the two villages of the office, told once and waited for."""

from uuid import uuid4

from services.entries import Append
from tests.accounts.treasuries import money_lives
from tests.web.office import ELSEWHERE, HERE


def tell_money(office, orders=8):
    """Put the money of both villages on record, and return what was told."""
    log = money_lives(5, (HERE, ELSEWHERE), orders=orders)
    told = office.ledger.append_all([Append(uuid4(), b"d" * 32, [one]) for one in log])
    office.catch_up()
    for one, receipt in zip(log, told, strict=True):
        one.position = receipt.first_position
    return log
