"""What the write side needs of the world, and what the ledger may answer besides a receipt."""

from typing import Protocol
from uuid import UUID

from eventsourcing.persistence import IntegrityError


class StaleVersion(IntegrityError):
    """The stream has moved, or is not that far: load it again and decide again."""

    def __init__(self, stream: UUID) -> None:
        super().__init__(f"stream {stream} is at another version")
        self.stream = stream


class GuardFailed(StaleVersion):
    """Another stream that the decision read has moved: load both and decide again."""


class Moved(Exception):
    """What somebody saw before they asked for it has changed meanwhile: show it again."""


class KeyReused(IntegrityError):
    """The command id was used before, for a command with other content."""

    def __init__(self, command_id: UUID) -> None:
        super().__init__(f"command id {command_id} was used for something else")
        self.command_id = command_id


class ClaimTaken(IntegrityError):
    """What must be unique belongs to another stream already."""

    def __init__(self, kind: str, stream: UUID) -> None:
        super().__init__(f"this {kind} is claimed by stream {stream}")
        self.kind = kind
        self.stream = stream


class PersonKeyChanged(IntegrityError):
    """Another process stored a key for this person first, or the person was erased."""

    def __init__(self, person: UUID) -> None:
        super().__init__(f"person {person} has another key")
        self.person = person


class PersonErased(IntegrityError):
    """The personal data of this person were erased: nothing more is sealed about them."""

    def __init__(self, person: UUID) -> None:
        super().__init__(f"the data of person {person} were erased")
        self.person = person


class ErasureRefused(Exception):
    """The log holds no grant by two people, or a legal hold stands against it; rule D1 says it."""

    def __init__(self, *, is_held: bool) -> None:
        super().__init__("a legal hold stands against it" if is_held else "it was not granted")
        self.variant = "hold" if is_held else "ungranted"


class WrongKey(Exception):
    """The key file does not open a person's key: it is another one, or the key was changed."""

    def __init__(self, person: UUID) -> None:
        super().__init__(
            f"Berkas kunci ini tidak membuka kunci orang {person}; pakai yang benar. / "
            f"This key file does not open the key of person {person}; use the right one."
        )


class SealBroken(Exception):
    """A sealed field does not open to what its event is committed to."""


class KeyWrapper(Protocol):
    """Where the key-encryption key lives: a file, or a device or service that never gives it away.

    What is wrapped is bound to the person.
    """

    def wrap(self, person: UUID, key: bytes) -> bytes:
        """Return a person's key as it may lie in a database."""

    def unwrap(self, person: UUID, wrapped: bytes) -> bytes:
        """Return a person's key again. Raises WrongKey."""


class Keyring(Protocol):
    """The keys of persons. A new key is only pending until an append has stored it."""

    def key_of(self, person: UUID) -> bytes | None:
        """Return the stored key of a person; None if there is none, or none any more."""

    def key_for(self, person: UUID) -> tuple[bytes, bytes | None]:
        """Return a key to seal with, and its wrapped form while it waits to be stored."""

    def begin(self, person: UUID) -> None:
        """Make the key of a person who comes into being now, without asking the store for one."""

    def stored(self, person: UUID) -> None:
        """Take note that the pending key of a person is in the store."""

    def forget(self, person: UUID) -> None:
        """Drop what is known about a person's key, so that the store is asked again."""


class ClaimIndex(Protocol):
    """Keyed hashes: what must be found or compared again without being kept in clear."""

    def token(self, kind: str, value: str) -> bytes:
        """Return the 32 bytes under which a value of a kind (a NIK) is claimed."""

    def digest(self, content: bytes) -> bytes:
        """Return the 32 bytes by which a repeated command is known to have the same content."""
