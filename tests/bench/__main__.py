"""
Print every figure: python -m tests.bench [ROUNDS]

First the webhook's way: rounds of all bots in turn, so that what else the machine does falls
on all alike; of each figure the median counts. Ratios are to the echo bot. Then, with 20,000
agencies, the pages of the console, long work, and letting go of what has had its time. Last a
notice to a million people.
"""

import sys
from statistics import median
from typing import Final

from tests.bench import broadcast, console, retention, sheets
from tests.bench.webhook import WAYS, Measured, Way, measure

FAST, SLOW = 0, 80  # milliseconds LINE takes for a call

# Aims for the product, as multiples of the echo bot.
AIMS: Final = {
    "CPU": "aim 0.80 or less, 0.50 at best",
    "acknowledged": "aim 5.0 or more when LINE is slow",
    "p99": "aim 0.10 or less when LINE is slow",
    "PSS": "aim 1.00 or less",
    "start": "aim 0.70 or less",
}


def main(rounds: int) -> None:
    for milliseconds in (FAST, SLOW):
        print(f"\nLINE answers after {milliseconds} ms ({rounds} rounds)")
        runs: dict[str, list[Measured]] = {way.name: [] for way in WAYS}
        for _ in range(rounds):
            for way in WAYS:
                runs[way.name].append(measure(way, milliseconds=milliseconds))
        _print_table({name: _figures(found) for name, found in runs.items()}, WAYS)
    for part in (console, sheets, retention, broadcast):
        part.main()


def _figures(runs: list[Measured]) -> dict[str, float]:
    return {
        "CPU s/1,000 events": median(run.cpu for run in runs),
        "acknowledged events/s": median(run.acknowledged.rate for run in runs),
        "answered events/s": median(run.done for run in runs),
        "p50 ms": median(run.acknowledged.percentile(0.5) for run in runs),
        "p99 ms": median(run.acknowledged.percentile(0.99) for run in runs),
        "PSS MiB": median(run.pss for run in runs),
        "RSS MiB": median(run.rss for run in runs),
        "start s": median(run.start for run in runs),
    }


def _print_table(figures: dict[str, dict[str, float]], ways: tuple[Way, ...]) -> None:
    print(f"{'':22}" + "".join(f"{way.name:>10}" for way in ways) + f"{'to echo':>10}")
    for name, of_echo in figures["echo"].items():
        values = "".join(f"{figures[way.name][name]:10.2f}" for way in ways)
        ratio = figures["product"][name] / of_echo
        aim = next((aim for word, aim in AIMS.items() if word in name), "")
        print(f"{name:22}{values}{ratio:10.2f}   {aim}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
