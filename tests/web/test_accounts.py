"""Passwords over HTTP: given by an administrator, changed by oneself, never by anybody else."""

from uuid import uuid4

import pytest

from tests.web.office import PASSWORD, user_of

NEW = "sandi baru yang panjang"


def sign_in(office, login, password):
    body = {"login": login, "password": password}
    return office.visitor().post("/api/session", json=body).status_code


def test_an_administrator_gives_a_user_a_password_and_ends_the_sessions(office):
    client = office.signed_in("approver")
    path = f"/api/desks/{user_of('approver')}/credential"
    body = {"login": "approver", "password": NEW}

    assert office.signed_in("administrator").put(path, json=body).status_code == 204

    assert client.get("/api/session").status_code == 401
    assert sign_in(office, "approver", PASSWORD) == 401
    assert sign_in(office, "approver", NEW) == 201


@pytest.mark.parametrize("role", ["mentor", "programme_lead", "auditor"])
def test_nobody_else_gives_passwords(office, role):
    path = f"/api/desks/{user_of('supervisor')}/credential"
    body = {"login": "supervisor", "password": NEW}

    assert office.signed_in(role).put(path, json=body).status_code == 403
    assert sign_in(office, "supervisor", PASSWORD) == 201


def test_a_password_is_given_to_users_with_a_role_and_not_to_oneself(office):
    client = office.signed_in("administrator")
    body = {"login": "siapa-saja", "password": NEW}

    for user_id in (uuid4(), user_of("administrator")):
        assert client.put(f"/api/desks/{user_id}/credential", json=body).status_code == 404


@pytest.mark.parametrize(
    ("login", "password", "word"),
    [("inspector", "pendek", "minimal"), ("auditor", NEW, "sudah dipakai")],
)
def test_a_weak_password_and_a_taken_name_are_refused(office, login, password, word):
    path = f"/api/desks/{user_of('inspector')}/credential"
    answer = office.signed_in("administrator").put(
        path, json={"login": login, "password": password}
    )

    assert answer.status_code == 422
    assert word in answer.json()["detail"]
    assert sign_in(office, "inspector", PASSWORD) == 201


def test_a_user_changes_the_own_password_and_must_know_the_old_one(office):
    client = office.signed_in("data_officer")

    def change(login, old, new=NEW):
        body = {"login": login, "password": old, "new_password": new}
        return client.put("/api/session/password", json=body).status_code

    assert change("data_officer", "bukan kata sandinya") == 401
    assert change("auditor", PASSWORD) == 401
    assert change("data_officer", PASSWORD, "pendek") == 422
    assert change("data_officer", PASSWORD) == 204
    assert client.get("/api/session").status_code == 401
    assert sign_in(office, "data_officer", NEW) == 201
    assert sign_in(office, "auditor", PASSWORD) == 201
