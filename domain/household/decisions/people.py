"""Which wishes about members, heads and guardians come true: rule N4."""

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_here, check_known, check_status, head_of
from domain.household.commands.people import (
    AddMember,
    ChangeFamilyCard,
    ChangeHead,
    DescribeMember,
    NameGuardian,
    RecordMemberDied,
    RecordMemberLeft,
)
from domain.household.events.people import (
    FamilyCardChanged,
    GuardianNamed,
    MemberAdded,
    MemberDescribed,
    MemberDied,
    MemberDiedShape,
    MemberLeft,
)
from domain.household.keeping import checks, is_repeat
from domain.household.reporting import check_time
from domain.household.state import LIVE, Household
from domain.household.succession import Succession, adults, enthrone, succeed
from domain.persons import checked, is_family_card
from domain.rules import Refused, warn


@HOUSEHOLD.decides(AddMember)
def add_member(state: Household, command: AddMember, context: Context) -> list[Event]:
    """Rule T2 again; T3 is the ledger's. Who left may come back, who died may not."""
    known = state.people.members.get(command.person_id)
    presence = state.people.presence(command.person_id) if known else "left"
    if presence == "dead":
        raise Refused("N4", "dead")
    if known is not None and presence == "here":
        if (known.sex, known.age_band) == (command.sex, command.age_band):
            return []
        raise Refused("S3")
    check_status(state, *LIVE)
    if not state.people.here:
        raise Refused("N4", "empty")
    check_code(context, "member_joined", command.reason)
    warnings = checked(command, context.programme, context.today)
    return [MemberAdded(**command.facts(), warnings=warnings)]


@HOUSEHOLD.decides(DescribeMember)
def describe_member(state: Household, command: DescribeMember, context: Context) -> list[Event]:
    """Rule N4 again: nobody describes the head of grown people as a child."""
    check_status(state, *LIVE)
    known = check_here(state, command.person_id)
    described = (command.sex, command.age_band, command.able_to_work)
    if described == (known.sex, known.age_band, known.able_to_work):
        return []
    bands = context.programme.limits.adult_age_bands.on(context.today)
    becomes_child = known.age_band in bands and command.age_band not in bands
    if becomes_child and command.person_id == state.people.head_id:
        raise Refused("N4", "adult")
    return [MemberDescribed(**command.facts())]


@HOUSEHOLD.decides(RecordMemberLeft)
def record_member_left(
    state: Household, command: RecordMemberLeft, context: Context
) -> list[Event]:
    person_id = command.person_id
    check_known(state, person_id)
    if state.people.presence(person_id) == "left":
        return []
    check_status(state, *LIVE)
    check_here(state, person_id)
    check_code(context, "member_left", command.reason)
    if len(state.people.here) == 1:
        raise Refused("N4", "last")
    left = command.model_dump(include={"person_id", "reason", "destination", "countersigned_by"})
    return [
        MemberLeft(**left, warnings=warn(V1b=check_time(command, context))),
        *succeed(state, context, _succession(command, "left")),
    ]


def _succession(command: RecordMemberLeft | RecordMemberDied, reason: str) -> Succession:
    return Succession(
        going=frozenset({command.person_id}),
        successor_id=command.successor_id,
        care=command.care,
        reason=reason,
    )


@checks(MemberDied)
def check_death(_: Household, death: MemberDiedShape, context: Context) -> dict[str, bool]:
    check_happened(context, death.died_on)
    return {}


@HOUSEHOLD.decides(RecordMemberDied)
def record_member_died(
    state: Household, command: RecordMemberDied, context: Context
) -> list[Event]:
    """Let even the last member die: such a household has no head, and nothing but an end."""
    person_id = command.person_id
    check_known(state, person_id)
    if person_id in state.people.deaths:
        if state.people.deaths[person_id] == command.died_on:
            return []
        raise Refused("N4", "dead")
    check_status(state, *LIVE)
    check_death(state, command, context)
    died = command.model_dump(
        include={"person_id", "died_on", "document_sha256", "countersigned_by"}
    )
    return [
        MemberDied(**died, warnings=warn(V1b=check_time(command, context))),
        *succeed(state, context, _succession(command, "death")),
    ]


@HOUSEHOLD.decides(ChangeHead)
def change_head(state: Household, command: ChangeHead, context: Context) -> list[Event]:
    if state.people.head_id == command.person_id:
        return []
    check_status(state, *LIVE)
    check_here(state, command.person_id)
    check_code(context, "head_change", command.reason)
    wish = Succession(successor_id=command.person_id, care=command.care, reason=command.reason)
    return enthrone(state, context, wish)


@HOUSEHOLD.decides(NameGuardian)
def name_guardian(state: Household, command: NameGuardian, context: Context) -> list[Event]:
    if state.people.guardian_id == command.guardian_id:
        return []
    check_status(state, *LIVE)
    if adults(state, context):
        raise Refused("N4", "adults")
    check_code(context, "guardian_relation", command.relation)
    return [GuardianNamed(**command.facts())]


@HOUSEHOLD.decides(ChangeFamilyCard)
def change_family_card(
    state: Household, command: ChangeFamilyCard, context: Context
) -> list[Event]:
    if is_repeat(state, command.change_id, FamilyCardChanged, command):
        return []
    check_status(state, *LIVE)
    check_code(context, "family_card", command.reason)
    check_happened(context, command.issued_on)
    if not is_family_card(command.family_card_number or ""):
        raise Refused("T2", "family_card")
    return [FamilyCardChanged(**command.facts(), person_id=head_of(state))]
