"""Writes the documents that say what the code says: every event and every rule.

A test compares the files with what is written here, so that they cannot lag behind.
"""

from collections.abc import Callable
from pathlib import Path

from adapters.documents.events import events_document
from adapters.documents.rules import rules_document
from domain.loading import import_domain

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENTS: dict[str, Callable[[], str]] = {
    "events.md": events_document,
    "rules.md": rules_document,
}


def write_documents(folder: Path = DOCS) -> list[Path]:
    """Write each document anew; return those that changed."""
    import_domain()
    changed = []
    for name, document in DOCUMENTS.items():
        path, text = folder / name, document()
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(path)
    return changed
