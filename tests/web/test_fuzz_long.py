"""A long search for faults: every address, every role, every check; asked for in seconds.

`JEJAK_FUZZ_SECONDS=300 pytest -s tests/web/test_fuzz_long.py`; a seed is told, and JEJAK_FUZZ_SEED
repeats it. In each round every operation is tried by another role that may; that the others may
not is what the matrix of roles asks. At least one round is made, however short the time.
"""

import os
import random
import sys
from collections import Counter
from time import monotonic
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from starlette.datastructures import State

from adapters.web.application import create_api
from adapters.web.openapi import document
from tests.web.office import ADDRESS, PASSWORD, PROGRAMME
from tests.web.test_fuzz import is_sendable, there

SECONDS = int(os.environ.get("JEJAK_FUZZ_SECONDS", "0"))
SEED = int(os.environ.get("JEJAK_FUZZ_SEED", "0")) or random.SystemRandom().randrange(10**9)
# Whoever fuzzes with the session of an administrator soon has no users left.
ROLES = sorted(set(PROGRAMME.roles) - {"system", "administrator"})
EXAMPLES = int(os.environ.get("JEJAK_FUZZ_EXAMPLES", "6"))
Found = dict[tuple[str, str], str]
pytestmark = pytest.mark.skipif(not SECONDS, reason="long; set JEJAK_FUZZ_SECONDS")


def operations(app: Any) -> list[Any]:
    """Return what the API describes, without the addresses that would sign the fuzzer out."""
    described = document(create_api(cast("Any", State({"programme": PROGRAMME}))))
    schema = schemathesis.openapi.from_dict(described)
    schema.app = app
    found = [result.ok() for result in schema.get_all_operations()]
    return [each for each in found if "/session" not in each.path]


def test_a_long_search_finds_no_fault_and_no_answer_outside_of_the_description(office):
    ends_at, sent = monotonic() + SECONDS, Counter()
    found: Found = {}
    every, rounds = operations(office.api), 0
    while monotonic() < ends_at or not rounds:
        tokens = {role: office.access.sign_in(role, PASSWORD)[0] for role in ROLES}
        for number, operation in enumerate(every):
            able = [role for role in ROLES if may(role, operation)] or ROLES
            role = able[(number + rounds) % len(able)]
            for mode in GenerationMode:
                sent[role] += tried(operation, mode, (tokens[role], SEED + rounds), found)
        rounds += 1

    told = f"seed {SEED}, {rounds} rounds of {len(every)} operations, requests {dict(sent)}"
    assert not found, "\n".join((told, *(f"{what}: {found[what]}" for what in sorted(found))))
    sys.stdout.write(f"{told}\n")


def may(role: str, operation: Any) -> bool:
    """Say whether a role may give the command, or reads something here."""
    if operation.method.upper() == "GET":
        return True
    wish = operation.path.rsplit("/", 1)[1]
    return any(name.endswith(f".{wish}") for name in PROGRAMME.roles[role].commands)


def told_of(case: Any, answer: Any) -> str:
    """Return what was sent and what came back, short enough to be read."""
    sent = f"{case.formatted_path} {case.query!r} {case.body!r}"
    return f"{sent[:1_500]} → {answer.status_code} {answer.headers} {answer.text[:300]}"


def tried(operation: Any, mode: GenerationMode, told: tuple[str, int], found: Found) -> int:
    """Send a few requests, good ones to what is there; note every answer that breaks a check."""
    sent, (token, trial) = 0, told
    wanted = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @wanted
    @seed(trial)
    @given(operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        nonlocal sent
        assume(all(map(is_sendable, (case.headers or {}).values())))
        sent += 1
        if mode is GenerationMode.POSITIVE and sent % 2:
            known = there(operation.path)
            given_ones = case.path_parameters or {}
            case.path_parameters = {name: known.get(name, given_ones[name]) for name in given_ones}
        bearer = {"Authorization": f"Bearer {token}"}
        answer = case.call(base_url=ADDRESS, headers=bearer)
        try:
            case.validate_response(answer, headers=bearer)
        except FailureGroup as failures:
            for each in failures.exceptions:
                found.setdefault((operation.label, type(each).__name__), told_of(case, answer))

    try:
        send()
    except Unsatisfiable:
        return 0
    return sent
