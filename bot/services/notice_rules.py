"""
The rules of notices: when they may go, who must approve them, what they cost.

Pure. Thai hours: nobody is woken by a notice, and nobody gets two on one day, unless it is
urgent. A correction goes to those who were told something wrong, on the same day too.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from bot.services.working_days import THAI_TIME

QUIET_FROM: Final = 20  # o'clock; notices rest until
QUIET_TO: Final = 8
LONGEST_WAIT: Final = timedelta(days=90)  # a notice planned for later than that is a slip

# Why a notice rests.
BY_OFFICER: Final = "officer"
QUOTA: Final = "quota"
GROWN: Final = "grown"


@dataclass(frozen=True, slots=True)
class Sum:
    """
    The month's messages after a notice: `left` may be less than none; None where LINE counts
    no end. `is_known` is False when LINE did not tell, and then nothing is promised.
    """

    limit: int | None
    used: int
    people: int
    is_known: bool = True

    @property
    def left(self) -> int | None:
        return None if self.limit is None else self.limit - self.used - self.people

    @property
    def is_enough(self) -> bool:
        return self.left is None or self.left >= 0

    @property
    def missing(self) -> int:
        """How many messages it lacks."""
        return 0 if self.left is None else max(0, -self.left)


def is_quiet(at: datetime) -> bool:
    """Whether people are left alone at that moment."""
    return not QUIET_TO <= at.astimezone(THAI_TIME).hour < QUIET_FROM


def may_send(at: datetime, *, is_urgent: bool) -> bool:
    """Whether a notice may be sent at that moment."""
    return is_urgent or not is_quiet(at)


def opening(at: datetime, *, is_urgent: bool) -> datetime:
    """The first moment from `at` on at which a notice may be sent."""
    if may_send(at, is_urgent=is_urgent):
        return at
    local = at.astimezone(THAI_TIME)
    day = local.date() + timedelta(days=local.hour >= QUIET_FROM)
    return datetime.combine(day, time(QUIET_TO), THAI_TIME)


def day_began(at: datetime) -> datetime:
    """The midnight from which notices count as today's."""
    return datetime.combine(at.astimezone(THAI_TIME).date(), time(), THAI_TIME)


def one_a_day(*, is_urgent: bool, is_correction: bool) -> bool:
    """Whether those who had a notice today are left out."""
    return not (is_urgent or is_correction)


def needs_approval(people: int, *, size: int) -> bool:
    """Whether a second officer must agree before so many are told."""
    return people > size


def has_grown(people: int, *, is_approved: bool, expected: int, size: int) -> bool:
    """
    Whether it would now reach more people than anybody agreed to.

    Nobody approved it because it was small, and it is small no more; or it was approved for
    a number, and goes beyond it by more than what nobody need approve.
    """
    return needs_approval(people - (expected if is_approved else 0), size=size)


def may_approve(staff_id: int, *, editors: frozenset[int]) -> bool:
    """Whether this member of staff had no hand in it."""
    return staff_id not in editors
