"""The accounts as administrators see them."""

from datetime import timedelta

from bot.services import sessions, staff_list
from bot.services.staff_list import Account
from models.base import Database
from models.vocabulary import Role
from tests.bot.services.colleagues import MORNING, SECRET, hire


def test_the_listing_tells_the_state_of_each_account(database: Database) -> None:
    left = hire(database, "anong", left_at=MORNING)
    until = MORNING + timedelta(minutes=15)
    somchai = hire(database, role=Role.ADMIN, totp_secret=SECRET, locked_until=until)
    malee = hire(database, "malee", must_change=True)
    for _ in range(2):
        sessions.begin(database, malee, browser="x", now=MORNING)

    listed = staff_list.listing(database, now=MORNING)

    assert [account.id for account in listed] == [malee, somchai, left]
    assert listed[1] == Account(
        id=somchai,
        login="somchai",
        name="somchai ใจดี",
        role=Role.ADMIN,
        must_change=False,
        has_second_factor=True,
        locked_until=until,
        is_locked=True,
        sessions=0,
        created_at=MORNING,
        left_at=None,
        is_demo=False,
    )
    assert (listed[0].sessions, listed[0].must_change, listed[2].left_at) == (2, True, MORNING)


def test_one_account_is_found_by_row_and_by_login(database: Database) -> None:
    staff_id = hire(database)

    found = staff_list.one(database, staff_id, now=MORNING)

    assert found is not None
    assert found == staff_list.by_login(database, " SOMCHAI", now=MORNING)
    assert staff_list.one(database, 999, now=MORNING) is None
    assert staff_list.by_login(database, "nobody", now=MORNING) is None


def test_a_lock_that_has_run_out_is_none(database: Database) -> None:
    hire(database, locked_until=MORNING)

    (account,) = staff_list.listing(database, now=MORNING)

    assert not account.is_locked
