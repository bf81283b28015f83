"""What is put on record about the log itself."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from domain.events import Event
from domain.values import Reference, Sha256


class HeadsShape(BaseModel):
    """`size` is how many events were looked at, the first ones of the log.

    `root` is the RFC 6962 root over one line for each of their `streams`: stream, version and
    leaf of its last event, sorted by stream.
    """

    size: Annotated[int, Field(ge=1)]
    streams: Annotated[int, Field(ge=1)]
    root: Sha256


class HeadsSealed(HeadsShape, Event, name="log.heads-sealed.v1"):
    """Ujung riwayat disegel. How far each history had come, so that a missing end shows.

    Whoever holds a history and this fact can tell whether anything was left out at its end.
    """


class SigningKeyShape(BaseModel):
    """`origin` is the name of the log on its checkpoints, `key` the public Ed25519 key as hex."""

    origin: Reference
    key: Sha256


class SigningKeyNamed(SigningKeyShape, Event, name="log.signing-key-named.v1"):
    """Kunci penanda tangan. From here on this key signs the checkpoints of the log.

    The first checkpoint after it is signed by the key before it too.
    """


class EpochShape(BaseModel):
    """`size` and `root` are what the backup brought back, `lost` how much more had been signed.

    `until_at` is the moment to which it was restored, where one was asked for.
    """

    epoch: Annotated[int, Field(ge=2)]
    size: Annotated[int, Field(ge=0)]
    root: Sha256
    lost: Annotated[int, Field(ge=0)] = 0
    until_at: AwareDatetime | None = None


class EpochBegun(EpochShape, Event, name="log.epoch-begun.v1"):
    """Catatan dipulihkan dari cadangan. From here on the log goes on from a backup.

    What was recorded after it is not here; phones and offices offer it again.
    """
