"""The rows of the fund pages: levels whose parts add up, the waterfall, and who may see them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request

from adapters.web.callers import Caller
from adapters.web.parts import Parts, parts_of
from adapters.web.problems import Problem
from adapters.web.reads import Point
from adapters.web.scope import seen_by, sees_village
from domain.accounting.accounts import BANK, TAXES
from domain.accounting.reconciling import Difference
from domain.programme import Village
from projections import fund_trail, postings
from projections.fund_checks import Check, checks
from projections.fund_figures import Funds, Liability, Order, funds, liabilities
from projections.fund_sources import Fund, of_fund, sources
from projections.postings import Irregular, Statement

BASED_ON = (fund_trail.FUND_TRAIL.name, postings.POSTINGS.name)
COLUMNS = (
    "level",
    "name",
    "scheme",
    "fund_source",
    "order_id",
    "kind",
    "stage",
    "paid_rupiah",
    "with_receipt_rupiah",
    "without_receipt_rupiah",
    "unspent_rupiah",
    "unexplained_rupiah",
)


@dataclass(frozen=True, slots=True)
class VillageMoney:
    """Everything that the page of a village's money shows.

    `chosen` is the fund that is shown, if it is not all of them: bank, taxes and irregularities
    belong to the account with the money of all funds.
    """

    funds: Funds
    bank_rupiah: int
    taxes_rupiah: int
    statement: Statement | None
    differences: list[Difference]
    irregular: list[Irregular]
    liabilities: list[Liability]
    checks: list[Check] = field(default_factory=list)
    sources: list[Fund] = field(default_factory=list)
    chosen: Fund | None = None


def village_of(request: Request, caller: Caller, code: str) -> Village:
    """Return a village whose money somebody may see."""
    parts = parts_of(request)
    village = parts.programme.village_by_code.get(code)
    if village is None or not sees_village(seen_by(parts, caller.actor), code):
        raise Problem(404, "detail.missing")
    return village


def money_of(parts: Parts, point: Point, code: str, fund: str = "") -> VillageMoney:
    """Return the money of a village as it was known at a point, of one of its funds or of all."""
    connection, position = point.connection, point.position
    steps = fund_trail.of_village(connection, code, position)
    known = sorted(set(sources(steps).values()))
    chosen = next((each for each in known if each.code == fund), None)
    if fund and chosen is None:
        raise Problem(404, "detail.missing")
    if chosen is not None:
        found = funds(of_fund(steps, chosen.code))
        owed = _liabilities(parts, point, found)
        asked = checks(found, owed, 0, point.day)
        return VillageMoney(found, 0, 0, None, [], [], owed, asked, known, chosen)
    found = funds(steps)
    balances = {
        each.account: each.balance_rupiah
        for each in postings.trial_balance(connection, position, [code])
    }
    statements = postings.statements(connection, position, [code])
    compared = postings.compared(connection, position, [code]).get(code)
    irregular = postings.irregular_money(connection, position, [code])
    owed = _liabilities(parts, point, found)
    return VillageMoney(
        found,
        balances.get(BANK, 0),
        -balances.get(TAXES, 0),
        statements[-1] if statements else None,
        compared.differences if compared else [],
        irregular,
        owed,
        checks(found, owed, len(irregular), point.day),
        known,
    )


def _liabilities(parts: Parts, point: Point, found: Funds) -> list[Liability]:
    wanted = {"member-died", "moved", "reversed", "participation-suspended", "exited"}
    positions = [step.position for step in found.steps if step.step in wanted]
    moments = fund_trail.recorded_at(point.connection, positions)
    return liabilities(
        found, {key: parts.programme.local(moment).date() for key, moment in moments.items()}
    )


def level_rows(code: str, found: Funds) -> Iterator[dict[str, Any]]:
    """Yield village, funds, kinds of orders, budget lines, orders: parts add up to their whole."""
    yield _row("village", code, list(found.orders.values()))
    for fund, its in found.by_fund().items():
        of = {"scheme": fund.scheme, "fund_source": fund.source}
        yield _row("fund", fund.code, its) | of
        for kind, orders in Funds.by_kind(its).items():
            yield _row("kind", kind, orders) | of | {"kind": kind}
            for line, of_line in Funds.by_line(orders).items():
                yield _row("line", line, of_line) | of | {"kind": kind}
                yield from (_order_row(order) | of | {"kind": kind} for order in of_line)


def _order_row(order: Order) -> dict[str, Any]:
    told = {"order_id": order.order_id, "stage": order.stage, "order": order}
    return _row("order", order.code, [order]) | told


def _row(level: str, name: str, orders: list[Order]) -> dict[str, Any]:
    return {
        "level": level,
        "name": name,
        "scheme": "",
        "fund_source": "",
        "order_id": None,
        "kind": "",
        "stage": "",
        "paid_rupiah": sum(each.paid_rupiah for each in orders),
        "with_receipt_rupiah": sum(each.with_receipt for each in orders),
        "without_receipt_rupiah": sum(each.without_receipt for each in orders),
        "unspent_rupiah": sum(each.unspent_rupiah for each in orders),
        "unexplained_rupiah": sum(each.unexplained_rupiah for each in orders),
    }


def waterfall(money: VillageMoney) -> list[dict[str, Any]]:
    """Return the steps from what was allocated to what is left, each with its reach.

    Of all funds that is what lies on the account; of one fund what the facts leave of it.
    """
    found = money.funds
    steps: tuple[tuple[str, int, str], ...] = (
        ("allocated", found.allocated_rupiah, "total"),
        ("waiting", found.disbursed_rupiah - found.allocated_rupiah, ""),
        ("disbursed", found.disbursed_rupiah, "total"),
        ("with-receipt", -found.total("with_receipt"), "good"),
        ("without-receipt", -found.total("without_receipt"), "warn"),
        ("unexplained", -found.total("unexplained_rupiah"), "bad"),
        ("unspent", -found.total("unspent_rupiah"), ""),
        ("returned", found.returned_rupiah, "good"),
    )
    if money.chosen is None:
        end = ("taxes", money.taxes_rupiah, ""), ("balance", money.bank_rupiah, "total")
        steps += end
    else:
        steps += (("left", found.free_rupiah, "total"),)
    rows, level = [], 0
    for name, rupiah, tone in steps:
        start = 0 if tone == "total" else level
        level = start + rupiah
        low, high = max(0, min(start, level)), max(start, level)
        rows.append(
            {"name": name, "rupiah": rupiah, "tone": tone, "low": low, "width": max(0, high - low)}
        )
    return rows
