"""What one event says: its own fields, and where it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from adapters.sealing import ERASED
from adapters.web.story.words import Words
from domain.history import RecordedEvent
from domain.rules import RULES

ENVELOPE = frozenset({"warnings", "sealed"})
LATE = timedelta(days=7)
# What is said of the erased fields of a person, by person and group.
Erased = Mapping[tuple[UUID | None, str], str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One field with its value."""

    label: str
    text: str


def facts_of(recorded: RecordedEvent, words: Words) -> list[Fact]:
    """Return the fields in clear that say something; sealed ones are shown apart."""
    event = recorded.event
    hidden = ENVELOPE | set(event.personal)
    return [
        Fact(field_label(name, words), words.value(value, name))
        for name in type(event).model_fields
        if name not in hidden and (value := getattr(event, name)) not in (None, (), "")
    ]


def field_label(name: str, words: Words) -> str:
    """Return what a field is called."""
    return words.known("fact", name) or name.replace("_", " ")


def provenance_of(recorded: RecordedEvent, words: Words) -> list[Fact]:
    """Return who said it, through what, when it happened and when the office knew."""
    origin, say = recorded.origin, words.say
    found = [
        Fact(say("origin.actor"), f"{words.who(origin.actor_id)} ({words.role(origin.role)})"),
        Fact(say("origin.channel"), words.label(origin.channel)),
        Fact(say("origin.occurred"), words.moment(recorded.occurred_at)),
    ]
    if recorded.recorded_at is not None:
        found.append(Fact(say("origin.recorded"), words.moment(recorded.recorded_at)))
        found.append(Fact(say("origin.lag"), lag(recorded, words)))
    if origin.device_id:
        device = f"{origin.device_id} · {origin.device_seq or 0} · {origin.app_version or '?'}"
        found.append(Fact(say("origin.device"), device))
    return [
        *found,
        Fact(say("origin.event"), str(recorded.event_id)),
        Fact(say("origin.command"), str(origin.command_id)),
        Fact(say("origin.correlation"), origin.correlation_id or "\u2013"),
        Fact(say("origin.rules"), origin.rules[:12]),
        Fact(say("origin.name"), recorded.event.name),
    ]


def is_late(recorded: RecordedEvent) -> bool:
    """Say whether the office learned of it more than a week after it happened."""
    return recorded.recorded_at is not None and recorded.recorded_at - recorded.occurred_at > LATE


def lag(recorded: RecordedEvent, words: Words) -> str:
    """Return how long after it happened the office knew."""
    if recorded.recorded_at is None:
        return "\u2013"
    minutes = round((recorded.recorded_at - recorded.occurred_at).total_seconds() / 60)
    if minutes < 0:
        return words.say("origin.lag-ahead", minutes=words.number(-minutes))
    days, minutes = divmod(minutes, 24 * 60)
    if days:
        return words.say("origin.lag-days", days=words.number(days))
    hours, minutes = divmod(minutes, 60)
    return words.say("origin.lag-hours", hours=hours, minutes=minutes)


def warnings_of(recorded: RecordedEvent, words: Words) -> list[tuple[str, str]]:
    """Return each rule that the accepted report broke: its code and its sentence."""
    return [(code, warning(code, words)) for code in recorded.event.warnings]


def warning(code: str, words: Words) -> str:
    """Return the sentence of a warning, stored as the rule's code and perhaps its variant."""
    rule_code, _, variant = code.partition(".")
    rule = RULES.get(rule_code)
    if rule is None or variant not in rule.messages:
        return ""
    try:
        return rule.sentence(words.language, variant, {})
    except KeyError:
        # The figures that the sentence names were in the refusal, not in the stored code.
        return ""


def personal_of(recorded: RecordedEvent, words: Words, erased: Erased) -> list[Fact]:
    """Return the personal fields: opened, sealed to this reader, or erased for everybody."""
    event = recorded.event
    person = getattr(event, event.subject or "", None)
    committed = dict(event.sealed)
    found = []
    for name, group in event.personal.items():
        value = getattr(event, name)
        if value == ERASED:
            value = erased.get((person, group)) or words.say("replay.erased")
        elif value is None and group in committed:
            value = words.say("replay.sealed")
        if value is not None:
            found.append(Fact(field_label(name, words), value))
    return found


def names_in(history: Iterable[RecordedEvent]) -> dict[UUID, str]:
    """Return the names that an opened history gives to its persons; the newest holds."""
    found: dict[UUID, str] = {}
    for each in history:
        name, subject = getattr(each.event, "full_name", None), each.event.subject
        if name and subject and name != ERASED:
            found[getattr(each.event, subject)] = name
    return found
