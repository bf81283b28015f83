"""A simulated history is one that users could have made: allowed, in order, and adding up."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from adapters.sealing import ERASED
from domain.desk.events import RefusalRecorded
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.assessment import GraduationApproved, HouseholdExited
from domain.household.events.entry import HouseholdEnrolled
from domain.household.events.record import IrregularityReported
from domain.household.events.targeting import (
    EligibilityConfirmed,
    HouseholdNominated,
    NominationRejected,
    ReferredToSocialProtectionOnly,
)
from domain.instrument.events import ProgrammeDefinitionAdopted
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.nomination_batch.events import RowsJudged
from domain.personal import Group
from domain.sealed_log import leaf_entry, leaf_hash, microseconds, root_of
from tests.simulation.plays import HOUSEHOLDS, UNTIL, Play

# Wrongs that a rule refuses, and the rule.
REFUSED_WRONGS = {
    "duplicate_nik": "T3",
    "mentor_approves": "S2",
    "own_mentor_graduates": "S2",
    "shared_account": "T3",
    "dead_recipient": "F3",
    "missing_report": "F5",
    "over_ceiling": "F2",
    "over_line": "F2",
    "unproven_graduation": "G2",
}


def households(play):
    return [line.originator_id for line in play.said(HouseholdNominated)]


def test_nothing_is_refused_but_the_wrongs_that_were_planted(play):
    assert play.world.unplanned == []
    refused = Counter(line.event.code for line in play.said(RefusalRecorded))
    planted = Counter(
        REFUSED_WRONGS[each["kind"]] for each in play.world.truth if each["kind"] in REFUSED_WRONGS
    )
    assert refused == planted


def test_no_report_is_an_irregularity_but_those_that_were_planted(play):
    rules = Counter(line.event.rule for line in play.said(IrregularityReported))
    planted = Counter(each["kind"] for each in play.world.truth)

    unapproved = planted["unapproved_transfer"] + planted["unlisted_recipient"]
    assert rules == {"V1": planted["future_date"], "F3": unapproved}


def test_the_funnel_adds_up(play):
    nominated, judged = play.said(HouseholdNominated), play.said(RowsJudged)
    verdicts = [
        *play.said(EligibilityConfirmed),
        *play.said(NominationRejected),
        *play.said(ReferredToSocialProtectionOnly),
    ]
    enrolled = {line.originator_id for line in play.said(HouseholdEnrolled)}
    states = Counter(str(play.state(each).status) for each in enrolled)

    assert len(nominated) == sum(len(line.event.rows) for line in judged) == HOUSEHOLDS
    assert sorted(each.originator_id for each in verdicts) == sorted(households(play))
    assert enrolled == {line.originator_id for line in play.said(EligibilityConfirmed)}
    assert sum(states.values()) == len(enrolled)
    assert states.keys() <= {"active", "exited", "closed", "relapsed", "graduated"}
    assert states["exited"] == len(play.said(HouseholdExited))


def test_some_families_graduate_and_some_do_not(play):
    enrolled, graduated = play.said(HouseholdEnrolled), play.said(GraduationApproved)

    assert 0 < len(graduated) < len(enrolled)


def test_time_never_goes_back_and_nothing_is_recorded_in_the_future(play):
    times = [line.recorded_at for line in play.log]

    assert times == sorted(times)
    assert len(set(times)) == len({line.origin.command_id for line in play.log})
    assert times[-1] <= UNTIL < datetime.now(UTC)
    late = timedelta(minutes=10)
    assert all(line.occurred_at <= line.recorded_at + late for line in play.log)


def test_what_lies_beyond_the_present_is_not_told():
    soon, whole = UNTIL.replace(year=2022, month=5), Play("ntb", households=3)
    cut = Play("ntb", households=3, until=soon)

    assert cut.log[-1].recorded_at <= soon
    assert 0 < len(cut.log) < len(whole.log)
    known = [line.event_id for line in whole.log[: len(cut.log)]]
    assert [line.event_id for line in cut.log] == known


def test_the_first_fact_is_the_definition_by_which_everything_is_decided(play):
    first = play.log[0]

    assert isinstance(first.event, ProgrammeDefinitionAdopted)
    assert {line.origin.rules for line in play.log} == {first.event.version}


def test_the_history_replays_to_the_states_that_were_decided_on(play):
    for each in households(play):
        decided_on = play.simulation.casework.load(HOUSEHOLD, each).state
        replayed = play.state(each)
        for part in ("status", "cycle", "village_code", "people", "entry", "rights", "money"):
            assert getattr(replayed, part) == getattr(decided_on, part)


def test_the_log_is_sealed_leaf_by_leaf(play):
    leaves, before = [], {}
    for row in play.rows:
        entry = leaf_entry(
            row.originator_id,
            row.originator_version,
            row.topic,
            before.get(row.originator_id),
            microseconds(row.recorded_at),
            row.metadata,
            row.state,
        )
        before[row.originator_id] = leaf_hash(entry)
        leaves.append(before[row.originator_id])

    assert root_of(leaves) == play.ledger.recorder.frontier.root()


def test_mentors_have_exactly_the_families_that_say_so_and_no_more_than_is_wise(play):
    limit = play.programme.limits.caseload_warn.on(play.world.start)
    for cast in play.world.villages:
        for mentor in cast.mentors:
            caseload = play.state(mentor.actor_id, MENTOR_ASSIGNMENT).households
            assert len(caseload) <= limit
            assert caseload == {
                each
                for each in households(play)
                if play.state(each).entry.mentor_id == mentor.actor_id
                and play.state(each).status in ("active", "graduated", "relapsed")
            }


def test_everybody_is_visibly_invented(play):
    names = set()
    for stream in {line.originator_id for line in play.log if line.event.sealed}:
        for line in play.opened(stream):
            names |= {
                value
                for field, group in line.event.personal.items()
                if group is Group.IDENTITY and (value := getattr(line.event, field))
            }
    words = {name for name in names - {ERASED} if not name.replace("-", "").isdigit()}
    niks = {name for name in names if name.isdigit() and len(name) == 16}

    assert len(words) > HOUSEHOLDS
    assert all("Contoh" in name or name.startswith("CONTOH") for name in words)
    assert {nik for nik in niks if int(nik[12:]) < 9000} <= {
        person.family_card_number
        for cast in play.world.villages
        for family in cast.families
        for person in family.persons
    }


def test_no_name_and_no_number_of_a_person_stands_in_clear_in_the_log(play):
    clear = b"\n".join(row.state + row.metadata for row in play.rows).decode()

    for cast in play.world.villages:
        for family in cast.families:
            for person in family.persons:
                assert person.full_name not in clear
                assert person.nik not in clear
                assert person.family_card_number not in clear
