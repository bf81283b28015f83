"""What was once stored is read, written and sealed today as on its first day (ADR-0004)."""

import json
from dataclasses import replace
from typing import Literal
from uuid import UUID

import pytest

from adapters.codec import UPCASTS, UnknownEvent
from adapters.documents import import_domain
from adapters.keyring import HmacIndex, KeyFile, WrappedKeyring
from adapters.sealing import Sealed, open_sealed
from domain.events import EVENTS, Event
from domain.history import RecordedEvent
from domain.personal import Group
from domain.values import Code
from services.entries import SealedPart
from services.ports import SealBroken
from tests.golden.add import add
from tests.golden.examples import bare, origin
from tests.golden.rows import Changed, GoldenRow, golden_rows, our_events, text
from tests.golden.seals import FILE

import_domain()
ROWS = golden_rows()
SEALED = json.loads(FILE.read_text("utf-8"))


def test_every_event_has_a_bare_and_a_full_golden_row():
    found = {name: [row.version for row in ROWS if row.name == name] for name in our_events()}

    without = sorted(name for name, versions in found.items() if versions != [1, 2])
    assert without == [], "add their rows: .venv/bin/python -m tests.golden.add"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.version}")
def test_a_golden_row_is_read_written_and_sealed_as_ever(row):
    row.check()


def test_the_second_row_of_a_stream_follows_the_first():
    firsts = {row.name: row.leaf for row in ROWS if row.version == 1}

    assert all(row.previous == firsts[row.name] for row in ROWS if row.version == 2)


def test_a_full_row_says_everything_that_its_event_can_say():
    unsaid = [
        f"{row.name}: {field}"
        for row in ROWS
        for field, value in row.reads_as["fields"].items()
        if row.version == 2 and value in (None, []) and may_be_said(row.name, field)
    ]

    assert unsaid == []


def may_be_said(name, field):
    return field != "sealed" or bool(EVENTS[name].personal)


class Counted(Event):
    """A stored event as it was on its first day. Not registered: other tests ask for all."""

    name = "sample.counted.v1"
    subject = None

    rupiah: int
    kind: Literal["deposit", "withdrawal"] = "deposit"
    topic: Code | None = None


@pytest.fixture
def stored(monkeypatch):
    """Return the row of an event whose class is changed afterwards."""
    monkeypatch.setitem(EVENTS, Counted.name, Counted)
    return GoldenRow.of(bare(Counted), origin(Counted, whole=False), 1, None)


def changed_to(monkeypatch, **fields):
    annotations = {name: kind for name, (kind, _) in fields.items()}
    defaults = {name: default for name, (_, default) in fields.items() if default is not ...}
    content = {
        "__module__": __name__,
        "__annotations__": annotations,
        "name": Counted.name,
        "subject": None,
    }
    monkeypatch.setitem(EVENTS, Counted.name, type("Counted", (Event,), content | defaults))


KIND = (Literal["deposit", "withdrawal"], "deposit")
TOPIC = (Code | None, None)


def test_an_unchanged_event_passes(monkeypatch, stored):
    changed_to(monkeypatch, rupiah=(int, ...), kind=KIND, topic=TOPIC)

    stored.check()


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": (int, 0), "kind": KIND, "topic": TOPIC},
        {"rupiah": (str, ...), "kind": KIND, "topic": TOPIC},
        {"rupiah": (int, ...), "kind": (KIND[0], "withdrawal"), "topic": TOPIC},
        {"rupiah": (int, ...), "kind": KIND, "topic": TOPIC, "note": (Code, ...)},
        {"rupiah": (int, ...), "kind": KIND, "topic": TOPIC, "note": (Code | None, None)},
        {"rupiah": (int, ...), "kind": KIND},
    ],
    ids=[
        "renamed",
        "retyped",
        "another default",
        "one more",
        "one more that may miss",
        "one less",
    ],
)
def test_a_changed_field_is_noticed(monkeypatch, stored, fields):
    changed_to(monkeypatch, **fields)

    with pytest.raises((Changed, ValueError)):
        stored.check()


def test_an_event_that_is_no_longer_known_is_noticed(monkeypatch, stored):
    monkeypatch.delitem(EVENTS, Counted.name)

    with pytest.raises(UnknownEvent):
        stored.check()


