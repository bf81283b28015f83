"""Timestamps: asked of an authority, checked by openssl, and refused when about something else."""

import re
from dataclasses import replace

import pytest

from adapters.anchors.notes import Note
from adapters.anchors.timestamps import TimestampRefused, ask, check_answer
from tests.proofs.authority import Authority, serving
from tests.proofs.inspector import verifier


@pytest.fixture
def authority(tmp_path):
    folder = tmp_path / "authority"
    folder.mkdir()
    return Authority(folder)


def test_an_authority_stamps_what_was_asked_and_openssl_agrees(authority):
    with serving(authority.reply) as url:
        answer = ask(url, b"titik periksa")

    assert authority.verifies(b"titik periksa", answer)
    assert not authority.verifies(b"titik periksb", answer)
    with pytest.raises(TimestampRefused, match="something else"):
        check_answer(answer, b"titik periksb")


def test_the_inspectors_program_reads_what_was_stamped_and_when_and_leaves_the_signature(
    authority,
):
    inspector = verifier()
    with serving(authority.reply) as url:
        answer = ask(url, b"titik periksa")

    told = inspector.stamped(answer, b"titik periksa")
    assert re.match(r"20\d{12}Z ", told)
    assert "openssl ts -verify" in told
    assert inspector.stamped(b"", b"titik periksa") == "-"
    for wrong, about in (
        (answer, b"titik periksb"),
        (answer[:80], b"titik periksa"),
        (b"x", b"titik periksa"),
    ):
        with pytest.raises(inspector.Wrong, match="cap waktu"):
            inspector.stamped(wrong, about)


def test_an_authority_that_refuses_or_is_away_gives_nothing():
    refusing = serving(lambda _: bytes.fromhex("30053003020102"))
    with refusing as url, pytest.raises(TimestampRefused, match="did not grant"):
        ask(url, b"x")
    with pytest.raises(TimestampRefused):
        ask(url, b"x")
    with pytest.raises(TimestampRefused, match="no address"):
        ask("file:///etc/passwd", b"x")


@pytest.mark.store
def test_a_checkpoint_is_stamped_once_and_keeps_the_answer(anchoring, authority):
    with serving(authority.reply) as url:
        stamping = replace(anchoring, timestamp_url=url)
        kept = stamping.anchor()
        assert stamping.stamp(kept) is False

    text = Note.parse(kept.note).text.encode()
    assert authority.verifies(text, stamping.timestamp(kept))
    assert anchoring.stamp(kept) is False


@pytest.mark.store
def test_without_an_answer_the_checkpoint_stands_without_a_stamp(anchoring):
    with serving(lambda _: b"") as url:
        stamping = replace(anchoring, timestamp_url=url)
        kept = stamping.anchor()

    assert stamping.timestamp(kept) is None
