"""The demo has a colleague for each role, and mixes with nobody's accounts."""

from bot.services import demo_staff, passwords, staff_list
from models.base import Database
from models.vocabulary import Role
from tests.bot.services.colleagues import MORNING, hire, row_of


def test_an_empty_office_gets_a_colleague_for_each_role(database: Database) -> None:
    codes = [demo_staff.seed(database, now=MORNING) for _ in range(2)]

    listed = staff_list.listing(database, now=MORNING)
    assert codes == [5, 0]
    assert sorted(account.role for account in listed) == sorted(Role)
    assert {account.is_demo for account in listed} == {True}
    assert {account.login for account in listed} == {one.login for one in demo_staff.accounts()}
    kept = row_of(database, listed[0].id).password_hash
    assert passwords.is_right(kept, demo_staff.PASSWORD)


def test_an_office_with_staff_gets_none(database: Database) -> None:
    hire(database)

    assert demo_staff.seed(database, now=MORNING) == 0
    assert len(staff_list.listing(database, now=MORNING)) == 1


def test_only_open_demo_accounts_are_found(database: Database) -> None:
    real, demo = hire(database, "real"), hire(database, "demo.admin", is_demo=True)
    hire(database, "demo.viewer", is_demo=True, left_at=MORNING)

    found = [
        demo_staff.find(database, login) for login in ("real", "demo.admin", "demo.viewer", "")
    ]

    assert found == [None, demo, None, None]
    assert real != demo
