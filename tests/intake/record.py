"""What is on record, told as events that were opened, to compare a newer list with."""

from uuid import UUID

from domain.household.events.people import MemberAdded
from domain.household.events.targeting import HouseholdNominated
from services.intake.entry import fields_of
from services.intake.known import known_families
from tests.intake.lists import AS_OF, BATCH
from tests.scenario import recorded


class Record:
    """A registry of households that were nominated by an earlier plan, plus what happened since.

    It is what the log would give back, opened.
    """

    def __init__(self, plan, batch=BATCH):
        self.streams = {
            family.household_id: list(self._nominated(plan, family, batch)) for family in plan.new
        }

    def _nominated(self, plan, family, batch):
        head = family.head
        yield HouseholdNominated(
            **fields_of(head, plan.id_of(head.number, "person")),
            batch_id=batch,
            source_agency="bps",
            as_of_on=AS_OF,
            row_reference=f"q1/{head.row}",
            village_code=head.village_code,
            decile=head.decile,
        )
        for member in family.members:
            yield MemberAdded(
                **fields_of(member, plan.id_of(member.number, "person")),
                relation=member.relation,
                reason="listed",
            )

    def add(self, household_id: UUID, *events):
        self.streams[household_id] += events

    def households(self, only=None):
        for stream, events in self.streams.items():
            if only is not None and stream not in only:
                continue
            yield stream, recorded(tuple(events), stream)

    def families(self):
        return known_families(self)
