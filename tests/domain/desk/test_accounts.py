"""Somebody is kept out and let in by others, and a second factor is forgotten by two people."""

from datetime import timedelta
from uuid import UUID

from domain.desk.aggregate import DESK
from domain.desk.commands import (
    AskSecondFactorReset,
    BlockUser,
    NoteAccess,
    ResetSecondFactor,
    UnblockUser,
)
from domain.desk.events import (
    AccessChanged,
    SecondFactorReset,
    SecondFactorResetAsked,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from tests.definitions import code, in_both_programmes
from tests.scenario import NOW, given_of, said

USER, ADMINISTRATOR, SECOND = UUID(int=0xA11), UUID(int=0xA12), UUID(int=0xA15)
REGISTERED = UserRegistered(user_id=USER, organisation="dinsos")
ASK, RESET = AskSecondFactorReset(), ResetSecondFactor()


def registered(*more):
    return given_of(DESK, REGISTERED, *more, stream=USER)


@in_both_programmes
def test_a_user_is_blocked_once_for_a_known_reason_and_let_in_again(programme):
    block = BlockUser(reason=code(programme, "user_block"))
    then = registered().when(block, by=ADMINISTRATOR, programme=programme)
    then = then.then(UserBlocked(reason=block.reason))
    then.when(block, by=ADMINISTRATOR, programme=programme).then_nothing()
    then = then.when(UnblockUser(), by=ADMINISTRATOR, programme=programme).then(UserUnblocked())
    assert then.state.blocked == ""
    then.when(UnblockUser(), by=ADMINISTRATOR, programme=programme).then_nothing()

    unknown = registered().when(BlockUser(reason="no_such"), by=ADMINISTRATOR, programme=programme)
    unknown.then_refused("S1", "reason")


@in_both_programmes
def test_nobody_looks_after_their_own_account_and_nobodys_is_there_to_be_looked_after(programme):
    block = BlockUser(reason=code(programme, "user_block"))
    for command in (block, ASK, RESET):
        registered().when(command, by=USER, programme=programme).then_refused("K2", "self")
        stranger = given_of(DESK, stream=USER).when(command, by=ADMINISTRATOR, programme=programme)
        stranger.then_refused("K1", "unregistered")
    blocked = registered(UserBlocked(reason=block.reason))
    blocked.when(UnblockUser(), by=USER, programme=programme).then_refused("K2", "self")


@in_both_programmes
def test_a_second_factor_is_forgotten_only_when_a_second_person_agrees_in_time(programme):
    registered().when(RESET, by=SECOND, programme=programme).then_refused("K2", "unasked")
    registered().when(ASK, by=ADMINISTRATOR, programme=programme).then(SecondFactorResetAsked())
    asked = registered(said(SecondFactorResetAsked(), by=ADMINISTRATOR, on=NOW))
    asked.when(ASK, by=ADMINISTRATOR, programme=programme).then_nothing()
    asked.when(RESET, by=ADMINISTRATOR, programme=programme).then_refused("K2", "same")
    late = NOW + timedelta(days=8)
    asked.when(RESET, by=SECOND, programme=programme, now=late).then_refused("K2", "unasked")
    done = asked.when(RESET, by=SECOND, programme=programme).then(SecondFactorReset())
    done.when(RESET, by=SECOND, programme=programme).then_refused("K2", "unasked")


def test_what_was_done_to_the_way_of_signing_in_is_always_put_on_record():
    note = NoteAccess(what="password_given")
    then = registered().when(note, by=ADMINISTRATOR).then(AccessChanged(what="password_given"))
    then.when(note, by=ADMINISTRATOR).then(AccessChanged(what="password_given"))
