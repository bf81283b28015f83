"""A receipt is entered where it waits: by a fourth person, with its papers, in their villages."""

from uuid import uuid4

import pytest

from domain.desk.events import FileRead
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.money import AssetTransferred, CashTransferred
from tests.evidence.pictures import picture
from tests.web.browsing import hidden, sign_in
from tests.web.office import KENANGA, MELATI, PROGRAMME, user_of

MONEY, GOATS = 1_100_000, 2_000_000
TAGGED = next(kind for kind in PROGRAMME.transfers if kind.form == "asset" and kind.needs_tag)


@pytest.fixture
def confirmer(office):
    return sign_in(office, "confirmer")


def gives(office, home, event=CashTransferred, rupiah=MONEY, **more):
    """Let the treasurer hand something over, and return its id and where its receipt waits."""
    told = {
        "transfer_id": uuid4(), "order_id": uuid4(), "recipient_id": head_of(office, home),
        "amount_rupiah": rupiah, "grant_id": uuid4(), "envelope_id": uuid4(),
        "kind": "seed_capital", "pillar": "livelihood", "tranche": 1,
    }  # fmt: skip
    office.tell(home, event(**told | more), by=user_of("treasurer"), role="treasurer")
    office.catch_up()
    return told["transfer_id"], f"/antrean/terima/{home}/{told['transfer_id']}"


def cash(office, home=MELATI):
    return gives(office, home, account_id=uuid4(), reference="BANK-0")


def goods(office, home=MELATI):
    of_goods = {"kind": TAGGED.code, "item": "goat", "quantity": 2, "unit": "head"}
    return gives(office, home, AssetTransferred, GOATS, **of_goods)


def head_of(office, home):
    return office.casework.load(HOUSEHOLD, home).state.people.head_id


def receipt_of(office, home, transfer_id):
    state = office.casework.load(HOUSEHOLD, home).state
    return next((r for r in state.money.receipts.values() if r.transfer_id == transfer_id), None)


def said(office, home=MELATI, **more):
    told = {"person_id": str(head_of(office, home)), "form": "thumbprint"}
    return told | {"amount_rupiah": str(MONEY)} | more


def test_the_queue_leads_to_the_form_and_a_receipt_of_money_is_put_on_record(office, confirmer):
    transfer_id, path = cash(office)
    assert f'href="{path}"' in confirmer.get("/antrean").text
    form = confirmer.get(path)
    assert "Catat tanda terima" in form.text
    assert "Enter a receipt" in confirmer.get(path, params={"lang": "en"}).text

    done = confirmer.post(path, data=hidden(form) | said(office))
    again = confirmer.post(path, data=hidden(form) | said(office))

    assert done.url.path == again.url.path == "/antrean"
    assert receipt_of(office, MELATI, transfer_id).amount_rupiah == MONEY
    office.catch_up()
    waiting = confirmer.get("/antrean.json").json()["rows"]
    assert str(transfer_id) not in {row["about_id"] for row in waiting}


def test_goods_come_with_their_count_their_note_and_their_photograph(office, confirmer):
    transfer_id, path = goods(office)
    told = hidden(confirmer.get(path))
    told |= said(office, amount_rupiah=GOATS, quantity=2, tags="AB-1, ab-2")
    note = ("bast.jpg", picture(shade=40), "image/jpeg")
    photo = ("foto.jpg", picture(shade=90), "image/jpeg")

    without = confirmer.post(path, data=told, files={"photo_sha256s": photo})
    assert receipt_of(office, MELATI, transfer_id) is None
    both = {"handover_sha256": note, "photo_sha256s": photo}
    done = confirmer.post(path, data=told, files=both)

    assert without.status_code == 422
    assert done.url.path == "/antrean"
    assert receipt_of(office, MELATI, transfer_id).proofs == {"handover", "photo"}


def test_another_sum_without_a_reason_comes_back_as_it_was_typed(office, confirmer):
    transfer_id, path = cash(office)
    less = said(office, amount_rupiah=MONEY - 1_000)

    answer = confirmer.post(path, data=hidden(confirmer.get(path)) | less)
    nobody = less | {"person_id": str(uuid4())}
    stranger = confirmer.post(path, data=hidden(confirmer.get(path)) | nobody)

    assert answer.status_code == 409
    assert "F7" in answer.text
    assert str(MONEY - 1_000) in answer.text
    assert stranger.status_code == 422
    assert receipt_of(office, MELATI, transfer_id) is None


def test_nobody_enters_a_receipt_elsewhere_or_without_the_role_or_of_nothing(office, confirmer):
    _, path = cash(office)
    far_id, far = cash(office, KENANGA)

    assert sign_in(office, "treasurer").get(path).status_code == 403
    assert confirmer.get(far).status_code == 404
    assert confirmer.post(far, data=said(office, KENANGA)).status_code == 404
    assert confirmer.get(f"/antrean/terima/{MELATI}/{uuid4()}").status_code == 404
    assert receipt_of(office, KENANGA, far_id) is None


def test_whoever_opens_the_form_has_opened_the_file(office, confirmer):
    _, path = cash(office)

    assert confirmer.get(path).status_code == 200

    read = office.desk_events(user_of("confirmer"), FileRead)
    assert {(each.target, each.page) for each in read} == {(MELATI, "household_file")}
