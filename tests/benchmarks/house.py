"""The simulated programme as the benchmarks open it: who signs in, which families are shown."""

import gc
import time
from pathlib import Path

from starlette.testclient import TestClient

HOME = Path("build/bench-home").resolve()
ASKED = 60


def the_house():
    from app import House  # noqa: PLC0415
    from config.settings import Settings  # noqa: PLC0415

    gc.collect()
    gc.freeze()
    # Whoever asks here has no device for a second factor, as in a demonstration.
    (HOME / "secrets" / "demonstration.json").touch()
    return House(Settings.from_environment()).open()


def log_size(house):
    return house.store.recorder.max_notification_id() + 1


def signed_in(house, role, user_id=None):
    """Return a client that a user of the simulated programme has signed in with."""
    token = token_of(house, role, user_id)
    headers = {"Authorization": f"Bearer {token}"}
    return TestClient(house.api(), base_url="http://127.0.0.1", headers=headers)


def token_of(house, role, user_id):
    """Return a session of a user in a role; of any who holds it where none is named."""
    from domain.desk.events import RoleGranted  # noqa: PLC0415

    if user_id is None:
        rows = house.store.recorder.select_notifications(0, 1_000, topics=[RoleGranted.name])
        grants = [(row, house.codec.to_domain_event(row)) for row in rows]
        held = [line for _, line in grants if line.event.role == role]
        user_id = house.ledger.history(held[0].originator_id)[0].event.user_id
    house.access.set_password(user_id, role, "bench-password-only")
    return house.access.sign_in(role, "bench-password-only")[0]


def long_histories(house):
    with house.store.reading() as connection:
        rows = connection.execute(
            f"SELECT stream FROM {house.store.schemas.ledger}.event GROUP BY stream"
            " HAVING count(*) BETWEEN 190 AND 215 AND bool_or(name = 'household.nominated.v1')"
            " ORDER BY stream LIMIT %s",
            [ASKED],
        )
        return [row[0] for row in rows]


def timed(client, path):
    started = time.perf_counter()
    answer = client.get(path)
    milliseconds = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
    return milliseconds
