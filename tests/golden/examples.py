"""One event of each kind, made from what its class says its fields are: always the same one."""

import types
import typing
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import NAMESPACE_OID, UUID, uuid5

from annotated_types import Ge, Le

from domain.events import Event
from domain.history import Origin

DAY = date(2026, 3, 2)
WITA = timezone(timedelta(hours=8))
# What text of each pattern looks like; text without one of these patterns is named by its field.
BY_PATTERN = {
    r"^[A-Z][0-9]{1,2}[a-z]?$": ("N3", "V1b"),
    r"^[0-9a-f]{64}$": (sha256(b"contoh").hexdigest(), sha256(b"lain").hexdigest()),
    r"^[0-9a-f]{32}$": ("0123456789abcdef" * 2, "fedcba9876543210" * 2),
    r"^(\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?|[A-Z]{2})$": ("99.01", "ZZ"),
    r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$": ("99.01.02.2003", "99.01.02.2004"),
    r"^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,99}$": ("Contoh 1/2026", "Contoh 2/2026"),
    r"^[A-Za-z0-9+/=]+$": ("Y29udG9o", "bGFpbg=="),
    r"^\d{4}-[1-9]$": ("2026-1", "2026-2"),
    r"^[a-z_]{0,32}$": ("mentor", "late"),
    r"^[a-z0-9_-]{0,40}$": ("mentor", "late"),
}
JSON_TEXT = {"values": ('"contoh"', "45"), "content": ('{"code":"contoh"}', "{}")}


def bare(event_class: type[Event]) -> Event:
    """Return the event with nothing but what it cannot do without."""
    needed = (name for name, info in event_class.model_fields.items() if info.is_required())
    return _event(event_class, needed)


def full(event_class: type[Event]) -> Event:
    """Return the event with everything, and the commitments of all its sealed fields."""
    clear = event_class.model_fields.keys() - event_class.personal.keys() - {"sealed", "warnings"}
    event = _event(event_class, sorted(clear))
    groups = sorted({group.value for group in event_class.personal.values()})
    sealed = tuple((group, sha256(group.encode()).hexdigest()) for group in groups)
    return event.model_copy(update={"sealed": sealed, "warnings": ("V1b", "V3.short")})


def origin(event_class: type[Event], *, whole: bool) -> Origin:
    """Return who said it, with everything that can be known or with as little as there must be."""

    def known(what: str) -> UUID:
        return uuid5(NAMESPACE_OID, f"{event_class.name}/{what}")

    more: dict[str, Any] = {
        "causation_id": known("causation"),
        "assignment_id": known("assignment"),
        "device_id": "telepon-contoh-1",
        "device_seq": 17,
        "app_version": "1.2.3",
    }
    return Origin(
        command_id=known("command"),
        correlation_id="contoh-1",
        actor_id=known("actor"),
        role="mentor",
        channel="phone" if whole else "office",
        occurred_at=datetime(2026, 3, 2, 9, 30, tzinfo=WITA if whole else UTC),
        rules="0123456789abcdef" * 2,
        **(more if whole else {}),
    )


def _event(event_class: type[Event], names: Iterable[str]) -> Event:
    fields = event_class.model_fields
    values = {
        name: examples(
            f"{event_class.name}/{name}", fields[name].annotation, fields[name].metadata
        )
        for name in names
    }
    return event_class.model_validate({name: several[0] for name, several in values.items()})


def examples(path: str, kind: Any, marks: Iterable[Any] = ()) -> list[Any]:
    """Return two or more values of a type, as different as the type allows."""
    origin_of, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin_of is Annotated:
        return examples(path, arguments[0], (*arguments[1:], *marks))
    if origin_of in {typing.Union, types.UnionType}:
        return [value for each in arguments for value in examples(path, each, marks)]
    if origin_of is Literal:
        return list(arguments)
    if origin_of is tuple or (isinstance(kind, type) and issubclass(kind, tuple)):
        return _tuples(path, kind, arguments)
    return _plain(path, kind, tuple(marks))


def _tuples(path: str, kind: Any, arguments: tuple[Any, ...]) -> list[Any]:
    if arguments and arguments[-1] is Ellipsis:
        return [tuple(examples(path, arguments[0]))]
    if arguments:
        return _pairs(*(examples(f"{path}/{place}", each) for place, each in enumerate(arguments)))
    parts = typing.get_type_hints(kind, include_extras=True)
    columns = [examples(f"{path}/{name}", part) for name, part in parts.items()]
    return [kind(*(column[which] for column in columns)) for which in (0, -1)]


def _pairs(names: list[Any], values: list[Any]) -> list[Any]:
    """Return every value under a name of its own."""
    return [(f"{names[0]}-{place}", value) for place, value in enumerate(values)]


def _plain(path: str, kind: Any, marks: tuple[Any, ...]) -> list[Any]:
    limits = [deeper for mark in marks for deeper in getattr(mark, "metadata", [mark])]
    if kind is int:
        least = max((mark.ge for mark in limits if isinstance(mark, Ge)), default=1)
        most = min((mark.le for mark in limits if isinstance(mark, Le)), default=10**9)
        first = 2026 if least == 2000 else max(least, 3)
        return [min(first, most), min(first + 1, most)]
    if kind is str:
        return _texts(path, limits)
    values: dict[Any, list[Any]] = {
        bool: [True, False],
        UUID: [uuid5(NAMESPACE_OID, f"{path}/{each}") for each in (1, 2)],
        date: [DAY, DAY + timedelta(days=40)],
        type(None): [None],
    }
    return values.get(kind) or [datetime(2026, 3, 2, 9, 30, tzinfo=WITA)]


def _texts(path: str, limits: list[Any]) -> list[Any]:
    field = path.split("/")[1]
    for mark in limits:
        pattern = getattr(mark, "pattern", None)
        if pattern in BY_PATTERN:
            return list(BY_PATTERN[pattern])
    if field in JSON_TEXT and not path.endswith("/0"):
        return list(JSON_TEXT[field])
    return [f"contoh-{field.replace('_', '-')}", f"contoh-{field.replace('_', '-')}-lain"]
