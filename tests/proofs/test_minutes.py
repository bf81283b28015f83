"""The minutes of a checkpoint: one page that says the same as the checkpoint, and nothing else."""

from datetime import UTC, datetime

from adapters.paper.minutes import Checkpointed, minutes

ROOT = bytes(range(32))
NOTE = f"jejak.contoh/log\n700\n{'A' * 43}=\n\n— jejak.contoh/log {'B' * 92}\n"


def seen(**changed):
    known = {
        "programme": "Program Contoh",
        "note": NOTE,
        "size": 700,
        "root": ROOT,
        "made_at": datetime(2026, 7, 2, 3, 30, tzinfo=UTC),
        "witnesses": ("saksi.contoh/satu", "saksi.contoh/dua"),
        "is_stamped": True,
    }
    return Checkpointed(**known | changed)


def test_the_page_holds_the_checkpoint_and_who_saw_it():
    page = minutes(seen())

    assert page.startswith(b"%PDF-")
    for text in (b"BERITA ACARA TITIK PERIKSA", b"semester 2, 2026", b"saksi.contoh/dua"):
        assert text in page, text
    assert ROOT.hex().encode() in page
    for line in NOTE.splitlines()[:3]:
        assert line.encode() in page
    assert page.count(b"/Type /Page\n") == 1


def test_the_same_checkpoint_makes_the_same_bytes_and_another_other_ones():
    assert minutes(seen()) == minutes(seen())
    other = minutes(seen(note=NOTE.replace("700", "701"), size=701))
    assert other != minutes(seen())


def test_many_cosignatures_still_leave_a_code_that_can_be_read():
    many = NOTE + "".join(f"— saksi.contoh/{n} {'C' * 100}\n" for n in range(20))
    page = minutes(seen(note=many, witnesses=(), is_stamped=False))

    assert b"tidak ada / none" in page
    assert len(page) < 1_000_000
