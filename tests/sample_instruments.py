"""The two invented questionnaires of the sample programme."""

from datetime import date
from typing import Any

from domain.definition import Label
from domain.questionnaire import Condition, Criterion, Instrument, Question

SINCE = date(2025, 1, 1)


def label(text: str) -> Label:
    return Label(id=f"{text} (id)", en=f"{text} (en)")


def question(code: str, kind: Any, *, required: bool = True) -> Question:
    return Question(code=code, label=label(code), type=kind, required=required)


VERIFICATION = Instrument(
    code="verification",
    version=1,
    kind="verification",
    valid_from=SINCE,
    basis="invented",
    questions=(
        question("floor_is_earth", "boolean"),
        question("meals", "integer"),
        question("remark_code", "choice", required=False),
    ),
)


def criterion(
    code: str, *met_when: Condition, mandatory: bool = False, applies_when: Any = ()
) -> Criterion:
    return Criterion(
        code=code,
        label=label(code),
        mandatory=mandatory,
        proof=("asked",),
        basis="invented",
        met_when=met_when,
        applies_when=applies_when,
    )


SCORECARD = Instrument(
    code="scorecard",
    version=1,
    kind="scorecard",
    valid_from=SINCE,
    basis="invented",
    questions=(
        question("meals", "integer"),
        question("deposits", "integer"),
        question("children", "integer"),
        question("children_at_school", "integer", required=False),
    ),
    criteria=(
        criterion("food", Condition(answer="meals", at_least=3), mandatory=True),
        criterion("savings", Condition(answer="deposits", at_least=6)),
        criterion(
            "school",
            Condition(answer="children_at_school", at_least_answer="children"),
            applies_when=(Condition(answer="children", at_least=1),),
        ),
    ),
    pass_count=2,
)
