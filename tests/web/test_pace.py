"""Nobody writes or carries files away without end: each user has a pace, and is told to wait."""

from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from adapters.web.pace import Pace
from tests.web.office import ADDRESS, MELATI, PASSWORD

ONE, OTHER = uuid4(), uuid4()


class Now:
    """A clock that stands until it is moved."""

    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def now():
    return Now()


def test_a_bucket_gives_what_it_holds_and_then_what_comes_in(now):
    pace = Pace(writes=6, exports=2, clock=now)
    assert [pace.wait(ONE, is_write=True) for _ in range(8)] == [0] * 6 + [10, 10]

    now.seconds += 9.5
    assert pace.wait(ONE, is_write=True) == 1
    now.seconds += 0.5
    assert [pace.wait(ONE, is_write=True) for _ in range(2)] == [0, 10]
    now.seconds += 3_600  # an idle hour fills it no further than its rim
    assert [pace.wait(ONE, is_write=True) for _ in range(7)] == [0] * 6 + [10]


def test_each_user_has_buckets_of_their_own_for_writes_and_for_exports(now):
    pace = Pace(writes=1, exports=1, clock=now)

    for user in (ONE, OTHER):
        assert pace.wait(user, is_write=True) == 0
        assert pace.wait(user, is_write=False) == 0
        assert pace.wait(user, is_write=True) == 60


def program(office, role, now):
    client = TestClient(office.new_api(Pace(1, 1, now)), base_url=ADDRESS)
    client.portal = office.portal
    token, _ = office.access.sign_in(role, PASSWORD)
    client.headers["authorization"] = f"Bearer {token}"
    return client


def test_a_program_that_goes_on_too_fast_is_told_when_to_go_on(office, now):
    client = program(office, "auditor", now)

    assert client.get("/pembacaan.csv").status_code == 200
    refused = client.get("/pembacaan.csv")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"

    path = f"/api/households/{MELATI}/record-visit"
    assert client.post(path, json={}).status_code == 403
    second = client.post(path, json={})
    assert second.status_code == 429
    assert second.headers["content-type"] == "application/problem+json"
    assert second.json()["code"] == "too-many"
    assert client.get("/pembacaan").status_code == 200  # who only reads a page is never late
    now.seconds += 60
    assert client.get("/pembacaan.csv").status_code == 200


def test_a_person_gets_a_page_that_says_so_in_both_languages(office, now):
    client = program(office, "auditor", now)
    client.get("/pembacaan.csv")

    for language, words in (("id", "Terlalu banyak permintaan"), ("en", "Too many requests")):
        page = client.get("/pembacaan.csv", params={"lang": language})
        assert page.status_code == 429
        assert words in page.text
