"""Files in an object store that speaks S3: the configured alternative to a directory.

Requests are signed by Signature Version 4 with nothing but the standard library. What comes back
is believed only when its bytes have the hash under which they were asked for.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from uuid import UUID

from services.evidence import FileDamaged, Kept, StorageAway

SECONDS = 20
SERVICE, ENDING, METHOD = "s3", "aws4_request", "AWS4-HMAC-SHA256"
OK, NO_CONTENT, MISSING = 200, 204, 404
KEY = re.compile(r"<Key>([^<]+)</Key>")


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks, and in which region."""

    key_id: str
    secret: str
    region: str = "us-east-1"


class Asked(NamedTuple):
    """One request; the query is written as it is signed: sorted, each value quoted."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""


def signed(
    access: Access, asked: Asked, headers: Mapping[str, str], at: datetime
) -> dict[str, str]:
    """Return the headers of a request with its signature; `headers` name at least the host."""
    moment, payload = at.strftime("%Y%m%dT%H%M%SZ"), sha256(asked.body).hexdigest()
    named = {name.lower(): value for name, value in headers.items()}
    named |= {"x-amz-content-sha256": payload, "x-amz-date": moment}
    names = ";".join(sorted(named))
    lines = "".join(f"{name}:{named[name]}\n" for name in sorted(named))
    request = f"{asked.method}\n{quote(asked.path)}\n{asked.query}\n{lines}\n{names}\n{payload}"
    scope = f"{moment[:8]}/{access.region}/{SERVICE}/{ENDING}"
    text = f"{METHOD}\n{moment}\n{scope}\n{sha256(request.encode()).hexdigest()}"
    key = f"AWS4{access.secret}".encode()
    for part in (moment[:8], access.region, SERVICE, ENDING):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    named["authorization"] = (
        f"{METHOD} Credential={access.key_id}/{scope}, SignedHeaders={names},"
        f" Signature={signature}"
    )
    return named


class ObjectStore:
    """The bytes once under their SHA-256 and a mark for each household, as in a directory.

    `url` is the address of the bucket: https://host[:port]/bucket. Raises StorageAway when nobody
    answers as agreed, and FileDamaged when what was kept is gone or is other bytes.
    """

    def __init__(self, url: str, access: Access) -> None:
        parts = urlsplit(url)
        self._is_secure, self._host = parts.scheme == "https", parts.netloc
        self._bucket, self._access = parts.path.rstrip("/"), access

    def put(self, household_id: UUID, digest: str, kept: Kept) -> None:
        """Keep a file for a household; the mark comes last, so that it never leads nowhere."""
        self._keep(_bytes(digest), kept.original)
        if kept.shown is not None:
            self._keep(_shown(digest), kept.shown)
        self._ask("PUT", _mark(household_id, digest), b"")

    def get(self, household_id: UUID, digest: str) -> Kept | None:
        """Return a file that was kept for this household."""
        if self._ask("GET", _mark(household_id, digest)) is None:
            return None
        original = self._ask("GET", _bytes(digest))
        if original is None or sha256(original).hexdigest() != digest:
            raise FileDamaged(digest)
        return Kept(original, self._ask("GET", _shown(digest)))

    def of(self, household_id: UUID) -> list[str]:
        """Return the hashes of all files that were kept for a household."""
        prefix, found = f"households/{household_id}/", list[str]()
        while True:
            after = quote(prefix + (found[-1] if found else ""), safe="")
            query = f"list-type=2&prefix={quote(prefix, safe='')}&start-after={after}"
            listed = (self._answer(Asked("GET", self._bucket, query)) or b"").decode()
            new = [unescape(key).removeprefix(prefix) for key in KEY.findall(listed)]
            found += new
            if not new or "<IsTruncated>true" not in listed:
                return sorted(found)

    def _keep(self, name: str, content: bytes) -> None:
        if self._ask("HEAD", name) is None:
            self._ask("PUT", name, content)

    def _ask(self, method: str, name: str, body: bytes = b"") -> bytes | None:
        return self._answer(Asked(method, f"{self._bucket}/{name}", body=body))

    def _answer(self, asked: Asked) -> bytes | None:
        """Return what the store answers, None for what it does not have. Raises StorageAway."""
        headers = signed(self._access, asked, {"host": self._host}, datetime.now(UTC))
        target = quote(asked.path) + (f"?{asked.query}" if asked.query else "")
        connection = (HTTPSConnection if self._is_secure else HTTPConnection)(
            self._host, timeout=SECONDS
        )
        try:
            connection.request(asked.method, target, asked.body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            raise StorageAway(type(error).__name__) from None
        finally:
            connection.close()
        if answer.status == MISSING and asked.method != "PUT":
            return None
        if answer.status not in (OK, NO_CONTENT):
            raise StorageAway(f"status {answer.status}")
        return content


def _bytes(digest: str) -> str:
    return f"files/{digest[:2]}/{digest}"


def _shown(digest: str) -> str:
    return f"shown/{digest[:2]}/{digest}.jpg"


def _mark(household_id: UUID, digest: str) -> str:
    return f"households/{household_id}/{digest}"
