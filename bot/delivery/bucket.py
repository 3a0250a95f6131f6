"""
The rate at which all processes together may call LINE, kept in the database.

A process reserves a few moments at a time, one for each call. Moments lie evenly apart, and
those that passed unused are lost: nothing is caught up on, so that no second holds more calls
than LINE allows, however many processes there are and however long all of them paused.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from models.broadcast import Bucket

MULTICAST: Final = "multicast"
CALLS: Final = 180  # a second: 90 % of what LINE allows, 200
SECOND_US: Final = 1_000_000
# A call that is this much too late for its moment needs a new one. A second then holds the
# moments of 1.1 seconds at most: 198 calls and the one at its edge.
LATE_US: Final = 100_000
# Nobody reserves this far ahead: a clock was set back, or the machine began to count anew.
FAR_US: Final = 5 * SECOND_US

_bucket = Bucket.__table__

_FIND: Final = (
    select(_bucket.c.next_us).where(_bucket.c.name == bindparam("bucket")).with_for_update()
)
_KEEP: Final = (
    update(_bucket).where(_bucket.c.name == bindparam("bucket")).values(next_us=bindparam("then"))
)
_MAKE: Final[dict[str, Any]] = {
    "sqlite": sqlite.insert(_bucket).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_bucket).on_conflict_do_nothing(),
}


@dataclass(frozen=True, slots=True)
class Moments:
    """`calls` moments from `first_us` on, each `apart_us` after the one before."""

    first_us: int
    apart_us: int
    calls: int

    @property
    def end_us(self) -> int:
        """When others may have theirs."""
        return self.first_us + self.calls * self.apart_us

    def at_us(self, place: int) -> int:
        """When the call at this place, counted from 0, may leave."""
        return self.first_us + place * self.apart_us


def plan(next_us: int, now_us: int, *, calls: int, rate: int) -> Moments:
    """The next moments at `rate` calls a second. Pure."""
    apart_us = -(-SECOND_US // rate)  # rounded up: rather too slow by a hair
    if next_us - now_us > FAR_US:
        # What was reserved by the old clock may be going out just now: let a second pass.
        next_us = now_us + SECOND_US
    return Moments(max(next_us, now_us), apart_us, calls)


def reserve(
    connection: Connection, name: str, *, now_us: int, calls: int, rate: int = CALLS
) -> Moments:
    """
    Moments for so many calls, in the caller's transaction, which had better be short: until
    it ends everybody else waits for theirs. `now_us` is on the clock all processes share.
    """
    next_us = connection.scalar(_FIND, {"bucket": name})
    if next_us is None:
        connection.execute(_MAKE[connection.dialect.name], {"name": name, "next_us": 0})
        next_us = connection.scalar(_FIND, {"bucket": name})
    moments = plan(next_us or 0, now_us, calls=calls, rate=rate)
    connection.execute(_KEEP, {"bucket": name, "then": moments.end_us})
    return moments
