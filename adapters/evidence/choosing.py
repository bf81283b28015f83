"""Which place an installation keeps its files in: a directory, or an object store it names."""

from pathlib import Path

from pydantic import SecretStr

from adapters.evidence.directory import DirectoryStore
from adapters.evidence.object_store import Access, ObjectStore
from services.evidence import FileStore


def file_store(
    home: Path, url: str | None, region: str, key_id: str, secret: SecretStr
) -> FileStore:
    """Return the directory under the home, unless an address was configured."""
    if url is None:
        return DirectoryStore(home / "evidence")
    return ObjectStore(url, Access(key_id, secret.get_secret_value(), region))
