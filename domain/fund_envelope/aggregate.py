"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.fund_envelope.state import FundEnvelope

FUND_ENVELOPE: Aggregate[FundEnvelope] = Aggregate("fund-envelope", FundEnvelope)
