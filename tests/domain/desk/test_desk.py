"""A user's desk: roles are given by others, and what was tried and read is kept."""

from uuid import UUID

from domain.desk.aggregate import DESK
from domain.desk.commands import (
    GrantRole,
    NoteReading,
    NoteRefusal,
    NoteRelease,
    QuarantineSubmission,
    RegisterUser,
    RevokeRole,
    SettleSubmission,
)
from domain.desk.events import (
    BundleReleased,
    FileRead,
    RefusalRecorded,
    RoleGranted,
    RoleRevoked,
    SettlementExplained,
    SubmissionQuarantined,
    SubmissionSettled,
    UserRegistered,
)
from tests.definitions import code, in_both_programmes, village
from tests.scenario import HOUSEHOLD_ID, MENTOR, OTHER_HOUSEHOLD_ID, given_of

USER, ADMINISTRATOR = UUID(int=0xA11), UUID(int=0xA12)
SUBMISSION, OTHER_SUBMISSION = UUID(int=0xA13), UUID(int=0xA14)
REGISTERED = UserRegistered(user_id=USER, organisation="dinsos")


def registered(*more):
    return given_of(DESK, REGISTERED, *more, stream=USER)


def grant(programme, role="mentor"):
    return GrantRole(role=role, villages=(village(programme),))


def granted(programme, role="mentor"):
    return RoleGranted(role=role, villages=(village(programme),))


@in_both_programmes
def test_a_user_is_registered_once(programme):
    command = RegisterUser(user_id=USER, organisation="dinsos", full_name="Contoh Kenanga 4")
    then = given_of(DESK, stream=USER).when(command, programme=programme)
    then = then.then(
        UserRegistered(user_id=USER, organisation="dinsos", full_name="Contoh Kenanga 4")
    )
    then.when(command, programme=programme).then_nothing()
    other = RegisterUser(user_id=USER, organisation="bps")
    then.when(other, programme=programme).then_refused("S3")


@in_both_programmes
def test_a_role_is_given_once_and_its_villages_can_be_changed(programme):
    then = registered().when(grant(programme), by=ADMINISTRATOR, programme=programme)
    then = then.then(granted(programme))
    then.when(grant(programme), by=ADMINISTRATOR, programme=programme).then_nothing()
    more = GrantRole(role="mentor", villages=(village(programme), village(programme, 1)))
    then = then.when(more, by=ADMINISTRATOR, programme=programme)
    villages = tuple(sorted((village(programme), village(programme, 1))))
    then = then.then(RoleGranted(role="mentor", villages=villages))
    assert then.state.roles == {"mentor": villages}


@in_both_programmes
def test_a_role_must_be_known_and_for_known_villages(programme):
    for role, villages, variant in (
        ("no_such_role", (), "role"),
        ("mentor", (), "area"),
        ("mentor", ("99.99.99.2001",), "village"),
    ):
        command = GrantRole(role=role, villages=villages)
        given = registered().when(command, by=ADMINISTRATOR, programme=programme)
        given.then_refused("K1", variant)


@in_both_programmes
def test_nobody_gives_themselves_a_role_or_takes_it(programme):
    given = registered(granted(programme))
    approve = GrantRole(role="approver")
    given.when(approve, by=USER, programme=programme).then_refused("K1", "self")
    revoke = RevokeRole(role="mentor", reason=code(programme, "role_end"))
    given.when(revoke, by=USER, programme=programme).then_refused("K1", "self")


@in_both_programmes
def test_roles_that_check_each_other_are_not_held_by_one_person(programme):
    given = registered(granted(programme))
    for role in ("approver", "auditor", "administrator"):
        command = GrantRole(role=role)
        given.when(command, by=ADMINISTRATOR, programme=programme).then_refused("K1", "apart")
    auditor = registered(RoleGranted(role="auditor"))
    auditor.when(grant(programme), by=ADMINISTRATOR, programme=programme).then_refused(
        "K1", "apart"
    )


@in_both_programmes
def test_somebody_unknown_gets_no_role(programme):
    given = given_of(DESK, stream=USER).when(
        grant(programme), by=ADMINISTRATOR, programme=programme
    )
    given.then_refused("K1", "unregistered")


