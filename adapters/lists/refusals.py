"""A refusal that crosses the border between the process that reads a workbook and ours."""

from typing import Any


class NotAList(Exception):
    """The file is refused by the rule `code` for the reason `variant`; `params` fill its sentence.

    The reading process knows only the standard library, so that it starts fast and small; the
    parent turns this into the domain's refusal.
    """

    def __init__(self, code: str, variant: str, **params: Any) -> None:
        self.code, self.variant, self.params = code, variant, params
        super().__init__(code, variant)
