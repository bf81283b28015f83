"""The figures that red flags compare with, each with its versions."""

from domain.definition import Dated, Definition


class FlagLimits(Definition):
    """Thresholds of the red flags. Whole numbers; the name says of what.

    What a warning at the append compares with too (speed, visits a day) stands in `Limits`.
    """

    far_metres: Dated[int]
    price_mads: Dated[int]
    price_sample_min: Dated[int]
    procurement_limit_rupiah: Dated[int]
    split_days: Dated[int]
    payments_min: Dated[int]
    alike_percent: Dated[int]
    round_percent: Dated[int]
    supplier_percent: Dated[int]
    supplier_invoices_min: Dated[int]
    new_supplier_rupiah: Dated[int]
    consecutive_invoices: Dated[int]
    receipt_days: Dated[int]
    late_visit_hours: Dated[int]
    late_money_days: Dated[int]
    short_visit_minutes: Dated[int]
    night_hours: Dated[tuple[int, int]]
    same_answers_percent: Dated[int]
    answers_min: Dated[int]
    picture_bits: Dated[int]
    burst_percent: Dated[int]
    burst_visits_min: Dated[int]
    peer_mads: Dated[int]
    odd_min: Dated[int]
    unmoved_min: Dated[int]
    absent_inspections: Dated[int]
    no_income_months: Dated[int]
    advance_days: Dated[int]
    unspent_percent: Dated[int]
    tax_days: Dated[int]
    graduation_visits_min: Dated[int]
    graduation_visit_days: Dated[int]
    graduations_a_day: Dated[int]
    corrections_min: Dated[int]
