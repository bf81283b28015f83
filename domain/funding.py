"""What a programme definition says about money: kinds of transfers, schemes, prices, papers."""

from typing import Literal

from domain.definition import Dated, Definition, Item

Form = Literal["asset", "cash", "support"]


class TransferKind(Item):
    """A kind of help that reaches a household, and the papers that must prove it.

    `ceiling` is for one grant, or for one month where the form is support. `evidence` are codes
    of the list `evidence`, `items` what of the price list may be given so. Where `is_livelihood`
    says so, basic needs have to be referred first.
    """

    form: Form
    pillar: str
    ceiling: Dated[int]
    evidence: tuple[str, ...]
    items: tuple[str, ...] = ()
    needs_tag: bool = False
    is_livelihood: bool = False
    account_code: str = ""


class Scheme(Definition):
    """Between which sums an envelope of a scheme must lie, for one village, source and year.

    What is `for_households` stands beside the scheme of any village, in envelopes of its own.
    """

    code: str
    fund_sources: tuple[str, ...]
    for_households: bool = False
    floor: Dated[int]
    ceiling: Dated[int]


class Price(Item):
    """The highest price of the regional list for one unit of an item."""

    unit: str
    price: Dated[int]
