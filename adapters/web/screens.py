"""How the questions of an instrument are spread over the screens of a phone: a dozen at most.

What depends on an answer stands on the screen of its question.
"""

from collections.abc import Sequence

from domain.programme import Instrument, Question

SCREENS_MAX = 12
# As many as a phone of 360 by 640 shows without much scrolling.
ON_A_SCREEN = 2
# Before the questions: when and whom, then what was spoken about. After: the note, and a look.
BEFORE = (("when", "respondent", "minutes"), ("topics",))
AFTER = (("note",), ())


def question_screens(instrument: Instrument | None) -> list[tuple[str, ...]]:
    """Return the codes of the questions, screen by screen."""
    if instrument is None:
        return []
    groups = _with_their_dependents(instrument.questions)
    most = SCREENS_MAX - len(BEFORE) - len(AFTER)
    size = max(ON_A_SCREEN, -(-len(groups) // most))
    return [
        tuple(code for group in groups[start : start + size] for code in group)
        for start in range(0, len(groups), size)
    ]


def visit_screens(instrument: Instrument | None) -> list[tuple[str, ...]]:
    """Return the names of the fields of a visit, screen by screen; the last one only shows."""
    questions = [tuple(f"q_{code}" for code in each) for each in question_screens(instrument)]
    return [*BEFORE, *questions, *AFTER]


def _with_their_dependents(questions: Sequence[Question]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    home: dict[str, str] = {}
    for question in questions:
        asked_by = [each.answer for each in question.asked_when if each.answer in home]
        first = home[asked_by[0]] if asked_by else question.code
        home[question.code] = first
        groups.setdefault(first, []).append(question.code)
    return list(groups.values())
