"""How far a user sees: the whole programme, some villages, the own caseload, or no family."""

from adapters.web.parts import Parts
from domain.context import Actor
from projections.family_list import Filter


def seen_by(parts: Parts, actor: Actor) -> Filter:
    """Return which families a user may see at all."""
    area = parts.programme.roles[actor.role].area
    if area == "programme":
        return Filter()
    return Filter(
        villages=tuple(sorted(actor.villages)) if area != "none" else (),
        mentor_id=actor.actor_id if area == "caseload" else None,
    )


def sees_village(seen: Filter, code: str) -> bool:
    """Say whether a village lies in what a user sees."""
    return seen.villages is None or code in seen.villages


def narrowed(seen: Filter, village: str, status: str = "", number: str = "") -> Filter:
    """Return what is seen and asked for; a village outside the area shows nothing."""
    villages = seen.villages
    if village:
        villages = (village,) if sees_village(seen, village) else ()
    return Filter(
        villages=villages, mentor_id=seen.mentor_id, status=status or None, number=number
    )
