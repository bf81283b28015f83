"""What the program logs while it is tested: short as a rule, and as in production where asked for.

Left alone, structlog paints the values of every frame of an exception, which takes minutes where
a programme definition is among them.
"""

import io
import logging
from contextlib import contextmanager

import structlog

from adapters import logs


def keep_short():
    """Let an exception be shown with its lines, and without the values that they hold."""
    show = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, show])


@contextmanager
def as_in_production():
    """Yield the stream to which the logs go for a while, in the form that operators get."""
    stream, root = io.StringIO(), logging.getLogger()
    before, configured = (root.handlers, root.level), structlog.get_config()
    logs.configure(stream)
    try:
        yield stream
    finally:
        root.handlers, root.level = before
        structlog.configure(**configured)
