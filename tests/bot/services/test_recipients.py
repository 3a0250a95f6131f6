"""Which notices are today's, and whom they reached by segment."""

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import insert

from bot.services import recipients
from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk
from tests.bot.services.colleagues import hire
from tests.bot.services.office import MORNING, later

pytestmark = pytest.mark.both

NOW = later(days=1)


def ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def notice(
    database: Database,
    number: int,
    state: str,
    *,
    started: datetime | None,
    ended: datetime | None = None,
    reach: dict[str, int] | None = None,
) -> None:
    row = {"id": number, "state": state, "origin": "console", "title": "-", "body": "-"}
    row |= {"conditions": {}, "editors": [], "author_id": hire(database, f"officer {number}")}
    row |= {"created_at": MORNING, "edited_at": MORNING, "reach": reach}
    row |= {
        "started_ms": ms(started) if started else None,
        "ended_ms": ms(ended) if ended else None,
    }
    with database.write() as connection:
        connection.execute(insert(Broadcast.__table__), row)


def call(database: Database, number: int, place: int, state: str, at: datetime | None) -> None:
    row = {"broadcast_id": number, "number": place, "retry_key": f"{number}-{place}"}
    row |= {"first_id": place, "last_id": place, "size": 3, "groups": {"7": 2, "8": 1}}
    with database.write() as connection:
        settled = {"state": state, "settled_ms": ms(at) if at else None}
        connection.execute(insert(BroadcastChunk.__table__), row | settled)


def test_a_day_is_a_thai_day(database: Database) -> None:
    notice(database, 1, "done", started=MORNING, ended=MORNING)
    evening, midnight = MORNING.replace(hour=16, minute=59), MORNING.replace(hour=17, minute=0)

    with database.read() as connection:
        assert recipients.todays(connection, evening) == [1]
        assert recipients.todays(connection, midnight) == []


def test_what_still_goes_on_is_todays(database: Database) -> None:
    notice(database, 1, "done", started=MORNING, ended=MORNING)
    notice(database, 2, "done", started=MORNING, ended=NOW)
    notice(database, 3, "sending", started=MORNING)
    notice(database, 4, "paused", started=MORNING)
    notice(database, 5, "paused", started=NOW)
    notice(database, 6, "ready", started=None)

    with database.read() as connection:
        assert recipients.todays(connection, NOW) == [2, 3, 5]
        assert recipients.todays(connection, NOW, but=3) == [2, 5]


def test_whom_today_reached_leaves_out_who_was_told_nothing_today(database: Database) -> None:
    notice(database, 1, "sending", started=MORNING, reach={"7": 10, "8": 4})
    call(database, 1, 1, "sent", MORNING)
    call(database, 1, 2, "stopped", NOW)
    call(database, 1, 3, "sent", NOW)
    call(database, 1, 4, "waiting", None)

    with database.read() as connection:
        assert recipients.by_segment(connection, NOW) == Counter({7: 6, 8: 2})


def test_how_many_were_told(database: Database) -> None:
    notice(database, 1, "done", started=MORNING, ended=NOW)
    for place, state in enumerate(("sent", "uncertain", "failed", "stopped")):
        call(database, 1, place, state, NOW)

    with database.read() as connection:
        assert recipients.told(connection, 1) == {"reachable": 6}
        assert recipients.told(connection, 2) == {"reachable": 0}
