"""
Print what it takes to let go of what has had its time: python -m tests.bench.retention

Of 20,000 agencies, each with a chat, those that are closed are long closed, and nothing was
let go of before. Everybody else waits while a step writes, and jobs while it lasts.
"""

import tempfile
import time
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from bot.services import migrating, retention
from models.base import Database, open_database
from models.inbox import InboxEvent
from tests.bench import many

YEARS_LATER: Final = many.NOW + timedelta(days=1_000)
SAID: Final = 5  # things that each contact said


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'many.db'}")
        migrating.upgrade(database)
        many.fill(database)
        _chat(database)
        print(f"\n{'letting go of':20}{'rows':>10}{'seconds':>10}{'longest step, ms':>20}")
        for name, (rows, steps) in _swept(database, YEARS_LATER).items():
            print(f"{name:20}{rows:10,}{sum(steps):10.2f}{max(steps) * 1000:20.0f}")
        database.close()


def _swept(database: Database, now: datetime) -> dict[str, tuple[int, list[float]]]:
    """Of each kind, how many rows went, and how long each step took."""
    rows: dict[str, int] = defaultdict(int)
    steps: dict[str, list[float]] = defaultdict(list)
    begun = time.perf_counter()
    for name, number in retention.sweep(database, now=now):
        rows[name] += number
        steps[name].append(time.perf_counter() - begun)
        begun = time.perf_counter()
    return {name: (number, steps[name]) for name, number in rows.items() if number}


def _chat(database: Database) -> None:
    at = int(many.NOW.timestamp() * 1000)
    for start in range(1, many.MANY + 1, many.CHUNK):
        with database.write() as connection:
            connection.execute(
                insert(InboxEvent.__table__),
                [
                    {
                        "event_id": f"event {person} {number}",
                        "lane": f"U{person:032x}",
                        "kind": "message",
                        "at_ms": at,
                        "received_ms": at,
                        "raw": f'{{"source":{{"userId":"U{person:032x}"}}}}',
                        "state": "done",
                    }
                    for person in range(start, start + many.CHUNK)
                    for number in range(SAID)
                ],
            )


if __name__ == "__main__":
    main()
