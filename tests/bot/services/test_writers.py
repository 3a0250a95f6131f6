"""
What reads before it writes, done by many at once: as if one had come after the other.

SQLite has one writer; on PostgreSQL `Database.write` sees to it, and without that the same
races are lost.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from bot.services import auditing, obeying
from handlers.turn import AlreadyOpen, Outcome, Submitted
from models import postgresql
from models.base import Database
from models.registration import Counter as CounterRow
from models.registration import Registration
from models.vocabulary import Actor
from tests.bot.services.office import CHIANG_MAI, MORNING, WEATHER, submit
from tests.databases import opened, url_of

pytestmark = pytest.mark.both

MANY = 4
_r, _counter = Registration.__table__, CounterRow.__table__


@pytest.fixture
def several(peopled: Database) -> Iterator[list[Database]]:
    """The same database as several processes open it."""
    url = url_of(peopled)
    with opened(url) as one, opened(url) as two, opened(url) as three:
        yield [peopled, one, two, three]


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """What each came to, all begun at the same moment."""
    start = threading.Barrier(len(works), timeout=10)

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def counted_up(several: list[Database], rounds: int) -> int:
    """A value that is read, then written one higher, by each of them."""
    with several[0].write() as connection:
        connection.execute(_counter.insert(), {"name": "race", "value": 0})

    def count_up(database: Database) -> None:
        for _ in range(rounds):
            with database.write() as connection:
                value = connection.scalar(select(_counter.c.value).where(_counter.c.name == "race"))
                its = _counter.c.name == "race"
                connection.execute(update(_counter).where(its).values(value=(value or 0) + 1))

    at_once([lambda database=database: count_up(database) for database in several])
    with several[0].read() as connection:
        return connection.scalar(select(_counter.c.value).where(_counter.c.name == "race")) or 0


def asked(database: Database, contact: int, number: int, agency: Any) -> Outcome | None:
    with database.write() as connection:
        return obeying.carry_out(
            connection, submit(agency), contact_id=contact, inbox_id=number, now=MORNING
        )


def test_what_was_read_is_still_true_when_it_is_written(several: list[Database]) -> None:
    assert counted_up(several, 25) == 100


@pytest.mark.only_postgresql
def test_without_its_turns_a_reader_would_write_over_another(
    several: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "write_alone", lambda connection: None)

    assert counted_up(several, 25) < 100


def test_entries_of_many_make_one_chain(several: list[Database]) -> None:
    def note(database: Database, number: int) -> None:
        for round_ in range(10):
            with database.write(beside=bool(number % 2)) as connection:
                auditing.note(
                    connection,
                    "test.race",
                    f"test {round_}",
                    actor=Actor.SYSTEM,
                    actor_id=None,
                    now=MORNING,
                )

    works = [lambda n=n, database=one: note(database, n) for n, one in enumerate(several)]
    at_once(works)

    chain = auditing.verify(several[0])
    assert (chain.entries, chain.is_whole) == (10 * MANY, True)


def test_of_many_who_register_one_body_one_does(several: list[Database]) -> None:
    for number in range(10):
        came = at_once(
            [
                lambda n=n, event=10 * number + n, database=one: asked(
                    database, n % 3 + 1, event + 1, WEATHER
                )
                for n, one in enumerate(several)
            ]
        )
        kinds = Counter(type(outcome) for outcome in came)
        with several[0].write() as connection:
            is_open = connection.scalar(
                select(func.count()).select_from(_r).where(_r.c.status == "submitted")
            )
            connection.execute(text("UPDATE registrations SET status = 'withdrawn'"))
        assert (kinds[Submitted], kinds[AlreadyOpen], is_open) == (1, MANY - 1, 1)


def test_two_bodies_at_once_get_numbers_of_their_own(several: list[Database]) -> None:
    at_once(
        [
            lambda: asked(several[0], 1, 1, WEATHER),
            lambda: asked(several[1], 2, 2, CHIANG_MAI),
        ]
    )

    with several[0].read() as connection:
        assert sorted(connection.scalars(select(_r.c.number))) == [1, 2]
