"""Carries what a witness signs across a gap without a network: as a picture or as typed text."""

import io
from typing import Any


def picture(lines: str) -> bytes:
    """Return a QR code of signature lines as PNG."""
    written = io.BytesIO()
    _code(lines).save(written, kind="png", scale=6, border=4)
    return written.getvalue()


def drawn(lines: str) -> str:
    """Return the same in characters, for a terminal."""
    written = io.StringIO()
    _code(lines).terminal(written, compact=True)
    return written.getvalue()


def brought(text: str) -> str:
    """Return lines as they were signed, from what a file or a reader of QR codes made of them."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _code(lines: str) -> Any:
    # Drawing takes a while to import, and hardly any command draws.
    import segno  # noqa: PLC0415

    return segno.make(lines, error="m", encoding="utf-8", micro=False)
