"""What a user can ask about who belongs to a household."""

from uuid import UUID

from pydantic import ConfigDict

from domain.commands import Command
from domain.household.events.people import (
    DescriptionShape,
    FamilyCardShape,
    GuardianShape,
    MemberDiedShape,
    MemberLeftShape,
    MemberShape,
    MergeShape,
    MoveShape,
    SplitShape,
)
from domain.values import Code, Ids


class ChildCare(GuardianShape):
    """Who answers for children left alone, and which agency's social worker was called."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    referral_id: UUID
    agency: Code


class AddMember(MemberShape, Command, name="household.add-member"):
    """Put a new member on record."""


class DescribeMember(DescriptionShape, Command, name="household.describe-member"):
    """Say what holds of a member now: age band and ability to work."""


class RecordMemberLeft(MemberLeftShape, Command, name="household.record-member-left"):
    """Put on record that a member left. When it was the head, name the next one."""

    successor_id: UUID | None = None
    care: ChildCare | None = None


class RecordMemberDied(MemberDiedShape, Command, name="household.record-member-died"):
    """Put a death on record. When it was the head, name the next one."""

    successor_id: UUID | None = None
    care: ChildCare | None = None


class ChangeHead(Command, name="household.change-head"):
    """Make another living member the head."""

    person_id: UUID
    reason: Code
    care: ChildCare | None = None


class NameGuardian(GuardianShape, Command, name="household.name-guardian"):
    """Name another guardian for a household of children."""


class ChangeFamilyCard(FamilyCardShape, Command, name="household.change-family-card"):
    """Put a new family card on record."""


class SplitHousehold(SplitShape, Command, name="household.split"):
    """Let members form a household of their own. When the head goes, name who heads the rest."""

    successor_id: UUID | None = None
    care: ChildCare | None = None


class FormHouseholdBySplit(Command, name="household.form-by-split"):
    """The other half of a split, on the new stream. Asked by the service, never by a user."""

    from_household_id: UUID
    head_id: UUID
    member_ids: Ids


class MergeHousehold(MergeShape, Command, name="household.merge"):
    """End this duplicate, and let the other household go on."""


class AbsorbHousehold(Command, name="household.absorb"):
    """The other half of a merge, on the household that goes on. Asked by the service."""

    household_id: UUID
    adopted_ids: Ids = ()


class RevertMerge(Command, name="household.revert-merge"):
    """Give a merged household its own life back, in the status it had."""

    reason: Code


class ReleaseAbsorbed(Command, name="household.release-absorbed"):
    """The other half of an un-merge, on the household that had gone on. Asked by the service."""

    household_id: UUID
    reason: Code


class MoveHousehold(MoveShape, Command, name="household.move"):
    """Let the household go on in another village of the programme."""
