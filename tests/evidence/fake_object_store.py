"""A small object store in a process of its own; it believes no request whose signature is wrong.

The signature is recomputed from the raw request, by other code than the program's.
"""

import hashlib
import hmac
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

KEY_ID, SECRET = "CONTOHKUNCI", "rahasia-contoh"
KEPT: dict[str, bytes] = {}
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(\w+)/(\d{8})/([\w-]+)/s3/aws4_request, "
    r"SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})"
)


def mac(key, text):
    return hmac.new(key, text.encode("utf-8"), hashlib.sha256)


def is_signed(command, target, headers, body):
    found = AUTHORIZATION.fullmatch(headers.get("authorization", ""))
    if found is None or found[1] != KEY_ID:
        return False
    date, region, names, said = found[2], found[3], found[4].split(";"), found[5]
    if not {"host", "x-amz-date", "x-amz-content-sha256"} <= set(names):
        return False
    if headers["x-amz-content-sha256"] != hashlib.sha256(body).hexdigest():
        return False
    path, _, query = target.partition("?")
    canonical = [command, path, "&".join(sorted(query.split("&"))) if query else ""]
    canonical += [f"{name}:{headers[name].strip()}" for name in names]
    canonical += ["", ";".join(names), headers["x-amz-content-sha256"]]
    digest = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
    scope = f"{date}/{region}/s3/aws4_request"
    key = ("AWS4" + SECRET).encode()
    for part in (date, region, "s3", "aws4_request"):
        key = mac(key, part).digest()
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, digest])
    return hmac.compare_digest(mac(key, text).hexdigest(), said)


def listed(target):
    """Return the keys under a prefix, at most two at a time, so that a client has to go on."""
    path, _, query = target.partition("?")
    asked = {name: unquote(value) for name, _, value in map(partition, query.split("&"))}
    keys = sorted(key.removeprefix(f"{path}/") for key in KEPT if key.startswith(f"{path}/"))
    wanted = [k for k in keys if k.startswith(asked["prefix"]) and k > asked["start-after"]]
    told = "".join(f"<Contents><Key>{key}</Key></Contents>" for key in wanted[:2])
    more = "true" if wanted[2:] else "false"
    return f"<ListBucketResult><IsTruncated>{more}</IsTruncated>{told}</ListBucketResult>".encode()


def partition(pair):
    return pair.partition("=")


class Handler(BaseHTTPRequestHandler):
    """Keeps what it is given in memory, under its path."""

    def _answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _handle(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not is_signed(self.command, self.path, self.headers, body):
            return self._answer(403)
        if "?" in self.path:
            return self._answer(200, listed(self.path))
        if self.command == "PUT":
            KEPT[self.path] = body
            return self._answer(200)
        if self.command == "DELETE":
            KEPT.pop(self.path, None)
            return self._answer(204)
        return self._answer(200, KEPT[self.path]) if self.path in KEPT else self._answer(404)

    do_GET = do_HEAD = do_PUT = do_DELETE = _handle  # noqa: N815 (names of the library)

    def log_message(self, *_):
        """Say nothing."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
