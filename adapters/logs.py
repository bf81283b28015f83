"""Logs for machines: one JSON object per line, whatever was logged, and nobody's personal data."""

import logging
import re
import sys
import traceback
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

VALUE_MAX = 300
FRAMES_MAX = 12
# Long runs of digits are NIK, family card, account and telephone numbers.
DIGITS = re.compile(r"\d{9,}")


def configure(stream: TextIO = sys.stdout, level: int = logging.INFO) -> None:
    """Send the logs of this program and of its libraries to one stream, in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    in_one_line = structlog.processors.JSONRenderer(ensure_ascii=True)
    to_line: list[Processor] = [_located, _tidy, in_one_line]
    structlog.configure(
        processors=[*shared, *to_line],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *to_line],
        )
    )
    root = logging.getLogger()
    root.handlers, root.level = [handler], max(level, logging.WARNING)


def where(error: BaseException) -> dict[str, Any]:
    """Return what may be logged about an error: its type and the lines it passed through.

    Not its message: a database's message quotes the values of the row it refused.
    """
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_MAX:]
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "where": [f"{_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _located(_: Any, __: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and place."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    return {**event, **where(error)} if isinstance(error, BaseException) else event


def _tidy(_: Any, __: str, event: EventDict) -> EventDict:
    """Shorten and mask every value, so that a slip elsewhere does not write a NIK into the log."""
    return {str(key)[:40]: _tidied(value) for key, value in event.items()}


def _tidied(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_tidied(item) for item in value[:FRAMES_MAX]]
    return DIGITS.sub("#", str(value)[:VALUE_MAX])


def _module(filename: str) -> str:
    """Return the last two parts of a path: enough to find the line, nothing about the machine."""
    return "/".join(filename.replace("\\", "/").split("/")[-2:])
