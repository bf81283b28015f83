"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.data_request.state import DataRequest

DATA_REQUEST: Aggregate[DataRequest] = Aggregate("data-request", DataRequest)
