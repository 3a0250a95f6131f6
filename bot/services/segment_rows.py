"""
The rows of segments: one for each kind of person there ever was, and how many are of it.

Segments are never taken away, so what one means may be remembered by its number. Whoever
writes here holds `alone`.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, bindparam, insert, select, text, update

from bot.services.conditions import BodyFacts
from models.audience import Segment

# What is counted of a segment; a standing counts under its own name.
COUNTS: Final = ("reachable", "blocked", "stopped", "bodies", "bodies_reached", "bodies_off_line")

MOST_AT_ONCE: Final = 5_000  # SQLite takes no more than 32,766 values in a statement

_s = Segment.__table__

# Whoever changes a row keeps it until the end of the transaction, on either database.
_ALONE: Final = text(
    "INSERT INTO counters (name, value) VALUES ('audience', 1)"
    " ON CONFLICT (name) DO UPDATE SET value = counters.value + 1"
)
_KNOWN: Final = select(_s.c.key, _s.c.id).where(_s.c.key.in_(bindparam("keys", expanding=True)))
_FACTS: Final = select(_s.c.id, _s.c.facts).where(
    _s.c.id.in_(bindparam("segments", expanding=True))
)
_ADD: Final = insert(_s)
_MOVE: Final = (
    update(_s)
    .where(_s.c.id == bindparam("segment"))
    .values({name: _s.c[name] + bindparam(f"more_{name}") for name in COUNTS})
)

Facts = Sequence[BodyFacts]

# What was read once, by digest: a digest means the same for ever, in any database.
_meanings: Final[dict[str, list[BodyFacts]]] = {}


class Moves:
    """What is to be added to the counts of segments."""

    def __init__(self) -> None:
        self._more: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def add(self, segment: int | None, counts: Iterable[str], by: int) -> None:
        """Count something in (1) or out (-1); of no segment, nothing."""
        if segment is not None:
            self._more[segment].update(dict.fromkeys(counts, by))

    def carry_out(self, connection: Connection) -> None:
        """Move the counts."""
        rows = [
            {"segment": segment} | {f"more_{name}": more[name] for name in COUNTS}
            for segment, more in sorted(self._more.items())
            if any(more.values())
        ]
        if rows:
            connection.execute(_MOVE, rows)


def alone(connection: Connection) -> None:
    """Wait until nobody else counts, and keep others waiting until the transaction ends."""
    connection.execute(_ALONE)


def united(facts: Iterable[BodyFacts]) -> list[BodyFacts]:
    """What is known of several bodies in an order of its own, what is the same once."""
    written = {orjson.dumps(body, option=orjson.OPT_SORT_KEYS): body for body in facts}
    return [body for _, body in sorted(written.items())]


def key(facts: Facts) -> str:
    """The digest under which a segment is found; of `united` facts."""
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


NOBODYS: Final = key([])  # of who speaks for no body


def numbers(connection: Connection, kinds: Iterable[Facts]) -> dict[str, int]:
    """The segments with these facts by their keys; those that nobody was in yet are made."""
    wanted = {key(facts): facts for facts in kinds}
    known = _known(connection, wanted)
    new = [name for name in wanted if name not in known]
    if new:
        nothing = dict.fromkeys(COUNTS, 0)
        connection.execute(_ADD, [{"key": k, "facts": wanted[k], **nothing} for k in new])
        known |= _known(connection, new)
    return known


def facts_of(connection: Connection, segments: Iterable[int]) -> Mapping[int, list[BodyFacts]]:
    """What these segments mean."""
    rows = connection.execute(_FACTS, {"segments": sorted(segments)})
    return {row.id: row.facts for row in rows}


def meanings(
    connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]
) -> Mapping[str, list[BodyFacts]]:
    """What these segments (`id`, `key`) mean, by their keys; only what is new is read."""
    new = {row.id: row.key for row in rows if row.key not in _meanings}
    for batch in batched(new, MOST_AT_ONCE):
        for segment, facts in facts_of(connection, batch).items():
            _meanings[new[segment]] = facts
    return _meanings


def batched(numbers: Iterable[int], size: int) -> Iterator[Sequence[int]]:
    """The same in portions."""
    each = list(numbers)
    return (each[start : start + size] for start in range(0, len(each), size))


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, Any]:
    return {row.key: row.id for row in connection.execute(_KNOWN, {"keys": list(keys)})}
