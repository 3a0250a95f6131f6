"""Accounts are opened, changed and closed by administrators, and one of them always remains."""

import threading
from datetime import timedelta

import pytest

from bot.services import accounts, passwords, sessions
from bot.services.accounts import Act, Done, Outcome, Refused
from bot.services.officer import Officer
from models.base import Database
from models.staff import Passkey
from models.vocabulary import Role
from tests.bot.services.colleagues import MORNING, SECRET, audited, hire, row_of

ACTS = (
    accounts.close,
    accounts.reset_password,
    accounts.reset_second_factor,
    accounts.unlock,
    accounts.end_sessions,
)


@pytest.fixture
def boss(database: Database) -> Officer:
    return Officer(hire(database, "boss", role=Role.ADMIN), "หัวหน้า", Role.ADMIN)


def add(
    database: Database, login: str, name: str = "มาลี ใจดี", by: Officer | None = None
) -> Outcome:
    return accounts.add(database, login, name=name, role=Role.SCREENER, officer=by, now=MORNING)


def test_a_new_account_begins_with_a_password_to_be_changed(
    database: Database, boss: Officer
) -> None:
    added = add(database, " Malee.T ", " มาลี   ใจดี ", boss)

    assert isinstance(added, Done)
    row = row_of(database, added.staff_id)
    assert (row.login, row.name, row.role) == ("malee.t", "มาลี ใจดี", Role.SCREENER)
    assert (row.must_change, row.is_demo, row.totp_secret) == (True, False, None)
    assert passwords.is_right(row.password_hash, added.password)
    assert audited(database) == [("staff.added", f"staff {added.staff_id}", boss.id)]


