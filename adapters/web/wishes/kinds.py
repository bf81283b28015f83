"""The kinds of answers that a form can ask for, and the choices that a family offers for each.

new         an id made here, unseen        member(s)   who lives with the family
need        a need that is still open      referral    a referral under way
account     where the family saves         livelihood  a livelihood of the plan
household   another file by its number     village     a village of the programme
pillar(s)   of the programme
reason(s):k a code of the list k           code:a,b    one of these codes
instrument  the questions of one           version     how much of the history is on screen
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args
from uuid import UUID

from adapters.web.story.words import Words
from adapters.web.visit_form import Option
from adapters.web.wishes.definition import Asked
from domain.household.state import Household
from domain.household.states.assessment import GRADUATION
from domain.persons import AgeBand

HIDDEN = frozenset({"new", "version", "suspension"})
CHOICES = {
    "members": "choices",
    "pillars": "choices",
    "reasons": "choices",
    "yes-no": "boolean",
}
TYPED = {
    "moment": "moment",
    "day": "day",
    "text": "text",
    "line": "line",
    "household": "line",
    "minutes": "integer",
    "count": "integer",
    "rupiah": "integer",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen for one family on a day."""

    household: Household
    words: Words
    day: date

    def of(self, asked: Asked) -> tuple[Option, ...]:
        """Return the choices of a field; none for one that is typed."""
        found = getattr(self, f"_{asked.kind.replace('-', '_')}", None)
        return tuple(found(asked.of)) if found is not None else ()

    def _member(self, _: str) -> Iterable[Option]:
        people = self.household.people
        ordered = sorted(people.here, key=lambda each: (each != people.head_id, str(each)))
        for person_id in ordered:
            member = people.members[person_id]
            is_head = person_id == people.head_id
            relation = self.words.relation(member.relation, is_head=is_head)
            yield Option(str(person_id), f"{self.words.who(person_id)} ({relation})")

    _members = _member

    def _need(self, _: str) -> Iterable[Option]:
        for need_id, need in self.household.plan.open_needs().items():
            due = self.words.say("row.due", day=self.words.day(need.due_on))
            yield Option(str(need_id), f"{self.words.need(need.kind)} · {due}")

    def _mismatch(self, _: str) -> Iterable[Option]:
        for mismatch_id, each in self.household.targeting.mismatches.items():
            if not each.outcome:
                what = self.words.say(f"intake.attribute-{each.attribute}")
                yield Option(str(mismatch_id), f"{self.words.who(each.person_id)} · {what}")

    def _referral(self, _: str) -> Iterable[Option]:
        rights, needs = self.household.rights, self.household.plan.needs
        for referral_id, referral in rights.referrals.items():
            if referral_id not in rights.ended:
                need = needs.get(referral.need_id)
                kind = self.words.need(need.kind) if need else ""
                yield Option(str(referral_id), f"{kind} · {self.words.agency(referral.owner)}")

    def _account(self, _: str) -> Iterable[Option]:
        for account_id, kind in self.household.livelihood.accounts.items():
            number = self.words.short_id(account_id)
            yield Option(str(account_id), f"{self.words.label(kind)} {number}")

    def _livelihood(self, _: str) -> Iterable[Option]:
        plan = self.household.plan
        for livelihood_id in plan.current:
            kind = plan.livelihoods[livelihood_id]
            yield Option(str(livelihood_id), self.words.label(kind))

    def _graduation(self, _: str) -> Iterable[Option]:
        for each in reversed(self.household.assessment.of(GRADUATION)):
            yield Option(str(each.assessment_id), self.words.day(each.at))

    def _need_kind(self, _: str) -> Iterable[Option]:
        return _items(self.words, self.words.programme.needs)

    def _agency(self, _: str) -> Iterable[Option]:
        return _items(self.words, self.words.programme.agencies)

    def _pillar(self, _: str) -> Iterable[Option]:
        return _items(self.words, self.words.programme.pillars)

    _pillars = _pillar

    def _reason(self, of: str) -> Iterable[Option]:
        return _items(self.words, self.words.programme.reasons.get(of, ()))

    _reasons = _reason

    def _village(self, _: str) -> Iterable[Option]:
        villages = sorted(self.words.programme.villages, key=lambda each: each.name)
        return [Option(each.code, f"{each.name}, {each.district}") for each in villages]

    def _age_band(self, _: str) -> Iterable[Option]:
        return [Option(band, self.words.say("row.age", band=band)) for band in get_args(AgeBand)]

    def _code(self, of: str) -> Iterable[Option]:
        return [Option(code, self.words.label(code)) for code in of.split(",")]

    def _yes_no(self, _: str) -> Iterable[Option]:
        return Option("true", self.words.say("base.yes")), Option(
            "false", self.words.say("base.no")
        )

    def suspension(self) -> UUID | None:
        """Return the suspension that may be ended."""
        return self.household.assessment.suspension_id


def _items(words: Words, items: Iterable[object]) -> Iterable[Option]:
    """Return the entries of a code list."""
    for item in items:
        yield Option(item.code, words.one_of(item.label))  # type: ignore[attr-defined]
