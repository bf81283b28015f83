"""What only one may have: a live household a NIK or an account, a finding its question.

Taken and given up in the append. The log never learns the value: a claim is a keyed hash of it.
Rule T3 says which village and case hold it, never whose it is; rule U1 which finding asks already.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import RaiseFinding
from domain.audit_engagement.events import QuestionCited
from domain.history import RecordedEvent, case_number, finding_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.claims import RELEASES_ALL, RELEASES_PERSON, RENEWS, RETAKES, TAKES
from domain.household.events.livelihood import SavingsAccountOpened
from domain.household.state import Household
from domain.persons import is_missing
from domain.rules import Refused
from services.entries import Append, Release, Take
from services.ports import ClaimIndex, ClaimTaken
from services.requests import Request
from services.steps import Step

NIK = "nik"
BANK_ACCOUNT = "bank_account"
QUESTION = "question"


# Loads the state of a stream.
StateOf = Callable[[Aggregate[Any], UUID], Any]


@dataclass(frozen=True, slots=True)
class Claims:
    """`opened` reads a stream with its personal fields, for the few facts that claim anew."""

    index: ClaimIndex
    opened: Callable[[UUID], Iterable[RecordedEvent]]

    def digest(self, step: Step, request: Request) -> bytes:
        """Return what tells a repeated command from another one under the same key."""
        said = step.command.model_dump_json()
        return self.index.digest(
            f"{step.command.name}\n{step.stream}\n{request.actor.actor_id}\n{said}".encode()
        )

    def add_to(self, append: Append, lines: list[RecordedEvent], before: Any) -> None:
        """Add what the new events of one stream take and give up, given the state before them."""
        for line in lines:
            kind = type(line.event)
            append.releases += self._releases(line)
            if kind in TAKES:
                append.takes += self._take(line, line.event)
            elif kind in RETAKES and isinstance(before, Household):
                append.takes += self._retakes(line, before)
            elif kind in RENEWS:
                self._renew(append, line, line.event)
            elif isinstance(line.event, SavingsAccountOpened):
                append.takes += self._account(line, line.event)
            elif isinstance(line.event, QuestionCited):
                append.takes += self._question(line, line.event)

    def refusal(self, taken: ClaimTaken, step: Step, state_of: StateOf) -> Refused:
        """Return the refusal that names whoever holds the claim: a case, or another finding."""
        if taken.kind == QUESTION and isinstance(step.command, RaiseFinding):
            rule, question = step.command.rule, step.command.question
            asking = state_of(AUDIT_ENGAGEMENT, taken.stream).asking(rule, question)
            number = finding_number(asking or taken.stream)
            return Refused("U1", "asked", rule=rule, number=number)
        holder: Household = state_of(HOUSEHOLD, taken.stream)
        variant = "" if taken.kind == NIK else taken.kind
        return Refused("T3", variant, village=holder.village_code, case=case_number(taken.stream))

    def _question(self, line: RecordedEvent, cited: QuestionCited) -> Iterable[Take]:
        """Let two audits not ask the same question of a red flag."""
        asked = cited.question
        token = self.index.token(QUESTION, f"{cited.rule}/{asked.subject}/{asked.at}")
        yield Take(QUESTION, token, line.originator_id)

    def _take(self, line: RecordedEvent, event: Any) -> Iterable[Take]:
        if not is_missing(event.nik):
            token = self.index.token(NIK, event.nik)
            yield Take(NIK, token, line.originator_id, event.person_id)

    def _renew(self, append: Append, line: RecordedEvent, event: Any) -> None:
        """Give up the number that the person had, and keep the accounts."""
        if not event.nik:
            return
        append.releases.append(Release(line.originator_id, event.person_id))
        append.takes += self._take(line, event)
        for earlier in self.opened(line.originator_id):
            opening = earlier.event
            if isinstance(opening, SavingsAccountOpened) and opening.person_id == event.person_id:
                append.takes += self._account(line, opening)

    def _account(self, line: RecordedEvent, event: SavingsAccountOpened) -> Iterable[Take]:
        if event.kind == "bank" and event.number:
            token = self.index.token(BANK_ACCOUNT, f"{event.institution}/{event.number}")
            yield Take(BANK_ACCOUNT, token, line.originator_id, event.person_id)

    def _retakes(self, line: RecordedEvent, before: Household) -> Iterable[Take]:
        retake = RETAKES[type(line.event)]
        persons = set(retake.persons(before, line.event))
        if not persons:
            return
        origin = retake.sealed_in(line.event) or line.originator_id
        known = self._sealed(origin, set())
        for person in sorted(persons & known.keys()):
            yield from self._take(line, known[person])
        for earlier in self.opened(origin):
            opening = earlier.event
            if isinstance(opening, SavingsAccountOpened) and opening.person_id in persons:
                yield from self._account(line, opening)

    def _sealed(self, stream: UUID, seen: set[UUID]) -> dict[UUID, Any]:
        """Return the facts that carry the NIK of everybody who ever came to a household.

        Who came by a split or a merge is named in the history of the household they came from.
        """
        seen.add(stream)
        known: dict[UUID, Any] = {}
        for earlier in self.opened(stream):
            event: Any = earlier.event
            if type(event) in TAKES or (type(event) in RENEWS and event.nik):
                known[event.person_id] = event
            elif type(event) in RETAKES:
                origin = RETAKES[type(event)].sealed_in(event)
                if origin is not None and origin not in seen:
                    known = self._sealed(origin, seen) | known
        return known

    def _releases(self, line: RecordedEvent) -> Iterable[Release]:
        if type(line.event) in RELEASES_ALL:
            yield Release(line.originator_id)
        for person in RELEASES_PERSON.get(type(line.event), lambda _: ())(line.event):
            yield Release(line.originator_id, person)
