"""A page's own values and those of the frame around every page are never mixed up."""

import pytest

from adapters.web import render
from tests.web.office import PASSWORD, PROGRAMME


def test_values_of_a_page_that_hide_the_frame_are_refused_by_name():
    with pytest.raises(TypeError, match=r"docs\.html hides what every page has: day, place$"):
        render.rendered("docs.html", {"place": "", "day": str}, {"day": 1, "place": 2, "rows": []})


def test_a_page_is_made_of_both_where_they_have_no_name_in_common(office):
    browser = office.browser()
    browser.post("/masuk", data={"login": "auditor", "password": PASSWORD})

    page = browser.get("/docs").text

    assert PROGRAMME.title.id in page
    assert "/api/session" in page
