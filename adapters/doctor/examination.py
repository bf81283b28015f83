"""The whole examination, as one function: `jejak doctor` and the tests of faults call it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import Mapper

from adapters.doctor.anchor_checks import Anchor, check_anchors
from adapters.doctor.found import INVARIANTS, Found
from adapters.doctor.guards import check_guards
from adapters.doctor.log_checks import check_log
from adapters.doctor.money_checks import check_money
from adapters.doctor.privacy_checks import PrivacyChecks
from adapters.postgres.database import Schemas
from adapters.postgres.verify import verify
from domain.programme import Programme
from services.ports import Keyring

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, invariant by invariant."""

    size: int
    root: str
    found: list[Found]

    @property
    def ok(self) -> bool:
        return all(each.ok for each in self.found)

    @property
    def first_bad_position(self) -> int | None:
        places = [each.first_bad_position for each in self.found]
        return min((place for place in places if place is not None), default=None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "size": self.size,
            "root": self.root,
            "first_bad_position": self.first_bad_position,
            "invariants": [each.as_dict() for each in self.found],
        }


@dataclass(frozen=True, kw_only=True)
class Patient:
    """What is examined. What is not given is left out, and the answer says so.

    `acknowledged` are commands that somebody was told were recorded, `anchors` checkpoints that
    were kept elsewhere; with a keyring every sealed field is opened.
    """

    app_url: str = field(repr=False)
    schemas: Schemas
    programme: Programme | None = None
    mapper: Mapper[UUID] | None = None
    keyring: Keyring | None = None
    acknowledged: Iterable[UUID] = ()
    anchors: Iterable[Anchor] = ()
    more: list[Found] = field(default_factory=list)


def examine(patient: Patient) -> Examination:
    """Look at everything, on a snapshot while others work."""
    verified = verify(patient.app_url, patient.schemas.programme)
    with psycopg.connect(patient.app_url) as connection:
        connection.execute(SNAPSHOT)
        found = check_log(connection, patient.schemas, patient.acknowledged)
        found.append(check_anchors(connection, patient.schemas, verified, patient.anchors))
        found.append(check_guards(connection, patient.schemas))
        found.append(check_money(connection, patient.schemas))
        privacy = PrivacyChecks(connection, patient.schemas)
        if patient.programme is not None:
            found.append(privacy.scope(patient.programme))
        erased = privacy.erased()
        if patient.keyring is not None and patient.mapper is not None:
            privacy.open_all(patient.mapper, patient.keyring, erased)
        found += [erased, *patient.more]
    looked_at = {each.code for each in found}
    found += [Found(code, left_out="not asked") for code in INVARIANTS if code not in looked_at]
    found.sort(key=lambda each: int(each.code[1:]))
    return Examination(verified.size, verified.root, found)
