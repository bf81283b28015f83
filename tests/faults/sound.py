"""What every test of a fault asks at its end: whether what must always hold does hold."""

from adapters.doctor.examination import Patient, examine


def assert_sound(store, acknowledged=(), **more):
    """Examine all invariants of a store; `acknowledged` are commands that were answered."""
    result = examine(
        Patient(app_url=store.app, schemas=store.schemas, acknowledged=acknowledged, **more)
    )
    assert [each.as_dict() for each in result.found if not each.ok] == []
    return result