def test_an_event_that_is_read_in_newer_words_passes(monkeypatch, stored):
    monkeypatch.delitem(EVENTS, Counted.name)
    second = {"__module__": __name__, "name": "sample.counted.v2", "subject": None}
    newer = type("Counted", (Event,), second)
    monkeypatch.setitem(EVENTS, newer.name, newer)
    monkeypatch.setitem(UPCASTS, Counted.name, lambda _: (newer.name, {}))
    fields = {"warnings": [], "sealed": []}

    replace(stored, reads_as={"name": newer.name, "fields": fields}).check()


@pytest.mark.parametrize("part", ["payload", "metadata", "previous", "stream", "recorded_at"])
def test_a_changed_byte_is_another_leaf(stored, part):
    other = {
        "payload": '{"rupiah":4}',
        "metadata": stored.metadata.replace("mentor", "auditor"),
        "previous": "00" * 32,
        "stream": str(UUID(int=7)),
        "recorded_at": stored.recorded_at + 1,
    }

    with pytest.raises(Changed):
        replace(stored, **{part: other[part]}).check()


def test_truth_is_not_the_number_one():
    assert text({"passed": True}) != text({"passed": 1})


def test_the_script_adds_what_is_missing_and_leaves_what_is_there(tmp_path):
    add(tmp_path)
    before = {file.name: file.read_text("utf-8") for file in tmp_path.glob("*.jsonl")}
    desk = tmp_path / "desk.jsonl"
    lines = desk.read_text("utf-8").splitlines(keepends=True)
    desk.write_text("".join(lines[2:]), "utf-8")

    assert add(tmp_path) == [json.loads(lines[0])["name"]]
    assert sorted(desk.read_text("utf-8").splitlines()) == sorted(
        before["desk.jsonl"].splitlines()
    )
    assert add(tmp_path) == []


def test_the_script_adds_nothing_when_a_row_is_no_longer_what_it_was(tmp_path):
    add(tmp_path)
    desk = tmp_path / "desk.jsonl"
    spoilt = desk.read_text("utf-8").replace('"leaf": "', '"leaf": "00', 1)
    desk.write_text(spoilt, "utf-8")
    (tmp_path / "reminder.jsonl").unlink()

    with pytest.raises(Changed):
        add(tmp_path)
    assert not (tmp_path / "reminder.jsonl").exists()
    assert desk.read_text("utf-8") == spoilt


def opened(change=lambda fact: fact):
    """Return the sealed facts as a reader with the keys sees them."""
    keys = KeyFile(kek=bytes.fromhex(SEALED["kek"]), index=bytes.fromhex(SEALED["index"]))
    keyring = WrappedKeyring(keys, lambda _: bytes.fromhex(SEALED["wrapped"]))
    person, stream = UUID(SEALED["person"]), UUID(SEALED["stream"])
    lines, sealed = [], []
    for fact in map(change, SEALED["facts"]):
        kind = EVENTS[fact["name"]]
        event = bare(kind).model_copy(
            update={kind.subject: person, "sealed": tuple(fact["commitments"].items())}
        )
        said = origin(kind, whole=True)
        lines.append(RecordedEvent(stream, fact["version"], event, UUID(int=1), said))
        parts = (
            SealedPart(person, group, bytes.fromhex(text))
            for group, text in fact["ciphertexts"].items()
        )
        sealed.append(Sealed(stream, fact["version"], tuple(parts)))
    return open_sealed(lines, sealed, keyring)


def test_what_was_sealed_still_opens():
    for fact, line in zip(SEALED["facts"], opened(), strict=True):
        fields = {name: getattr(line.event, name) for name in fact["opens_as"]}
        assert fields == fact["opens_as"]


def test_every_group_of_personal_data_has_its_ciphertext():
    groups = {group for fact in SEALED["facts"] for group in fact["ciphertexts"]}

    assert groups == {group.value for group in Group}


def test_a_sealed_field_does_not_open_at_another_place():
    with pytest.raises(SealBroken):
        opened(lambda fact: fact | {"version": fact["version"] + 7})


def test_keyed_hashes_are_those_that_the_claims_were_stored_with():
    keys = KeyFile(kek=bytes.fromhex(SEALED["kek"]), index=bytes.fromhex(SEALED["index"]))
    index = HmacIndex(keys)

    for kind, value, token in SEALED["tokens"]:
        assert index.token(kind, value).hex() == token
    for content, digest in SEALED["digests"]:
        assert index.digest(content.encode()).hex() == digest
