"""Accounts from the command line: what is printed, and what is done."""

import re

import pytest

from bot import clock
from bot.cli.commands import main
from bot.services import passwords, staff_list
from bot.services.staff_list import Account
from models.base import Database
from models.vocabulary import Role
from tests.bot.services.colleagues import SECRET, audited, hire, row_of
from tests.databases import url_of

Printed = pytest.CaptureFixture[str]
ADD = ["staff", "add", "somchai", "--name", "สมชาย ใจดี", "--role", "admin"]


@pytest.fixture
def office(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("DATABASE_URL", url_of(database))
    return database


def account(office: Database, login: str = "somchai") -> Account:
    found = staff_list.by_login(office, login, now=clock.now())
    assert found is not None
    return found


def test_add_prints_a_first_password_that_works(office: Database, capsys: Printed) -> None:
    code = main(ADD)

    said = capsys.readouterr().out
    first = said.split()[-1]
    opened = account(office)
    assert (code, said) == (0, f"First password, shown only now: {first}\n")
    assert (opened.role, opened.name, opened.must_change) == (Role.ADMIN, "สมชาย ใจดี", True)
    assert passwords.is_right(row_of(office, opened.id).password_hash, first)
    assert audited(office) == [("staff.added", f"staff {opened.id}", None)]


def test_what_is_refused_says_why(office: Database, capsys: Printed) -> None:
    main(ADD)
    codes = [main(ADD), main(["staff", "close", "somchai"]), main(["staff", "close", "nobody"])]

    said = capsys.readouterr().err.splitlines()
    assert codes == [1, 1, 1]
    assert said == [
        "ชื่อผู้ใช้นี้มีอยู่แล้ว กรุณาใช้ชื่ออื่น",
        "ทำไม่ได้ เพราะต้องมีผู้ดูแลอย่างน้อยหนึ่งคน ให้เพิ่มผู้ดูแลคนใหม่ก่อน",
        "บัญชีนี้ปิดไปแล้วหรือไม่มีอยู่ในระบบ",
    ]


def test_a_role_that_is_none_is_asked_wrongly(office: Database, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*ADD[:-1], "king"])

    assert ended.value.code == 2
    assert "viewer, officer, screener, announcer, admin" in " ".join(
        capsys.readouterr().err.replace("'", "").split()
    )


def test_list_prints_each_account_and_its_state(office: Database, capsys: Printed) -> None:
    main(ADD)
    hire(office, "malee", totp_secret=SECRET)
    hire(office, "left", left_at=clock.now())
    capsys.readouterr()

    code = main(["staff", "list"])

    assert (code, capsys.readouterr().out.splitlines()) == (
        0,
        [
            "malee\tviewer\topen\tmalee ใจดี",
            "somchai\tadmin\tfirst password, no second proof\tสมชาย ใจดี",
            "left\tviewer\tclosed\tleft ใจดี",
        ],
    )


def test_reset_forgets_the_second_proof_and_prints_a_new_password(
    office: Database, capsys: Printed
) -> None:
    staff_id = hire(office, role=Role.ADMIN, totp_secret=SECRET)

    code = main(["staff", "reset", "somchai"])

    row = row_of(office, staff_id)
    (first,) = re.findall(r"shown only now: (\S+)", capsys.readouterr().out)
    assert (code, row.totp_secret, row.must_change) == (0, None, True)
    assert passwords.is_right(row.password_hash, first)


def test_close_and_unlock_are_done(office: Database, capsys: Printed) -> None:
    hire(office, failures=5, locked_until=clock.now())
    hire(office, "malee")

    codes = [main(["staff", "unlock", "somchai"]), main(["staff", "close", "malee"])]

    assert (codes, capsys.readouterr().out) == ([0, 0], "Done.\nDone.\n")
    assert account(office).locked_until is None
    assert account(office, "malee").left_at is not None
