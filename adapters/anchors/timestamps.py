"""Timestamps of RFC 3161: somebody else's word for when a checkpoint was there.

Only the question is made here and only the outside of the answer is looked at; `openssl ts
-verify` checks it against the authority's certificate.
"""

import secrets
import urllib.request
from hashlib import sha256

SECONDS_MAX = 10
BYTES_MAX = 100_000
GRANTED = {b"\x00", b"\x01"}  # granted, or granted with modifications
SHA256 = bytes.fromhex("300d06096086480165030402010500")


class TimestampRefused(Exception):
    """The authority did not answer with a timestamp for what was asked."""


def _der(tag: int, content: bytes) -> bytes:
    """Return a value of DER with its tag and length."""
    size = len(content)
    if size < 0x80:  # noqa: PLR2004 (from here on the length has a length itself)
        return bytes([tag, size]) + content
    coded = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(coded)]) + coded + content


def question(content: bytes) -> bytes:
    """Return the request for a timestamp that carries the authority's certificate."""
    imprint = _der(0x30, SHA256 + _der(0x04, sha256(content).digest()))
    nonce = _der(0x02, b"\x01" + secrets.token_bytes(8))
    return _der(0x30, _der(0x02, b"\x01") + imprint + nonce + _der(0x01, b"\xff"))


def check_answer(answer: bytes, content: bytes) -> None:
    """Check that the answer is granted and about this content. Raises TimestampRefused."""
    status = answer.find(b"\x02\x01", 0, 24)
    if status < 0 or answer[status + 2 : status + 3] not in GRANTED:
        raise TimestampRefused("the authority did not grant a timestamp")
    if SHA256 + b"\x04\x20" + sha256(content).digest() not in answer:
        raise TimestampRefused("the timestamp is about something else")


def ask(url: str, content: bytes) -> bytes:
    """Return the answer of an authority (TimeStampResp). Raises TimestampRefused."""
    if not url.startswith(("http://", "https://")):
        raise TimestampRefused(f"{url} is no address of an authority")
    headers = {"content-type": "application/timestamp-query"}
    request = urllib.request.Request(url, question(content), headers)  # noqa: S310 (checked above)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_MAX) as response:  # noqa: S310
            answer: bytes = response.read(BYTES_MAX)
    except OSError as problem:
        raise TimestampRefused(f"{url}: {problem}") from None
    check_answer(answer, content)
    return answer
