"""A programme definition as if it had been made earlier, so that two years can lie behind us."""

from datetime import date, timedelta
from typing import Any

from domain.programme import Programme

DATED = frozenset({"valid_from", "valid_until", "started_on"})


def made_earlier(programme: Programme, first: date) -> Programme:
    """Return the definition with all its dates moved back until it holds on a day."""
    days = (programme.started_on - first).days
    if days <= 0:
        return programme
    content = programme.model_dump(mode="json")
    _move(content, timedelta(days=days))
    return Programme.model_validate(content)


def _move(part: Any, back: timedelta) -> None:
    if isinstance(part, list):
        for item in part:
            _move(item, back)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in DATED and isinstance(value, str):
                part[name] = (date.fromisoformat(value) - back).isoformat()
            else:
                _move(value, back)
