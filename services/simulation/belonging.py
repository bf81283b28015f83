"""Who comes into a simulated family and who goes while it is accompanied."""

from datetime import date

from domain.household.commands.people import AddMember, RecordMemberLeft
from domain.persons import Sex
from services.simulation.stage import Stage
from services.simulation.world import Acts


def birth(stage: Stage, day: date) -> Acts:
    """Yield a child that is born."""
    sex: Sex = "f" if stage.chance(0.5) else "m"
    number = stage.family.serial
    yield stage.in_field(
        day,
        lambda done: AddMember(
            occurred_at=done,
            person_id=stage.new_id(),
            sex=sex,
            age_band="0-4",
            able_to_work=False,
            full_name=f"Contoh Bayi {number}",
            relation="child",
            reason=stage.code("member_joined", "birth"),
        ),
    )


def leaving(stage: Stage, day: date) -> Acts:
    """Yield a grown member who leaves; nobody when there is none besides the head."""
    grown = [p for p in stage.family.persons[1:] if p.age_band == "18-59"]
    if not grown:
        return
    person = grown[-1]
    stage.family.persons.remove(person)
    yield stage.in_field(
        day,
        lambda done: RecordMemberLeft(
            occurred_at=done, person_id=person.person_id, reason=stage.reason("member_left")
        ),
    )
