"""What an event changed in a state, field by field, and the hash of the state after it.

A fold changes a state in place and touches little of it. So a tree of nodes remembers what each
field looked like, sees at a glance which one is different, and brings only that one into canonical
form again. The text of the root is always the canonical JSON of the whole state.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import zip_longest
from json import JSONEncoder
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Protocol, TypeAlias, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from domain.canonical import plain

Kind: TypeAlias = Literal["set", "added", "removed", "corrected"]
Path: TypeAlias = tuple[str | int, ...]
_NOTHING: Any = object()
_encode = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that changed. Setting `path` to `after` (or deleting it) makes the next state."""

    path: Path
    kind: Kind
    before: Any = None
    after: Any = None


class Trace:
    """A state as canonical JSON, kept up while the state itself is changed by folds."""

    def __init__(self, state: Any) -> None:
        self._root = _Record(state)

    def update(self, state: Any, *, correcting: bool = False) -> list[Changed]:
        """Return what is different in the state since the last call."""
        found: list[Changed] = []
        self._root.update(state, (), found)
        if correcting:
            return [Changed(one.path, "corrected", one.before, one.after) for one in found]
        return found

    def text(self) -> str:
        """Return the canonical JSON of the state."""
        return self._root.text

    def hash(self) -> str:
        """Return the SHA-256 of the canonical JSON."""
        return sha256(self._root.text.encode()).hexdigest()


class _Node(Protocol):
    text: str

    def update(self, value: Any, path: Path, found: list[Changed]) -> bool:
        """Take in what the value is now; say whether it is different."""


class _Record:
    """The state, or a part of it: fields by name, each with a node of its own."""

    def __init__(self, value: Any) -> None:
        kind: Any = type(value)
        names = sorted(_names(kind))
        self._nodes = {name: _node(getattr(value, name)) for name in names}
        self._join()

    def update(self, value: Any, path: Path, found: list[Changed]) -> bool:
        changed = False
        for name, node in self._nodes.items():
            changed |= node.update(getattr(value, name), (*path, name), found)
        if changed:
            self._join()
        return changed

    def _join(self) -> None:
        texts = [f'"{name}":{node.text}' for name, node in self._nodes.items()]
        self.text = "{" + ",".join(texts) + "}"


class _Table:
    """Entries by id."""

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
            self._looks = [old.get(key, _NOTHING) for key in keys]
        for key, look, seen in zip_longest(keys, looks, self._looks, fillvalue=_NOTHING):
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
        _compare(self._plain.get(name, _NOTHING), after, (*path, name), found)
        self._plain[name] = after
        self._texts[name] = _encode(after)


class _Leaf:
    """Anything else."""

    def __init__(self, value: Any) -> None:
        self._seen = _seen(value)
        self._plain = plain(value)
        self.text = _encode(self._plain)

    def update(self, value: Any, path: Path, found: list[Changed]) -> bool:
        seen = _seen(value)
        if seen == self._seen:
            return False
        after = plain(value)
        _compare(self._plain, after, path, found)
        self._seen, self._plain, self.text = seen, after, _encode(after)
        return True


def _node(value: Any) -> _Node:
    if isinstance(value, Mapping):
        return _Table(value)
    if is_dataclass(value) and not _is_frozen(type(value)):
        return _Record(value)
    return _Leaf(value)


def _seen(value: Any) -> Any:
    """Return what a value looks like, without copying what cannot change."""
    if isinstance(value, list):
        return _looks(value)
    return set(value) if isinstance(value, set) else _looks((value,))


def _looks(values: Collection[Any]) -> list[Any]:
    """Return what each of some values of one kind looks like."""
    for value in values:
        kind: Any = type(value)
        return _look(kind)(values)
    return []


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.compare)


def _is_frozen(kind: Any) -> bool:
    return bool(kind.__dataclass_params__.frozen)


@cache
def _look(kind: Any) -> Callable[[Iterable[Any]], list[Any]]:
    if issubclass(kind, str | int | tuple | UUID | date | NoneType):
        return list
    fields_of: Any = kind if is_dataclass(kind) else None
    if fields_of is None:
        return _texts
    if _is_frozen(fields_of):
        return list
    names, hints = _names(fields_of), get_type_hints(fields_of)
    if len(names) == 1 or any(_can_change_inside(hints[name]) for name in names):
        return _texts
    get = attrgetter(*names)
    return lambda values: list(map(get, values))


def _texts(values: Iterable[Any]) -> list[Any]:
    return [_encode(plain(value)) for value in values]


def _can_change_inside(hint: Any) -> bool:
    if get_origin(hint) in {Union, UnionType}:
        return any(map(_can_change_inside, get_args(hint)))
    return (get_origin(hint) or hint) in {dict, list, set} or is_dataclass(hint)


def _compare(before: Any, after: Any, path: Path, found: list[Changed]) -> None:
    """Add what is different between two plain values."""
    if before is _NOTHING:
        found.append(Changed(path, "added", after=after))
    elif before == after:
        return
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            if key not in after:
                found.append(Changed((*path, key), "removed", before=before[key]))
            else:
                _compare(before.get(key, _NOTHING), after[key], (*path, key), found)
    elif isinstance(before, list) and isinstance(after, list) and _stepwise(before, after):
        for index in range(min(len(before), len(after))):
            _compare(before[index], after[index], (*path, index), found)
        more, gone = range(len(before), len(after)), range(len(before) - 1, len(after) - 1, -1)
        found += [Changed((*path, index), "added", after=after[index]) for index in more]
        found += [Changed((*path, index), "removed", before=before[index]) for index in gone]
    else:
        found.append(Changed(path, "set", before, after))


def _stepwise(before: list[Any], after: list[Any]) -> bool:
    """Say whether a list is better told item by item: one of records, or one that grew."""
    return after[: len(before)] == before or all(
        isinstance(item, dict) for item in (*before, *after)
    )
