"""What an auditor should look at twice: late, ahead of time, at night, out of order, amended."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from adapters.web.story import facts
from adapters.web.story.words import Words
from domain.history import RecordedEvent
from domain.household.events.record import EventAnnulled, EventCorrected, IrregularityReported

DAY_BEGINS, DAY_ENDS = 5, 22
AHEAD = timedelta(minutes=10)
BY_PEOPLE = frozenset({"phone", "odk"})
# What a timeline can be narrowed to, in the order of the choice.
TAGS = ("late", "ahead", "night", "order", "irregular", "warned", "amended")


def flags_of(events: Sequence[RecordedEvent], words: Words) -> list[list[dict[str, Any]]]:
    """Return the flags of each fact. Facts come in the order of the log or of the village."""
    amending = (EventCorrected, EventAnnulled)
    amended = {each.event.target_id for each in events if isinstance(each.event, amending)}
    disordered = _out_of_order(events)
    return [_flags(each, amended, disordered, words) for each in events]


def _out_of_order(events: Sequence[RecordedEvent]) -> set[UUID]:
    """Return the facts that were recorded after others which happened later."""
    found: set[UUID] = set()
    latest = None
    for each in sorted(events, key=lambda each: each.position):
        if latest is not None and each.occurred_at < latest:
            found.add(each.event_id)
        latest = each.occurred_at if latest is None else max(latest, each.occurred_at)
    return found


def _flags(
    each: RecordedEvent, amended: set[UUID], disordered: set[UUID], words: Words
) -> list[dict[str, Any]]:
    event, found = each.event, []

    def flag(tag: str, tone: str, text: str) -> None:
        found.append({"tag": tag, "tone": tone, "text": text})

    if isinstance(event, IrregularityReported):
        flag("irregular", "bad", words.say("replay.irregular"))
    if event.warnings:
        codes = ", ".join(event.warnings)
        flag("warned", "warn", words.say("replay.warned", codes=codes))
    if each.recorded_at is not None and each.occurred_at - each.recorded_at > AHEAD:
        flag("ahead", "bad", words.say("replay.ahead"))
    local = words.programme.local(each.occurred_at)
    if each.origin.channel in BY_PEOPLE and not DAY_BEGINS <= local.hour < DAY_ENDS:
        flag("night", "warn", words.say("replay.night", hour=words.hour(local)))
    if each.event_id in disordered and facts.is_late(each):
        flag("order", "plain", words.say("replay.order"))
    if each.event_id in amended:
        flag("amended", "plain", words.say("replay.corrected"))
    if isinstance(event, EventCorrected | EventAnnulled):
        flag("amended", "plain", words.say("replay.amends"))
    return found
