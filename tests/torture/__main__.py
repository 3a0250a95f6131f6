"""
What takes too long for every day: python -m tests.torture [PART [SIZE …] …]

Without a part all of them; a part may be followed by sizes, as in `webhook 2000 40` (events,
kills), `broadcast 100000 20` (people, kills), `outages 60` (seconds), `growth 1000 100000`.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tests.bench import audience, growth
from tests.torture import faults
from tests.torture.parts import PARTS

Sizes = tuple[str, ...]


def _grow(measure: Callable[[tuple[int, ...]], None], full: tuple[int, ...], sizes: Sizes) -> int:
    measure(tuple(map(int, sizes)) or full)
    return 0


RUN: Mapping[str, Callable[[Sizes], int]] = {
    **{name: part.run for name, part in PARTS.items()},
    "growth": partial(_grow, growth.main, growth.ROWS),
    "audience": partial(_grow, audience.main, audience.SIZES),
    "faults": lambda names: faults.try_all(faults.named(names)),
}


def main(words: list[str]) -> int:
    """How many parts, or planted faults, went wrong."""
    return sum(RUN[name](sizes) for name, sizes in _asked(words or list(RUN)))


def _asked(words: list[str]) -> Iterator[tuple[str, Sizes]]:
    while words:
        name, *words = words
        sizes = []
        while words and words[0] not in RUN:
            sizes.append(words.pop(0))
        yield name, tuple(sizes)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
