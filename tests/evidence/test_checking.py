"""What a file is, is told by its content; what is shown of it is made anew."""

import io
import struct
import zlib

import pytest
from PIL import Image

from adapters.evidence.checking import PIXELS_MAX, SHOWN_SIDE, check
from domain.rules import Refused
from tests.evidence.pictures import PDF, picture, with_place


def refused(content, variant):
    with pytest.raises(Refused) as refusal:
        check(content)
    assert (refusal.value.code, refusal.value.variant) == ("F11", variant)


@pytest.mark.parametrize(("kind", "media"), [("JPEG", "jpeg"), ("PNG", "png")])
def test_a_picture_is_known_by_its_content_and_made_anew(kind, media):
    checked = check(picture(kind))

    assert checked.media == media
    assert Image.open(io.BytesIO(checked.shown)).format == "JPEG"


def test_a_document_is_known_and_never_shown():
    checked = check(PDF)

    assert (checked.media, checked.shown, checked.fingerprint) == ("pdf", None, None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + bytes(40),
        b"PK\x03\x04" + bytes(40),
    ],
)
def test_what_is_neither_picture_nor_document_is_refused(content):
    refused(content, "kind")


def test_other_kinds_of_pictures_are_refused():
    for kind in ("GIF", "BMP", "TIFF", "WEBP"):
        refused(picture(kind), "kind")


def test_what_was_cut_short_is_refused():
    refused(picture()[:-200], "broken")
    refused(picture("PNG")[:100], "broken")
    refused(PDF[:-10], "broken")


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked():
    side = 30_000
    assert side * side > PIXELS_MAX
    refused(png_of(side), "pixels")
    refused(png_of(7_000), "pixels")


def png_of(side):
    """A PNG that says that it is huge, in a few bytes."""

    def chunk(name, content):
        summed = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + summed

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\x00" * 1_000)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def test_nothing_that_a_camera_noted_is_shown():
    original = with_place()
    assert b"Telepon Contoh" in original

    shown = Image.open(io.BytesIO(check(original).shown))

    assert not shown.getexif()
    assert "exif" not in shown.info


def test_what_follows_a_picture_is_not_shown():
    hidden = b"<script>alert(1)</script>"

    assert hidden not in check(picture() + hidden).shown


def test_a_large_picture_is_shown_smaller():
    shown = Image.open(io.BytesIO(check(picture(size=(4_000, 3_000))).shown))

    assert shown.size == (SHOWN_SIDE, SHOWN_SIDE * 3 // 4)


def test_pictures_that_look_alike_have_nearly_the_same_fingerprint():
    one, again = check(picture()), check(picture(size=(128, 96), shade=6))
    other = io.BytesIO()
    Image.effect_noise((64, 48), 90).convert("RGB").save(other, "PNG")

    def apart(this, that):
        return (int(this.fingerprint, 16) ^ int(that.fingerprint, 16)).bit_count()

    assert apart(one, again) <= 4
    assert apart(one, check(other.getvalue())) > 10
