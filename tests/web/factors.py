"""People who sign in by a password and a code: their apps, and how they set them up."""

import base64
import re
from datetime import timedelta

from services.one_time_codes import code_at, step_at
from tests.web.office import PASSWORD

STEP = timedelta(seconds=30)


class App:
    """An authenticator app on somebody's phone."""

    def __init__(self, office, page):
        text = re.search(r'<strong class="code">([A-Z2-7 ]+)</strong>', page.text)[1]
        self.typed = text
        self.secret = base64.b32decode(text.replace(" ", ""))
        self.office = office

    def code(self):
        """Return the code of a half minute that no other code was taken from."""
        self.office.clock.ahead += STEP
        return self.now()

    def now(self):
        return code_at(self.secret, step_at(self.office.clock()))


def with_password(office, login, password=PASSWORD):
    browser = office.browser()
    return browser, browser.post("/masuk", data={"login": login, "password": password})


def is_in(browser):
    return browser.get("/akun", follow_redirects=False).status_code == 200


def set_up(office, login, password=PASSWORD):
    browser, page = with_password(office, login, password)
    app = App(office, page)
    codes = browser.post("/masuk/kode", data={"code": app.code()})
    return browser, app, re.findall(r'<li class="code">([0-9A-F-]+)</li>', codes.text)
