"""Every route, for every role, in the own and in another area, as the programme definition says.

Nothing here repeats the definition: what is expected is read from it, so that a role that is
changed there is tested as changed.
"""

from uuid import uuid4

import pytest
from fastapi.routing import APIRoute

from adapters.web.commands import FOLLOWING, KINDS
from adapters.web.guard import needs_of
from domain.commands import COMMANDS
from domain.desk.events import RefusalRecorded, RoleGranted, RoleRevoked
from domain.rules import Refused
from services.areas import OF_NO_VILLAGE
from services.streams import desk_stream
from tests.database import fresh_database
from tests.web.office import ELSEWHERE, HERE, KENANGA, MELATI, PASSWORD, PROGRAMME, user_of
from tests.web.opening import open_office
from tests.web.wishes import wish

OUTSIDE = Refused("S2", "area").sentence("id")
ROLES = sorted(PROGRAMME.roles)
# The whole surface that needs no sign-in. A new one has to be written down here.
OPEN = {
    ("GET", "/masuk"),
    ("POST", "/masuk"),
    ("GET", "/masuk/kode"),
    ("POST", "/masuk/kode"),
    ("POST", "/masuk/kunci"),
    ("POST", "/api/session"),
    ("GET", "/health"),
    ("GET", "/checkpoint"),
    ("GET", "/tile/{path:path}"),
    ("GET", "/jangkar"),
}
# Their streams are not found by an id; the villages among them are tested above.
NAMED_BY_A_CODE = frozenset(
    {
        "fund-envelope",
        "instrument",
        "log",
        "nomination-batch",
        "programme-definition",
        "village-account",
        "village-programme",
    }
)
FAMILY_READS = ("household_file", "timeline", "timeline", "visit_log")
FAMILY_PATHS = ("", "/timeline", "/replay", "/visits")


