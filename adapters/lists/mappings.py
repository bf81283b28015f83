"""The declared mappings, one TOML file a kind of list: read when asked for, never guessed."""

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from domain.rules import Refused
from services.intake.mapping import ListMapping


def load_mapping(folder: Path, name: str) -> ListMapping:
    """Return the mapping of a kind of list. Raises Refused (L5) when it is not declared."""
    files = {file.stem: file for file in sorted(folder.glob("*.toml"))}
    if name not in files:
        raise Refused("L5", "mapping", name=name, names=", ".join(files) or "-")
    try:
        content = tomllib.loads(files[name].read_text("utf-8"))
        return ListMapping.model_validate(content)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused("L5", "mapping_file", file=f"{name}.toml", place=_line(error)) from error
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise Refused("L5", "mapping_file", file=f"{name}.toml", place=place) from error


def _line(error: Exception) -> str:
    """Return where TOML stops being TOML, without quoting the file."""
    found = re.search(r"\(at ([^()]*)\)$", str(error))
    return found[1] if found else "UTF-8"
