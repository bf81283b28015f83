"""How long a list of 10,000 rows takes, from the file to the closed batch, and the next quarter.

`measure(admin_url)` returns the figures; run by itself it starts the PostgreSQL of the tests.
"""

import json
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from adapters.keyring import KeyFile
from adapters.postgres.recorder import LedgerRecorder
from services.duplicates import suggestions
from services.intake.known import known_families
from tests.database import running_server
from tests.intake.conftest import OFFICER, make_desk
from tests.intake.lists import child, csv, nik, row
from tests.sample_programme import OTHER_VILLAGE, TOWN_VILLAGE, VILLAGE
from tests.store import fresh_store

ROWS, MEMBERS = 10_000, 2
BAR_SECONDS = 30
VILLAGES = (VILLAGE, OTHER_VILLAGE, TOWN_VILLAGE)


def families(rows):
    """Yield rows of families of three, each with a head and two children."""
    for number in range(rows // (MEMBERS + 1) + 1):
        born = date(1960, 1, 1) + timedelta(days=number * 37 % 15_000)
        head = row(
            1,
            NIK=nik(number % 1_000, born, region=f"7401{1 + number // 1_000:02}"),
            NO_KK=f"740101010126{number:04}",
            NAMA=f"Contoh Melati {number}",
            TGL_LAHIR=born.isoformat(),
            KODE_DESA=VILLAGES[number % len(VILLAGES)],
            DESA="",
            ALAMAT=f"Dusun Contoh {number}",
        )
        yield head
        for member in range(MEMBERS):
            grown = date(2008, 1, 1) + timedelta(days=(number * 13 + member * 999) % 5_000)
            serial = (number * MEMBERS + member) % 1_000
            yield child(
                2,
                head,
                NIK=nik(serial, grown, "m", region=f"7401{20 + number // 400:02}"),
                TGL_LAHIR=grown.isoformat(),
                NAMA=f"Contoh Kenanga {number} {member}",
                KODE_DESA=head["KODE_DESA"],
                DESA="",
            )


def timed(act):
    started = time.monotonic()
    result = act()
    return time.monotonic() - started, result


def figure(name, seconds, bar=BAR_SECONDS):
    return {
        "figure": name,
        "value": round(seconds, 1),
        "unit": "s",
        "bar": f"≤ {bar} s",
        "holds": seconds <= bar,
    }


def measure(admin_url):
    """Return the figures of an import, each with its bar."""
    content = csv(*list(families(ROWS))[:ROWS])
    newer = content.replace(b"Dusun Contoh 1", b"Dusun Baru 1")
    with tempfile.TemporaryDirectory() as folder, fresh_store(admin_url) as store:
        recorder = LedgerRecorder(store.app, store.schemas.programme)
        desk = make_desk(recorder, store, KeyFile.create(Path(folder) / "keys"))
        dry, draft = timed(lambda: desk.draft(content=content))
        written, rows = timed(lambda: desk.applying.apply(draft, OFFICER))
        assert {one.verdict for one in rows} == {"nominated"}
        quarter, later = timed(lambda: desk.draft(content=newer, code="q2"))
        assert later.plan.totals()["known"] == ROWS
        compared, _ = timed(lambda: suggestions(known_families(desk.drafting.registry)))
        recorder.close()
    return [
        figure("import of 10,000 rows, dry run and apply", dry + written),
        figure("dry run of 10,000 rows on an empty record", dry),
        figure("dry run of 10,000 rows of the next quarter", quarter),
        figure("suggestions of duplicates among 10,000 persons", compared),
    ]


if __name__ == "__main__":
    with running_server() as url:
        print(json.dumps(measure(url), indent=1, ensure_ascii=False))  # noqa: T201
