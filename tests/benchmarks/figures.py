"""How a figure is written down, and how times are compared fairly."""

import statistics
from pathlib import Path
from time import perf_counter, process_time

ROUNDS = 15
STATUS = Path("/proc/self/status")


def figure(name, value, unit, bar, *, at_most=True):
    """Return one measured figure with its bar."""
    holds = value <= bar if at_most else value >= bar
    sign = "<=" if at_most else ">="
    return {
        "figure": name,
        "value": round(value, 3),
        "unit": unit,
        "bar": f"{sign} {bar}",
        "holds": holds,
    }


def speed():
    """Return how fast this machine computes just now, to read the seconds of other figures by."""
    started, total = process_time(), 0
    for number in range(10_000_000):
        total += number
    name = "this machine: ten million additions in Python"
    seconds = round(process_time() - started, 3)
    return {"figure": name, "value": seconds, "unit": "s", "bar": "none", "holds": True}


def peak_megabytes():
    """Return the most memory that this process ever took.

    What `getrusage` says counts the parent as well, from before the program of this one began.
    """
    [line] = [each for each in STATUS.read_text().splitlines() if each.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


def ratio(ours, theirs, rounds=ROUNDS):
    """Return the median of our time over the median of theirs, taking turns in one run."""
    times = {ours: [], theirs: []}
    for _ in range(rounds):
        for act in (ours, theirs):
            started = perf_counter()
            act()
            times[act].append(perf_counter() - started)
    return statistics.median(times[ours]) / statistics.median(times[theirs])


def p95(values):
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]
