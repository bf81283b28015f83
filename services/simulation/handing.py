"""How simulated goods are bought and everything is handed over and signed for."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.funding import TransferKind
from domain.household.commands.assets import AcknowledgeReceipt, AttachEvidence
from domain.household.commands.money import TransferAsset, TransferCash
from domain.household.state import Household
from domain.purchase.aggregate import PURCHASE
from domain.purchase.commands import RecordDelivery, RecordPurchase
from domain.purchase.events import DeliveredLine, PurchaseLine
from services.requests import Answer
from services.simulation.market import GOODS, Supplier
from services.simulation.paying import payment, remittance, tax_of
from services.simulation.population import Family
from services.simulation.purse import Check, Purse, planted
from services.simulation.world import Act, Acts

LATE_DAYS = (25, 45)


@dataclass(frozen=True, slots=True)
class Gift:
    """What one family gets of one grant; money has no item."""

    family: Family
    grant_id: UUID
    kind: TransferKind
    rupiah: int
    item: str = ""
    quantity: int = 0
    transfer_id: UUID | None = None
    tags: tuple[str, ...] = ()
    purchase_id: UUID | None = None
    slip: str = ""


def bought(
    purse: Purse, day: date, order: UUID, gifts: list[Gift], kind: str
) -> Generator[Act, Answer | None, list[Gift]]:
    """Yield the payment of an order, and of goods their invoices, deliveries and taxes before it.

    Goods are bought in lots, each from another supplier; return each gift with its purchase.
    """
    if kind == "cash":
        paid = payment(purse, day, sum(gift.rupiah for gift in gifts), "transfer")
        yield purse.act(day, DISBURSEMENT_ORDER, order, paid)
        return gifts
    done = []
    for lot in range(GOODS):
        mine = gifts[lot::GOODS]
        if mine:
            purchase = purse.new_id()
            seller = purse.suppliers[-1 - lot]
            yield from _lot(purse, day, order, mine, purchase, seller)
            done += [replace(gift, purchase_id=purchase) for gift in mine]
    return done


def _lot(
    purse: Purse, day: date, order: UUID, gifts: list[Gift], purchase: UUID, seller: Supplier
) -> Acts:
    """Yield one lot of goods: invoice, delivery, payment and tax."""
    total = sum(gift.rupiah for gift in gifts)
    quantity = sum(gift.quantity for gift in gifts)
    price = purse.world.programme.price_by_item[gifts[0].item]
    invoice = RecordPurchase(
        village_code=purse.code,
        order_id=order,
        supplier_id=seller.supplier_id,
        supplier_name=seller.name,
        invoice=f"INV-{seller.next_number(purse.random)}",
        invoice_on=purse.day_of(day),
        lines=(PurchaseLine(price.code, price.unit, quantity, total // quantity),),
        tax_rupiah=0,
        total_rupiah=total,
        invoice_sha256=purse.paper(),
    )
    yield purse.act(day, PURCHASE, purchase, invoice)
    delivery = RecordDelivery(
        delivery_id=purse.new_id(),
        delivered_on=purse.day_of(day),
        lines=(DeliveredLine(price.code, quantity),),
        handover_sha256=purse.paper(),
        photo_sha256s=(purse.paper(),),
    )
    yield purse.act(day + timedelta(1), PURCHASE, purchase, delivery)
    tax = tax_of(total)
    paid = payment(purse, day, total, "supplier", purchase_id=purchase, withheld_rupiah=tax)
    yield purse.act(day + timedelta(2), DISBURSEMENT_ORDER, order, paid)
    remit = remittance(purse, day + timedelta(2), tax)
    yield purse.act(day + timedelta(3), PURCHASE, purchase, remit)


def given(
    purse: Purse, day: date, order: UUID, gifts: list[Gift]
) -> Generator[Act, Answer | None, list[Gift]]:
    """Yield what is handed over to each family; return what reached it."""
    done = []
    for wanted in gifts:
        gift = replace(wanted, slip=_slip(purse, wanted))
        transfer_id = purse.new_id()
        household = purse.household(gift.family)
        common = {
            "transfer_id": transfer_id,
            "order_id": order,
            "recipient_id": household.people.head_id or gift.family.head.person_id,
            "amount_rupiah": gift.rupiah,
            "grant_id": gift.grant_id,
        }
        command: TransferAsset | TransferCash
        if gift.item:
            command = _goods(purse, gift, common)
        else:
            account = min(household.money.verified)
            command = TransferCash.model_validate(
                common | {"account_id": account, "reference": purse.number("BANK")}
            )
        answer = yield purse.about(day, gift.family, command, still=_may_receive(gift))
        if answer is None:
            continue
        if gift.slip in {"no_papers", "never_received"}:
            planted(purse, gift.slip, answer)
        tags = command.tags if isinstance(command, TransferAsset) else ()
        done.append(replace(gift, transfer_id=transfer_id, tags=tags))
        if gift.item:
            assets = purse.cast.assets.setdefault(gift.family.household_id, [])
            assets.append((transfer_id, gift.quantity))
    return done


def _slip(purse: Purse, gift: Gift) -> str:
    """Return what goes wrong with a gift, if anything; papers lack where there are goods."""
    kinds = ("less_received", "no_papers", "never_received") if gift.item else ()
    return next((kind for kind in kinds if purse.slips.take(kind)), "")


def _goods(purse: Purse, gift: Gift, common: dict[str, object]) -> TransferAsset:
    papers = {"handover_sha256": purse.paper(), "photo_sha256s": (purse.paper(),)}
    tags = tuple(f"tag-{purse.new_id().hex[:10]}" for _ in range(gift.quantity))
    return TransferAsset.model_validate(
        common
        | {
            "item": gift.item,
            "quantity": gift.quantity,
            "unit": purse.world.programme.price_by_item[gift.item].unit,
            "tags": tags if gift.kind.needs_tag else (),
            "purchase_id": gift.purchase_id,
        }
        | ({} if gift.slip == "no_papers" else papers)
    )


def acknowledged(purse: Purse, day: date, done: list[Gift], late: int) -> Acts:
    """Yield a receipt for each gift, the last ones weeks too late, and papers that lack."""
    for gift in done:
        lacking = set(gift.kind.evidence) - {"handover", "photo", "transfer_slip"}
        for paper in sorted(lacking):
            clerk = purse.who(AttachEvidence, TransferCash)
            yield purse.about(day, gift.family, _evidence(purse, gift, paper), clerk)
    signing = [gift for gift in done if gift.slip not in {"no_papers", "never_received"}]
    in_time = len(signing) - late if late < len(signing) else len(signing)
    for number, gift in enumerate(signing):
        is_late = number >= in_time
        on = day + timedelta(purse.random.randint(*LATE_DAYS)) if is_late else day
        mentor = purse.cast.mentor_of(gift.family)
        receipt = _receipt(purse, gift)
        answer = yield purse.about(on, gift.family, receipt, mentor, still=_is_mentored)
        kind = "late_receipt" if is_late and answer is not None else gift.slip
        kind = kind or ("unsigned" if answer is None else "")
        if kind:
            stream, transfer = gift.family.household_id, gift.transfer_id
            purse.world.plant(kind, stream=stream, transfer=transfer)


def _evidence(purse: Purse, gift: Gift, kind: str) -> AttachEvidence:
    return AttachEvidence.model_validate(
        {
            "evidence_id": purse.new_id(),
            "transfer_id": gift.transfer_id,
            "kind": kind,
            "sha256": purse.paper(),
            "media": "pdf",
            "size_bytes": purse.random.randint(20_000, 400_000),
        }
    )


def _receipt(purse: Purse, gift: Gift) -> AcknowledgeReceipt:
    household = purse.household(gift.family)
    transfer = household.money.transfers[gift.transfer_id] if gift.transfer_id else None
    goods = gift.item != ""
    lacks = int(gift.slip == "less_received")
    return AcknowledgeReceipt.model_validate(
        {
            "receipt_id": purse.new_id(),
            "transfer_id": gift.transfer_id,
            "person_id": household.people.head_id or gift.family.head.person_id,
            "amount_rupiah": gift.rupiah,
            "quantity": transfer.quantity - lacks if transfer and goods else None,
            "difference": purse.first("difference") if lacks else None,
            "form": "signed",
            "distance_m": purse.random.randint(0, 400),
            "tags": gift.tags,
        }
    )


def _may_receive(gift: Gift) -> Check:
    def may(household: Household) -> bool:
        grant = household.money.grants.get(gift.grant_id)
        active = household.status.value in {"active", "graduation_review"}
        return active and household.people.head_id is not None and grant is not None

    return may


def _is_mentored(household: Household) -> bool:
    return household.status.value in {"active", "graduation_review", "enrolled"}