@pytest.mark.parametrize(
    ("login", "name", "key"),
    [
        ("boss", "มาลี", "accounts.refused.taken"),
        ("BOSS", "มาลี", "accounts.refused.taken"),
        ("มาลี", "มาลี", "accounts.refused.login"),
        ("ab", "มาลี", "accounts.refused.login"),
        ("a b c", "มาลี", "accounts.refused.login"),
        ("malee", "ม", "accounts.refused.name"),
        ("malee", "ม" * 121, "accounts.refused.name"),
        ("malee", "มาลี\u202eใจดี", "accounts.refused.name"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    database: Database, boss: Officer, login: str, name: str, key: str
) -> None:
    assert add(database, login, name, boss) == Refused(key)
    assert audited(database) == []


def test_another_role_begins_with_another_sign_in(database: Database, boss: Officer) -> None:
    staff_id = hire(database, role=Role.VIEWER)
    sessions.begin(database, staff_id, browser="x", now=MORNING)

    done = accounts.change_role(database, staff_id, Role.SCREENER, officer=boss, now=MORNING)

    assert done == Done(staff_id)
    assert row_of(database, staff_id).role == Role.SCREENER
    assert sessions.of(database, staff_id, now=MORNING) == ()
    assert audited(database) == [("staff.role_changed", f"staff {staff_id}", boss.id)]


def test_nobody_acts_on_their_own_account(database: Database, boss: Officer) -> None:
    hire(database, "second", role=Role.ADMIN)
    before = row_of(database, boss.id)

    outcomes = {act(database, boss.id, officer=boss, now=MORNING) for act in ACTS}
    outcomes.add(accounts.change_role(database, boss.id, Role.VIEWER, officer=boss, now=MORNING))

    assert outcomes == {Refused("accounts.refused.self")}
    assert row_of(database, boss.id) == before


def test_the_last_administrator_stays_one(database: Database, boss: Officer) -> None:
    hire(database, "demo.admin", role=Role.ADMIN, is_demo=True)
    hire(database, "left", role=Role.ADMIN, left_at=MORNING)

    closed = accounts.close(database, boss.id, officer=None, now=MORNING)
    changed = accounts.change_role(database, boss.id, Role.VIEWER, officer=None, now=MORNING)
    kept = accounts.change_role(database, boss.id, Role.ADMIN, officer=None, now=MORNING)

    refused = Refused("accounts.refused.last_admin")
    assert (closed, changed, kept) == (refused, refused, Done(boss.id))


def test_two_administrators_cannot_demote_each_other_at_once(database: Database) -> None:
    pair = [hire(database, login, role=Role.ADMIN) for login in ("one", "two")]
    outcomes: list[Outcome] = []
    together = threading.Barrier(2)

    def demote(by: int, whom: int) -> None:
        officer = Officer(by, "x", Role.ADMIN)
        together.wait()
        outcomes.append(
            accounts.change_role(database, whom, Role.VIEWER, officer=officer, now=MORNING)
        )

    threads = [threading.Thread(target=demote, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(row_of(database, one).role for one in pair) == [Role.ADMIN, Role.VIEWER]
    assert Refused("accounts.refused.last_admin") in outcomes


def test_a_closed_account_keeps_its_row_and_nothing_else(database: Database, boss: Officer) -> None:
    staff_id = hire(database)
    token = sessions.begin(database, staff_id, browser="x", now=MORNING)

    done = accounts.close(database, staff_id, officer=boss, now=MORNING)
    again = accounts.close(database, staff_id, officer=boss, now=MORNING)

    assert (done, again) == (Done(staff_id), Refused("accounts.refused.gone"))
    assert row_of(database, staff_id).left_at == MORNING
    assert sessions.find(database, token, now=MORNING) is None
    assert audited(database) == [("staff.closed", f"staff {staff_id}", boss.id)]


def test_a_reset_password_is_a_first_one_again(database: Database, boss: Officer) -> None:
    locked = {"failures": 5, "locked_until": MORNING + timedelta(minutes=15)}
    staff_id = hire(database, **locked)
    sessions.begin(database, staff_id, browser="x", now=MORNING)

    done = accounts.reset_password(database, staff_id, officer=boss, now=MORNING)

    assert isinstance(done, Done)
    row = row_of(database, staff_id)
    assert passwords.is_right(row.password_hash, done.password)
    assert (row.must_change, row.failures, row.locked_until) == (True, 0, None)
    assert sessions.of(database, staff_id, now=MORNING) == ()


def test_a_reset_second_factor_forgets_the_app_and_the_passkeys(
    database: Database, boss: Officer
) -> None:
    staff_id = hire(database, totp_secret=SECRET)
    key = {"staff_id": staff_id, "credential_id": b"1", "public_key": b"2", "sign_count": 0}
    with database.write() as connection:
        connection.execute(Passkey.__table__.insert(), key | {"name": "x", "created_at": MORNING})

    accounts.reset_second_factor(database, staff_id, officer=boss, now=MORNING)

    with database.read() as connection:
        assert connection.execute(Passkey.__table__.select()).all() == []
    assert row_of(database, staff_id).totp_secret is None


def test_unlocking_leaves_sessions_and_ending_them_leaves_the_rest(
    database: Database, boss: Officer
) -> None:
    staff_id = hire(database, failures=5, locked_until=MORNING + timedelta(minutes=15))
    sessions.begin(database, staff_id, browser="x", now=MORNING)

    accounts.unlock(database, staff_id, officer=boss, now=MORNING)
    row, opened = row_of(database, staff_id), sessions.of(database, staff_id, now=MORNING)
    accounts.end_sessions(database, staff_id, officer=boss, now=MORNING)

    assert (row.failures, row.locked_until, len(opened)) == (0, None, 1)
    assert sessions.of(database, staff_id, now=MORNING) == ()


@pytest.mark.parametrize("act", ACTS)
def test_an_account_that_is_not_there_is_said_to_be_gone(
    database: Database, boss: Officer, act: Act
) -> None:
    gone = Refused("accounts.refused.gone")

    assert act(database, 999, officer=boss, now=MORNING) == gone
