"""What the codes of a programme are called in the reader's language, and how values look."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any
from uuid import UUID

from adapters.web import formats
from adapters.web.language import text, texts
from domain.phases import phase_on
from domain.programme import Label, Programme
from domain.rules import Language


class Words:
    """One programme in one language. A code that nothing names is shown as it is.

    `names` are of the persons whom the reader may know.
    """

    def __init__(
        self,
        programme: Programme,
        language: Language,
        names: Mapping[UUID, str] = MappingProxyType({}),
    ) -> None:
        self.programme, self.language, self.names = programme, language, names

    def say(self, key: str, **params: object) -> str:
        """Return a text of the pages."""
        return text(key, self.language, **params)

    def label(self, code: str) -> str:
        """Return what the programme definition calls a code, wherever it stands in it."""
        return self._labels.get(code) or self.known("code", code) or code.replace("_", " ")

    def known(self, group: str, name: str) -> str:
        """Return a text of the pages if there is one, else nothing."""
        pair = texts().get(f"{group}.{name}")
        return "" if pair is None else pair[0 if self.language == "id" else 1]

    def relation(self, code: str, *, is_head: bool) -> str:
        """Return how somebody belongs to the household; lists of goods have codes like these."""
        return self.known("code", "head" if is_head else code or "member") or code

    def village(self, code: str) -> str:
        village = self.programme.village_by_code.get(code)
        return code if village is None else village.name

    def role(self, code: str) -> str:
        role = self.programme.roles.get(code)
        return code if role is None else self.one_of(role.label)

    def of_list(self, code: str, *lists: str) -> str:
        """Return what a list of the programme calls a code: other lists may have the same one."""
        items = (item for each in lists for item in self.programme.reasons.get(each, ()))
        found = next((item for item in items if item.code == code), None)
        return self.label(code) if found is None else self.one_of(found.label)

    def spent_on(self, code: str) -> str:
        """Return what an order or a transfer is for: a kind of transfer, or of spending."""
        kind = self.programme.transfer_by_code.get(code)
        return self.of_list(code, "spending") if kind is None else self.one_of(kind.label)

    def need(self, code: str) -> str:
        need = self.programme.need_by_code.get(code)
        return self.label(code) if need is None else self.one_of(need.label)

    def agency(self, code: str) -> str:
        agency = self.programme.agency_by_code.get(code)
        return self.label(code) if agency is None else self.one_of(agency.label)

    def phase(self, status: str, cycle_on: date | None, day: date) -> str:
        """Return the phase that a family is in on a day, counted from the start of its cycle."""
        phase = phase_on(self.programme, status, cycle_on, day)
        return "" if phase is None else self.one_of(phase.label)

    def one_of(self, label: Label) -> str:
        """Return the half of a label that the reader understands."""
        return label.id if self.language == "id" else label.en

    def day(self, value: date | datetime) -> str:
        if isinstance(value, datetime):
            value = self.programme.local(value).date()
        return formats.short_day(value, self.language)

    def month(self, value: date) -> str:
        return formats.month(value, self.language)

    def moment(self, value: datetime) -> str:
        return formats.moment(value, self.programme.zone, self.language)

    def hour(self, value: datetime) -> str:
        return formats.hour(value, self.programme.zone, self.language)

    def number(self, value: int) -> str:
        return formats.number(value, self.language)

    def rupiah(self, value: int) -> str:
        return formats.rupiah(value, self.language)

    def percent(self, part: int, whole: int) -> str:
        return formats.percent(part, whole, self.language)

    def pillar(self, code: str) -> str:
        return next((self.one_of(p.label) for p in self.programme.pillars if p.code == code), code)

    def ago(self, value: date, today: date) -> str:
        """Return how far a day is from today, in words."""
        return formats.relative_day((value - today).days, self.language)

    def yes_no(self, value: bool) -> str:  # noqa: FBT001 (the value itself is the question)
        return self.say("base.yes" if value else "base.no")

    def short_id(self, value: UUID) -> str:
        """Return enough of an id to tell it from its neighbours."""
        return f"#{value.hex[:6]}"

    def who(self, value: UUID) -> str:
        """Return a person's name, for a reader who may know it, else a short id."""
        return self.names.get(value) or self.short_id(value)

    def value(self, value: Any, name: str = "") -> str:
        """Write any value that a fact can hold; the field's name tells money and villages."""
        if value is None or value == ():
            return "\u2013"
        # A bool is an int and a datetime is a date: the narrower kind comes first.
        writers: tuple[tuple[type, Callable[[Any], str]], ...] = (
            (bool, self.yes_no),
            (int, self.rupiah if name.endswith("rupiah") else self.number),
            (datetime, self.moment),
            (date, self.day),
            (UUID, self.who),
            (str, self.village if name.endswith("village_code") else self.label),
            (tuple, lambda values: self._several(values, name)),
        )
        for kind, write in writers:
            if isinstance(value, kind):
                return write(value)
        return str(value)

    def _several(self, values: tuple[Any, ...], name: str) -> str:
        """Write codes with a comma between, and pairs as question and answer."""
        if all(isinstance(each, tuple) and len(each) == 2 for each in values):  # noqa: PLR2004
            return "; ".join(f"{self.label(str(a))}: {self.value(b, name)}" for a, b in values)
        if all(isinstance(each, tuple) for each in values):
            return "; ".join(", ".join(self.value(part) for part in each) for each in values)
        return ", ".join(self.value(each, name) for each in values)

    @cached_property
    def _labels(self) -> dict[str, str]:
        programme = self.programme
        lines: list[Any] = [
            *(line for each in programme.instruments for line in each.questions),
            *(line for each in programme.instruments for line in each.criteria),
            *(
                option
                for each in programme.instruments
                for line in each.questions
                for option in line.options
            ),
            *programme.pillars,
            *programme.phases,
            *(item for items in programme.reasons.values() for item in items),
            *programme.needs,
            *programme.agencies,
            *programme.transfers,
            *programme.prices,
        ]
        return {line.code: self.one_of(line.label) for line in reversed(lines)}
