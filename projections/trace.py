"""A state as canonical JSON, kept up while folds change the state itself.

A fold changes a state in place and touches little of it. So a trace remembers what each field
looked like, sees at a glance which one is different, and brings only that one into canonical form
again. Its text is always the canonical JSON of the whole state.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import zip_longest
from json import JSONEncoder
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Protocol, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from domain.canonical import plain
from projections.changes import NOTHING, Changed, Path, compare

_encode = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class Trace:
    """A state that is at most two levels of records deep: its fields, and those of its parts."""

    def __init__(self, state: Any) -> None:
        self._paths = _paths(state)
        self._get = attrgetter(*(".".join(path) for path in self._paths))
        self._values = self._get(state)
        self._nodes = [_node(value) for value in self._values]
        self._parts = {path[0]: "" for path in self._paths}
        self._join(set(self._parts))

    def update(self, state: Any, *, correcting: bool = False) -> list[Changed]:
        """Return what is different in the state since the last call."""
        found: list[Changed] = []
        touched: set[str] = set()
        values = self._get(state)
        for path, node, value, before in zip(
            self._paths, self._nodes, values, self._values, strict=True
        ):
            # What cannot change inside is different only if it is another object.
            if (node.can_change or value is not before) and node.update(value, path, found):
                touched.add(path[0])
        self._values = values
        self._join(touched)
        if correcting:
            return [Changed(one.path, "corrected", one.before, one.after) for one in found]
        return found

    def text(self) -> str:
        """Return the canonical JSON of the state."""
        return "{" + ",".join(f'"{name}":{text}' for name, text in self._parts.items()) + "}"

    def hash(self) -> str:
        """Return the SHA-256 of the canonical JSON."""
        return sha256(self.text().encode()).hexdigest()

    def _join(self, parts: set[str]) -> None:
        """Put the texts of some parts together again from the texts of their fields."""
        texts: dict[str, list[str]] = {part: [] for part in parts}
        for path, node in zip(self._paths, self._nodes, strict=True):
            if path[0] not in texts:
                continue
            if len(path) == 1:
                self._parts[path[0]] = node.text
            else:
                texts[path[0]].append(f'"{path[1]}":{node.text}')
        for part, inner in texts.items():
            if inner:
                self._parts[part] = "{" + ",".join(inner) + "}"


class _Node(Protocol):
    """One field. `can_change` says that its value can be changed without being replaced."""

    can_change: bool
    text: str

    def update(self, value: Any, path: Path, found: list[Changed]) -> bool:
        """Take in what the value is now; say whether it is different."""


class _Value:
    """A field whose value is told as a whole."""

    def __init__(self, value: Any) -> None:
        self.can_change = isinstance(value, list | set)
        self._plain = plain(value)
        self.text = _encode(self._plain)

    def update(self, value: Any, path: Path, found: list[Changed]) -> bool:
        if not value and not self._plain and self.can_change:
            return False
        after = plain(value)
        if after == self._plain and type(after) is type(self._plain):
            return False
        compare(self._plain, after, path, found)
        self._plain, self.text = after, _encode(after)
        return True


class _Table:
    """Entries by id."""

    can_change = True

    def __init__(self, value: Mapping[Any, Any]) -> None:
        self._keys: list[Any] = []
        self._looks: list[Any] = []
        self._plain: dict[str, Any] = {}
        self._texts: dict[str, str] = {}
        self.text = "{}"
        self.update(value, (), [])

    def update(self, value: Mapping[Any, Any], path: Path, found: list[Changed]) -> bool:
        if not value and not self._keys:
            return False
        keys, looks = list(value), _looks(value.values())
        if looks == self._looks and keys == self._keys:
            return False
        if keys[: len(self._keys)] != self._keys:
            self._drop([key for key in self._keys if key not in value], path, found)
            old = dict(zip(self._keys, self._looks, strict=True))
            self._looks = [old.get(key, NOTHING) for key in keys]
        for key, look, seen in zip_longest(keys, looks, self._looks, fillvalue=NOTHING):
            if look != seen:
                self._replace(str(plain(key)), plain(value[key]), path, found)
        self._keys, self._looks = keys, looks
        self.text = "{" + ",".join(f'"{k}":{self._texts[k]}' for k in sorted(self._texts)) + "}"
        return True

    def _drop(self, keys: list[Any], path: Path, found: list[Changed]) -> None:
        for name in map(str, map(plain, keys)):
            found.append(Changed((*path, name), "removed", before=self._plain.pop(name)))
            del self._texts[name]

    def _replace(self, name: str, after: Any, path: Path, found: list[Changed]) -> None:
        compare(self._plain.get(name, NOTHING), after, (*path, name), found)
        self._plain[name] = after
        self._texts[name] = _encode(after)


def _node(value: Any) -> _Node:
    return _Table(value) if isinstance(value, Mapping) else _Value(value)


def _paths(state: Any) -> list[tuple[str, ...]]:
    """Return the fields of a state and of its parts, in the order of canonical JSON."""
    paths: list[tuple[str, ...]] = []
    for name in sorted(_names(type(state))):
        part = getattr(state, name)
        if is_dataclass(part) and not _is_frozen(type(part)):
            paths += [(name, inner) for inner in sorted(_names(type(part)))]
        else:
            paths.append((name,))
    return paths


def _names(kind: Any) -> list[str]:
    return [field.name for field in fields(kind) if field.compare]


def _is_frozen(kind: Any) -> bool:
    return bool(kind.__dataclass_params__.frozen)


def _looks(entries: Iterable[Any]) -> list[Any]:
    """Return what each of some entries of one kind looks like."""
    for entry in entries:
        kind: Any = type(entry)
        return _look(kind)(entries)
    return []


@cache
def _look(kind: Any) -> Callable[[Iterable[Any]], list[Any]]:
    """Return how to remember entries of a kind: by themselves when they cannot change."""
    if issubclass(kind, str | int | tuple | UUID | date | NoneType):
        return list
    if is_dataclass(kind):
        record: Any = kind
        hints = get_type_hints(record)
        names = _names(record)
        if _is_frozen(record):
            return list
        if not any(_can_change_inside(hints[name]) for name in names):
            get = attrgetter(*names)
            return lambda entries: list(map(get, entries))
    return lambda entries: [_encode(plain(entry)) for entry in entries]


def _can_change_inside(hint: Any) -> bool:
    if get_origin(hint) in {Union, UnionType}:
        return any(map(_can_change_inside, get_args(hint)))
    return (get_origin(hint) or hint) in {dict, list, set} or is_dataclass(hint)
