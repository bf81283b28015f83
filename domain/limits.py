"""Every figure that a rule compares with, each with its versions."""

from domain.definition import Dated, Definition


class Limits(Definition):
    """Every figure that a rule compares with. Days and months unless the name says otherwise."""

    caseload_warn: Dated[int]
    caseload_max: Dated[int]
    deciles: Dated[tuple[int, ...]]
    adult_age_bands: Dated[tuple[str, ...]]
    elderly_age_bands: Dated[tuple[str, ...]]
    livelihoods_min: Dated[int]
    clock_tolerance_minutes: Dated[int]
    late_warn_days: Dated[int]
    late_max_days: Dated[int]
    decided_back_days_max: Dated[int]
    location_tolerance_m: Dated[int]
    travel_kmh_max: Dated[int]
    visit_minutes_min: Dated[int]
    visits_per_day_max: Dated[int]
    assessment_gap_min_days: Dated[int]
    assessment_gap_warn_days: Dated[int]
    graduation_months_min: Dated[int]
    passing_gap_min_days: Dated[int]
    extension_months_max: Dated[int]
    extensions_max: Dated[int]
    suspension_days_max: Dated[int]
    reenrolments_max: Dated[int]
    relapse_mandatory_failed: Dated[int]
    post_graduation_checks_months: Dated[tuple[int, ...]]
    overdue_days: Dated[tuple[int, ...]]
    verification_days: Dated[int]
    objection_working_days: Dated[int]
    reopen_days: Dated[int]
    quorum_percent: Dated[int]
    evaluation_due: Dated[tuple[str, ...]]
    list_refresh_months: Dated[tuple[int, ...]]
    household_grants_max: Dated[int]
    unspent_working_days: Dated[int]
    accountability_days: Dated[int]
    finding_answer_days: Dated[int]
    enrolment_needs_envelope: Dated[bool]
    extreme_poverty_line: Dated[int]
    poverty_line: Dated[int] | None = None
