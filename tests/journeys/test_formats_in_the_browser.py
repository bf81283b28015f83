"""The browser writes figures exactly as the server does: one table of cases for both."""

import json
from pathlib import Path

import pytest

from adapters.web.render import STATIC

pytestmark = pytest.mark.browser
CASES = json.loads(Path("tests/web/format-cases.json").read_text("utf-8"))
WRITTEN = {
    "number": "number",
    "rupiah": "rupiah",
    "percent": "percent",
    "short_rupiah": "shortRupiah",
    "long_rupiah": "longRupiah",
    "relative_day": "relativeDay",
}


@pytest.fixture(scope="module")
def window(chromium):
    context = chromium.new_context()
    opened = context.new_page()
    opened.add_script_tag(content=(STATIC / "formats.js").read_text("utf-8"))
    yield opened
    context.close()


@pytest.mark.parametrize(("name", "function"), WRITTEN.items())
def test_a_figure_is_written_as_on_the_server(window, name, function):
    for values, indonesian, english in CASES[name]:
        call = "([f, values, lang]) => Formats[f](...values, lang)"
        assert window.evaluate(call, [function, values, "id"]) == indonesian, values
        assert window.evaluate(call, [function, values, "en"]) == english, values


@pytest.mark.parametrize("name", ["amount", "masked"])
def test_what_was_typed_is_understood_as_on_the_server(window, name):
    for typed, understood in CASES[name]:
        found = window.evaluate("([f, typed]) => Formats[f](typed)", [name, typed])
        assert found == understood, typed
