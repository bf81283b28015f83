"""Which reports against the rules are about money, and where the finding on them is kept."""

from uuid import UUID

from domain.history import stream_id
from domain.household.commands.assets import AcknowledgeReceipt
from domain.household.commands.money import PaySupport, TransferAsset, TransferCash

ABOUT_MONEY: frozenset[str] = frozenset(
    command.name for command in (AcknowledgeReceipt, PaySupport, TransferAsset, TransferCash)
)


def standing_engagement(programme: str, village_code: str) -> UUID:
    """Return the stream of findings that no audit has raised: one for each village."""
    return stream_id(programme, "audit-engagement", f"standing/{village_code}")
