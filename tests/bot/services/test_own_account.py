"""Members of staff change their own password and habits."""

from datetime import timedelta

import pytest

from bot.services import own_account, passwords, sessions
from bot.services.own_account import Changed, Unfit
from models.base import Database
from tests.bot.services.colleagues import MORNING, PASSWORD, audited, hire, row_of

NEW = "แกงเขียวหวานไก่ใส่มะเขือ"
LATER = MORNING + timedelta(minutes=1)


def change(database: Database, staff_id: int, known: str, wanted: str) -> Changed | Unfit:
    return own_account.change_password(
        database, staff_id, known=known, wanted=wanted, browser="new", now=LATER
    )


def test_a_new_password_ends_every_other_session(database: Database) -> None:
    staff_id, other = hire(database, must_change=True), hire(database, "malee")
    for who in (staff_id, staff_id, other):
        sessions.begin(database, who, browser="old", now=MORNING)

    changed = change(database, staff_id, PASSWORD, NEW)

    row = row_of(database, staff_id)
    assert isinstance(changed, Changed)
    assert sessions.find(database, changed.token, now=LATER) is not None
    assert [one.browser for one in sessions.of(database, staff_id, now=LATER)] == ["new"]
    assert len(sessions.of(database, other, now=LATER)) == 1
    assert (row.must_change, row.password_at) == (False, LATER)
    assert passwords.is_right(row.password_hash, NEW)
    assert audited(database) == [("staff.password_changed", f"staff {staff_id}", staff_id)]


@pytest.mark.parametrize(
    ("known", "wanted", "key"),
    [
        ("ไม่ใช่รหัสผ่าน", NEW, "accounts.password.wrong"),
        (PASSWORD, PASSWORD, "accounts.password.same"),
        (PASSWORD, "สั้น", "accounts.password.short"),
    ],
)
def test_what_will_not_do_changes_nothing(
    database: Database, known: str, wanted: str, key: str
) -> None:
    staff_id = hire(database)
    before = row_of(database, staff_id)
    token = sessions.begin(database, staff_id, browser="old", now=MORNING)

    assert change(database, staff_id, known, wanted) == Unfit(key)
    assert row_of(database, staff_id).password_hash == before.password_hash
    assert sessions.find(database, token, now=LATER) is not None


def test_shortcuts_can_be_switched_off_and_on(database: Database) -> None:
    staff_id, other = hire(database), hire(database, "malee")

    own_account.use_shortcuts(database, staff_id, is_wanted=False)
    off = row_of(database, staff_id).has_shortcuts, row_of(database, other).has_shortcuts
    own_account.use_shortcuts(database, staff_id, is_wanted=True)

    assert (off, row_of(database, staff_id).has_shortcuts) == ((False, True), True)
