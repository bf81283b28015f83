"""The red flags over the whole programme: how well they find what is planted, and how fast.

Uses the simulated log of `scale`, and simulates it if it is not there.
"""

import json
import time

from tests.benchmarks import scale
from tests.benchmarks.figures import figure, p95

EXACT, SIGN = (0.95, 1.0), (0.8, 0.8)
ASKED = 20_000


def measure(_admin_url):
    figures = scale.simulated() if not scale.is_usable() else []
    return figures + scale.in_a_process_of_its_own("_asked_by_rules", __name__)


def _asked_by_rules():
    from adapters.postgres.collecting import no_collections  # noqa: PLC0415 (another process)
    from domain.flags.catalogue import FLAG_RULES  # noqa: PLC0415
    from domain.flags.evaluator import Evaluator  # noqa: PLC0415
    from domain.flags.facts import Hit  # noqa: PLC0415
    from domain.flags.measuring import measure as measured  # noqa: PLC0415
    from projections import flags  # noqa: PLC0415

    known = json.loads((scale.HOME / "truth-1.json").read_text())
    with scale.the_house() as house, house.store.reading() as connection:
        size = house.store.recorder.max_notification_id() + 1
        started, computed = time.perf_counter(), time.process_time()
        with no_collections():  # as the projector reads
            said = list(flags.evaluate(connection, house.programme, size))
        seconds, computed = time.perf_counter() - started, time.process_time() - computed
        events = [each["event"] for each in known if each.get("event")]
        hits = [each for each in said if isinstance(each, Hit)]
        found = measured(hits, known, flags.positions(connection, events))
        evaluator, times = Evaluator(house.programme), []
        for fact in flags.facts(connection, evaluator.names, -1, size):
            begun = time.perf_counter()
            evaluator.see(fact)
            times.append(1000 * (time.perf_counter() - begun))
    figures = [
        figure(f"all red flags over {size:,} events from zero", seconds, "s", 15),
        figure("the same, computing beside the database", computed, "s", 15),
        figure("all red flags about one more event, p95", p95(times[-ASKED:]), "ms", 1),
    ]
    for code, rule in FLAG_RULES.items():
        bars = EXACT if rule.exact else SIGN
        shares = (found[code].precision, found[code].recall)
        names = (f"{code} precision", f"{code} recall, {found[code].planted} planted")
        for name, share, bar in zip(names, shares, bars, strict=True):
            figures.append(figure(name, share or 0, "", bar, at_most=False))
    return figures
