"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.nomination_batch.state import NominationBatch

NOMINATION_BATCH: Aggregate[NominationBatch] = Aggregate("nomination-batch", NominationBatch)
