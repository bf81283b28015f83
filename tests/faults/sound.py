"""What every test of a fault asks at its end: whether what must always hold does hold."""

from adapters.doctor.examination import Patient, examine


def assert_found_out(store, careless):
    """The control: had somebody said yes to these, the same examination would find it."""
    patient = Patient(app_url=store.app, schemas=store.schemas, acknowledged=[careless])
    assert {each.code for each in examine(patient).found if not each.ok} == {"I1"}


def assert_sound(store, acknowledged=(), **more):
    """Examine all invariants of a store; `acknowledged` are commands that were answered."""
    result = examine(
        Patient(app_url=store.app, schemas=store.schemas, acknowledged=acknowledged, **more)
    )
    assert [each.as_dict() for each in result.found if not each.ok] == []
    return result
