"""How well the red flags find what is known to be there: precision and recall of each rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.flags.catalogue import FLAG_RULES
from domain.flags.facts import Hit

# Which rules should ask about which kind of wrong in the ground truth of a simulation.
RULES_OF: dict[str, tuple[str, ...]] = {
    "dead_recipient": ("R2",),
    "death_told_late": ("R2",),
    "paid_after_leaving": ("R2",),
    "unlisted_recipient": ("R3",),
    "short_delivery": ("R5",),
    "goods_left_over": ("R5",),
    "less_received": ("R5",),
    "overpriced": ("R6",),
    "split_purchase": ("R7",),
    "round_sums": ("R8",),
    "same_sums": ("R8",),
    "one_supplier": ("R9",),
    "new_supplier": ("R9",),
    "invoices_in_a_row": ("R9",),
    "paper_again": ("R9",),
    "late_receipt": ("R10",),
    "never_received": ("R10",),
    "no_papers": ("R10",),
    "unsigned": ("R10",),
    "late_invoice": ("R11",),
    "alike_pictures": ("R14",),
    "same_answers": ("R14",),
    "copied_answers": ("R17",),
    "asset_vanished": ("R18",),
    "no_income": ("R18",),
    "idle_money": ("R19",),
    "bank_differs": ("R19",),
    "advance_open": ("R19",),
    "tax_kept": ("R19",),
    "over_ceiling": ("R19",),
    "over_line": ("R19",),
    "mass_graduation": ("R20",),
    "many_corrections": ("R20",),
    "erased_beside_finding": ("R20",),
    "duplicate_nik": ("R1",),
    "shared_account": ("R1",),
    "mentor_approves": ("R20",),
    "own_mentor_graduates": ("R20",),
    "future_date": ("R16",),
    "reused_photo": ("R14",),
    "one_spot": ("R12", "R13", "R17"),
    "wrong_date": ("R11",),
    "recorded_late": ("R11",),
    "far_away": ("R4",),
    "two_places": ("R12",),
    "short_visit": ("R13",),
    "night_visit": ("R13",),
    "month_end": ("R15",),
    "mock_place": ("R16",),
    "lost_number": ("R16",),
    "shared_phone": ("R16",),
    "not_confirmed": ("R17",),
}
BESIDE = "beside"
# What a wrong brings with it: a question about it is right, but nobody counts on it.
BESIDES: dict[str, tuple[str, ...]] = {
    "month_end": ("R12", "R13", "R17"),
    "far_away": ("R17",),
    # Dated back into the week of another invoice of the supplier.
    "late_invoice": ("R7",),
    "two_places": ("R17",),
    "short_visit": ("R17",),
    "night_visit": ("R17",),
    "reused_photo": ("R17",),
    "same_answers": ("R17",),
    "asset_gone": ("R18",),
}


@dataclass(slots=True)
class Measure:
    """`planted` cases, how many of them were `found`, and questions about nothing planted."""

    planted: int = 0
    found: int = 0
    false_alarms: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        asked = self.right + self.false_alarms
        return None if not asked else self.right / asked

    @property
    def recall(self) -> float | None:
        return None if not self.planted else self.found / self.planted


def measure(
    hits: Iterable[Hit], truth: Iterable[Mapping[str, Any]], position_of: Mapping[str, int]
) -> dict[str, Measure]:
    """Compare every question ever asked with the ground truth, rule by rule."""
    marks = _marks(truth, position_of)
    found: dict[str, set[str]] = {rule: set() for rule in FLAG_RULES}
    measures = {rule: Measure() for rule in FLAG_RULES}
    for rule, by_mark in marks.items():
        planted = set[str]().union(*by_mark.values())
        measures[rule].planted = sum(not case.startswith(BESIDE) for case in planted)
    for hit in hits:
        by_mark = marks.get(hit.rule, {})
        about: tuple[object, ...] = (*hit.positions, hit.household, *hit.subject.split())
        cases = set[str]().union(*(by_mark.get(mark, ()) for mark in about))
        found[hit.rule] |= {case for case in cases if not case.startswith(BESIDE)}
        if cases:
            measures[hit.rule].right += 1
        else:
            measures[hit.rule].false_alarms += 1
    for rule, cases in found.items():
        measures[rule].found = len(cases)
    return measures


def _marks(
    truth: Iterable[Mapping[str, Any]], position_of: Mapping[str, int]
) -> dict[str, dict[object, set[str]]]:
    """Return by rule which cases a position or a household stands for."""
    marks: dict[str, dict[object, set[str]]] = {}
    for number, each in enumerate(truth):
        case = each.get("case", str(number))
        event = each.get("event")
        mark: object = position_of.get(event) if event else each.get("stream")
        name = f"{each['kind']} {case}"
        for rule in RULES_OF.get(each["kind"], ()):
            marks.setdefault(rule, {}).setdefault(mark, set()).add(name)
        for rule in BESIDES.get(each["kind"], ()):
            marks.setdefault(rule, {}).setdefault(mark, set()).add(f"{BESIDE} {name}")
    return marks
