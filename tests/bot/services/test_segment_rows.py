"""One row for each kind of person, whoever comes first, and counts that add up."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.services import segment_rows
from bot.services.conditions import BodyFacts
from bot.services.segment_rows import NOBODYS, Moves
from models.audience import Segment
from models.base import Database

pytestmark = pytest.mark.both

TAK: BodyFacts = {
    "category": "provincial",
    "province": "ตาก",
    "status": "active",
    "apps": [["teams", "active"]],
    "tags": [],
}
NAN: BodyFacts = {**TAK, "province": "น่าน"}


def counts(database: Database) -> list[tuple[int, ...]]:
    columns = [Segment.__table__.c[name] for name in segment_rows.COUNTS]
    with database.read() as connection:
        found = connection.execute(select(*columns).order_by(Segment.__table__.c.id))
        return [tuple(row) for row in found]


def test_a_kind_has_one_number(database: Database) -> None:
    with database.write() as connection:
        first = segment_rows.numbers(connection, [[TAK], [], [TAK]])
    with database.write() as connection:
        segment_rows.alone(connection)
        again = segment_rows.numbers(connection, [[NAN], [TAK]])
        facts = segment_rows.facts_of(connection, first.values())

    assert first.keys() == {segment_rows.key([TAK]), NOBODYS}
    assert again[segment_rows.key([TAK])] == first[segment_rows.key([TAK])]
    assert len({*first.values(), *again.values()}) == 3
    assert facts == {first[NOBODYS]: [], first[segment_rows.key([TAK])]: [TAK]}


def test_what_is_united_has_one_order_and_nothing_twice() -> None:
    assert segment_rows.united([NAN, TAK, NAN]) == segment_rows.united([TAK, NAN])
    assert len(segment_rows.united([NAN, TAK, NAN])) == 2
    reordered: Any = {name: TAK[name] for name in reversed(list(TAK))}  # type: ignore[literal-required]
    assert segment_rows.key([reordered]) == segment_rows.key([TAK])


def test_counts_move(database: Database) -> None:
    with database.write() as connection:
        known = segment_rows.numbers(connection, [[TAK], [NAN]])
        tak, nan = known[segment_rows.key([TAK])], known[segment_rows.key([NAN])]
        first, then, nothing = Moves(), Moves(), Moves()
        first.add(tak, ["reachable"], 1)
        first.add(tak, ["reachable"], 1)
        first.add(tak, ["bodies", "bodies_reached"], 1)
        then.add(tak, ["reachable"], -1)
        then.add(nan, ["blocked"], 1)
        nothing.add(None, ["reachable"], 1)
        for moves in (first, then, nothing):
            moves.carry_out(connection)

    assert sorted(counts(database)) == [(0, 1, 0, 0, 0, 0), (1, 0, 0, 1, 1, 0)]
