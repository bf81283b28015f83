"""What an eligibility may rest on, and what of it is still lacking (rule T5)."""

from datetime import datetime
from uuid import UUID

from domain.household.state import Household

Times = dict[UUID, datetime]
MISMATCH = "mismatch"


def grounds(state: Household) -> dict[str, Times]:
    """Return sound visits, checks of the head and decisions since the verification began."""
    targeting, head = state.targeting, state.people.head_id
    found: dict[str, Times] = {
        "visit": {key: visit.at for key, visit in targeting.visits.items() if visit.sound},
        "identity": {k: c.at for k, c in targeting.checks.items() if c.person_id == head},
        "decision": {key: decided.at for key, decided in targeting.decisions.items()},
    }
    since = targeting.opened_at
    return {
        name: {key: at for key, at in times.items() if since is None or at >= since}
        for name, times in found.items()
    }


def lacking(state: Household) -> tuple[str, ...]:
    """Return what must still come before somebody can decide, in the order of the work."""
    found = grounds(state)
    missing = [name for name in ("identity", "visit", "decision") if not found[name]]
    is_open = any(not each.outcome for each in state.targeting.mismatches.values())
    return (*missing, MISMATCH) if is_open else tuple(missing)