@in_both_programmes
def test_a_role_ends_once_for_a_reason_that_the_programme_knows(programme):
    given = registered(granted(programme), RoleGranted(role="data_officer"))
    reason = code(programme, "role_end")
    command = RevokeRole(role="mentor", reason=reason)
    then = given.when(command, by=ADMINISTRATOR, programme=programme)
    then = then.then(RoleRevoked(role="mentor", reason=reason))
    then.when(command, by=ADMINISTRATOR, programme=programme).then_nothing()
    assert then.state.roles == {"data_officer": ()}
    unknown = RevokeRole(role="data_officer", reason="no-such-reason")
    then.when(unknown, by=ADMINISTRATOR, programme=programme).then_refused("S1", "reason")


@in_both_programmes
def test_every_refusal_and_every_reading_is_kept_even_the_same_twice(programme):
    refusal = {"command": "household.enrol", "code": "N1", "target": HOUSEHOLD_ID}
    reading = {"target": OTHER_HOUSEHOLD_ID, "page": "timeline", "as_of": 41}
    then = given_of(DESK, stream=USER)
    for _ in range(2):
        then = then.when(NoteRefusal(**refusal), programme=programme)
        then = then.then(RefusalRecorded(**refusal))
        then = then.when(NoteReading(**reading), programme=programme).then(FileRead(**reading))
    assert (then.state.refusals, then.state.readings) == (2, 2)


@in_both_programmes
def test_every_bundle_that_is_made_is_kept(programme):
    bundle = {
        "file_sha256": "0" * 64,
        "kind": "village",
        "household_ids": (HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID),
        "village_code": village(programme),
        "upto": 41,
        "recipient": "Inspektorat Contoh",
        "basis": "ST 17/2026",
    }
    then = given_of(DESK, stream=USER).when(NoteRelease(**bundle), programme=programme)
    assert then.then(BundleReleased(**bundle)).state.releases == 1


@in_both_programmes
def test_a_refused_submission_waits_in_the_box_until_somebody_deals_with_it(programme):
    kept = {"command": "household.record-visit", "code": "N5", "target": HOUSEHOLD_ID}
    command = QuarantineSubmission(submission_id=SUBMISSION, **kept, body="{}")
    event = SubmissionQuarantined(submission_id=SUBMISSION, **kept, body="{}")
    other = SubmissionQuarantined(submission_id=OTHER_SUBMISSION, **kept)
    then = given_of(DESK, other, stream=MENTOR).when(command, programme=programme).then(event)
    then.when(command, programme=programme).then_nothing()
    settle = SettleSubmission(submission_id=SUBMISSION, outcome="withdrawn")
    then = then.when(settle, programme=programme).then(
        SubmissionSettled(submission_id=SUBMISSION, outcome="withdrawn")
    )
    then.when(settle, programme=programme).then_nothing()
    then.when(command, programme=programme).then_nothing()
    assert set(then.state.box) == {OTHER_SUBMISSION}


@in_both_programmes
def test_a_settled_submission_is_not_settled_otherwise_nor_one_that_never_came(programme):
    kept = {"command": "household.record-visit", "code": "N5"}
    settled = given_of(
        DESK,
        SubmissionQuarantined(submission_id=SUBMISSION, **kept),
        SubmissionSettled(submission_id=SUBMISSION, outcome="withdrawn"),
    )
    other = SettleSubmission(submission_id=SUBMISSION, outcome="sent_again")
    settled.when(other, programme=programme).then_refused("S3")
    unknown = SettleSubmission(submission_id=OTHER_SUBMISSION, outcome="withdrawn")
    settled.when(unknown, programme=programme).then_refused("K1", "submission")


@in_both_programmes
def test_why_a_submission_was_settled_is_kept_and_only_for_a_reason_of_the_programme(programme):
    kept = {"command": "household.record-visit", "code": "N5"}
    boxed = given_of(DESK, SubmissionQuarantined(submission_id=SUBMISSION, **kept))
    settle = SettleSubmission(submission_id=SUBMISSION, outcome="withdrawn")
    unheard_of = settle.model_copy(update={"reason": "because"})
    reason = code(programme, "settlement")
    explained = settle.model_copy(update={"reason": reason})

    boxed.when(unheard_of, programme=programme).then_refused("S1", "reason")
    then = boxed.when(explained, programme=programme).then(
        SubmissionSettled(submission_id=SUBMISSION, outcome="withdrawn"),
        SettlementExplained(submission_id=SUBMISSION, reason=reason),
    )
    assert then.state.explained == {SUBMISSION: reason}
