"""Cells of tables that leave the house: what a spreadsheet shows and never carries out."""

from typing import Any

# A cell that begins like this would be carried out as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """Return a value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = " ".join(str(each) for each in value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
