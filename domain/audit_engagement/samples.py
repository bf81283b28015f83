"""Which wishes about samples come true: nobody chooses one, and nobody rolls again (rule U1)."""

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import DrawSample, ExamineItem, NoteItem, RequestSample
from domain.audit_engagement.events import (
    ItemExamined,
    ItemNoted,
    SampleDrawn,
    SampleRequested,
)
from domain.audit_engagement.sampling import POPULATIONS, needed, population_of, seed_of
from domain.audit_engagement.state import AuditEngagement, Examined, Request, Sample
from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.records import record, said_before
from domain.rules import Refused


def check_running(state: AuditEngagement) -> None:
    """Refuse what an audit needs its warrant for, before there is one and after the report."""
    if state.warrant is None:
        raise Refused("U1", "warrant")
    if state.closed_on is not None:
        raise Refused("U1", "closed", day=state.closed_on)


@AUDIT_ENGAGEMENT.decides(RequestSample)
def request_sample(state: AuditEngagement, command: RequestSample, _: Context) -> list[Event]:
    """Fix method, population and size, of which confidence and margin say the least."""
    if said_before(state.requests.get(command.request_id), record(Request, command)):
        return []
    check_running(state)
    if command.size > command.population_size:
        raise Refused("U1", "size", size=command.size, limit=command.population_size)
    least = needed(command.method, command.population_size, command.confidence, command.margin)
    if command.size < least:
        raise Refused("U1", "small", size=command.size, limit=least)
    _check_no_other(state, command.population)
    return [SampleRequested(**command.facts())]


def _check_no_other(state: AuditEngagement, population: str) -> None:
    """Refuse to roll again: an earlier sample is looked at to its end before there is another."""
    kind, position = population_of(population)
    if kind not in POPULATIONS or position < 0:
        raise Refused("U1", "unknown", kind=kind)
    for request_id, request in state.requests.items():
        sample = state.samples.get(request_id)
        is_done = sample is not None and state.examined.keys() >= set(sample.chosen)
        if population_of(request.population)[0] == kind and not is_done:
            raise Refused("U1", "again")


@AUDIT_ENGAGEMENT.decides(DrawSample)
def draw_sample(state: AuditEngagement, command: DrawSample, _: Context) -> list[Event]:
    """Draw once per request, from the population that was fixed, with a seed nobody chose."""
    if said_before(state.samples.get(command.request_id), record(Sample, command)):
        return []
    request = state.requests.get(command.request_id)
    if request is None:
        raise Refused("U1", "request")
    asked_at = state.requested_at[command.request_id]
    is_same = command.population_sha256 == request.population_sha256
    if not is_same or population_of(request.population)[1] >= asked_at:
        raise Refused("U1", "population")
    ends_with_it = command.log_size == asked_at + 1
    if not ends_with_it or command.seed != seed_of(command.log_root, command.request_id):
        raise Refused("U1", "seed")
    # A unit that holds two of the chosen rupiah is looked at once.
    least = 1 if request.method == "money_unit" else request.size
    if not least <= len(command.chosen) <= request.size:
        raise Refused("U1", "size", size=len(command.chosen), limit=request.size)
    return [SampleDrawn(**command.facts())]


@AUDIT_ENGAGEMENT.decides(ExamineItem)
def examine_item(state: AuditEngagement, command: ExamineItem, context: Context) -> list[Event]:
    """Take what was found of what was drawn, and of nothing else."""
    if said_before(state.examined.get(command.item_id), record(Examined, command)):
        return []
    check_running(state)
    if all(command.item_id not in sample.chosen for sample in state.samples.values()):
        raise Refused("U1", "item")
    check_code(context, "examination", command.result)
    return [ItemExamined(**command.facts())]


@AUDIT_ENGAGEMENT.decides(NoteItem)
def note_item(state: AuditEngagement, command: NoteItem, _: Context) -> list[Event]:
    """Take words about what was looked at, also after the report: they change no figure."""
    if command.item_id not in state.examined:
        raise Refused("U1", "item")
    return [ItemNoted(**command.facts())] if command.note else []
