"""What a user can ask about getting onto the list and being found eligible."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime

from domain.commands import Command
from domain.household.events.targeting import (
    DataMismatchShape,
    IdentityCheckShape,
    MismatchResolutionShape,
    NominationShape,
    RejectionShape,
    VerificationVisitShape,
    VillageDecisionShape,
)
from domain.values import Code, Reference
from domain.words import VillageCode


class NominateHousehold(NominationShape, Command, name="household.nominate"):
    """Put a household on the list. What T1 demands may be missing here, to be refused by it."""

    source_agency: Code | None = None
    as_of_on: date | None = None
    row_reference: Reference | None = None
    village_code: VillageCode | None = None


class RecordIdentityCheck(IdentityCheckShape, Command, name="household.record-identity-check"):
    """Put a register's answer about a member on record."""


class FlagDataMismatch(DataMismatchShape, Command, name="household.flag-data-mismatch"):
    """Say that something kept about a member cannot be right."""


class ResolveDataMismatch(
    MismatchResolutionShape, Command, name="household.resolve-data-mismatch"
):
    """Say how a mismatch ended."""


class RecordVerificationVisit(
    VerificationVisitShape, Command, name="household.record-verification-visit"
):
    """Put a call at the house on record."""


class RecordVillageDecision(
    VillageDecisionShape, Command, name="household.record-village-decision"
):
    """Take over what the village meeting decided about this household."""


class ConfirmEligibility(Command, name="household.confirm-eligibility"):
    """Find the household eligible on what has been seen, checked and decided."""


class ConfirmEligibilityByException(Command, name="household.confirm-eligibility-by-exception"):
    """The same where nobody in the household can work. Only the programme lead may ask this."""

    exception_reason: Code


class RejectNomination(RejectionShape, Command, name="household.reject-nomination"):
    """Find the household not eligible."""


class ReferToSocialProtectionOnly(Command, name="household.refer-to-social-protection-only"):
    """Find that the household needs support rather than a livelihood."""

    reason: Code


class ReopenByObjection(Command, name="household.reopen-by-objection"):
    """Begin the verification anew because an objection is upheld. Nobody asks for this half.

    `lodged_at` is when somebody contested the rejection.
    """

    objection_id: UUID
    lodged_at: AwareDatetime


class ReopenNomination(Command, name="household.reopen-nomination"):
    """Begin the verification anew."""

    reason: Code
    objection_id: UUID | None = None
