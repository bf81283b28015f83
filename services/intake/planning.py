"""The dry run: rows of a list in, a verdict per row and everything that would be written out.

Pure: the same list on the same record always gives the same plan, down to the ids.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from services.intake.differences import FLAGGED, Difference, differences
from services.intake.entry import Entry, ListContext, entry_of
from services.intake.families import Family, families_of
from services.intake.known import KnownFamily, KnownIndex
from services.intake.plan import Flag, NewFamily, Plan, RowPlan, row_id
from services.intake.reasons import verdict_of
from services.intake.table import Line

# What a list may newly say of a household on record: a difference, not a reason to leave it out.
SOFT = ("t4", "listed.", "village.outside")


@dataclass(slots=True)
class _Planner:
    context: ListContext
    batch_id: UUID
    file_sha256: str
    index: KnownIndex
    verdicts: dict[int, tuple[str, UUID]] = field(default_factory=dict)
    reasons: dict[int, list[str]] = field(default_factory=dict)
    new: list[NewFamily] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    listed: set[UUID] = field(default_factory=set)

    def judge(self, family: Family) -> None:
        accepted = family.accepted
        if family.head.faults:
            return
        holders = self.index.holders(family)
        live = [known for known in holders if known.is_live] or holders
        head = self.index.person(family.head)
        if not live:
            self._nominate(family.head, accepted[1:])
        elif len(live) == 1 or (head is not None and head[0] in live):
            self._compare(family, head[0] if head is not None and head[0] in live else live[0])
        else:
            for entry in accepted:
                entry.faults.append("family.several")
        self.listed |= {known.household_id for known in holders}

    def recognise(self, entry: Entry) -> None:
        """Turn what would keep a new household out into a note on one that is on record."""
        match = self.index.person(entry)
        if match is None:
            return
        self.listed.add(match[0].household_id)
        softened = [fault for fault in entry.faults if fault.startswith(SOFT)]
        entry.notes += softened
        entry.faults = [fault for fault in entry.faults if fault not in softened]

    def _nominate(self, head: Entry, members: Sequence[Entry]) -> None:
        household_id = row_id(self.batch_id, self.file_sha256, head.number, "household")
        self.new.append(NewFamily(household_id, head, tuple(members)))
        for entry in (head, *members):
            self.verdicts[entry.number] = ("nominated", household_id)
            if "t2c" in entry.notes:
                person_id = row_id(self.batch_id, self.file_sha256, entry.number, "person")
                self.flags.append(Flag(household_id, person_id, "nik", "", entry.number))

    def _compare(self, family: Family, known: KnownFamily) -> None:
        for entry in family.accepted:
            match = self.index.person(entry)
            if match is not None and match[0] is not known and match[0].is_live:
                entry.faults.append("t3")
            else:
                self.verdicts[entry.number] = ("known", known.household_id)
        lists_members = self.context.mapping.columns.relation is not None
        for difference in differences(family, known, self.index, lists_members=lists_members):
            self.reasons.setdefault(difference.number, []).append(difference.reason)
            self._flag(difference, known)

    def _flag(self, difference: Difference, known: KnownFamily) -> None:
        attribute, person_id = FLAGGED.get(difference.reason), difference.person_id
        if attribute is None or person_id is None or not known.is_live:
            return
        if (person_id, attribute) not in known.open_mismatches:
            flag = Flag(
                known.household_id, person_id, attribute, difference.listed, difference.number
            )
            self.flags.append(flag)

    def row(self, entry: Entry) -> RowPlan:
        if entry.faults:
            verdict, household_id, reasons = verdict_of(entry.faults), None, entry.faults
        else:
            verdict, household_id = self.verdicts[entry.number]
            reasons = [*self.reasons.get(entry.number, ()), *entry.notes]
        return RowPlan(
            entry.number,
            entry.row,
            verdict,
            tuple(sorted(set(reasons))),
            household_id,
            entry.village_code,
        )


def plan_of(
    lines: Sequence[Line],
    context: ListContext,
    batch_id: UUID,
    file_sha256: str,
    known: Iterable[KnownFamily] = (),
) -> Plan:
    """Return what the list means. Families that this very batch nominated count as new again."""
    others = [family for family in known if family.batch_id != batch_id]
    entries = [entry_of(line, context) for line in lines]
    planner = _Planner(context, batch_id, file_sha256, KnownIndex(others))
    for entry in entries:
        planner.recognise(entry)
    for family in families_of(entries):
        planner.judge(family)
    rows = tuple(planner.row(entry) for entry in entries)
    gone = tuple(_gone(others, planner.listed, context, {row.village_code for row in rows}))
    return Plan(batch_id, file_sha256, rows, tuple(planner.new), tuple(planner.flags), gone)


def _gone(
    known: Iterable[KnownFamily], listed: set[UUID], context: ListContext, villages: set[str]
) -> Iterator[UUID]:
    """Yield live households of this source and these villages that the list leaves out."""
    for family in known:
        expected = family.is_live and family.source == context.mapping.source
        if expected and family.village_code in villages and family.household_id not in listed:
            yield family.household_id
