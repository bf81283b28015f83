"""What people do with a form in a real browser: choose, type, bring a paper, store."""

from tests.evidence.pictures import PDF

PAPER = {"name": "contoh.pdf", "mimeType": "application/pdf", "buffer": PDF}


def choose(window, **values):
    """Choose options by the names of their fields."""
    for name, value in values.items():
        if window.locator(f'form[data-form] select[name="{name}"]').count():
            window.locator(f'form[data-form] select[name="{name}"]').select_option(value)
        else:
            window.locator(f'input[name="{name}"][value="{value}"]').check()


def type_in(window, **values):
    for name, value in values.items():
        window.locator(f'[name="{name}"]').fill(value)


def store(window, button="Simpan"):
    with window.expect_navigation():
        window.get_by_role("button", name=button).last.click()
