"""What waits beside orders: grants, hand-overs, receipts, looks, the bank, taxes and findings."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection

from domain.accounting.accounts import TAXES
from projections import findings, fund_trail, postings

# So long nobody need have looked at an asset.
LOOK_DAYS = 30
BASED_ON = (fund_trail.FUND_TRAIL.name, postings.POSTINGS.name, findings.FINDINGS.name)
Villages = Collection[str] | None


class Waiting(NamedTuple):
    """Something that waits for a step. `about_id` is what the step names: a grant, a transfer."""

    step: str
    village_code: str
    since_on: date
    amount_rupiah: int = 0
    code: str = ""
    reference: str = ""
    about_id: UUID | None = None
    household_id: UUID | None = None
    taken_by: UUID | None = None


def waiting(
    connection: Connection[Any], villages: Villages, as_of: int, day: date, steps: Collection[str]
) -> list[Waiting]:
    """Return what waits for some steps in some villages, or in all, at a position."""
    return [
        each
        for step in sorted(set(steps) & WAYS.keys())
        for each in WAYS[step](connection, villages, as_of, day)
    ]


def _by_sql(step: str) -> Callable[..., list[Waiting]]:
    def found(
        connection: Connection[Any], villages: Villages, as_of: int, day: date
    ) -> list[Waiting]:
        listed = None if villages is None else list(villages)
        asked = {"villages": listed, "as_of": as_of, "day": day, "days": LOOK_DAYS}
        rows = connection.execute(fund_trail.SQL[f"waiting_{step}"], asked)
        return [Waiting(step, *row) for row in rows]

    return found


def _bank(connection: Connection[Any], villages: Villages, as_of: int, _: date) -> list[Waiting]:
    """Return what the bank says and the books do not, or the other way round."""
    return [
        Waiting(
            "match",
            village,
            half.booked_on,
            abs(each.amount_rupiah),
            each.kind,
            half.reference,
        )
        for village, compared in postings.compared(connection, as_of, villages).items()
        for each in compared.differences
        if (half := each.line or each.movement) is not None
    ]


def _taxes(
    connection: Connection[Any], villages: Villages, as_of: int, day: date
) -> list[Waiting]:
    """Return the tax that payments kept back and that did not reach the state, by village."""
    return [
        Waiting("remit", each.village_code, day, -each.balance_rupiah)
        for each in postings.trial_balance(connection, as_of, villages)
        if each.account == TAXES and each.balance_rupiah < 0
    ]


def _findings(stage: str, step: str) -> Callable[..., list[Waiting]]:
    def found(
        connection: Connection[Any], villages: Villages, as_of: int, _: date
    ) -> list[Waiting]:
        return [
            Waiting(
                step,
                each.raised.village_code,
                each.steps[-1].happened_on,
                each.owed_rupiah or each.raised.amount_rupiah,
                each.raised.code,
                each.raised.rule,
                each.raised.finding_id,
                each.raised.household_id,
            )
            for each in findings.listed(connection, as_of, villages)
            if each.stage == stage and (stage != "stands" or each.owed_rupiah)
        ]

    return found


WAYS: dict[str, Callable[..., list[Waiting]]] = {
    "grant": _by_sql("grant"),
    "give": _by_sql("give"),
    "receipt": _by_sql("receipt"),
    "look": _by_sql("look"),
    "match": _bank,
    "remit": _taxes,
    "answer": _findings("raised", "answer"),
    "repay": _findings("stands", "repay"),
}
