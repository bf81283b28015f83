"""What happens to a simulated village: selection, agency, meeting, plans and evaluations."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.context import Actor
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.commands import RegisterMentor, SetMentorTerritory
from domain.programme import Item
from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_meeting.commands import (
    CloseMeeting,
    DecideHousehold,
    OpenMeeting,
    RecordAttendance,
)
from domain.village_meeting.events import Participant
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.commands import (
    AppointAgency,
    ApproveActionPlan,
    CosignVillageAssessment,
    DraftVillageAssessment,
    EvaluateSemester,
    OpenEnrolment,
    ProposeActionPlan,
    RegisterPotential,
    SelectVillage,
)
from domain.village_programme.events import PlanItem
from domain.village_programme.semesters import Semester, semesters
from services.simulation.population import make_id
from services.simulation.targeting import DECISIONS, MEETING_DAYS
from services.simulation.world import Act, Acts, VillageCast, World
from services.steps import Step
from services.streams import village_stream

PARTICIPANTS = 24
INVITED = 30


def document(*parts: object) -> str:
    """Return the hash of a paper that does not exist."""
    return sha256("/".join(map(str, parts)).encode()).hexdigest()


class VillageLife:
    """One village from its selection to the last evaluation."""

    def __init__(self, world: World, cast: VillageCast, fates: dict[UUID, str]) -> None:
        self.world, self.cast, self.fates = world, cast, fates
        self.random = world.random(cast.village.code)
        self.stream = village_stream(world.programme.code, cast.village.code)
        self.last = world.moment(world.start, self.random, 7, 8)

    def whole(self) -> Acts:
        """Yield everything, in order."""
        yield from self.beginning()
        yield from self.meeting()
        yield from self.two_years()

    def beginning(self) -> Acts:
        """Yield selection, agency, mentors and potentials, before any family is visited."""
        start, programme, village = self.world.start, self.world.programme, self.cast.village
        first = start + timedelta(days=1)
        yield self._act(
            first,
            SelectVillage(
                village_code=village.code,
                batch=self._code("village_batch"),
                scheme=self._code("scheme"),
                basis="SK Contoh 1",
                basis_sha256=document("basis"),
                selected_on=start,
            ),
        )
        appoint = AppointAgency(agency=self.cast.agency, from_on=first, basis="SK Contoh 2")
        yield self._act(first, appoint)
        for mentor in self.cast.mentors:
            yield from self._mentor(mentor, first)
        kinds = programme.reasons["potential"]
        for number, potential_id in enumerate(self.cast.potentials):
            kind = kinds[number % len(kinds)]
            register = RegisterPotential(
                potential_id=potential_id, kind=kind.code, description=f"Potensi contoh {number}"
            )
            yield self._act(first + timedelta(days=20), register)

    def _mentor(self, mentor: Actor, day: date) -> Acts:
        register = RegisterMentor(
            mentor_id=mentor.actor_id,
            from_on=day,
            basis="Kontrak Contoh",
            full_name=f"Pendamping Contoh {str(mentor.actor_id)[:4]}",
        )
        yield self._act(day, register, MENTOR_ASSIGNMENT, mentor.actor_id)
        territory = SetMentorTerritory(villages=(self.cast.village.code,), from_on=day)
        yield self._act(day, territory, MENTOR_ASSIGNMENT, mentor.actor_id)

    def meeting(self) -> Acts:
        """Yield the village meeting that decides on every listed household."""
        day = self.world.start + timedelta(days=MEETING_DAYS)
        stream = self.cast.meeting_id
        offices = self.world.programme.reasons["meeting_office"]
        participants = tuple(
            Participant(make_id(self.random), offices[number % len(offices)].code, None)
            for number in range(PARTICIPANTS)
        )
        commands: list[Command] = [
            OpenMeeting(
                village_code=self.cast.village.code,
                held_on=day,
                agenda=(self._code("meeting_agenda"),),
            ),
            RecordAttendance(
                invited=INVITED, participants=participants, list_sha256=document(stream, "list")
            ),
        ]
        deciders = tuple(sorted(p.participant_id for p in participants[:7]))
        commands += [
            DecideHousehold(
                household_id=family.household_id,
                decision=DECISIONS.get(self.fates[family.household_id], "not_eligible"),
                deciders=deciders,
            )
            for family in self.cast.families
        ]
        commands.append(CloseMeeting(minutes_sha256=document(stream, "minutes")))
        for command in commands:
            yield self._act(day, command, VILLAGE_MEETING, stream)

    def two_years(self) -> Acts:
        """Yield enrolment, assessment, a plan for each year and every evaluation that is due."""
        opened = self.world.enrolment - timedelta(days=5)
        scenes = [(semester.due_on, self._evaluation(semester)) for semester in self._semesters()]
        scenes += [
            (opened, self._opening(opened)),
            (opened + timedelta(days=1), self._assessment(opened + timedelta(days=1))),
            (opened + timedelta(days=4), self._plan(opened + timedelta(days=4), opened.year)),
        ]
        for _, scene in sorted(scenes, key=lambda scene: scene[0]):
            yield from scene

    def _opening(self, day: date) -> Acts:
        yield self._act(day, OpenEnrolment(decree="SK Contoh 3", from_on=day))

    def _semesters(self) -> list[Semester]:
        """Return the periods of evaluation that end while families are accompanied."""
        last = self.world.end
        begun = semesters(self.world.programme, self.world.start, last)
        return [semester for semester in begun if semester.due_on <= last]

    def _evaluation(self, semester: Semester) -> Acts:
        """Yield an evaluation, and after the last of a year the plan for the next one."""
        day = semester.due_on + timedelta(days=self.random.randint(1, 25))
        evaluate = EvaluateSemester(
            semester=semester.code,
            evaluated_on=day,
            document_sha256=document(self.stream, semester.code),
        )
        yield self._act(day, evaluate)
        ends_year = (semester.due_on + timedelta(days=1)).year > semester.due_on.year
        if ends_year and semester.due_on > self.world.enrolment:
            yield from self._plan(day + timedelta(days=3), semester.due_on.year + 1)

    def _assessment(self, day: date) -> Acts:
        assessment_id = make_id(self.random)
        draft = DraftVillageAssessment(
            assessment_id=assessment_id,
            assessed_on=day,
            needs=tuple(need.code for need in self.world.programme.needs[:3]),
            potentials=tuple(sorted(self.cast.potentials)),
            document_sha256=document(assessment_id),
        )
        first = self._act(day, draft)
        yield first
        cosign = CosignVillageAssessment(assessment_id=assessment_id)
        # Both sides sign: the second one is another office.
        yield self._act(day + timedelta(days=2), cosign, besides=first.actor.role)

    def _plan(self, day: date, year: int) -> Acts:
        plan_id = make_id(self.random)
        programme = self.world.programme
        kind = next(k for k in programme.village_kinds if k.code == self.cast.village.kind)
        item = PlanItem(
            "Kegiatan contoh",
            programme.agencies[0].code,
            kind.fund_sources[0],
            40,
            self._code("unit"),
            date(year, 12, 1),
        )
        propose = ProposeActionPlan(plan_id=plan_id, year=year, items=(item,))
        yield self._act(day, propose)
        approve = ApproveActionPlan(plan_id=plan_id, basis=f"SK Contoh {year}")
        yield self._act(day + timedelta(days=1), approve)

    def _code(self, kind: str) -> str:
        items: tuple[Item, ...] = self.world.programme.reasons[kind]
        return items[0].code

    def _act(
        self,
        day: date,
        command: Command,
        aggregate: Aggregate[Any] = VILLAGE_PROGRAMME,
        stream: UUID | None = None,
        *,
        besides: str = "",
    ) -> Act:
        role = self.world.role_for(command.name, besides=besides)
        actor = self.cast.staff.get(role) or self.world.staff[role]
        at = self.world.moment(day, self.random)
        self.last = max(at, self.last + timedelta(seconds=1))
        return Act(self.last, actor, Step(aggregate, stream or self.stream, command))
