"""Reads a programme definition: one TOML file, and the CSV files that it names.

The version of a definition is the first half of the SHA-256 over its files, one after another,
so that anybody who has the files can compute it again.
"""

import csv
import gzip
import io
import tomllib
from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.programme_checks import check_programme
from config.programme_errors import BadProgramme
from domain.instrument.commands import AdoptDefinition
from domain.programme import Programme

PROGRAMMES = Path(__file__).parent / "programmes"
VERSION_DIGITS = 32
# What in which table has versions, besides the limits.
DATED = {
    "targets": ("figure",),
    "data_rights": ("hours",),
    "retention": ("months",),
    "transfers": ("ceiling",),
    "schemes": ("floor", "ceiling"),
    "prices": ("price",),
}


@dataclass(frozen=True)
class ProgrammeFiles:
    """A programme with the files that it was read from, the TOML first."""

    programme: Programme
    files: tuple[tuple[str, bytes], ...]

    def adopt(self) -> AdoptDefinition:
        """Return the command that puts the definition on record, with its full text."""
        whole = b"".join(content for _, content in self.files)
        return AdoptDefinition(
            version=self.programme.version,
            files=tuple((name, sha256(content).hexdigest()) for name, content in self.files),
            content=b64encode(gzip.compress(whole, mtime=0)).decode(),
        )


def programme_names(folder: Path = PROGRAMMES) -> list[str]:
    """Return the names of the definitions that there are."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load_programme(
    name: str, folder: Path = PROGRAMMES, commands: Collection[str] = ()
) -> ProgrammeFiles:
    """Read one definition. Raises BadProgramme; `commands` are those that a role may name."""
    file = f"{name}.toml"
    if name not in programme_names(folder):
        known = ", ".join(programme_names(folder))
        raise BadProgramme.missing_definition(file, known)
    read = {file: (folder / file).read_bytes()}
    tables = _toml(file, read[file])
    for key in ("villages", "statistics"):
        if key in tables:
            tables[key] = _csv_rows(file, key, tables[key], folder, read)
    tables["reasons"] = _reasons(file, tables.get("reasons", []), folder, read)
    _prepare(tables, b"".join(read.values()))
    try:
        programme = Programme.model_validate(tables)
    except ValidationError as error:
        raise BadProgramme.from_validation(file, error) from None
    check_programme(file, programme, commands)
    return ProgrammeFiles(programme, tuple(read.items()))


def _toml(file: str, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadProgramme.unreadable(file, str(error)) from None


def _csv_rows(
    toml: str, key: str, file: Any, folder: Path, read: dict[str, bytes]
) -> list[dict[str, Any]]:
    """Return the rows of a CSV file; a column whose name is plural holds values split by ;."""
    if not isinstance(file, str) or Path(file).name != file or not (folder / file).is_file():
        raise BadProgramme.missing_table(toml, key, str(file))
    read[file] = (folder / file).read_bytes()
    try:
        text = io.StringIO(read[file].decode(), newline="")
    except UnicodeDecodeError as error:
        raise BadProgramme.unreadable(file, str(error)) from None
    rows = []
    for number, row in enumerate(csv.DictReader(text, strict=True), start=2):
        if None in row or None in row.values():
            raise BadProgramme.bad_row(file, number)
        rows.append({column: _cell(column, value) for column, value in row.items()})
    return rows


def _reasons(
    toml: str, files: Any, folder: Path, read: dict[str, bytes]
) -> dict[str, list[dict[str, Any]]]:
    """Return the code lists; a list of a later file replaces the one of an earlier file."""
    reasons: dict[str, list[dict[str, Any]]] = {}
    for file in files if isinstance(files, list) else [files]:
        lists: dict[str, list[dict[str, Any]]] = {}
        for row in _csv_rows(toml, "reasons", file, folder, read):
            lists.setdefault(row.pop("kind", ""), []).append(row)
        reasons |= lists
    return reasons


def _cell(column: str, value: str) -> Any:
    """Return a cell as the definition holds it; what is left empty says no, or nothing."""
    if column in ("aliases", "namesakes"):
        return [part for part in value.split(";") if part]
    if column in ("poor_rate", "poor_people"):
        return int(value) if value.isdecimal() else value or None
    if column == "needs_proof":
        return {"": False, "true": True}.get(value, value)
    return value


def _prepare(tables: dict[str, Any], whole: bytes) -> None:
    """Turn what is short for people into what the definition holds."""
    tables["version"] = sha256(whole).hexdigest()[:VERSION_DIGITS]
    for table in ("limits", "flags"):
        if isinstance(figures := tables.get(table), dict):
            tables[table] = {name: {"versions": each} for name, each in figures.items()}
    for table, keys in DATED.items():
        for entry in tables.get(table, ()):
            entry |= {key: {"versions": entry.get(key, ())} for key in keys}
    for key, value in tables.items():
        tables[key] = _with_labels(value)


def _with_labels(value: Any) -> Any:
    """Gather the two languages of a thing, written as `id` and `en` beside its code."""
    if isinstance(value, list):
        return [_with_labels(item) for item in value]
    if not isinstance(value, dict):
        return value
    rest = {key: _with_labels(item) for key, item in value.items() if key not in ("id", "en")}
    languages = {key: value[key] for key in ("id", "en") if key in value}
    if not languages:
        return rest
    return rest | {"label": languages} if rest else languages
