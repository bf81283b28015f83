"""A web that answers real browsers, on a port of its own."""

import socket
from contextlib import contextmanager
from threading import Thread
from time import sleep

import uvicorn


def free_port():
    """Return a port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextmanager
def serving(api, port=None):
    """Yield the address at which a web answers."""
    port = port or free_port()
    server = uvicorn.Server(uvicorn.Config(api, port=port, log_config=None))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
