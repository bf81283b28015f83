"""A phone with a screen lock lets its owner in, instead of the code of an app."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from adapters.passkey_devices import WebAuthnDevices
from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import faults
from tests.serving import free_port, serving
from tests.web.factors import App
from tests.web.office import PASSWORD

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def site(office):
    """Serve the office at an address that passkeys know; a number is no address to them."""
    port = free_port()
    address = f"http://localhost:{port}"
    passkeys = replace(office.access.passkeys, devices=WebAuthnDevices(address, "contoh"))
    office.access = replace(office.access, passkeys=passkeys)
    with serving(office.api, port):
        yield address


def with_device(window):
    """Put a device with a screen lock into a browser; return what speaks with it, and its name."""
    protocol = window.context.new_cdp_session(window)
    protocol.send("WebAuthn.enable")
    made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return protocol, made["authenticatorId"]


def set_code_up(office, window):
    window.goto("/akun/kode")
    app = App(office, SimpleNamespace(text=window.content()))
    window.get_by_label("Kode", exact=True).fill(app.now())
    window.get_by_role("button", name="Lanjut").click()
    expect(window.get_by_role("heading", name="Kode pemulihan")).to_be_visible()


def sign_in_again(window):
    window.goto("/akun")
    window.get_by_role("button", name="Keluar dari semua perangkat").click()
    window.get_by_label("Nama pengguna").fill("mentor")
    window.get_by_label("Kata sandi").fill(PASSWORD)
    window.get_by_role("button", name="Masuk").click()
    window.wait_for_url("**/masuk/kode**")


def test_a_mentor_adds_a_phone_and_signs_in_by_it_until_it_is_removed(office, visit_site, picture):
    phone = visit_site("mentor", PHONE, tolerates=(401,))
    protocol, device = with_device(phone)
    set_code_up(office, phone)
    phone.goto("/akun")
    phone.get_by_role("link", name="Kelola kunci sandi").click()
    phone.get_by_label("Nama perangkat").fill("Telepon")
    phone.get_by_label("Nama pengguna").fill("mentor")
    phone.get_by_label("Kata sandi").fill(PASSWORD)
    picture(phone, "passkeys")
    phone.get_by_role("button", name="Lanjut ke perangkat").click()
    expect(phone.get_by_role("button", name="Buat kunci sandi")).to_be_visible()
    picture(phone, "passkey-new")
    assert faults(phone) == []
    phone.get_by_role("button", name="Buat kunci sandi").click()
    expect(phone.get_by_text("Telepon", exact=True)).to_be_visible()

    sign_in_again(phone)
    picture(phone, "passkey-sign-in")
    assert faults(phone) == []
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    phone.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(phone.get_by_text("Perangkat tidak menjawab")).to_be_visible()
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    phone.get_by_role("button", name="Masuk dengan kunci sandi").click()
    phone.wait_for_url("**/")

    phone.goto("/akun/kunci")
    expect(phone.get_by_role("listitem").filter(has_text="Telepon")).to_contain_text("dipakai")
    picture(phone, "passkey-there")
    phone.get_by_role("button", name="Hapus").click()
    expect(phone.get_by_text("Belum ada kunci sandi")).to_be_visible()
    sign_in_again(phone)
    expect(phone.get_by_label("Kode", exact=True)).to_be_visible()
    expect(phone.get_by_role("button", name="Masuk dengan kunci sandi")).to_have_count(0)
