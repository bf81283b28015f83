"""Every text of the pages stands there in both languages, with the same blanks to fill."""

import re
import string
import tomllib
from pathlib import Path

import pytest

import adapters.web
from adapters.web.language import TEXTS, texts
from adapters.web.problems import TITLES
from adapters.web.story.rows import SECTIONS
from domain.events import EVENTS
from domain.household.aggregate import HOUSEHOLD  # noqa: F401 (brings its events along)
from domain.household.state import Status

WEB = Path(adapters.web.__file__).parent


def blanks(sentence):
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


@pytest.mark.parametrize("key", sorted(texts()))
def test_a_text_is_complete_in_indonesian_and_english(key):
    indonesian, english = texts()[key]

    assert indonesian.strip()
    assert english.strip()
    assert blanks(indonesian) == blanks(english)


def test_no_text_stands_in_two_files():
    keys = [
        f"{group}.{name}"
        for file in TEXTS.glob("*.toml")
        for group, entries in tomllib.loads(file.read_text("utf-8")).items()
        for name in entries
    ]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_every_text_that_a_template_asks_for_is_there():
    for template in (WEB / "templates").rglob("*.html"):
        for key in re.findall(r"""\bt\(["']([a-z0-9._-]+)["'][,)]""", template.read_text()):
            assert key in texts(), f"{template.name} asks for {key}"


def test_every_text_that_the_code_asks_for_is_there():
    for module in WEB.rglob("*.py"):
        for key in re.findall(r'"((?:detail|field)\.[a-z-]+)"', module.read_text()):
            assert key in texts(), f"{module.name} asks for {key}"


def test_every_status_section_and_problem_has_a_name():
    wanted = (
        *(f"status.{status}" for status in Status),
        *(f"section.{section}" for section in SECTIONS),
        *(f"problem.{title}" for title in TITLES.values()),
    )
    assert [key for key in wanted if key not in texts()] == []


def test_every_field_of_a_fact_about_a_household_has_a_name():
    named = {
        field
        for name, event in EVENTS.items()
        if name.startswith("household.")
        for field in event.model_fields
    } - {"warnings", "sealed"}

    assert sorted(field for field in named if f"fact.{field}" not in texts()) == []


def test_no_style_and_no_script_stands_in_a_template():
    for template in (WEB / "templates").rglob("*.html"):
        page = template.read_text()
        assert "style=" not in page, template.name
        assert not re.search(r"\son[a-z]+=", page), template.name
        assert not re.search(r"<script(?! src=)", page), template.name
        assert "http://" not in page.replace("http://www.w3.org", ""), template.name
