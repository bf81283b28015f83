"""What a person at a terminal sees of an import: totals, reasons, and the rows to look at."""

from rich.console import Console
from rich.table import Table

from domain.history import case_number
from domain.programme import Programme
from services.intake.drafting import Draft
from services.intake.plan import Plan, RowPlan
from services.intake.reasons import NOTED, TAKEN_IN, words

ROWS_SHOWN = 50
TOTALS = {
    "rows": "Baris / rows",
    "nominated": "diusulkan / nominated",
    "known": "sudah dikenal / already known",
    "known_same": "  tanpa beda / without a difference",
    "known_different": "  berbeda / different",
    "rejected": "ditolak / rejected",
    "households_nominated": "Rumah tangga diusulkan / households nominated",
    "mismatches": "Ketidaksesuaian ditandai / mismatches flagged",
    "gone": "Tidak lagi tercantum / no longer listed",
}


def show(
    console: Console, draft: Draft, plan: Plan, programme: Programme, *, applied: bool
) -> None:
    """Print the whole report. Rows are named by their number in the file, never by a person."""
    console.print(f"{draft.title}  →  {draft.code}", highlight=False, markup=False)
    _totals(console, plan)
    _reasons(console, plan, programme)
    _rows(console, plan, programme)
    for household_id in plan.gone[:ROWS_SHOWN]:
        console.print(f"  tidak lagi tercantum / no longer listed: {case_number(household_id)}")
    if draft.batch.closed:
        console.print("Daftar ini sudah dicatat sebelumnya. / This list is on record already.")
    elif applied:
        console.print("Sudah dicatat. / On record.")
    else:
        console.print(
            "Percobaan: tidak ada yang ditulis. Tambahkan --apply untuk mencatat. / "
            "Dry run: nothing was written. Add --apply to put it on record."
        )


def _totals(console: Console, plan: Plan) -> None:
    table = Table(show_header=False)
    for key, count in plan.totals().items():
        table.add_row(TOTALS[key], f"{count:,}".replace(",", "."))
    console.print(table)


def _reasons(console: Console, plan: Plan, programme: Programme) -> None:
    table = Table("kode / code", "baris / rows", "alasan / reason")
    for code, count in plan.by_reason().items():
        table.add_row(code, str(count), _words("row_reason", code, programme))
    if table.row_count:
        console.print(table)


def _rows(console: Console, plan: Plan, programme: Programme) -> None:
    """Print the rows that need somebody: rejected ones, and those that differ from the record."""
    needed = [row for row in plan.rows if _needs_somebody(row)]
    table = Table("baris / row", "hasil / verdict", "kode / codes")
    for row in needed[:ROWS_SHOWN]:
        verdict = _words("row_verdict", row.verdict, programme)
        table.add_row(str(row.row), verdict, " ".join(row.reasons))
    if needed:
        console.print(table)
    if len(needed) > ROWS_SHOWN:
        console.print(
            f"… {len(needed) - ROWS_SHOWN} baris lagi: pakai --json atau --feedback. / "
            "more rows: use --json or --feedback."
        )


def _needs_somebody(row: RowPlan) -> bool:
    return row.verdict not in TAKEN_IN or bool(set(row.reasons) - NOTED)


def _words(kind: str, code: str, programme: Programme) -> str:
    return f"{words(kind, code, programme, 'id')} / {words(kind, code, programme, 'en')}"
