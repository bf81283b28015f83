"""What a government officer reads when a programme definition cannot be used."""

from typing import Self

from pydantic import ValidationError

# What pydantic found, as one says it to somebody who edits the file.
REASONS = {
    "missing": ("wajib diisi; tambahkan", "is required; add it"),
    "extra_forbidden": (
        "tidak dikenal; hapus atau betulkan ejaannya",
        "is not known; remove it or correct its spelling",
    ),
    "int_type": ("harus bilangan bulat", "must be a whole number"),
    "int_parsing": ("harus bilangan bulat", "must be a whole number"),
    "date_type": (
        "harus tanggal seperti 2026-01-31, tanpa tanda kutip",
        "must be a date like 2026-01-31, without quotes",
    ),
    "date_from_datetime_parsing": (
        "harus tanggal seperti 2026-01-31",
        "must be a date like 2026-01-31",
    ),
    "string_type": ("harus teks dalam tanda kutip", "must be text in quotes"),
    "bool_type": ("harus true atau false", "must be true or false"),
    "bool_parsing": ("harus true atau false", "must be true or false"),
    "tuple_type": ("harus daftar dalam kurung siku", "must be a list in square brackets"),
}


class BadProgramme(Exception):
    """A definition that cannot be used. It names the file, the key and what to do."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(f"{indonesian} / {english}")
        self.indonesian, self.english = indonesian, english

    @classmethod
    def at(cls, file: str, key: str, indonesian: str, english: str) -> Self:
        """Blame one key of one file."""
        return cls(f"{file}: kunci {key} {indonesian}.", f"{file}: the key {key} {english}.")

    @classmethod
    def unknown(cls, file: str, key: str, value: object) -> Self:
        """Blame a name that nothing bears."""
        return cls.at(
            file,
            key,
            f"menyebut {value}, yang tidak ada; betulkan ejaannya atau tambahkan",
            f"names {value}, which does not exist; correct its spelling or add it",
        )

    @classmethod
    def missing_definition(cls, file: str, known: str) -> Self:
        """Blame the name of the definition."""
        return cls(
            f"{file}: definisi program tidak ada; pilih salah satu: {known}.",
            f"{file}: there is no such programme definition; choose one of: {known}.",
        )

    @classmethod
    def unreadable(cls, file: str, reason: str) -> Self:
        """Blame a file that is no text or no TOML."""
        return cls(
            f"{file}: tidak dapat dibaca ({reason}). Simpan sebagai UTF-8 dan betulkan.",
            f"{file}: cannot be read ({reason}). Save it as UTF-8 and correct it.",
        )

    @classmethod
    def missing_table(cls, file: str, key: str, table: str) -> Self:
        """Blame a CSV file that is named but is not there."""
        return cls.at(
            file,
            key,
            f"menyebut {table}, yang tidak ada di folder yang sama; betulkan nama berkasnya",
            f"names {table}, which is not in the same folder; correct the file's name",
        )

    @classmethod
    def bad_row(cls, file: str, row: int) -> Self:
        """Blame a row of a CSV file with too many or too few cells."""
        return cls(
            f"{file}, baris {row}: jumlah sel tidak sama dengan judul kolom; betulkan baris itu.",
            f"{file}, row {row}: not as many cells as column titles; correct that row.",
        )

    @classmethod
    def from_validation(cls, file: str, error: ValidationError) -> Self:
        """Blame the first key that does not fit."""
        first = error.errors(include_url=False)[0]
        unknown = (f"tidak sesuai ({first['msg']}); betulkan", f"is wrong ({first['msg']})")
        indonesian, english = REASONS.get(first["type"], unknown)
        return cls.at(file, _key(first["loc"]), indonesian, english)


def _key(location: tuple[int | str, ...]) -> str:
    """Return the place as it is written in the file: rows of a list count from 1."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".").replace(".versions[", "[").replace(".label", "")