@pytest.fixture(scope="module")
def office(admin_url):
    """Open an office whose read models stand still: who may do what does not depend on them."""
    with fresh_database(admin_url) as url, open_office(url, follows=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def routes(office):
    return [route for route in office.api.routes if isinstance(route, APIRoute)]


@pytest.fixture(scope="module")
def clients(office):
    return {role: office.signed_in(role) for role in ROLES}


def test_only_these_routes_are_open_to_the_world(routes):
    found = {
        (method, route.path)
        for route in routes
        for method in route.methods
        if needs_of(route)[0].kind == "nobody"
    }

    assert found == OPEN


def test_without_signing_in_every_other_route_is_401(office, routes):
    visitor = office.visitor()
    for route in routes:
        for method in route.methods:
            if (method, route.path) in OPEN:
                continue
            answer = visitor.request(method, address(route), follow_redirects=False)
            to_sign_in = answer.status_code == 303 and "/masuk" in answer.headers["location"]
            assert answer.status_code == 401 or to_sign_in, (method, route.path)


def test_a_token_that_is_none_is_like_no_token(office):
    for token in ("", "x", "Bearer", "a" * 10_000, "\u00e9"):
        visitor = office.visitor(headers={"authorization": f"Bearer {token}".encode("latin-1")})
        assert visitor.get("/api/session").status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_the_read_models_that_it_is_given_and_no_others(routes, clients, role):
    for route in routes:
        [needs] = needs_of(route)
        if needs.kind != "read":
            continue
        allowed = needs.name in PROGRAMME.roles[role].reads
        method = min(route.methods)
        answer = clients[role].request(method, address(route), headers=key())
        assert (answer.status_code == 403) != allowed, (role, route.path, answer.text[:200])
        if method == "GET" and allowed:
            assert answer.status_code in {200, 404}, (role, route.path, answer.text[:200])


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_give_the_commands_that_it_is_given_and_no_others(routes, clients, role):
    for route in routes:
        [needs] = needs_of(route)
        if needs.kind != "command":
            continue
        allowed = needs.name in PROGRAMME.roles[role].commands
        [method] = route.methods
        answer = clients[role].request(method, address(route), json={"no": "sense"}, headers=key())
        refused = answer.status_code == 403
        assert refused != allowed, (role, route.path, answer.status_code, answer.text[:200])


@pytest.mark.parametrize("role", ROLES)
def test_a_family_can_be_read_in_the_own_area_only(clients, role):
    area = PROGRAMME.roles[role].area
    for path, read in zip(FAMILY_PATHS, FAMILY_READS, strict=True):
        if read not in PROGRAMME.roles[role].reads:
            continue
        own = clients[role].get(f"/api/households/{MELATI}{path}")
        other = clients[role].get(f"/api/households/{KENANGA}{path}")
        assert own.status_code == (404 if area == "none" else 200), (role, path)
        assert other.status_code == (200 if area == "programme" else 404), (role, path)


@pytest.mark.parametrize("role", ROLES)
def test_a_command_is_carried_out_in_the_own_area_only(clients, role):
    """What is sent has the right shape and no sense: whatever a rule says, it is not the area."""
    held = PROGRAMME.roles[role]
    for name in held.commands:
        kind, _, command = name.partition(".")
        if kind not in ("household", "village-programme") or name in FOLLOWING:
            continue
        here, elsewhere = (MELATI, KENANGA) if kind == "household" else (HERE, ELSEWHERE)
        body = wish(COMMANDS[name])
        for target, is_own in ((here, True), (elsewhere, False)):
            path = f"/api/{KINDS[kind].path}/{target}/{command}"
            answer = clients[role].post(path, json=body, headers=key())
            assert answer.status_code in (200, 201, 403, 409), (role, path, answer.text[:300])
            outside = answer.status_code == 403 and answer.json()["detail"] == OUTSIDE
            if held.area == "programme":
                assert not outside, (role, path, answer.text)
            elif not is_own:
                assert outside, (role, path, answer.status_code, answer.text[:200])


@pytest.mark.parametrize("role", ROLES)
def test_what_lies_in_no_village_that_is_known_is_outside_of_every_area(clients, role):
    """Deny by default: only who has the whole programme may write where nobody knows where."""
    held = PROGRAMME.roles[role]
    for name in set(held.commands) - FOLLOWING:
        kind, _, command = name.partition(".")
        if COMMANDS[name] in OF_NO_VILLAGE or kind in NAMED_BY_A_CODE:
            continue
        body = wish(COMMANDS[name])
        answer = clients[role].post(
            f"/api/{KINDS[kind].path}/{uuid4()}/{command}", json=body, headers=key()
        )
        assert answer.status_code in (200, 201, 403, 409), (role, name, answer.text[:300])
        outside = answer.status_code == 403 and answer.json()["detail"] == OUTSIDE
        assert outside == (held.area != "programme"), (role, name, answer.text[:200])


def test_who_only_looks_may_change_nothing():
    assert set(PROGRAMME.roles["auditor"].commands) <= {"objection.lodge"}


def test_the_personal_data_officer_works_on_requests_and_decides_none():
    changing = set(PROGRAMME.roles["pdp_officer"].commands)

    assert {name.partition(".")[0] for name in changing} == {"data-request"}
    assert "data-request.decide" not in changing


def test_an_administrator_of_users_reads_no_family(clients):
    for path in FAMILY_PATHS:
        answer = clients["administrator"].get(f"/api/households/{MELATI}{path}")
        assert answer.status_code == 403
    assert clients["administrator"].get(f"/rt/{MELATI}").status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_a_refused_attempt_is_put_on_record(office, clients, role):
    before = len(office.desk_events(user_of(role), RefusalRecorded))
    served = set(COMMANDS) - FOLLOWING
    forbidden = min(served - set(PROGRAMME.roles[role].commands))
    kind, _, command = forbidden.partition(".")
    clients[role].post(f"/api/{KINDS[kind].path}/{HERE}/{command}", json={}, headers=key())

    refusals = office.desk_events(user_of(role), RefusalRecorded)
    assert len(refusals) == before + 1
    assert (refusals[-1].command, refusals[-1].code) == (forbidden, "S2")


def test_a_role_taken_away_is_gone_with_the_next_request(office):
    stream = desk_stream(PROGRAMME.code, user_of("inspector"))
    administrator = {"by": user_of("administrator"), "role": "administrator"}
    client = office.signed_in("inspector")
    assert client.get("/api/programme").status_code == 200

    office.tell(stream, RoleRevoked(role="inspector", reason="moved"), **administrator)

    assert client.get("/api/programme").status_code == 401
    sign_in = {"login": "inspector", "password": PASSWORD}
    assert office.visitor().post("/api/session", json=sign_in).status_code == 401
    office.tell(stream, RoleGranted(role="inspector"), **administrator)
    assert client.get("/api/programme").status_code == 401
    assert office.signed_in("inspector").get("/api/programme").status_code == 200


def address(route):
    """Return an address of a route, about the family and the village HERE."""
    path = route.path.replace("{household_id}", str(MELATI)).replace("{batch_id}", str(uuid4()))
    path = path.replace("{village_code}", HERE)
    for other in ("{list_id}", "{meeting_id}", "{objection_id}", "{other_id}"):
        path = path.replace(other, str(uuid4()))
    by_code = ("/api/villages/", "/api/instruments/", "/api/definitions/")
    name = HERE if path.startswith(by_code) else str(MELATI)
    path = path.replace("{submission_id}", str(uuid4()))
    if path.startswith("/pengguna/"):  # what is done to an account is done to nobody's
        path = path.replace("{user_id}", str(uuid4()))
    return path.replace("{name}", name).replace("{user_id}", str(user_of("mentor")))


def key():
    return {"idempotency-key": str(uuid4()), "prefer": "respond-async"}
