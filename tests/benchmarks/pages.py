"""Pages at the size of the whole programme: the server's time, the browser's, and their weight."""

import random
import re
from datetime import timedelta

from playwright.sync_api import sync_playwright

from projections import as_of, caseload
from tests.benchmarks.figures import figure, p95
from tests.benchmarks.house import ASKED, signed_in, timed
from tests.browser import find_chromium
from tests.serving import serving

SLID, STORIES = 40, 4
FILES = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"')
OF_AUDITOR = (
    "/",
    "/rt/{family}",
    "/rt/{family}/banding",
    "/program",
    "/program/corong",
    "/program/pilar",
    "/desa/{village}",
    "/konvergensi",
    "/dana",
    "/dana/{village}",
    "/temuan",
    "/pembacaan",
    "/penolakan",
)
OF_MENTOR = ("/", "/hari-ini", "/rt/{own}/berkas", "/rt/{own}/kunjungan", "/rt/{own}/lembar")
SLIDE = """(n) => {
  const slider = document.getElementById("n");
  slider.value = n;
  const started = performance.now();
  slider.dispatchEvent(new Event("input"));
  document.body.getBoundingClientRect();
  return performance.now() - started;
}"""


def of_server(house, size):
    """Return p95 of the pages with a bar, at random positions, mentors and names."""
    chance = random.Random(13)  # noqa: S311 (a sample, not a secret)
    auditor = signed_in(house, "auditor")
    first = house.programme.started_on - timedelta(days=900)
    days = [first + timedelta(days=chance.randrange(900)) for _ in range(ASKED)]
    asked = {
        "the page of all villages as of any date": [f"/program?as_of={day}" for day in days],
        "search by name": [f"/?q={name}" for name in _names(house, auditor, chance)],
        "search by number": [f"/?q=RT-{chance.choice('0123456789ABCDEF')}" for _ in range(ASKED)],
    }
    bars = {"the page of all villages as of any date": 300}
    figures = []
    for name, paths in asked.items():
        timed(auditor, paths[0])
        found = p95([timed(auditor, path) for path in paths])
        figures.append(figure(f"{name}, p95", found, "ms", bars.get(name, 150)))
    mentor, _ = of_mentor(house, size)
    today = [timed(mentor, "/hari-ini") for _ in range(ASKED)]
    return [*figures, figure("today's list of a mentor, p95", p95(today), "ms", 100)]


def of_mentor(house, size):
    """Return a program of the mentor with the most households, and one of these."""
    with house.store.reading() as connection:
        counts = caseload.mentors(connection, size - 1)
        busiest = max(counts, key=counts.__getitem__)
        now = as_of.resolve(connection, house.programme, None, *caseload.BASED_ON)
        day = house.programme.local(now.recorded_at).date()
        own = caseload.of_mentor(connection, house.programme, busiest, day, now.position)
    return signed_in(house, "mentor", busiest), own[0].household_id


def _names(house, client, chance):
    """Return names that somebody might type: of heads, some with a slip."""
    with house.store.reading() as connection:
        rows = connection.execute(
            "SELECT head_id FROM household_file WHERE to_position IS NULL AND head_id IS NOT NULL"
            " ORDER BY household_id LIMIT %s",
            [ASKED],
        ).fetchall()
    names = client.app.state.parts.names([head for (head,) in rows]).values()
    return [name if chance.random() < 0.5 else name.replace("a", "e", 1) for name in names]


def weights(house, size, family):
    """Return the heaviest first load, and the most script, of all pages that are asked for."""
    mentor, own = of_mentor(house, size)
    village = house.programme.villages[0].code
    loads = []
    for client, paths in ((signed_in(house, "auditor"), OF_AUDITOR), (mentor, OF_MENTOR)):
        loads += [
            weight(client, path.format(family=family, village=village, own=own)) for path in paths
        ]
    story = len(_raw(signed_in(house, "auditor"), f"/rt/{family}/riwayat.json")[0])
    return [
        figure("first load of the heaviest page, gzipped", max(loads)[0] / 1000, "KB", 120),
        figure("script of it all, gzipped", max(load[1] for load in loads) / 1000, "KB", 60),
        figure("a history of about 200 events with all differences", story / 1000, "KB", 80),
    ]


def weight(client, path):
    """Return how many bytes a first load of a page is, and how many of them are script."""
    sent, page = _raw(client, path)
    sizes = {name: len(_raw(client, name)[0]) for name in set(FILES.findall(page))}
    script = sum(size for name, size in sizes.items() if ".js" in name)
    return len(sent) + sum(sizes.values()), script


def _raw(client, path):
    """Return the bytes as they travel, and the text they stand for."""
    with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        assert answer.status_code == 200, (path, answer.status_code)
        sent = b"".join(answer.iter_raw())
    return sent, client.get(path).text


def in_browser(house, token, families):
    """Return p95 of a move of the slider, until the page stands as it should."""
    chance, taken = random.Random(17), []  # noqa: S311 (a sample, not a secret)
    with serving(house.api()) as site, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        context = browser.new_context(base_url=site)
        context.add_cookies([{"name": "jejak", "value": token, "url": site}])
        window = context.new_page()
        for family in families[:STORIES]:
            window.goto(f"/rt/{family}")
            window.locator("#digest-ok.good-text").wait_for()
            last = window.evaluate("story.events.length")
            taken += [window.evaluate(SLIDE, chance.randint(1, last)) for _ in range(SLID)]
        browser.close()
    return [figure("a move of the slider over 200 events, p95", p95(taken), "ms", 50)]
