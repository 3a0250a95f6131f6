"""Sessions end by themselves, by hand, and with the account."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.services import sessions
from bot.services.officer import Officer
from models.base import Database
from models.staff import Passkey, Staff, StaffSession
from models.vocabulary import Role
from tests.bot.services.colleagues import MORNING, SECRET, audited, hire

MINUTE = timedelta(minutes=1)


@pytest.fixture
def staff_id(database: Database) -> int:
    return hire(database, role=Role.SCREENER)


def begin(database: Database, staff_id: int, browser: str = "Chrome · Windows") -> str:
    return sessions.begin(database, staff_id, browser=browser, now=MORNING)


def test_a_token_says_who_is_signed_in(database: Database, staff_id: int) -> None:
    token = begin(database, staff_id)

    found = sessions.find(database, token, now=MORNING)

    assert found is not None
    assert found.officer == Officer(staff_id, "somchai ใจดี", Role.SCREENER)
    assert (found.is_fresh, found.must_change, found.has_second_factor) == (True, False, False)
    assert sessions.find(database, token + "x", now=MORNING) is None


def test_only_a_digest_of_the_token_is_kept(database: Database, staff_id: int) -> None:
    token = begin(database, staff_id)

    with database.read() as connection:
        (row,) = connection.execute(select(StaffSession.__table__)).all()

    assert token not in map(str, row)


def test_an_hour_without_a_page_ends_it(database: Database, staff_id: int) -> None:
    token = begin(database, staff_id)

    still = sessions.find(database, token, now=MORNING + 59 * MINUTE)
    later = sessions.find(database, token, now=MORNING + 118 * MINUTE)
    gone = sessions.find(database, token, now=MORNING + 178 * MINUTE)

    assert (still is None, later is None, gone) == (False, False, None)


def test_twelve_hours_end_it_however_busy_it_is(database: Database, staff_id: int) -> None:
    token = begin(database, staff_id)

    found = [
        sessions.find(database, token, now=MORNING + 30 * MINUTE * step) is not None
        for step in range(25)
    ]

    assert found == [True] * 24 + [False]


def test_a_proof_is_fresh_for_ten_minutes_and_can_be_renewed(
    database: Database, staff_id: int
) -> None:
    token = begin(database, staff_id)
    stale = sessions.find(database, token, now=MORNING + 10 * MINUTE)
    assert stale is not None

    sessions.confirm(database, stale.session_id, now=MORNING + 10 * MINUTE)

    renewed = sessions.find(database, token, now=MORNING + 11 * MINUTE)
    assert renewed is not None
    assert (stale.is_fresh, renewed.is_fresh) == (False, True)


def test_nobody_ends_a_session_of_somebody_else(database: Database, staff_id: int) -> None:
    other = hire(database, "malee")
    token = begin(database, staff_id)
    found = sessions.find(database, token, now=MORNING)
    assert found is not None

    assert not sessions.end(database, found.session_id, staff_id=other, now=MORNING)
    assert sessions.end(database, found.session_id, staff_id=staff_id, now=MORNING)
    assert sessions.find(database, token, now=MORNING) is None
    assert audited(database) == [("staff.signed_out", f"staff {staff_id}", staff_id)]


def test_all_others_can_be_ended_at_once(database: Database, staff_id: int) -> None:
    mine = begin(database, staff_id, "mine")
    others = [begin(database, staff_id), begin(database, staff_id)]
    stranger = begin(database, hire(database, "malee"))
    found = sessions.find(database, mine, now=MORNING)
    assert found is not None

    ended = sessions.end_others(database, found.session_id, staff_id=staff_id, now=MORNING)

    assert ended == 2
    left = [sessions.find(database, one, now=MORNING) for one in (mine, *others, stranger)]
    assert [one is not None for one in left] == [True, False, False, True]
    assert [one.browser for one in sessions.of(database, staff_id, now=MORNING)] == ["mine"]


def test_an_account_that_is_closed_is_signed_in_nowhere(database: Database, staff_id: int) -> None:
    token = begin(database, staff_id)
    with database.write() as connection:
        connection.execute(update(Staff.__table__).values(left_at=MORNING))

    assert sessions.find(database, token, now=MORNING) is None


def test_a_demo_account_is_signed_in_only_in_the_demo(database: Database) -> None:
    token = begin(database, hire(database, "demo.admin", is_demo=True))

    assert sessions.find(database, token, now=MORNING) is None
    assert sessions.find(database, token, now=MORNING, admits_demo=True) is not None


@pytest.mark.parametrize("second", ["figures", "passkey"])
def test_an_app_or_a_passkey_is_a_second_factor(database: Database, second: str) -> None:
    staff_id = hire(database, totp_secret=SECRET if second == "figures" else None)
    if second == "passkey":
        values = {"staff_id": staff_id, "credential_id": b"1", "public_key": b"2", "name": "x"}
        with database.write() as connection:
            connection.execute(
                Passkey.__table__.insert(), values | {"sign_count": 0, "created_at": MORNING}
            )

    found = sessions.find(database, begin(database, staff_id), now=MORNING)

    assert found is not None
    assert found.has_second_factor


def test_old_sessions_are_cleared_away(database: Database, staff_id: int) -> None:
    begin(database, staff_id)

    sessions.begin(database, staff_id, browser="new", now=MORNING + 13 * 60 * MINUTE)

    with database.read() as connection:
        assert connection.scalars(select(StaffSession.__table__.c.browser)).all() == ["new"]
