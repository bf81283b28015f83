"""What somebody does in a browser before anything else, and what a form sends unasked."""

import re
from html import unescape
from html.parser import HTMLParser

from tests.web.office import PASSWORD


def sign_in(office, login, password=PASSWORD):
    """Return a browser in which somebody has signed in, if the password is right."""
    browser = office.browser()
    sent = {"login": login, "password": password}
    browser.post("/masuk", data=sent, follow_redirects=False)
    return browser


def hidden(page):
    """Return the hidden fields of a page, as a browser would send them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"[^>]* value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in found}


class Form(HTMLParser):
    """One form of a page, as a browser would send it without any change."""

    def __init__(self, page, action, number=0):
        super().__init__()
        self.sent, self._action, self._at, self._wanted = {}, action, -1, number
        self._inside, self._select = False, ""
        self.feed(page.text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form" and said.get("action") == self._action:
            self._at += 1
            self._inside = self._at == self._wanted
        if not self._inside:
            return
        if tag == "select":
            self._select = said["name"]
        if tag == "option" and "selected" in said:
            self.sent[self._select] = said["value"]
        if tag == "input":
            if said.get("type") not in ("radio", "checkbox"):
                self.sent[said["name"]] = said.get("value", "")
            elif "checked" in said:
                self.sent.setdefault(said["name"], []).append(said["value"])

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
