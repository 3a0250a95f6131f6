import os
from pathlib import Path

from bot.delivery.alone import Alone


def test_alone_is_certain_for_the_first_only(tmp_path: Path) -> None:
    first = Alone(tmp_path / "bot.db")
    second = Alone(tmp_path / "bot.db")
    elsewhere = Alone(tmp_path / "other.db")

    assert [one.is_certain for one in (first, second, elsewhere)] == [True, False, True]

    for one in (first, second, elsewhere):
        one.leave()


def test_alone_is_certain_again_once_the_others_have_left(tmp_path: Path) -> None:
    Alone(tmp_path / "bot.db").leave()

    again = Alone(tmp_path / "bot.db")

    assert again.is_certain
    again.leave()


def test_alone_lasts_as_long_as_a_forked_worker(tmp_path: Path) -> None:
    serving = Alone(tmp_path / "bot.db")
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(writing)
        os.read(reading, 1)  # until the parent hangs up
        os._exit(0)
    os.close(reading)
    serving.leave()

    during = Alone(tmp_path / "bot.db")
    during.leave()
    os.close(writing)
    os.waitpid(worker, 0)
    after = Alone(tmp_path / "bot.db")
    after.leave()

    assert (during.is_certain, after.is_certain) == (False, True)


def test_alone_is_never_certain_where_the_database_is_served_elsewhere() -> None:
    nowhere = Alone(None)

    assert not nowhere.is_certain
    nowhere.leave()
