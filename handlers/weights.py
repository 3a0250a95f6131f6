"""
What was learned from the examples: how much each run of letters speaks for each intent.

Pure Python on purpose: a text has a hundred runs, and to add their weights for all intents
at once each run's weights are packed into one wide integer, a lane an intent. That takes
some ten microseconds and no library.
"""

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, sqrt
from typing import Any, Final

LANE: Final = 4  # bytes of an intent in a packed row; a sum of thousands of weights fits
ZERO: Final = 128  # stands for no weight, so that no lane ever borrows from the next
_HEAD: Final = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Weights:
    """
    A linear model: `rows` give the packed weights of a run, in units of `unit`; `bias` what
    speaks for each of `intents` before anything is read.

    `answer_from` and `choose_from` are the least probability at which a text is answered,
    and at which choices are offered; `digest` tells the examples it was learned from.
    `thai` and `latin` are runs of letters that occur in either script, to tell which
    layout a keyboard was on.
    """

    intents: tuple[str, ...]
    rows: Mapping[str, int]
    unit: float
    bias: tuple[float, ...]
    answer_from: float
    choose_from: float
    digest: str
    thai: frozenset[str]
    latin: frozenset[str]

    def likelihoods(self, runs: frozenset[str]) -> dict[str, float]:
        """How probable each intent is for a text of these runs; together they are one."""
        known = [self.rows[run] for run in runs if run in self.rows]
        scores = self._scores(known, 1 / sqrt(len(runs) or 1))
        highest = max(scores)
        shares = [exp(score - highest) for score in scores]
        whole = sum(shares)
        return {name: share / whole for name, share in zip(self.intents, shares, strict=True)}

    def reasons(self, intent: str, runs: frozenset[str], most: int) -> list[tuple[str, int]]:
        """The runs that speak most for an intent, heaviest first, with their weights."""
        lane = self.intents.index(intent)
        told = [(run, _lane(self.rows[run], lane) - ZERO) for run in runs if run in self.rows]
        return sorted(told, key=lambda one: (-one[1], one[0]))[:most]

    def _scores(self, rows: list[int], share: float) -> list[float]:
        total = sum(rows).to_bytes(LANE * len(self.intents), "little")
        sums = struct.unpack(f"<{len(self.intents)}I", total)
        nothing = ZERO * len(rows)
        factor = self.unit * share
        return [
            bias + factor * (added - nothing) for bias, added in zip(self.bias, sums, strict=True)
        ]


# What stands in before anything was learned: nothing is understood.
UNTRAINED: Final = Weights(("oos",), {}, 1.0, (0.0,), 1.0, 1.0, "", frozenset(), frozenset())


def dump(head: Mapping[str, Any], rows: Mapping[str, Iterable[int]]) -> bytes:
    """A model as bytes: its head, the runs, and a signed byte for each run and intent."""
    told = json.dumps({**head, "runs": list(rows)}, ensure_ascii=False, sort_keys=True).encode()
    body = bytes(weight + ZERO for row in rows.values() for weight in row)
    return _HEAD.pack(len(told)) + told + body


def parse(data: bytes) -> Weights:
    """The model that `dump` wrote. Raises ValueError for anything else."""
    (size,) = _HEAD.unpack_from(data)
    head = json.loads(data[_HEAD.size : _HEAD.size + size])
    body, width = data[_HEAD.size + size :], len(head["intents"])
    if len(body) != width * len(head["runs"]):
        raise ValueError("the weights are cut short")
    packed = (_packed(body[start : start + width]) for start in range(0, len(body), width))
    return Weights(
        intents=tuple(head["intents"]),
        rows=dict(zip(head["runs"], packed, strict=True)),
        unit=head["unit"],
        bias=tuple(head["bias"]),
        answer_from=head["answer_from"],
        choose_from=head["choose_from"],
        digest=head["digest"],
        thai=frozenset(head["thai"]),
        latin=frozenset(head["latin"]),
    )


def _packed(weights: bytes) -> int:
    lanes = bytearray(LANE * len(weights))
    lanes[::LANE] = weights
    return int.from_bytes(lanes, "little")


def _lane(row: int, lane: int) -> int:
    return row >> (8 * LANE * lane) & 0xFF
