"""The programme definition: everything that the government may change without code.

Every figure is dated and carries its legal basis; `on(day)` answers what held on a day.
"""

from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Definition(BaseModel):
    """Part of a programme definition, read-only."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Version(Definition, Generic[T]):
    """A value with the day from which it holds and the act that says so."""

    value: T
    valid_from: date
    basis: str


class Dated(Definition, Generic[T]):
    """A value that changes over the years, oldest version first."""

    versions: tuple[Version[T], ...]

    def on(self, day: date) -> T:
        """Return the value that held on the day; before the first version, the first."""
        value = self.versions[0].value
        for version in self.versions:
            if version.valid_from <= day:
                value = version.value
        return value


class Label(Definition):
    """One thing in both languages of the pages."""

    id: str
    en: str


class Village(Definition):
    """A village of the programme. `code` is the Kemendagri code PP.KK.CC.VVVV."""

    code: str
    name: str
    kind: str
    district: str
    regency: str
    postcode: str = ""
    aliases: tuple[str, ...] = ()


class VillageKind(Definition):
    """What a kind of village is called, how it meets, and which funds it may hold."""

    code: str
    label: Label
    meeting: Label
    fund_sources: tuple[str, ...]


class Item(Definition):
    """An entry of a code list: a pillar, an agency, a reason."""

    code: str
    label: Label
    needs_proof: bool = False


class Agency(Item):
    """An organisation that accompanies villages or owns services."""

    kind: Literal["province", "regency", "village", "national", "partner", "company", "community"]


class NeedKind(Item):
    """A basic need, the pillar it belongs to, and who usually serves it."""

    pillar: str
    owner: str
    days_to_serve: int
    mandatory: bool
    evidence: Label


class Phase(Definition):
    """A stretch of the two years with its own visiting rhythm. Months count from the baseline."""

    code: str
    label: Label
    from_month: int
    visit_every_days: int


class Role(Definition):
    """What a role may do and see. `area` says how far: caseload, village, programme or none."""

    label: Label
    area: Literal["caseload", "village", "programme", "none"]
    commands: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


class Separation(Definition):
    """Steps on one household that no person may take together."""

    code: str
    steps: tuple[str, ...]
    basis: str


class Condition(Definition):
    """One test of an answer. Exactly one of the comparisons is given."""

    answer: str
    at_least: int | None = None
    at_most: int | None = None
    equals: bool | int | str | None = None
    at_least_setting: str | None = None
    at_most_answer_times: tuple[str, int] | None = None


class Criterion(Definition):
    """One line of a scorecard: met when every condition holds, n/a when `applies_when` fails."""

    code: str
    label: Label
    mandatory: bool
    proof: tuple[Literal["asked", "observed", "document"], ...]
    basis: str
    met_when: tuple[Condition, ...]
    applies_when: tuple[Condition, ...] = ()


class Question(Definition):
    """One question of an instrument."""

    code: str
    label: Label
    type: Literal["integer", "boolean", "choice", "text"]
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    required: bool = True


class Instrument(Definition):
    """A versioned questionnaire, with criteria when it is a scorecard."""

    code: str
    version: int
    kind: Literal["verification", "scorecard", "visit", "village"]
    valid_from: date
    valid_until: date | None = None
    basis: str
    questions: tuple[Question, ...]
    criteria: tuple[Criterion, ...] = ()
    pass_count: int = 0

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


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
    extreme_poverty_line: Dated[int]


class Programme(Definition):
    """One programme definition. `version` is the first half of its file's SHA-256."""

    code: str
    version: str
    title: Label
    timezone: str
    regions: tuple[str, ...]
    started_on: date
    months: int
    villages: tuple[Village, ...]
    village_kinds: tuple[VillageKind, ...]
    pillars: tuple[Item, ...]
    agencies: tuple[Agency, ...]
    needs: tuple[NeedKind, ...]
    phases: tuple[Phase, ...]
    reasons: dict[str, tuple[Item, ...]]
    instruments: tuple[Instrument, ...]
    limits: Limits
    roles: dict[str, Role]
    separation: tuple[Separation, ...]

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def village_by_code(self) -> dict[str, Village]:
        return {village.code: village for village in self.villages}

    @cached_property
    def need_by_code(self) -> dict[str, NeedKind]:
        return {need.code: need for need in self.needs}

    @cached_property
    def reason_codes(self) -> dict[str, dict[str, Item]]:
        return {kind: {item.code: item for item in items} for kind, items in self.reasons.items()}

    def local(self, moment: datetime) -> datetime:
        """Return the moment on the clock of the programme."""
        return moment.astimezone(self.zone)

    def end_of(self, day: date) -> datetime:
        """Return the last microsecond of a local day, in UTC."""
        end = datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=self.zone)
        return end.astimezone(UTC)

    def instrument(self, kind: str, day: date) -> Instrument | None:
        """Return the newest instrument of a kind that is valid on the day."""
        valid = [i for i in self.instruments if i.kind == kind and i.valid_on(day)]
        return max(valid, key=lambda i: i.version, default=None)

    def setting(self, name: str, day: date) -> Any:
        """Return a limit by name, for conditions that compare with one."""
        dated: Dated[Any] = getattr(self.limits, name)
        return dated.on(day)
