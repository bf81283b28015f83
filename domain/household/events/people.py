"""Who belongs to a household: members come, leave and die; households split, merge and move."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from domain.events import Event
from domain.household.events.report import FieldReport
from domain.personal import Contact, Identity, Place
from domain.persons import AgeBand, MemberLine, Person, Sex
from domain.values import Code, Ids, Sha256
from domain.words import VillageCode

Relation = Literal["spouse", "child", "grandchild", "parent", "sibling", "other"]


class MemberShape(Person):
    """A member and how they belong to the head."""

    relation: Relation
    reason: Code


class MemberAdded(MemberShape, Event, name="household.member-added.v1", subject="person_id"):
    """Anggota bertambah. Somebody was born, married, came back, or had been left out."""


class DescriptionShape(BaseModel):
    """What rules read about a member: it changes with birthdays, illness and recovery."""

    person_id: UUID
    sex: Sex
    age_band: AgeBand
    able_to_work: bool


class MemberDescribed(DescriptionShape, Event, name="household.member-described.v1"):
    """Keterangan anggota diperbarui. From here on this holds of the member, the head included."""


class MemberLeftShape(FieldReport):
    """Who left and why. `destination` is where to, in words."""

    person_id: UUID
    reason: Code
    destination: Place = None


class MemberLeft(MemberLeftShape, Event, name="household.member-left.v1", subject="person_id"):
    """Anggota pergi. The person no longer lives with the household."""


class MemberDiedShape(FieldReport):
    """Who died and when. `document_sha256` is that of the death certificate."""

    person_id: UUID
    died_on: date
    document_sha256: Sha256 | None = None


class MemberDied(MemberDiedShape, Event, name="household.member-died.v1"):
    """Anggota meninggal. From `died_on` on the person is entitled to nothing."""


class HeadChanged(Event, name="household.head-changed.v1"):
    """Kepala keluarga berganti. There is exactly one head before and after."""

    person_id: UUID
    previous_head_id: UUID | None
    reason: Code


class GuardianShape(BaseModel):
    """The adult who answers for a household of children."""

    guardian_id: UUID
    relation: Code
    full_name: Identity = None
    phone: Contact = None
    address: Place = None


class GuardianNamed(
    GuardianShape, Event, name="household.guardian-named.v1", subject="guardian_id"
):
    """Wali ditunjuk. An adult outside the household answers for the children left alone."""


class ChildReferredToSocialWorker(Event, name="household.child-referred-to-social-worker.v1"):
    """Anak dirujuk ke pekerja sosial. Children were left alone and a social worker was called."""

    referral_id: UUID
    person_id: UUID
    agency: Code


class FamilyCardShape(BaseModel):
    """A new family card. Its number is never a key: it changes with every change of head."""

    change_id: UUID
    reason: Code
    issued_on: date
    family_card_number: Identity = None


class FamilyCardChanged(
    FamilyCardShape, Event, name="household.family-card-changed.v1", subject="person_id"
):
    """Ganti KK. The civil registry issued a new family card. `person_id` is the head."""

    person_id: UUID


class SplitShape(BaseModel):
    """Who leaves to form which new household, and who will head it."""

    new_household_id: UUID
    new_head_id: UUID
    member_ids: Annotated[Ids, Field(min_length=1)]
    reason: Code


class HouseholdSplit(SplitShape, Event, name="household.split.v1"):
    """Pecah KK. These members form a household of their own; what was given stays counted here."""


class HouseholdFormedBySplit(Event, name="household.formed-by-split.v1"):
    """Terbentuk dari pecah KK. A new household with a past elsewhere; it is verified anew."""

    from_household_id: UUID
    village_code: VillageCode
    head_id: UUID
    members: tuple[MemberLine, ...]


class MergeShape(BaseModel):
    """Which household goes on. `adopted_ids` are the members whom it did not have."""

    into_household_id: UUID
    reason: Code
    adopted_ids: Ids = ()


class HouseholdMerged(MergeShape, Event, name="household.merged.v1"):
    """Digabung. This household was a duplicate: its stream ends here and points to the other."""


class HouseholdAbsorbed(Event, name="household.absorbed.v1"):
    """Menerima gabungan. A duplicate was joined to this household, with the members `adopted`."""

    household_id: UUID
    adopted: tuple[MemberLine, ...] = ()


class HouseholdMergeReverted(Event, name="household.merge-reverted.v1"):
    """Penggabungan dibatalkan. On both streams; `person_ids` go back to the merged one."""

    other_household_id: UUID
    person_ids: Ids
    reason: Code


class MoveShape(BaseModel):
    """Where to within the programme, and since when. `address` is of the new house."""

    to_village_code: VillageCode
    moved_on: date
    address: Place = None


class HouseholdMoved(MoveShape, Event, name="household.moved.v1", subject="person_id"):
    """Pindah. The household lives in another village of the programme; its history goes along.

    `person_id` is the head. The mentor of the old village has no more part in it.
    """

    person_id: UUID
    from_village_code: VillageCode
