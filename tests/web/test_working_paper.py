"""The working paper of an audit: its facts and all that they cite, the same for ever."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from domain.audit_engagement.events import EngagementOpened, FindingRaised
from domain.history import case_number, finding_number
from tests.web.browsing import sign_in
from tests.web.office import HERE, MELATI, user_of

DUE = date(2026, 3, 1)


@pytest.fixture
def audits(office):
    """Return two audits, each with a finding that cites a fact of a family."""
    cited = office.ledger.history(MELATI)[0].position
    made = []
    for number in (17, 18):
        stream, finding_id = uuid4(), uuid4()
        opened = EngagementOpened(
            warrant=f"ST {number}/2026",
            warrant_sha256="a" * 64,
            organisation="bappeda",
            villages=(HERE,),
            from_on=DUE,
            until_on=DUE + timedelta(days=30),
        )
        raised = FindingRaised(
            finding_id=finding_id,
            kind="money_missing",
            severity="critical",
            village_code=HERE,
            amount_rupiah=2_000_000,
            due_on=DUE,
            cites=(cited,),
            note=f"Contoh catatan {number}",
        )
        office.tell(stream, opened, raised, by=user_of("inspector"), role="inspector")
        made.append((stream, finding_id))
    office.catch_up()
    return cited, made


def test_each_fact_is_followed_by_what_it_cites_and_another_audit_is_not_in_it(office, audits):
    cited, [(stream, finding), _] = audits
    inspector = sign_in(office, "inspector")

    answer = inspector.get(f"/sampel/{stream}/kertas-kerja.json").json()

    opened, raised, record = answer["rows"]
    assert [opened["cited_by"], raised["cited_by"]] == [None, None]
    assert (raised["about"], raised["note"]) == (finding_number(finding), "Contoh catatan 17")
    assert (record["position"], record["cited_by"]) == (cited, raised["position"])
    assert record["about"] == case_number(MELATI)
    assert record["sentence"]
    page = inspector.get(f"/sampel/{stream}/kertas-kerja").text
    assert case_number(MELATI) in page
    assert "Contoh catatan 18" not in page
    assert f"{stream}/kertas-kerja" in inspector.get(f"/sampel/{stream}").text
    for twin in ("csv", "xlsx"):
        assert inspector.get(f"/sampel/{stream}/kertas-kerja.{twin}").status_code == 200


def test_asked_as_of_a_position_it_is_the_same_paper_for_ever(office, audits):
    _, [(stream, _), (_, _)] = audits
    inspector = sign_in(office, "inspector")
    opened = office.ledger.history(stream)[0].position
    address = f"/sampel/{stream}/kertas-kerja.csv?as_of={opened}"
    before = inspector.get(address).content

    office.tell(
        MELATI, office.ledger.history(MELATI)[-1].event, by=user_of("mentor"), role="mentor"
    )

    assert inspector.get(address).content == before
    assert "money_missing" not in before.decode()
    assert len(before.decode().strip().splitlines()) == 2


def test_who_may_not_see_the_audit_sees_no_paper(office, audits):
    _, [(stream, _), _] = audits
    assert sign_in(office, "mentor").get(f"/sampel/{stream}/kertas-kerja").status_code == 403
    assert sign_in(office, "inspector").get(f"/sampel/{uuid4()}/kertas-kerja").status_code == 404
