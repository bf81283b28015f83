"""Every rule can be read in both languages, and is one that the program really asks."""

import ast
import re
from dataclasses import dataclass
from string import Formatter

import pytest

from domain.rules import RULES
from tests.architecture.tree import modules, name_of, parsed

CODE = re.compile(r"^[A-Z][0-9]{1,2}[a-z]?$")
# As `warn` takes them: the rule, and its variant after an underscore.
WARNING = re.compile(r"^[A-Z][0-9]{1,2}[a-z]?(_[a-z_]+)?$")
# What the reader of a list adds to every refusal of one.
ADDED = {"NotAList": {"file"}}
# Refusals whose variant is computed, and from where it comes.
COMPUTED = {
    "D1": "why the database refuses to erase: no grant, a hold",
    "L3": "what a cell holds besides a value: a formula, an error",
    "P2": "which part of the business plan is empty",
    "T3": "what is claimed: a NIK, a bank account",
    "T5": "what is missing of the verification",
}


@dataclass(frozen=True)
class Said:
    """A place in the code that says a rule is broken."""

    place: str
    code: str
    variant: str | None
    given: frozenset[str] | None


def refusals():
    """Yield every refusal that names its rule."""
    for module in modules():
        for node in ast.walk(parsed(module)):
            name = getattr(getattr(node, "func", None), "id", None)
            if name in {"Refused", "NotAList"} and isinstance(node.args[0], ast.Constant):
                yield from _said(f"{name_of(module)}:{node.lineno}", node, ADDED.get(name, set()))


def _said(place, call, added):
    named = {keyword.arg for keyword in call.keywords}
    given = None if None in named else frozenset(named | added)
    variant = call.args[1] if len(call.args) > 1 else ast.Constant("")
    either = [variant.body, variant.orelse] if isinstance(variant, ast.IfExp) else [variant]
    for each in either:
        text = each.value if isinstance(each, ast.Constant) else None
        yield Said(place, call.args[0].value, text, given)


def warnings():
    """Yield what decisions may mark a report with, and where."""
    for module in modules("domain"):
        for node in ast.walk(parsed(module)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "warn":
                names = [keyword.arg for keyword in node.keywords]
            elif isinstance(node, ast.Dict):
                names = [getattr(key, "value", None) for key in node.keys]
            else:
                continue
            for name in names:
                if isinstance(name, str) and WARNING.match(name):
                    yield f"{name_of(module)}:{node.lineno}", name.replace("_", ".", 1)


def placeholders(sentence):
    return {field for _, field, _, _ in Formatter().parse(sentence) if field}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_a_code_a_reason_and_a_sentence_in_each_language(rule):
    assert CODE.match(rule.code)
    assert rule.basis
    assert rule.messages
    for indonesian, english in rule.messages.values():
        assert indonesian[-1] in ".?!"
        assert english[-1] in ".?!"
        assert indonesian != english
        assert placeholders(indonesian) == placeholders(english)


def test_every_refusal_names_a_rule_and_gives_its_sentence_what_it_needs():
    wanting = []
    for said in refusals():
        messages = RULES[said.code].messages if said.code in RULES else {}
        if said.variant is None:
            continue
        if said.variant not in messages:
            wanting.append(f"{said.place}: {said.code} has no variant {said.variant!r}")
        elif said.given is not None:
            missing = placeholders(messages[said.variant][1]) - said.given
            wanting += [f"{said.place}: {said.code} needs {name}" for name in sorted(missing)]

    assert wanting == []


def test_every_warning_has_a_sentence():
    wanting = []
    for place, warning in warnings():
        code, _, variant = warning.partition(".")
        if code not in RULES or variant not in RULES[code].messages:
            wanting.append(f"{place}: {warning}")

    assert wanting == []


def test_every_sentence_of_a_rule_is_said_somewhere():
    said = {(each.code, each.variant) for each in refusals()}
    said |= {(code, variant) for code, _, variant in (w.partition(".") for _, w in warnings())}
    all_of = {(code, variant) for code, rule in RULES.items() for variant in rule.messages}

    unsaid = {(code, variant) for code, variant in all_of - said if code not in COMPUTED}

    assert unsaid == set()


def test_variants_are_computed_only_where_the_list_says_so():
    assert {each.code for each in refusals() if each.variant is None} == COMPUTED.keys()
