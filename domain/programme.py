"""The programme definition: everything that the government may change without code.

Every figure is dated and carries its legal basis; `on(day)` answers what held on a day.
"""

from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Literal
from zoneinfo import ZoneInfo

from domain.definition import Dated, Definition, Item, Label, Version
from domain.flag_limits import FlagLimits
from domain.funding import Price, Scheme, TransferKind
from domain.limits import Limits
from domain.personal import Group
from domain.privacy import DataRight, Retention
from domain.questionnaire import Condition, Criterion, Instrument, Question

__all__ = [
    "Agency",
    "Condition",
    "Criterion",
    "Dated",
    "Definition",
    "FlagLimits",
    "Instrument",
    "Item",
    "Label",
    "Limits",
    "NeedKind",
    "Phase",
    "Pillar",
    "Price",
    "Programme",
    "Question",
    "Role",
    "Scheme",
    "Separation",
    "Statistic",
    "Target",
    "TransferKind",
    "Version",
    "Village",
    "VillageKind",
]


class Village(Definition):
    """A village of the programme. `code` is the Kemendagri code PP.KK.CC.VVVV.

    `aliases` are other spellings in use; `namesakes` the codes of other villages of that name.
    """

    code: str
    name: str
    kind: str
    district: str
    regency: str
    postcode: str = ""
    aliases: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()


class VillageKind(Definition):
    """What a kind of village is called, how it meets, and which funds it may hold."""

    code: str
    label: Label
    meeting: Label
    fund_sources: tuple[str, ...]


class Agency(Item):
    """An organisation that accompanies villages or owns services."""

    kind: Literal["province", "regency", "village", "national", "partner", "company", "community"]


class Pillar(Item):
    """A pillar of the programme. `steps` are reports that count for it by their mere kind."""

    steps: tuple[Literal["savings", "enterprise"], ...] = ()


class NeedKind(Item):
    """A basic need, the pillar it belongs to, and who usually serves it.

    `owners` may own it besides. `services` answer it and `proof` shows that one came; where they
    are empty, any that the programme knows will do.
    """

    pillar: str
    owner: str
    days_to_serve: int
    mandatory: bool
    evidence: Label
    owners: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()

    @property
    def owned_by(self) -> frozenset[str]:
        """Return every agency that may own a need of this kind."""
        return frozenset({self.owner, *self.owners})


class Phase(Definition):
    """A stretch of the two years with its own visiting rhythm. Months count from the baseline."""

    code: str
    label: Label
    from_month: int
    visit_every_days: int


class Role(Definition):
    """What a role may do and see. `area` says how far: caseload, village, programme or none.

    `opens` are the sealed groups of personal data it may open, `apart` the roles that nobody
    may hold together with it. `second_factor` says whether a password alone is not enough.
    """

    label: Label
    area: Literal["caseload", "village", "programme", "none"]
    second_factor: bool = False
    commands: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    opens: tuple[Group, ...] = ()
    apart: tuple[str, ...] = ()


class Separation(Definition):
    """Steps, named by their events, that no person may take together in one history."""

    code: str
    steps: tuple[str, ...]
    basis: str


class Target(Definition):
    """A figure that the programme promised, with the act or report that names it."""

    code: str
    label: Label
    figure: Dated[int]


class Statistic(Definition):
    """An official figure as published: never computed from our households.

    The rate counts hundredths of a per cent; a figure that the source left out is empty.
    """

    region: str
    name: str
    period: str
    poor_rate: int | None
    poor_people: int | None
    source: str


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
    pillars: tuple[Pillar, ...]
    agencies: tuple[Agency, ...]
    needs: tuple[NeedKind, ...]
    phases: tuple[Phase, ...]
    reasons: dict[str, tuple[Item, ...]]
    instruments: tuple[Instrument, ...]
    limits: Limits
    flags: FlagLimits
    roles: dict[str, Role]
    separation: tuple[Separation, ...]
    transfers: tuple[TransferKind, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    prices: tuple[Price, ...] = ()
    targets: tuple[Target, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    data_rights: tuple[DataRight, ...] = ()
    retention: tuple[Retention, ...] = ()

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
    def agency_by_code(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in self.agencies}

    @cached_property
    def transfer_by_code(self) -> dict[str, TransferKind]:
        return {kind.code: kind for kind in self.transfers}

    @cached_property
    def price_by_item(self) -> dict[str, Price]:
        return {price.code: price for price in self.prices}

    @cached_property
    def reason_codes(self) -> dict[str, dict[str, Item]]:
        return {kind: {item.code: item for item in items} for kind, items in self.reasons.items()}

    def scheme(self, code: str, fund_source: str) -> Scheme | None:
        """Return what a scheme foresees of a source."""
        return next(
            (s for s in self.schemes if s.code == code and fund_source in s.fund_sources), None
        )

    def fund_sources_of(self, village_code: str) -> tuple[str, ...]:
        """Return the sources from which a village of this kind may be funded."""
        village = self.village_by_code.get(village_code)
        kinds = {kind.code: kind.fund_sources for kind in self.village_kinds}
        return kinds.get(village.kind, ()) if village else ()

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
