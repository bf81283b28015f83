"""An audit of the sample village: its warrant, a sample, a finding with its answer."""

from datetime import date
from hashlib import sha256
from uuid import UUID

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import CloseFinding
from domain.audit_engagement.events import (
    EngagementOpened,
    FindingAccepted,
    FindingAnswered,
    FindingRaised,
    SampleDrawn,
    SampleRequested,
)
from domain.audit_engagement.sampling import seed_of
from tests.domain.household.moneys import PAPER, PAYER
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, given_of, said

INSPECTOR, AUDITEE = UUID(int=0x501), UUID(int=0x502)
REQUEST, FINDING, ANSWER, RETURN = (UUID(int=0x510 + n) for n in range(4))
ROOT, POPULATION = sha256(b"root").hexdigest(), sha256(b"everybody").hexdigest()
WARRANT = {
    "warrant": "ST 1/2026",
    "warrant_sha256": PAPER,
    "organisation": "social",
    "villages": (VILLAGE,),
    "from_on": date(2026, 6, 1),
    "until_on": date(2026, 7, 1),
}
OPENED = EngagementOpened(**WARRANT)
SAMPLING = {
    "request_id": REQUEST,
    "method": "simple",
    "population": "transfers.0",
    "population_sha256": POPULATION,
    "population_size": 400,
    "size": 1,
    "confidence": 500,
    "margin": 500,
}
REQUESTED = SampleRequested(**SAMPLING)
SAMPLE = {
    "request_id": REQUEST,
    "log_size": 2,
    "log_root": ROOT,
    "seed": seed_of(ROOT, REQUEST),
    "population_sha256": POPULATION,
    "chosen": (HOUSEHOLD_ID,),
}
DRAWN = SampleDrawn(**SAMPLE)
RAISED = {
    "finding_id": FINDING,
    "kind": "missing_papers",
    "severity": "critical",
    "village_code": VILLAGE,
    "auditee_id": AUDITEE,
    "household_id": HOUSEHOLD_ID,
    "amount_rupiah": 2_000_000,
    "due_on": date(2026, 8, 1),
}
FOUND = FindingRaised(**RAISED)
ANSWERED = {
    "answer_id": ANSWER,
    "finding_id": FINDING,
    "village_code": VILLAGE,
    "position": "agrees",
}
REPLY = said(FindingAnswered(**ANSWERED), by=PAYER)
STANDS = {"finding_id": FINDING, "outcome": "stands", "return_rupiah": 2_000_000}
ACCEPTED = FindingAccepted(**STANDS)
PAID_BACK = {
    "return_id": RETURN,
    "finding_id": FINDING,
    "village_code": VILLAGE,
    "amount_rupiah": 2_000_000,
    "returned_on": date(2026, 6, 14),
    "reference": "STS 2/2026",
    "document_sha256": PAPER,
}
CLOSE = CloseFinding(finding_id=FINDING, reason="explanation_accepted")


def audit(*more):
    return given_of(AUDIT_ENGAGEMENT, OPENED, *more)
