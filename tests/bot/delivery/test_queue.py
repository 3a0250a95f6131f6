import pytest
from sqlalchemy import text

from bot.delivery.queue import Queue
from bot.services.timekeeping import Watch
from models.base import Database


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_process_that_only_receives_wakes_nobody_and_keeps_the_time(database: Database) -> None:
    queue = Queue(database, Watch())
    seen = [queue.is_alive()]

    queue.start()
    queue.wake("Uaaa")
    seen.append(queue.is_alive())
    queue.stop()
    seen.append(queue.is_alive())

    with database.read() as connection:
        jobs = connection.scalar(text("SELECT count(*) FROM procrastinate_jobs"))
    assert (seen, jobs) == ([False, True, False], 0)
