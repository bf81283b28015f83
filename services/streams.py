"""Which stream is whose: ids made from public codes and random ids, never from personal data."""

from datetime import date
from uuid import UUID

from domain.history import stream_id


def village_stream(programme: str, village_code: str) -> UUID:
    """Return the stream of a village in the programme."""
    return stream_id(programme, "village", village_code)


def envelope_stream(programme: str, key: str) -> UUID:
    """Return the stream of an envelope, by its scheme, village, source and year."""
    return stream_id(programme, "fund-envelope", key)


def account_stream(programme: str, village_code: str) -> UUID:
    """Return the stream of the account from which a village's money is paid."""
    return stream_id(programme, "village-account", village_code)


def instrument_stream(programme: str, code: str) -> UUID:
    """Return the stream of a questionnaire or of the programme definition."""
    return stream_id(programme, "instrument", code)


def batch_stream(programme: str, code: str) -> UUID:
    """Return the stream of a list of nominations, by the code that its data officer gave it."""
    return stream_id(programme, "nomination-batch", code)


def log_stream(programme: str) -> UUID:
    """Return the stream in which the log speaks of itself."""
    return stream_id(programme, "log", "seals")


def desk_stream(programme: str, user_id: UUID) -> UUID:
    """Return the stream of what a user is and may."""
    return stream_id(programme, "desk", str(user_id))


def box_stream(programme: str, user_id: UUID) -> UUID:
    """Return the stream of what a user's devices sent and nobody has dealt with yet."""
    return stream_id(programme, "desk-box", str(user_id))


def day_stream(programme: str, user_id: UUID, day: date) -> UUID:
    """Return the stream of what a user tried and read on a day: short, whatever happens."""
    return stream_id(programme, "desk-day", f"{user_id}/{day.isoformat()}")
