"""Of the commonest facts only some fields are read: rules ask for no other ones."""

from datetime import timedelta
from uuid import uuid4

from domain.flags.evaluator import ASKED_OF_FACTS, Evaluator
from domain.flags.facts import ASKED_OF_ORIGINS, Fact
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.livelihood import EnterpriseReported
from tests.domain.flags.telling import MENTOR, MENTOR_ROLE, MONDAY
from tests.sample_programme import PROGRAMME


class Noting(dict):
    """A dict that remembers what it was asked for."""

    def __init__(self, content):
        super().__init__(content)
        self.asked = set()

    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)

    def __contains__(self, name):
        self.asked.add(name)
        return super().__contains__(name)


def seen(name, payloads):
    """Let all rules see some facts of one kind, and return what they asked of them."""
    evaluator, asked, origin = Evaluator(PROGRAMME), set(), set()
    for position, payload in enumerate(payloads):
        at = MONDAY + timedelta(minutes=position)
        by = {"actor_id": str(MENTOR), "role": MENTOR_ROLE, "occurred_at": at.isoformat()}
        by |= {"channel": "phone", "device_id": "hp-1", "device_seq": position}
        fact = Fact(position, str(uuid4()), name, at, Noting(payload), Noting(by))
        evaluator.see(fact)
        asked |= fact.said.asked
        origin |= fact.by.asked
    assert origin <= set(ASKED_OF_ORIGINS)
    return asked


def test_a_visit_that_every_rule_asks_about_is_asked_for_what_is_read_of_it():
    answers = [[f"q{number}", "same"] for number in range(20)]
    odd = {
        "minutes": 1, "distance_m": 900_000, "photo_sha256s": ["a" * 64], "answers": answers,
        "instrument_code": "visit", "warnings": ["V3.speed", "V3.mock"],
    }  # fmt: skip
    plain = {"minutes": 30, "topics": ["finance"]}
    visits = [{"visit_id": str(uuid4()), **each} for each in (odd, odd, plain, *[odd] * 30)]

    assert seen(VisitRecorded.name, visits) == set(ASKED_OF_FACTS[VisitRecorded.name])


def test_a_report_of_an_enterprise_is_asked_for_what_is_read_of_it():
    report = {"livelihood_id": str(uuid4()), "month_on": "2026-05-01", "income_rupiah": 5}

    assert seen(EnterpriseReported.name, [report]) == set(ASKED_OF_FACTS[EnterpriseReported.name])
