"""Whatever is sent to whatever address: an answer with a reason, never a fault."""

from typing import Any, cast
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from starlette.datastructures import State

from adapters.web.application import create_api
from adapters.web.openapi import document
from tests.web.office import ADDRESS, HERE, MELATI, PROGRAMME

# Together these roles may give almost every command, and read everything.
ROLES = ("supervisor", "mentor", "programme_lead", "data_officer", "approver", "auditor")
FEW = settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def operations() -> list[Any]:
    """Return what the API describes, without the addresses that would sign the fuzzer out."""
    described = document(create_api(cast("Any", State({"programme": PROGRAMME}))))
    schema = schemathesis.openapi.from_dict(described)
    found = [result.ok() for result in schema.get_all_operations()]
    return [each for each in found if "/session" not in each.path and each.path != "/health"]


@pytest.fixture(scope="module")
def clients(office):
    return {role: office.signed_in(role) for role in ROLES}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.label)
def test_nothing_that_is_sent_makes_a_fault(clients, operation, mode):
    client = clients[role_for(operation)]

    @FEW
    @given(operation.as_strategy(generation_mode=mode))
    def send(case):
        asked = case.as_transport_kwargs(base_url=ADDRESS)
        is_good = mode is GenerationMode.POSITIVE
        url = ADDRESS + real(operation.path) if is_good else asked["url"]
        sent = {key: asked[key] for key in ("params", "json") if key in asked}
        if isinstance(asked.get("data"), bytes | str):
            sent["content"] = asked["data"]
        headers = {name: value for name, value in case.headers.items() if is_sendable(value)}
        answer = client.request(case.method, url, **sent, headers=headers)
        assert answer.status_code < 500, (case.method, asked, answer.text)

    send()


def there(path):
    """Return what is there under each name that an address may have."""
    named = HERE if path.startswith(("/api/villages/", "/api/accounts/")) else str(MELATI)
    return {"household_id": str(MELATI), "name": named}


def real(path):
    """Return an address of something that is there."""
    found = path
    for name, value in there(path).items():
        found = found.replace(f"{{{name}}}", value)
    return found.replace("{batch_id}", str(uuid4())).replace("{user_id}", str(uuid4()))


def role_for(operation):
    """Return a role that may do what is asked for, if there is one."""
    wish = operation.path.rsplit("/", 1)[1]
    for role in ROLES:
        if any(name.endswith(f".{wish}") for name in PROGRAMME.roles[role].commands):
            return role
    return "auditor"


def is_sendable(value):
    """Say whether a client could put this into a header at all."""
    return isinstance(value, str) and value.isascii() and value.isprintable()
