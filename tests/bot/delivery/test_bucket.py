import threading
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import bucket
from bot.delivery.bucket import CALLS, FAR_US, LATE_US, SECOND_US, Moments, plan
from models.base import Database
from tests.bot.events import NOON

LINES_LIMIT = 200
APART = -(-SECOND_US // CALLS)
NOW = NOON * 1_000


def test_plan_goes_on_where_the_last_moments_end() -> None:
    moments = plan(NOW + 50, NOW, calls=9, rate=CALLS)

    assert moments == Moments(NOW + 50, APART, 9)
    assert (moments.at_us(0), moments.at_us(8)) == (NOW + 50, NOW + 50 + 8 * APART)
    assert moments.end_us == NOW + 50 + 9 * APART


def test_plan_does_not_catch_up_on_moments_that_passed() -> None:
    assert plan(NOW - 60 * SECOND_US, NOW, calls=9, rate=CALLS).first_us == NOW


def test_plan_lets_a_second_pass_when_a_clock_was_set_back() -> None:
    assert plan(NOW + FAR_US + 1, NOW, calls=1, rate=CALLS).first_us == NOW + SECOND_US


@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(0, 60_000), st.integers(0, 20 * SECOND_US)),  # time that passes
            st.integers(1, 40),  # calls that are reserved then
            st.integers(0, LATE_US),  # how late each of them leaves at most
        ),
        min_size=1,
        max_size=150,
    )
)
def test_no_second_holds_more_calls_than_line_allows(
    steps: list[tuple[int, int, int]],
) -> None:
    now, next_us, left = NOW, 0, []
    for passed, calls, late in steps:
        now += passed
        moments = plan(next_us, now, calls=calls, rate=CALLS)
        next_us = moments.end_us
        left += [moments.at_us(place) + late for place in range(calls)]

    left.sort()
    assert all(
        bisect_left(left, first + SECOND_US) - at <= LINES_LIMIT for at, first in enumerate(left)
    )


@pytest.mark.both
def test_reserve_gives_each_moment_to_one_only(database: Database) -> None:
    taken: list[Moments] = []

    def take() -> None:
        for _ in range(10):
            with database.write() as connection:
                taken.append(bucket.reserve(connection, "test", now_us=NOW, calls=3))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    firsts = sorted(moments.first_us for moments in taken)
    assert firsts == [NOW + place * 3 * APART for place in range(40)]


@pytest.mark.both
def test_buckets_of_different_names_do_not_wait_for_each_other(database: Database) -> None:
    with database.write() as connection:
        first = bucket.reserve(connection, "one", now_us=NOW, calls=100)
        other = bucket.reserve(connection, "other", now_us=NOW, calls=1)

    assert (first.first_us, other.first_us) == (NOW, NOW)
