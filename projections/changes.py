"""What is different between two states in canonical form, field by field."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["set", "added", "removed", "corrected"]
Path: TypeAlias = tuple[str | int, ...]
NOTHING: Any = object()


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that changed. Setting `path` to `after` (or deleting it) makes the next state."""

    path: Path
    kind: Kind
    before: Any = None
    after: Any = None


def compare(before: Any, after: Any, path: Path, found: list[Changed]) -> None:
    """Add what is different between two plain values; NOTHING stands for none at all."""
    if before is NOTHING:
        found.append(Changed(path, "added", after=after))
    elif before == after and type(before) is type(after):
        return
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            if key not in after:
                found.append(Changed((*path, key), "removed", before=before[key]))
            else:
                compare(before.get(key, NOTHING), after[key], (*path, key), found)
    elif isinstance(before, list) and isinstance(after, list) and _is_stepwise(before, after):
        for index in range(min(len(before), len(after))):
            compare(before[index], after[index], (*path, index), found)
        more, gone = range(len(before), len(after)), range(len(before) - 1, len(after) - 1, -1)
        found += [Changed((*path, index), "added", after=after[index]) for index in more]
        found += [Changed((*path, index), "removed", before=before[index]) for index in gone]
    else:
        found.append(Changed(path, "set", before, after))


def _is_stepwise(before: list[Any], after: list[Any]) -> bool:
    """Say whether a list is better told item by item: one of records, or one that grew."""
    return after[: len(before)] == before or all(
        isinstance(item, dict) for item in (*before, *after)
    )
