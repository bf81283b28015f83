"""A timestamp authority of RFC 3161 for tests: `openssl ts` behind a web server."""

import subprocess
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

CONFIG = """
[tsa]
default_tsa = it
[it]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = no
ess_cert_id_chain = no
"""


def openssl(*words, **more):
    return subprocess.run(["openssl", *words], check=True, capture_output=True, **more).stdout


class Authority:
    """Signs what time it is with a certificate of its own."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "serial").write_text("01\n")
        (folder / "ts.cnf").write_text(CONFIG.format(folder=folder))
        openssl(
            *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-subj", "/CN=Otoritas Waktu Contoh", "-days", "30"),
            *("-addext", "extendedKeyUsage=critical,timeStamping"),
            *("-keyout", folder / "tsa.key", "-out", folder / "tsa.pem"),
        )

    def reply(self, query):
        (self.folder / "query").write_bytes(query)
        return openssl(
            *("ts", "-reply", "-config", self.folder / "ts.cnf"),
            *("-queryfile", self.folder / "query"),
        )

    def verifies(self, content, answer):
        (self.folder / "content").write_bytes(content)
        (self.folder / "answer").write_bytes(answer)
        done = subprocess.run(
            [
                *("openssl", "ts", "-verify", "-data", self.folder / "content"),
                *("-in", self.folder / "answer", "-CAfile", self.folder / "tsa.pem"),
            ],
            capture_output=True,
            check=False,
        )
        return done.returncode == 0


@contextmanager
def serving(reply):
    """Yield the address of a server that answers every question with `reply(question)`."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            body = reply(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
