"""Lists of visibly invented families, and what rows are judged by in the tests."""

from datetime import date
from pathlib import Path
from uuid import UUID

from adapters.lists.mappings import load_mapping
from adapters.lists.reader import read_list
from adapters.regions import LokalRegions
from services.intake.entry import ListContext
from services.intake.planning import plan_of
from services.intake.table import lines_of
from tests.sample_programme import PROGRAMME, TOWN_VILLAGE, VILLAGE

MAPPINGS = Path(__file__).parents[2] / "config" / "imports"
DTSEN = load_mapping(MAPPINGS, "dtsen")
DTKS = load_mapping(MAPPINGS, "dtks")
BATCH = UUID(int=0xBA7C4)
AS_OF = date(2026, 3, 31)
TODAY = date(2026, 6, 15)
TITLES = (
    "NIK",
    "NO_KK",
    "NAMA",
    "TGL_LAHIR",
    "JENIS_KELAMIN",
    "HUBUNGAN",
    "KODE_DESA",
    "DESA",
    "DESIL",
    "ALAMAT",
    "RT",
    "RW",
)


def nik(serial, born=date(1990, 1, 15), sex="f", region="740101"):
    """Return a NIK of nobody: serials from 9000 on are never given out here."""
    day = born.day + (40 if sex == "f" else 0)
    return f"{region}{day:02}{born.month:02}{born.year % 100:02}{9000 + serial:04}"


def row(serial=1, **cells):
    """Return the row of a head; `cells` says what is different, by title."""
    line = {
        "NIK": nik(serial),
        "NO_KK": f"7401010101{20 + serial // 1000:02}{serial % 10_000:04}",
        "NAMA": f"Contoh Melati {serial}",
        "TGL_LAHIR": "1990-01-15",
        "JENIS_KELAMIN": "P",
        "HUBUNGAN": "Kepala Keluarga",
        "KODE_DESA": VILLAGE,
        "DESA": "Contoh Satu",
        "DESIL": "1",
        "ALAMAT": f"Dusun Contoh {serial}",
        "RT": "1",
        "RW": "2",
    }
    return line | cells


def child(serial, of, **cells):
    """Return the row of a child on the card of another row."""
    born = date(2015, 5, 5)
    line = row(serial) | {
        "NO_KK": of["NO_KK"],
        "NIK": nik(serial, born, "m"),
        "TGL_LAHIR": born.isoformat(),
        "JENIS_KELAMIN": "L",
        "HUBUNGAN": "Anak",
    }
    return line | cells


def csv(*rows, titles=TITLES):
    """Return the rows as the bytes of a CSV file."""
    lines = [titles, *([line[title] for title in titles] for line in rows)]
    return "\n".join(";".join(line) for line in lines).encode()


def context(mapping=DTSEN, **changes):
    given = {
        "mapping": mapping,
        "programme": PROGRAMME,
        "regions": LokalRegions(),
        "as_of_on": AS_OF,
        "deciles": (1, 2),
        "today": TODAY,
    }
    return ListContext(**(given | changes))


def planned(*rows, known=(), batch=BATCH, **changes):
    """Return the plan for these rows."""
    judged_by = context(**changes)
    sheet = read_list("daftar.csv", csv(*rows))
    return plan_of(lines_of(sheet, judged_by.mapping), judged_by, batch, sheet.sha256, known)


def verdicts(plan):
    """Return verdict and reasons of each row, to compare with."""
    return [(row.verdict, *row.reasons) for row in plan.rows]


HEAD = {
    "NIK KK": nik(1),
    "NO KARTU KELUARGA": "7401010101260001",
    "NAMA KEPALA KELUARGA": "Contoh Melati 1",
    "TANGGAL LAHIR": "15/01/1990",
    "L/P": "P",
    "KODE DESA BPS": "7499010001",
    "DESA/KELURAHAN": "Contoh Kota",
    "PERINGKAT": "2",
    "PENETAPAN": "31/03/2026",
    "KETERANGAN": "",
    "ALAMAT": "Dusun Contoh 1",
}
BRIDGE = {"7499010001": TOWN_VILLAGE}


def heads_planned(known=(), **cells):
    """Return the plan for a list of one head, written the way of a social office."""
    judged_by = context(DTKS, regions=LokalRegions(BRIDGE))
    sheet = read_list("dtks.csv", csv(HEAD | cells, titles=tuple(HEAD)))
    return plan_of(lines_of(sheet, DTKS), judged_by, BATCH, sheet.sha256, known)
