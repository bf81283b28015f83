"""The sections of a household's state, each a function that writes its lines.

A writer is given the day on which the state is looked at, because a phase begins without a fact.
A line is a key, a rank that sorts it within its section in every state alike, a label and a text.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from adapters.web.story.words import Words
from domain.history import case_number
from domain.household.state import Household
from domain.household.states.assessment import Assessed

Line: TypeAlias = tuple[str, str, str, str]
Writer: TypeAlias = Callable[[Household, Words, date], Iterator[Line]]


def _status(h: Household, words: Words, day: date) -> Iterator[Line]:
    yield "status", "0", words.say("row.status"), words.say(f"status.{h.status.value}")
    if h.since is not None:
        yield "since", "1", words.say("row.since"), words.day(h.since)
    cycle_at = h.cycle_began_at
    if cycle_at is not None and (
        phase := words.phase(h.status, words.programme.local(cycle_at).date(), day)
    ):
        yield "phase", "2", words.say("row.phase"), phase
    yield "village", "3", words.say("row.village"), words.village(h.village_code)
    if h.entry.decree_number:
        yield "decree", "4", words.say("row.decree"), h.entry.decree_number
    if h.entry.mentor_id is not None:
        yield "mentor", "5", words.say("row.mentor"), words.who(h.entry.mentor_id)
    if h.cycle > 1:
        yield "cycle", "6", words.say("row.cycle"), words.number(h.cycle)
    if h.targeting.decile is not None:
        yield "decile", "7", words.say("row.decile"), words.number(h.targeting.decile)
    for consent_id, consent in h.entry.consents.items():
        said = "row.consent-withdrawn" if consent.withdrawn_at else "row.consent-stands"
        yield f"consent.{consent_id}", "8", words.say("row.consent"), words.say(said)
    if h.merged_into is not None:
        yield "merged", "9", words.say("row.merged"), case_number(h.merged_into)


def _people(h: Household, words: Words, _: date) -> Iterator[Line]:
    people = h.people
    here = people.here
    yield "count", "0", words.say("row.people-here"), words.number(len(here))
    for person_id, member in people.members.items():
        is_head = person_id == people.head_id
        parts = [
            words.say(f"code.{member.sex}"),
            words.say("row.age", band=member.age_band.replace("-", "\u2013")),
            words.say("row.able" if member.able_to_work else "row.unable"),
        ]
        if person_id not in here:
            parts.append(words.say("code.dead" if person_id in people.deaths else "code.left"))
        rank = f"{0 if is_head else 1 if person_id in here else 2}{member.age_band:>6}"
        relation = words.relation(member.relation, is_head=is_head)
        label = f"{relation}: {words.who(person_id)}"
        yield str(person_id), rank, label, " · ".join(parts)


def _plan(h: Household, words: Words, _: date) -> Iterator[Line]:
    plan = h.plan
    for need_id, need in plan.needs.items():
        ended = plan.closed.get(need_id)
        state = words.say(f"row.need-{ended or 'open'}")
        due = words.say("row.due", day=words.day(need.due_on))
        text = " · ".join((state, words.agency(need.owner), due))
        label = words.say("row.need", kind=words.need(need.kind))
        yield f"need.{need_id}", f"0{need.due_on}", label, text
    for livelihood_id, kind in plan.livelihoods.items():
        text = words.label(kind)
        if livelihood_id in plan.enterprises:
            text += f" · {words.say('row.enterprise-approved')}"
        yield f"livelihood.{livelihood_id}", "1", words.say("row.livelihood"), text
    if plan.pillars:
        text = ", ".join(words.label(pillar) for pillar in plan.pillars)
        yield "pillars", "2", words.say("row.pillars"), text
    if plan.revisions:
        yield "revisions", "3", words.say("row.revisions"), words.number(plan.revisions)


def _rights(h: Household, words: Words, _: date) -> Iterator[Line]:
    for referral_id, referral in h.rights.referrals.items():
        need = h.plan.needs.get(referral.need_id)
        kind = words.need(need.kind) if need else words.short_id(referral.need_id)
        accepted = h.rights.accepted.get(referral_id)
        ended = h.rights.ended.get(referral_id)
        state = ended or ("accepted" if accepted else "waiting")
        due = words.say("row.due", day=words.day(accepted or referral.due_on))
        text = " · ".join((words.label(state), words.agency(referral.owner), due))
        label = words.say("row.referral", kind=kind)
        yield str(referral_id), str(referral.due_on), label, text


def _visits(h: Household, words: Words, _: date) -> Iterator[Line]:
    care = h.accompaniment
    last = care.last_visit_at()
    if last is not None:
        yield "last", "0", words.say("row.last-visit"), words.day(last)
    counts: tuple[tuple[str, dict[UUID, Any]], ...] = (
        ("visits", care.visits),
        ("missed", care.missed),
        ("sessions", care.sessions),
        ("trainings", care.trainings),
        ("spot-checks", care.spot_checks),
    )
    for rank, (name, facts) in enumerate(counts, start=1):
        if facts:
            yield name, str(rank), words.say(f"row.{name}"), words.number(len(facts))


def _livelihood(h: Household, words: Words, _: date) -> Iterator[Line]:
    earning = h.livelihood
    for account_id, kind in earning.accounts.items():
        yield f"account.{account_id}", "0", words.say("row.account"), words.label(kind)
    if earning.savings:
        yield "saved", "1", words.say("row.saved"), words.rupiah(earning.saved_rupiah())
        yield "deposits", "2", words.say("row.deposits"), words.number(earning.deposits())
    by_month = sorted(earning.trading.values(), key=lambda trading: trading.month_on)
    newest = {trading.livelihood_id: trading for trading in by_month}
    for livelihood_id, trading in newest.items():
        parts = (
            words.month(trading.month_on),
            words.rupiah(trading.income_rupiah),
            words.say("row.alive" if trading.alive else "row.stopped"),
        )
        planned = h.plan.livelihoods.get(livelihood_id)
        of = words.label(planned) if planned else words.short_id(livelihood_id)
        label = f"{words.say('row.income')}: {of}"
        yield f"trading.{livelihood_id}", f"3{of}", label, " · ".join(parts)
    if earning.shocks:
        yield "shocks", "4", words.say("row.shocks"), words.number(len(earning.shocks))


def _assessment(h: Household, words: Words, _: date) -> Iterator[Line]:
    if h.entry.baseline_at is not None:
        label = words.say("row.baseline", day=words.day(h.entry.baseline_at))
        yield "baseline", "0", label, _verdicts(h.entry.baseline_verdicts, words)
    for assessment_id, each in h.assessment.assessed.items():
        yield _assessed(assessment_id, each, words)
    if h.assessment.milestones:
        count = words.number(len(h.assessment.milestones))
        yield "milestones", "2", words.say("row.milestones"), count
    for extension_id, months in h.assessment.extensions.items():
        text = words.say("row.months", months=months)
        yield f"extension.{extension_id}", "3", words.say("row.extension"), text
    if h.assessment.suspended_until is not None:
        until = words.day(h.assessment.suspended_until)
        yield "suspended", "4", words.say("row.suspended-until"), until
    if h.assessment.exit_reason:
        yield "exit", "5", words.say("row.exit"), words.label(h.assessment.exit_reason)


def _assessed(assessment_id: UUID, each: Assessed, words: Words) -> Line:
    result = words.say("row.passed" if each.passed else "row.not-passed")
    label = words.say(f"row.assessed-{each.kind}", day=words.day(each.at))
    return (
        str(assessment_id),
        f"1{each.at}",
        label,
        f"{result} · {_verdicts(each.verdicts, words)}",
    )


def _verdicts(verdicts: tuple[tuple[str, str], ...], words: Words) -> str:
    counted = [verdict for _, verdict in verdicts if verdict != "not_applicable"]
    return words.say("row.verdicts", met=counted.count("met"), of=len(counted))


def _record(h: Household, words: Words, _: date) -> Iterator[Line]:
    if h.record.amended:
        yield "amended", "0", words.say("row.amended"), words.number(len(h.record.amended))
    for irregularity_id, code in h.record.irregularities.items():
        label = words.say("row.irregularity")
        yield f"irregularity.{irregularity_id}", "1", label, code
    if h.record.holds:
        yield "hold", "2", words.say("row.hold"), words.number(len(h.record.holds))


WRITERS: dict[str, Writer] = {
    "status": _status,
    "people": _people,
    "plan": _plan,
    "rights": _rights,
    "visits": _visits,
    "livelihood": _livelihood,
    "assessment": _assessment,
    "record": _record,
}
