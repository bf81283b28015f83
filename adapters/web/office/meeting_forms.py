"""The forms of a village meeting: opened, who came, what was decided on a family, the minutes."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID, uuid5

from adapters.web.office.form import OfficeForm, options_of
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.commands import Command
from domain.programme import Village
from domain.village_meeting.events import Participant
from domain.village_meeting.state import VillageMeeting

Typed = dict[str, list[str]]
File = tuple[str, bytes] | None
Finder = Callable[[str], UUID | None]
RESIDENT, PEOPLE_MAX = "resident", 500


def opening(words: Words, places: Iterable[Village], typed: Typed) -> OfficeForm:
    """Return the form that puts a meeting on record."""
    villages = tuple(Option(each.code, f"{each.name}, {each.district}") for each in places)
    agenda = options_of(words, words.programme.reasons.get("meeting_agenda", ()))
    fields = [
        Field("village_code", "choice", words.say("row.village"), options=villages),
        Field("held_on", "day", words.say("meeting.held-on")),
        Field("agenda", "choices", words.say("meeting.agenda"), options=agenda),
    ]
    return OfficeForm(words, fields, typed)


def attendance(words: Words, _: VillageMeeting, typed: Typed) -> OfficeForm:
    """Return the form that counts who came, by office; the signed list stays on paper."""
    say = words.say
    offices = words.programme.reasons.get("meeting_office", ())
    fields = [
        Field("invited", "integer", say("meeting.invited")),
        *(
            Field(f"office_{each.code}", "integer", words.one_of(each.label), required=False)
            for each in offices
        ),
        Field("listed", "line", say("meeting.listed"), required=False),
        Field("file", "file", say("meeting.list-file"), hint=say("meeting.hash-hint")),
    ]
    fields[-2].hint = say("meeting.listed-hint")
    return OfficeForm(words, fields, typed)


def decision(words: Words, _: VillageMeeting, typed: Typed) -> OfficeForm:
    """Return the form of a decision on one family, by all who came but its own members."""
    decisions = options_of(words, words.programme.reasons.get("village_decision", ()))
    hint = words.say("wish.household-hint")
    fields = [
        Field("household_id", "line", words.say("start.case-number"), hint=hint),
        Field("decision", "choice", words.say("meeting.decision"), options=decisions),
    ]
    return OfficeForm(words, fields, typed)


def minutes(words: Words, _: VillageMeeting, typed: Typed) -> OfficeForm:
    """Return the form that closes the meeting."""
    hint = words.say("meeting.hash-hint")
    return OfficeForm(
        words, [Field("file", "file", words.say("meeting.minutes-file"), hint=hint)], typed
    )


MAKERS: dict[str, Callable[[Words, VillageMeeting, Typed], OfficeForm]] = {
    "daftar-hadir": attendance,
    "putusan": decision,
    "berita-acara": minutes,
}


def is_next(slug: str, meeting: VillageMeeting) -> bool:
    """Say whether a form fits where the meeting stands."""
    if meeting.closed:
        return False
    return (meeting.attendance is None) == (slug == "daftar-hadir")


def command(
    kind: type[Command], form: OfficeForm, meeting: VillageMeeting, brought: File, find: Finder
) -> Command | None:
    """Return the command that was typed; nothing where something is missing."""
    content = form.content()
    asks_for_file = any(each.kind == "file" for each in form.fields)
    if asks_for_file and brought is None:
        form.wrong(form.fields[-1], "wish.missing")
    digest = hashlib.sha256(brought[1]).hexdigest() if brought else ""
    if "invited" in {each.name for each in form.fields}:
        people = _participants(form, content, find)
        content = {"invited": content.get("invited"), "participants": people}
        content["list_sha256"] = digest
    elif asks_for_file:
        content = {"minutes_sha256": digest}
    else:
        household_id = find(str(content.get("household_id", "")))
        if household_id is None and "household_id" in content:
            form.wrong(form.fields[0], "wish.wrong-household")
        content |= {"household_id": household_id, "deciders": _deciders(meeting, household_id)}
    return None if form.errors else kind.model_validate(content)


def offices(words: Words, meeting: VillageMeeting) -> list[tuple[str, int]]:
    """Return how many came, by office."""
    if meeting.attendance is None:
        return []
    counted = Counter(each.office for each in meeting.attendance.participants)
    return [(words.label(office), count) for office, count in counted.most_common()]


def _participants(
    form: OfficeForm, content: dict[str, Any], find: Finder
) -> tuple[Participant, ...]:
    """Return who came, by ids that are the same when the form is sent again."""
    base, people = UUID(form.command_id), list[Participant]()
    for made in form.fields:
        count = content.get(made.name) if made.name.startswith("office_") else None
        office = made.name.removeprefix("office_")
        for number in range(min(count or 0, PEOPLE_MAX + 1)):
            people.append(Participant(uuid5(base, f"{office}/{number}"), office, None))
    for case in re.split(r"[\s,;]+", content.get("listed", "").strip()):
        found = find(case) if case else None
        if found is not None:
            people.append(Participant(uuid5(base, f"listed/{found}"), RESIDENT, found))
        elif case:
            form.wrong(form.fields[-2], "wish.wrong-household")
    if not 0 < len(people) <= PEOPLE_MAX:
        form.wrong(form.fields[1], "meeting.nobody", limit=PEOPLE_MAX)
    if content.get("invited") == 0:
        form.wrong(form.fields[0], "office.wrong-number")
    return tuple(people)


def _deciders(meeting: VillageMeeting, household_id: UUID | None) -> tuple[UUID, ...]:
    came = meeting.attendance.participants if meeting.attendance else ()
    return tuple(each.participant_id for each in came if each.household_id != household_id)
