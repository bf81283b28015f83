"""Notes, checkpoints and policies of C2SP, against its own examples, and what is refused."""

import pytest

from adapters.anchors.notes import (
    LOG,
    WITNESS,
    Checkpoint,
    Note,
    NoteInvalid,
    Signer,
    Verifier,
    encoded,
)
from adapters.anchors.policy import Policy, PolicyInvalid

# The example of c2sp.org/signed-note.
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi"
    "2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# RFC 8032, section 7.1, tests 1 and 2: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]
ORIGIN = "jejak.contoh/log"


@pytest.fixture(scope="module")
def log():
    return Signer.make(ORIGIN, LOG)


@pytest.fixture(scope="module")
def witness():
    return Signer.make("saksi.contoh/satu", WITNESS)


@pytest.fixture
def checkpoint():
    return Checkpoint(ORIGIN, 7, bytes(32))


def test_the_published_note_is_signed_by_the_published_key():
    verifier = Verifier.parse(KEY)

    assert Note.parse(NOTE).signed_by([verifier]) == [verifier]
    assert str(verifier) == KEY


def test_the_published_note_with_another_text_is_refused():
    with pytest.raises(NoteInvalid, match="false"):
        Note.parse(NOTE.replace("example message", "exemplary message")).signed_by(
            [Verifier.parse(KEY)]
        )


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_published_signatures_hold_and_no_other(key, message, signature):
    verifier = Verifier("rfc8032", LOG, bytes.fromhex(key))
    text = bytes.fromhex(message).decode()

    assert verifier.holds(text, bytes.fromhex(signature))
    assert not verifier.holds(text + " ", bytes.fromhex(signature))


def test_a_key_is_read_as_it_was_written_and_tells_nothing_of_itself(log):
    assert Signer.parse(log.written()) == log
    assert encoded(log.secret) not in repr(log)
    assert Verifier.parse(str(log.verifier)) == log.verifier


@pytest.mark.parametrize(
    "key",
    [
        KEY.replace("530d903a", "530d903b"),
        KEY.replace("example.com/foo", "example.com/bar"),
        KEY[:-1],
        KEY.replace("+AekyeRrm", "+BekyeRrm"),
        "example.com/foo",
        "",
    ],
)
def test_a_key_that_is_not_one_is_refused(key):
    with pytest.raises(NoteInvalid):
        Verifier.parse(key)


def test_log_and_witness_sign_one_checkpoint(log, witness, checkpoint):
    text = checkpoint.text
    note = Note.parse(f"{text}\n{log.line(text)}{witness.line(text, 1_760_000_000)}")

    assert note.signed_by([witness.verifier, log.verifier]) == [log.verifier, witness.verifier]
    assert Checkpoint.parse(note.text) == checkpoint


def test_a_cosignature_moved_to_another_moment_is_refused(witness, checkpoint):
    line = witness.line(checkpoint.text, 1_760_000_000)
    head, _, signature = line.rstrip("\n").rpartition(" ")
    content = bytearray(Note.parse(f"{checkpoint.text}\n{line}").signatures[0][2])
    content[7] ^= 1
    moved = f"{head} {encoded(witness.verifier.key_id + bytes(content))}\n"

    assert signature not in moved
    with pytest.raises(NoteInvalid, match="false"):
        Note.parse(f"{checkpoint.text}\n{moved}").signed_by([witness.verifier])


def test_a_note_is_not_signed_by_who_is_unknown(log, witness, checkpoint):
    note = Note.parse(f"{checkpoint.text}\n{log.line(checkpoint.text)}")

    assert note.signed_by([witness.verifier]) == []


def test_a_signature_that_is_there_twice_is_refused(log, checkpoint):
    line = log.line(checkpoint.text)
    with pytest.raises(NoteInvalid, match="twice"):
        Note.parse(f"{checkpoint.text}\n{line}{line}").signed_by([log.verifier])


