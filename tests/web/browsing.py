"""What somebody does in a browser before anything else."""

from tests.web.office import PASSWORD


def sign_in(office, login, password=PASSWORD):
    """Return a browser in which somebody has signed in, if the password is right."""
    browser = office.browser()
    browser.post("/masuk", data={"login": login, "password": password})
    return browser
