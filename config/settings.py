"""The settings of one installation, read from the environment once, at the start."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

PREFIX = "JEJAK_"


class BadSetting(Exception):
    """A variable of the environment that cannot be used."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(
            f"{variable}: nilai tidak dapat dipakai ({reason}). Betulkan atau hapus variabel itu."
            f" / {variable}: this value cannot be used ({reason}). Correct or unset it."
        )


class Settings(BaseModel):
    """Defaults of a laptop. Without `database_url` the installation brings its own PostgreSQL."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    home: Path = Path(".jejak")
    port: Annotated[int, Field(ge=1, le=65_535)] = 8000
    origin: Annotated[str, Field(pattern=r"^https://[a-z0-9.-]+(:[0-9]{1,5})?$")] | None = None
    database_url: SecretStr | None = None
    accept_data_loss: bool = False
    programme: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")] = "ntb"
    timestamp_url: Annotated[str, Field(pattern=r"^https?://")] | None = None
    evidence_url: Annotated[str, Field(pattern=r"^https?://[^/]+/[^/]+/?$")] | None = None
    evidence_region: str = "us-east-1"
    evidence_key_id: str = ""
    evidence_secret: SecretStr = SecretStr("")
    session_idle_minutes: Annotated[int, Field(ge=1, le=480)] = 15
    session_hours: Annotated[int, Field(ge=1, le=24)] = 8
    writes_a_minute: Annotated[int, Field(ge=10, le=100_000)] = 600
    exports_a_minute: Annotated[int, Field(ge=5, le=10_000)] = 120

    @property
    def address(self) -> str:
        """Return where browsers find the installation: this very machine, if nothing is said."""
        return self.origin or f"http://localhost:{self.port}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read JEJAK_HOME, JEJAK_PORT and so on; an empty variable counts as unset."""
        given = {
            field: environment[PREFIX + field.upper()]
            for field in cls.model_fields
            if environment.get(PREFIX + field.upper(), "").strip()
        }
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            variable = PREFIX + str(first["loc"][0]).upper()
            raise BadSetting(variable, first["msg"]) from None
