"""The strip below the slider: how late each fact was recorded, and where each month begins."""

from typing import Any

from adapters.web.story import facts
from adapters.web.story.replay import Replay

SCALE = 1000
LAG_DAYS_MAX = 14
BAR_MAX = 20


def bars(replay: Replay) -> list[dict[str, Any]]:
    """Return one bar per fact that came a day or more after it happened."""
    width = SCALE / max(len(replay.events), 1)
    found = []
    for index, each in enumerate(replay.events):
        days = (each.recorded_at - each.occurred_at).days if each.recorded_at else 0
        if days > 0:
            height = max(2, round(min(days, LAG_DAYS_MAX) * BAR_MAX / LAG_DAYS_MAX))
            tone = "late" if facts.is_late(each) else ""
            bar = {"x": round(index * width, 1), "width": round(max(width, 2), 1)}
            found.append({**bar, "height": height, "tone": tone})
    return found


def months(replay: Replay) -> list[dict[str, Any]]:
    """Return where each month begins; those at the ends and in the middle have a label."""
    width, seen = SCALE / max(len(replay.events), 1), ""
    found: list[dict[str, Any]] = []
    for index, each in enumerate(replay.events):
        local = replay.words.programme.local(replay.time_of(each)).date()
        if seen != (month := f"{local:%Y-%m}"):
            seen = month
            found.append({"x": round(index * width, 1), "label": replay.words.month(local)})
    labelled = {0, len(found) // 2, len(found) - 1}
    return [each if n in labelled else {**each, "label": ""} for n, each in enumerate(found)]
