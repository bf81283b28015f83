"""Forms about something other than a family: an order, an audit, a finding.

Whoever sends a form that is refused gets it back as it was, with the mistake named. A file is
looked at, kept under its hash beside its stream, and only the hash is put on record.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Depends, Request, Response
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse

from adapters.web.bodies import storable
from adapters.web.formats import amount
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.rules import Refused
from services.evidence import SIZE_MAX, Kept

RUPIAH_MAX, TEXT_MAX = 10**12, 4_000
# A receipt comes with a hand-over note and a photograph.
FILES_MAX = 2


async def paper_form(request: Request) -> AsyncIterator[FormData]:
    """Give the fields of a form, and its files, until the answer is made."""
    async with request.form(max_fields=50, max_files=FILES_MAX) as form:
        yield form


PaperDep = Annotated[FormData, Depends(paper_form)]


@dataclass(slots=True)
class OfficeForm:
    """`key` names its words (`deed.key`), `about` are rows that say what it is about."""

    key: str
    back: tuple[str, str]
    fields: list[Field]
    about: Sequence[tuple[str, str]] = ()
    hidden: dict[str, str] = field(default_factory=dict)
    refusal: tuple[str, str] | None = None

    def filled(self, sent: FormData) -> None:
        """Take over what was typed; the ids of the first showing make a repeat harmless."""
        for each in self.fields:
            if each.name in sent and each.kind != "file":
                each.values = tuple(str(value) for value in sent.getlist(each.name))
        for name in self.hidden:
            self.hidden[name] = str(sent.get(name, self.hidden[name]))

    def shown(self, request: Request, status: int = 200) -> Response:
        wrong = [each for each in self.fields if each.error]
        errors = [{"field": each.name, "sentence": each.error} for each in wrong]
        values = {"form": self, "errors": errors, "refusal": self.refusal}
        return page(request, "office_form.html", values, status=status)


def new_form(
    key: str, back: tuple[str, str], fields: list[Field], about: Sequence[tuple[str, str]] = ()
) -> OfficeForm:
    """Return a form as it is first shown."""
    return OfficeForm(key, back, fields, about, {"command_id": str(uuid4()), "id": str(uuid4())})


def asked(
    words: Words, name: str, kind: str, *, word: str = "", required: bool = True, **more: Any
) -> Field:
    """Return a field; its label is `deed.field-word`, where the word is not its name."""
    made = Field(name, kind, words.say(f"deed.field-{word or name}"), required, **more)
    made.hint = made.hint or words.known("deed", f"hint-{name}")
    return made


def codes(words: Words, listed: str) -> tuple[Option, ...]:
    """Return the entries of a list of reasons as choices."""
    items = words.programme.reasons.get(listed, ())
    return tuple(Option(item.code, words.one_of(item.label)) for item in items)


def answered(
    request: Request,
    form: OfficeForm,
    sent: FormData,
    store: Callable[[Mapping[str, Any], OfficeForm], Any],
    *,
    then: str,
    stream: UUID | None = None,
) -> Response:
    """Carry out what was typed and go on to `then`, or show the form again with what is wrong."""
    form.filled(sent)
    language = language_of(request)
    reader = _Reader(request, Words(parts_of(request).programme, language), stream)
    try:
        content = {each.name: reader.read(each, sent) for each in form.fields}
        if any(each.error for each in form.fields):
            return form.shown(request, 422)
        UUID(form.hidden["command_id"]), UUID(form.hidden["id"])
        done = store({k: v for k, v in content.items() if v is not None}, form)
    except Refused as refused:
        form.refusal = refused.code, refused.sentence(language)
        return form.shown(request, 409)
    except (ValidationError, ValueError):
        raise Problem(422, "detail.refused") from None
    position = getattr(done, "last_position", None)
    if position is not None:
        parts_of(request).wait(position, 2.0)
    return RedirectResponse(then, 303)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one field after the other; mistakes stay on their fields."""

    request: Request
    words: Words
    stream: UUID | None

    def read(self, made: Field, sent: FormData) -> Any:
        if made.kind == "file":
            return self._file(made, sent.get(made.name))
        value = made.value.strip()
        if not value:
            return self._wrong(made, "wish.missing") if made.required else None
        if made.options:
            known = {option.value for option in made.options}
            if not known.issuperset(made.values):
                return self._wrong(made, "wish.missing")
            return list(made.values) if made.kind == "choices" else value
        readers = {"integer": self._number, "day": self._day}
        return readers.get(made.kind, self._text)(made, value)

    def _number(self, made: Field, value: str) -> Any:
        number = amount(value)
        if number is None or number > RUPIAH_MAX:
            return self._wrong(made, "deed.wrong-number")
        return number

    def _day(self, made: Field, value: str) -> Any:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return self._wrong(made, "wish.wrong-day")

    def _text(self, made: Field, value: str) -> Any:
        text = value.replace("\r\n", "\n")
        if len(text) > TEXT_MAX or not storable(text):
            return self._wrong(made, "deed.wrong-text")
        return text

    def _file(self, made: Field, sent: Any) -> Any:
        """Keep a file beside the stream, and return its hash. Raises Refused (F11)."""
        content = sent.file.read() if isinstance(sent, UploadFile) else b""
        kept = parts_of(self.request).evidence
        if not content or kept is None or self.stream is None:
            return self._wrong(made, "wish.missing") if made.required else None
        if len(content) > SIZE_MAX:
            raise Refused("F11", "size", megabytes=SIZE_MAX // 1_000_000)
        store, check = kept
        checked, digest = check(content), sha256(content).hexdigest()
        store.put(self.stream, digest, Kept(content, checked.shown))
        return digest

    def _wrong(self, made: Field, key: str) -> Any:
        made.error = self.words.say(key, label=made.label)
        made.error_here = self.words.say("visit.wrong-answer-here")
        return None
