"""What can have happened at a user's desk: roles given, wishes refused, files read."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.events import Event
from domain.personal import Identity, Narrative
from domain.values import Code, Codes, Ids, Reference, RuleCode, Sha256
from domain.words import Variant, VillageCode, VillageCodes


class DeskFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class UserShape(DeskFact):
    """Somebody who works with Jejak, for which organisation."""

    user_id: UUID
    organisation: Code
    full_name: Identity = None


class UserRegistered(UserShape, Event, name="desk.user-registered.v1", subject="user_id"):
    """Pengguna terdaftar. Somebody may be given roles."""


class GrantShape(DeskFact):
    """A role, and the villages it is limited to (none: as far as the role itself reaches)."""

    role: Code
    villages: VillageCodes = ()


class RoleGranted(GrantShape, Event, name="desk.role-granted.v1"):
    """Peran diberikan. A user was given a role."""


class RevocationShape(DeskFact):
    """A role that ends."""

    role: Code
    reason: Code


class RoleRevoked(RevocationShape, Event, name="desk.role-revoked.v1"):
    """Peran dicabut. A user lost a role."""


class BlockShape(DeskFact):
    """Why somebody may not sign in for the time being."""

    reason: Code


class UserBlocked(BlockShape, Event, name="desk.user-blocked.v1"):
    """Pengguna diblokir. A user may not sign in until somebody unblocks the account."""


class UserUnblocked(DeskFact, Event, name="desk.user-unblocked.v1"):
    """Blokir dibuka. A blocked user may sign in again."""


class AccessShape(DeskFact):
    """What was done to the ways in which a user proves who they are."""

    what: Literal[
        "password_given",
        "password_changed",
        "sessions_ended",
        "second_factor_confirmed",
        "recovery_codes_renewed",
        "recovery_code_used",
        "passkey_added",
        "passkey_removed",
    ]


class AccessChanged(AccessShape, Event, name="desk.access-changed.v1"):
    """Cara masuk berubah. Something was done to how a user signs in."""


class SecondFactorResetAsked(DeskFact, Event, name="desk.second-factor-reset-asked.v1"):
    """Setel ulang kode masuk diminta. Somebody asked to forget a user's second factor."""


class SecondFactorReset(DeskFact, Event, name="desk.second-factor-reset.v1"):
    """Kode masuk disetel ulang. A second person agreed: the second factor is forgotten."""


class RefusalShape(DeskFact):
    """What was tried, on which stream, and the rule that said no."""

    command: Code
    code: RuleCode
    variant: Variant = ""
    target: UUID | None = None


class RefusalRecorded(RefusalShape, Event, name="desk.refusal-recorded.v1"):
    """Penolakan dicatat. A user tried something that a rule refused."""


class ReadingShape(DeskFact):
    """Which file was opened, on which page, and as of which position of the log."""

    target: UUID
    page: Code
    as_of: Annotated[int, Field(ge=0)] | None = None


class FileRead(ReadingShape, Event, name="desk.file-read.v1"):
    """Berkas dibaca. A user opened a file."""


class BundleShape(DeskFact):
    """A bundle that left the house: whose histories up to which position, for whom, and why.

    Without a recipient it is for the user's own checking. `groups` are what it opens.
    """

    file_sha256: Sha256
    kind: Literal["household", "village", "sample"]
    household_ids: Annotated[Ids, Field(max_length=1_500)]
    village_code: VillageCode | None = None
    engagement_id: UUID | None = None
    upto: Annotated[int, Field(ge=0)]
    groups: Codes = ()
    recipient: Reference | None = None
    basis: Reference | None = None


class BundleReleased(BundleShape, Event, name="desk.bundle-released.v1"):
    """Bundel diserahkan. A copy of histories, with all that proves them, left the house."""


class QuarantineShape(DeskFact):
    """A submission of a device that was refused, kept whole.

    Its body is sealed under a key of its own, `submission_id`.
    """

    submission_id: UUID
    command: Code
    code: RuleCode
    variant: Variant = ""
    target: UUID | None = None
    body: Narrative = None


class SubmissionQuarantined(
    QuarantineShape, Event, name="desk.submission-quarantined.v1", subject="submission_id"
):
    """Kiriman dikarantina. A refused submission waits in the box "needs attention"."""


class SettlementShape(DeskFact):
    """What became of a submission in the box."""

    submission_id: UUID
    outcome: Literal["sent_again", "withdrawn", "recorded_as_irregularity"]


class SubmissionSettled(SettlementShape, Event, name="desk.submission-settled.v1"):
    """Kiriman diselesaikan. Somebody dealt with a submission in the box."""


class ExplanationShape(DeskFact):
    """Why a submission was settled as it was."""

    submission_id: UUID
    reason: Code


class SettlementExplained(ExplanationShape, Event, name="desk.settlement-explained.v1"):
    """Alasan penyelesaian. Whoever settled a submission in the box said why."""