@pytest.mark.parametrize(
    "note",
    [
        "no signature\n",
        "text\n\nno dash\n",
        "text\n\n— name\n",
        "text\n\n— name QUJD\n",
        "text\x07\n\n— name QUJDREVG\n",
        "text\n\n— name QUJDREVG",
        "text\n\n— na+me QUJDREVG\n",
    ],
)
def test_what_is_not_a_signed_note_is_refused(note):
    with pytest.raises(NoteInvalid):
        Note.parse(note)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n07\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n7\nAAAA\n",
        "origin\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
        "origin\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n",
        "\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text):
    with pytest.raises(NoteInvalid):
        Checkpoint.parse(text)


def policy_of(log, witnesses, rules):
    lines = [f"log {log.verifier}"]
    lines += [f"witness w{n} {each.verifier}" for n, each in enumerate(witnesses)]
    return Policy.parse("\n".join(["# contoh", "", *lines, *rules]) + "\n")


@pytest.mark.parametrize(
    ("rules", "enough"),
    [
        (["quorum none"], 0),
        (["quorum w0"], 1),
        (["group g any w0 w1 w2", "quorum g"], 1),
        (["group g 2 w0 w1 w2", "quorum g"], 2),
        (["group g all w0 w1 w2", "quorum g"], 3),
        (["group x 2 w0 w1", "group g all x w2", "quorum g"], 3),
    ],
)
def test_a_checkpoint_is_accepted_from_the_quorum_on(log, checkpoint, rules, enough):
    witnesses = [Signer.make(f"saksi/{n}", WITNESS) for n in range(3)]
    policy, text = policy_of(log, witnesses, rules), checkpoint.text
    note = f"{text}\n{log.line(text)}"
    for count in range(4):
        if count >= enough:
            assert policy.accepts(Note.parse(note)) == [f"w{n}" for n in range(count)]
        else:
            with pytest.raises(NoteInvalid, match="quorum"):
                policy.accepts(Note.parse(note))
        if count < 3:
            note += witnesses[count].line(text, 1_760_000_000)


def test_a_checkpoint_that_only_witnesses_signed_is_refused(log, witness, checkpoint):
    policy = policy_of(log, [witness], ["quorum w0"])
    note = Note.parse(f"{checkpoint.text}\n{witness.line(checkpoint.text, 1)}")
    with pytest.raises(NoteInvalid, match="no known log"):
        policy.accepts(note)


def test_a_log_signs_for_its_own_origin_only(log):
    policy, text = policy_of(log, [], ["quorum none"]), Checkpoint("lain", 7, bytes(32)).text
    with pytest.raises(NoteInvalid, match="no known log"):
        policy.accepts(Note.parse(f"{text}\n{log.line(text)}"))


@pytest.mark.parametrize(
    "rules",
    [
        [],
        ["quorum w1"],
        ["quorum w0", "quorum none"],
        ["group g 2 w0", "quorum g"],
        ["group g 0 w0", "quorum g"],
        ["group g any w0", "group h any w0", "quorum h"],
        ["group g any none", "quorum g"],
        ["group none any w0", "quorum none"],
        ["group g any h", "group h any w0", "quorum g"],
        ["group g any w0 w0", "quorum g"],
        ["quorum w0 w0"],
        ["believe everything"],
        ["quorum none\x07"],
    ],
)
def test_a_policy_that_breaks_a_rule_is_refused(log, witness, rules):
    with pytest.raises(PolicyInvalid):
        policy_of(log, [witness], rules)


def test_a_key_is_listed_once_and_in_its_place(log, witness):
    for line in (
        f"log {log.verifier}",
        f"log {witness.verifier}",
        f"witness z {log.verifier}",
        f"witness z {witness.verifier}",
    ):
        with pytest.raises(PolicyInvalid, match="line 5"):
            policy_of(log, [witness], [line, "quorum none"])
