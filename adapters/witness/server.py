"""A witness on HTTP: two addresses, and nothing else."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from adapters.witness.witness import Said, Witness

BODY_MAX = 200_000
SEEN = re.compile(r"/([0-9a-f]{64})/checkpoint")


def serve(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server that listens; `serve_forever` lets it answer."""

    class Answering(BaseHTTPRequestHandler):
        """One request to the witness."""

        timeout = 20
        server_version, sys_version = "jejak-witness", ""

        def do_POST(self) -> None:
            length = self.headers.get("content-length", "")
            if self.path != "/add-checkpoint":
                self._say(Said(404, ""))
            elif not length.isdecimal() or int(length) > BODY_MAX:
                self._say(Said(413, ""))
            else:
                body = self.rfile.read(int(length)).decode("utf-8", "replace")
                self._say(witness.add_checkpoint(body))

        def do_GET(self) -> None:
            match = SEEN.fullmatch(self.path)
            note = witness.seen(match[1]) if match else None
            self._say(Said(404, "") if note is None else Said(200, note))

        def _say(self, said: Said) -> None:
            body = said.body.encode()
            self.send_response(said.status)
            self.send_header("content-type", said.kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing: what was signed is in the file."""

    return ThreadingHTTPServer((host, port), Answering)
