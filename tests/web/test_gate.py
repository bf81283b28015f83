"""What surrounds every request: headers, limits, origin, language, answers to what goes wrong."""

import json

import psycopg
import pytest
from fastapi import Depends
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from adapters.web.guard import Needs, check_routes
from adapters.web.middleware import BODY_MAX
from tests.logs import as_in_production
from tests.web.office import ADDRESS, MELATI, NAMES, NIK, PASSWORD

FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_every_answer_carries_the_security_headers(office):
    for path in ("/masuk", "/api/session", "/nowhere", "/static/site.css", "/health"):
        headers = office.visitor().get(path).headers

        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"


def test_nothing_is_kept_by_a_cache_but_files_that_never_change(office):
    visitor = office.visitor()

    assert visitor.get("/masuk").headers["cache-control"] == "no-store"
    assert visitor.get("/api/session").headers["cache-control"] == "no-store"
    assert "immutable" in visitor.get("/static/site.css").headers["cache-control"]


def test_every_request_has_an_id_of_ours_whatever_the_client_sends(office):
    visitor = office.visitor()
    first = visitor.get("/masuk", headers={"x-request-id": "mine"}).headers["x-request-id"]
    second = visitor.get("/masuk").headers["x-request-id"]

    assert first != second
    assert "mine" not in first


def test_over_https_a_browser_is_told_to_stay_there(office):
    visitor = office.visitor()

    assert "strict-transport-security" not in visitor.get("/masuk").headers
    secure = visitor.get("https://127.0.0.1/masuk").headers
    assert secure["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1.elsewhere.example"}, 403),
        ({"origin": "http://[bad"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "https://elsewhere.example"}, 403),
        ({"cookie": "jejak=x"}, 403),
        ({"sec-fetch-site": "same-origin"}, 401),
        ({"origin": "http://127.0.0.1"}, 401),
        ({}, 401),
    ],
)
def test_a_change_that_another_site_asks_for_is_refused(office, headers, status):
    answer = office.visitor().delete("/api/session", headers=headers)

    assert answer.status_code == status


def test_a_body_over_a_megabyte_is_refused_by_its_announced_length(office):
    client = office.signed_in("mentor")
    answer = client.post(_address(), content=b"x" * (BODY_MAX + 1), headers=_headers())

    assert answer.status_code == 413
    assert answer.json()["code"] == "too-large"


def test_a_body_over_a_megabyte_is_refused_when_it_comes_in_pieces(office):
    def pieces():
        for _ in range(12):
            yield b" " * 100_000

    client = office.signed_in("mentor")
    answer = client.post(_address(), content=pieces(), headers=_headers())

    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 40, "1e3"])
def test_a_length_that_is_none_is_refused(office, length):
    headers = _headers() | {"content-length": length}

    assert office.visitor().post(_address(), headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("language", "word"),
    [("", "Tidak"), ("id", "Tidak"), ("en-US,en;q=0.9", "Not"), ("fr, en;q=0.5", "Not")],
)
def test_a_program_is_answered_in_the_language_it_accepts(office, language, word):
    answer = office.visitor().get("/api/nowhere", headers={"accept-language": language})

    assert answer.status_code == 404
    assert answer.json()["title"].startswith(word)


def test_a_problem_has_the_shape_of_rfc_9457(office):
    answer = office.visitor().get("/api/nowhere")

    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "code", "instance"}
    assert answer.json()["status"] == 404
    assert answer.headers["x-request-id"] in answer.json()["instance"]


def test_a_person_is_answered_with_a_page_in_indonesian_unless_they_ask(office):
    visitor = office.visitor(headers={"accept-language": "en"})

    assert "Tidak ditemukan" in visitor.get("/nowhere").text
    assert "Not found" in visitor.get("/nowhere?lang=en").text


def test_a_language_once_chosen_stays_chosen(office):
    visitor = office.visitor()
    visitor.get("/masuk?lang=en")

    assert '<html lang="en">' in visitor.get("/masuk").text
    assert '<html lang="id">' in visitor.get("/masuk?lang=id").text


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "TRACE"])
def test_a_method_that_is_not_served_is_405(office, method):
    answer = office.visitor().request(method, _address())

    assert answer.status_code == 405


def test_the_database_being_away_is_503_and_says_when_to_come_back(office):
    def away():
        raise psycopg.OperationalError("connection refused")

    client = _client_of(office, away)

    answer = client.get("/api/breaks")

    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.json()["code"] == "unavailable"


def test_a_fault_is_a_500_with_a_number_and_its_log_line_holds_no_data(office):
    def fault():
        raise RuntimeError(f"{NAMES[MELATI]} {NIK}")

    with as_in_production() as stream:
        answer = _client_of(office, fault).get("/api/breaks?q=5201015505909999")

    assert answer.status_code == 500
    assert answer.headers["x-request-id"] in answer.json()["detail"]
    assert NAMES[MELATI] not in answer.text + stream.getvalue()
    assert NIK not in answer.text + stream.getvalue()
    fault_line, request_line = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert fault_line["error"] == "builtins.RuntimeError"
    assert fault_line["request_id"] == answer.headers["x-request-id"]
    assert request_line["route"] == "/api/breaks"
    assert request_line["status"] == 500


def test_the_log_of_a_request_names_the_route_and_never_the_family(office):
    with as_in_production() as stream:
        office.signed_in("auditor").get(f"/rt/{MELATI}?clock=occurred")
        office.visitor().post("/masuk", data={"login": "melati17", "password": PASSWORD})

    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert first["route"] == "/rt/{household_id}"
    assert (first["method"], first["status"]) == ("GET", 200)
    assert second["route"] == "/masuk"
    assert str(MELATI) not in stream.getvalue()
    assert "melati17" not in stream.getvalue()
    assert NAMES[MELATI] not in stream.getvalue()


def test_a_route_that_does_not_say_who_may_call_it_stops_the_program():
    def open_door():
        return {}

    with pytest.raises(TypeError, match="/api/door does not say who may call it"):
        check_routes([APIRoute("/api/door", open_door)])
    check_routes([APIRoute("/api/door", open_door, dependencies=[Depends(Needs("nobody"))])])


def _client_of(office, endpoint):
    """Return a client of the program with one more route, which does what the test wants."""
    api = office.new_api()
    route = APIRoute("/api/breaks", endpoint, dependencies=[Depends(Needs("nobody"))])
    api.router.routes.insert(0, route)
    return TestClient(api, base_url=ADDRESS, raise_server_exceptions=False)


def _address():
    return f"/api/households/{MELATI}/record-visit"


def _headers():
    key = "11111111-1111-4111-8111-111111111111"
    return {"content-type": "application/json", "idempotency-key": key}
