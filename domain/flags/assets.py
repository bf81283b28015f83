"""R18 asks whether what was given is still there, and whether it brings anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.flags.facts import Fact, Hit, Listeners, Said, Settled
from domain.flags.known import Known
from domain.household.events.assets import AssetInspected, AssetLost, AssetSold
from domain.household.events.livelihood import EnterpriseReported
from domain.household.events.money import AssetTransferred, GrantApproved

GONE = frozenset({"absent", "dead"})
DAYS_A_MONTH = 30.4375
REPORTS_MIN = 2


@dataclass(slots=True)
class Asset:
    """What a transfer brought, and how often it was not there when somebody looked."""

    hit: Hit
    rupiah: int
    left: int
    looked: list[int] = field(default_factory=list)


class Assets:
    """Remembers assets, and what each household earned since."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.assets: dict[str, Asset] = {}
        self.livelihood: dict[str, str | None] = {}
        self.earned: dict[tuple[str, str], list[tuple[date, int]]] = {}
        self.idle: dict[tuple[str, str], list[str]] = {}

    def listeners(self) -> Listeners:
        return {
            GrantApproved.name: self.granted,
            AssetTransferred.name: self.given,
            AssetInspected.name: self.inspected,
            AssetLost.name: self.gone,
            AssetSold.name: self.gone,
            EnterpriseReported.name: self.reported,
        }

    def granted(self, fact: Fact) -> Iterable[Said]:
        self.livelihood[fact.said["grant_id"]] = fact.said.get("livelihood_id")
        return ()

    def given(self, fact: Fact) -> Iterable[Said]:
        """Look after some months whether the livelihood brings anything."""
        said, known = fact.said, self.known
        asset, rupiah = said["transfer_id"], said["amount_rupiah"]
        hit = known.hit("R18", asset, fact, rupiah=rupiah)
        self.assets[asset] = Asset(hit, rupiah, said["quantity"])
        livelihood = self.livelihood.get(said["grant_id"])
        if livelihood is not None:
            months = known.now.no_income_months
            key, since = (fact.stream, livelihood), fact.local(known.programme.zone).date()
            due = fact.at + timedelta(days=round(months * DAYS_A_MONTH))
            known.agenda.at(due, lambda at: self._idle(key, since, asset, at))
        return ()

    def inspected(self, fact: Fact) -> Iterator[Said]:
        """Ask about an asset that was not there for the second time."""
        asset = self.assets.get(fact.said["asset_id"])
        if asset is None:
            return
        if fact.said["quantity"] and fact.said["condition"] not in GONE:
            asset.looked = []
            return
        yield from self._missing(fact, asset)

    def gone(self, fact: Fact) -> Iterator[Said]:
        """Count the loss or sale of the last of it as one look that found nothing."""
        if (asset := self.assets.get(fact.said["asset_id"])) is not None:
            asset.left -= fact.said["quantity"]
            if asset.left <= 0:
                yield from self._missing(fact, asset)

    def _missing(self, fact: Fact, asset: Asset) -> Iterator[Said]:
        asset.looked.append(fact.position)
        if len(asset.looked) >= self.known.now.absent_inspections:
            subject = f"missing {asset.hit.subject}"
            cited = (asset.hit.at, *asset.looked)
            looks = len(asset.looked)
            yield self.known.hit(
                "R18", subject, fact, positions=cited, rupiah=asset.rupiah, looks=looks
            )

    def reported(self, fact: Fact) -> Iterator[Said]:
        key, income = (fact.stream, fact.said["livelihood_id"]), fact.said["income_rupiah"]
        self.earned.setdefault(key, []).append((fact.day("month_on"), income))
        if income > 0:
            for subject in self.idle.pop(key, ()):
                yield Settled("R18", subject, fact.position)

    def _idle(self, key: tuple[str, str], since: date, asset: str, at: int) -> Iterator[Said]:
        """Ask about a productive asset after which the income did not change."""
        reports = self.earned.get(key, ())
        before = [income for on, income in reports if on < since.replace(day=1)]
        after = [income for on, income in reports if on >= since.replace(day=1)]
        usual = max(before, default=0)
        # That nobody has asked for a while is no answer: only what was reported can be compared.
        if len(after) < REPORTS_MIN:
            return
        if not any(income > 0 for income in after) or max(after) == min(after) == usual:
            subject = f"idle {asset}"
            self.idle.setdefault(key, []).append(subject)
            hit = self.assets[asset].hit
            values: dict[str, int | str] = {"reports": len(after)}
            yield hit._replace(subject=subject, at=at, values=values)
