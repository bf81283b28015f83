"""Reads a list from the bytes of a file, by what the file is and not by what it is called."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from adapters.lists.archive import MEGABYTE, OLE
from adapters.lists.plain import rows_of
from adapters.lists.refusals import NotAList
from adapters.lists.workbook import MEMORY_MAX, SECONDS_MAX
from domain.rules import Refused
from services.intake.sheet import Sheet, SheetRow

BYTES_MAX = 20 * MEGABYTE
ROOT = Path(__file__).resolve().parents[2]


def load(path: Path) -> bytes:
    """Return the content of a file that is not too large to be a list."""
    try:
        if path.stat().st_size > BYTES_MAX:
            raise Refused("L1", "size", file=path.name, limit=BYTES_MAX // MEGABYTE)
        return path.read_bytes()
    except OSError as error:
        raise Refused("L1", "missing", file=path.name) from error


def read_list(
    name: str, content: bytes, *, sheet: str | None = None, encoding: str | None = None
) -> Sheet:
    """Return the rows of a list. Raises Refused with one sentence for what is not one."""
    if len(content) > BYTES_MAX:
        raise Refused("L1", "size", file=name, limit=BYTES_MAX // MEGABYTE)
    title = name
    try:
        if content.startswith((b"PK", OLE)) or name.lower().endswith((".xlsx", ".xlsm", ".xls")):
            answer = _in_a_child(content, sheet)
            title, rows = f"{name} [{answer['sheet']}]", answer["rows"]
        else:
            rows = list(rows_of(content, encoding))
    except NotAList as refused:
        raise Refused(refused.code, refused.variant, file=title, **refused.params) from refused
    found = tuple(SheetRow(number, tuple(cells)) for number, cells in rows)
    return Sheet(title, hashlib.sha256(content).hexdigest(), found)


def _in_a_child(content: bytes, sheet: str | None) -> dict[str, Any]:
    """Have the workbook read by a process that may not use much memory or time."""
    try:
        child = subprocess.run(  # noqa: S603 (our own module, no shell)
            [sys.executable, "-m", "adapters.lists.workbook", json.dumps(sheet)],
            input=content,
            capture_output=True,
            check=False,
            cwd=ROOT,
            timeout=SECONDS_MAX,
        )
    except subprocess.TimeoutExpired as error:
        raise NotAList("L2", "time", limit=SECONDS_MAX) from error
    if child.returncode != 0:
        raise NotAList("L2", "memory", limit=MEMORY_MAX // MEGABYTE)
    answer: dict[str, Any] = json.loads(child.stdout)
    if "refused" in answer:
        code, variant, params = answer["refused"]
        raise NotAList(code, variant, **params)
    return answer
