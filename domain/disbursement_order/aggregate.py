"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.disbursement_order.state import DisbursementOrder

DISBURSEMENT_ORDER: Aggregate[DisbursementOrder] = Aggregate(
    "disbursement-order", DisbursementOrder
)
