"""What is lost, sold or comes back after a hand-over, and what is found about it."""

from datetime import date
from uuid import UUID

from domain.household.commands.assets import (
    NoteFinding,
    ReportAssetLost,
    ReportAssetSold,
    SettleFinding,
)
from domain.household.commands.money import ReverseTransfer
from domain.household.commands.record import AnnulEvent, CorrectEvent
from domain.household.events.assets import (
    AssetLost,
    AssetSold,
    FindingOpened,
    FindingSettled,
)
from domain.household.events.money import TransferReversed
from tests.domain.household.moneys import (
    APPROVER,
    CASH_GRANTED,
    GIVEN,
    GRANT,
    GRANTED,
    LOSS,
    OTHER_GRANT,
    OTHER_TRANSFER,
    PAYER,
    PLANNED,
    REVERSAL,
    SALE,
    SENT,
    TRANSFER,
)
from tests.scenario import MENTOR, given, said

HANDED = (*PLANNED, *GRANTED, said(GIVEN, by=PAYER))

WIRED = (*PLANNED, *CASH_GRANTED, said(SENT, by=PAYER))

BACK = {
    "reversal_id": REVERSAL,
    "transfer_id": OTHER_TRANSFER,
    "amount_rupiah": 400_000,
    "returned_on": date(2026, 6, 14),
    "reference": "STS-1",
    "reason": "unspent",
}


def test_losses_and_sales_leave_no_more_than_there_was():
    lost = {"loss_id": LOSS, "asset_id": TRANSFER, "quantity": 1, "reason": "death"}
    sold = {
        "sale_id": SALE,
        "asset_id": TRANSFER,
        "quantity": 1,
        "amount_rupiah": 900_000,
        "reason": "growth",
    }
    after = given(*HANDED).when(ReportAssetLost(**lost), by=MENTOR).then(AssetLost(**lost))
    rest = after.when(ReportAssetSold(**sold), by=MENTOR).then(AssetSold(**sold))

    assert rest.state.money.left_of(TRANSFER) == 0
    again = ReportAssetLost(**lost | {"loss_id": UUID(int=4)})
    rest.when(again, by=MENTOR).then_refused("F7", "left")
    free = ReportAssetSold(**sold | {"amount_rupiah": 0})
    given(*HANDED).when(free, by=MENTOR).then_refused("F1", "amount")


def test_no_more_comes_back_than_was_given():
    back = ReverseTransfer(**BACK)
    reversed_ = TransferReversed(**BACK, form="cash", kind="capital", pillar="livelihood")
    after = given(*WIRED).when(back, by=PAYER).then(reversed_)

    after.when(back, by=PAYER).then_nothing()
    assert after.state.money.remainder(OTHER_GRANT) == 1_400_000
    more = ReverseTransfer(**BACK | {"reversal_id": UUID(int=3), "amount_rupiah": 600_001})
    after.when(more, by=PAYER).then_refused("F8")
    given(*PLANNED).when(back, by=PAYER).then_refused("S1", "missing")


def test_goods_come_back_by_number():
    goods = {"transfer_id": TRANSFER, "amount_rupiah": 2_000_000}
    given(*HANDED).when(ReverseTransfer(**BACK | goods), by=PAYER).then_refused("F8", "quantity")
    one = ReverseTransfer(**BACK | goods | {"quantity": 1})
    after = given(*HANDED).when(one, by=PAYER)
    [event] = after.events()
    assert event.form == "asset"
    many = ReverseTransfer(**BACK | goods | {"quantity": 3})
    given(*HANDED).when(many, by=PAYER).then_refused("F8", "quantity")
    assert given(*HANDED, event).state.money.remainder(GRANT) == 2_000_000


def test_money_is_neither_corrected_nor_annulled():
    wired = given(*WIRED)
    target = next(key for key, line in wired.state.record.facts.items() if line.event is SENT)
    amendment = {"target_id": target, "second_person_id": APPROVER}
    correct = CorrectEvent(
        **amendment,
        correction_id=UUID(int=1),
        reason="wrong_value",
        values=(("amount_rupiah", "900000"),),
    )
    annul = AnnulEvent(**amendment, annulment_id=UUID(int=2), reason="did_not_happen")

    wired.when(correct).then_refused("C1", "kind")
    wired.when(annul).then_refused("C1", "kind")


def test_a_finding_is_noted_and_settled_once():
    noted = {"finding_id": UUID(int=31), "engagement_id": UUID(int=32), "severity": "critical"}
    after = given(*PLANNED).when(NoteFinding(**noted)).then(FindingOpened(**noted))
    after.when(NoteFinding(**noted)).then_nothing()

    settle = SettleFinding(finding_id=UUID(int=31))
    settled = after.when(settle).then(FindingSettled(finding_id=UUID(int=31)))
    settled.when(settle).then_nothing()
