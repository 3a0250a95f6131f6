"""Something made anew when what it is made from has changed."""

import threading

from sqlalchemy.exc import OperationalError

from bot.services.fresh import Fresh


class World:
    """A mark to be changed, and how often something was made of it."""

    def __init__(self) -> None:
        self.mark = "a"
        self.seconds = 0.0
        self.made = 0

    def make(self, mark: str) -> str:
        self.made += 1
        return f"made of {mark}"

    def fresh(self, every: float = 5.0) -> Fresh[str, str]:
        return Fresh(lambda: self.mark, self.make, every=every, seconds=lambda: self.seconds)


def test_it_looks_only_when_it_is_time() -> None:
    world = World()
    fresh = world.fresh()
    world.mark = "b"

    before = fresh()
    world.seconds = 5.0

    assert (before, fresh(), world.made) == ("made of a", "made of b", 2)


def test_nothing_is_made_anew_while_the_mark_is_the_same() -> None:
    world = World()
    fresh = world.fresh(every=0)

    assert [fresh() for _ in range(3)] == ["made of a"] * 3
    assert world.made == 1


def test_others_go_on_with_what_there_is_while_one_makes_it_anew() -> None:
    world = World()
    is_making, may_end = threading.Event(), threading.Event()

    def slow(mark: str) -> str:
        if mark == "b":
            is_making.set()
            may_end.wait(5)
        return mark

    fresh = Fresh(lambda: world.mark, slow, every=0)
    world.mark = "b"
    maker = threading.Thread(target=fresh)
    maker.start()
    is_making.wait(5)

    meanwhile = fresh()
    may_end.set()
    maker.join()

    assert (meanwhile, fresh()) == ("a", "b")


def test_a_database_that_is_away_for_a_moment_changes_nothing() -> None:
    world = World()
    marks = iter(("a", None, "b"))

    def mark() -> str:
        told = next(marks)
        if told is None:
            raise OperationalError("SELECT", {}, Exception("away"))
        return told

    fresh = Fresh(mark, world.make, every=0)

    assert [fresh(), fresh()] == ["made of a", "made of b"]
