"""A text is changed by officers: checked, audited, never over a colleague's head, restorable."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.services import rewording, wording
from bot.services.officer import Officer
from bot.services.rewording import Edit, Faulty, Kept, Overtaken, Standing
from models.audit import AuditEntry
from models.base import Database
from models.staff import Staff
from models.vocabulary import Role

NOW = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
KEY = "button.menu"
SHIPPED = wording.entries()[KEY]


@pytest.fixture
def officers(database: Database) -> tuple[Officer, Officer]:
    names = ("วิภา", "มานะ")
    with database.write() as connection:
        return tuple(Officer(_stored(connection, name), name, Role.ANNOUNCER) for name in names)


def _stored(connection, name: str) -> int:
    values = {
        "login": name,
        "name": name,
        "role": Role.ANNOUNCER,
        "password_hash": "-",
        "password_at": NOW,
        "created_at": NOW,
    }
    return connection.execute(insert(Staff.__table__), values).inserted_primary_key[0]


def standing(database: Database, key: str = KEY) -> Standing | None:
    with database.read() as connection:
        return rewording.one(connection, key)


def change(database: Database, text: str, officer: Officer, seen_id: int = 0, now=NOW):
    return rewording.change(database, KEY, text, officer=officer, seen_id=seen_id, now=now)


def audited(database: Database) -> list[tuple[str, str, dict]]:
    table = AuditEntry.__table__
    with database.read() as connection:
        rows = connection.execute(select(table.c.action, table.c.subject, table.c.details))
        return [(row.action, row.subject, row.details) for row in rows]


def test_a_text_that_nobody_changed_is_as_shipped(database: Database) -> None:
    assert standing(database) == Standing(KEY, SHIPPED, SHIPPED, 0, (), ())
    assert standing(database, "no.such") is None


def test_changes_are_kept_with_who_when_and_what(
    database: Database, officers: tuple[Officer, Officer]
) -> None:
    first, second = officers

    told = [
        change(database, " เมนูรวม\r\n", first),
        change(database, "รายการทั้งหมด", second, seen_id=1, now=LATER),
    ]

    assert told == [Kept(is_changed=True), Kept(is_changed=True)]
    assert standing(database) == Standing(
        KEY,
        SHIPPED,
        "รายการทั้งหมด",
        2,
        (),
        (
            Edit(2, "เมนูรวม", "รายการทั้งหมด", is_restored=False, by="มานะ", at=LATER),
            Edit(1, SHIPPED, "เมนูรวม", is_restored=False, by="วิภา", at=NOW),
        ),
    )
    assert audited(database) == [
        ("wording.changed", "wording 1", {"key": KEY}),
        ("wording.changed", "wording 2", {"key": KEY}),
    ]


def test_of_two_editors_the_second_is_told_who_was_quicker(
    database: Database, officers: tuple[Officer, Officer]
) -> None:
    first, second = officers
    change(database, "เมนูรวม", first)

    told = change(database, "รายการทั้งหมด", second, now=LATER)

    assert told == Overtaken("วิภา", NOW, "เมนูรวม")
    assert standing(database).text == "เมนูรวม"


def test_a_faulty_text_is_refused_and_leaves_nothing(
    database: Database, officers: tuple[Officer, Officer]
) -> None:
    told = change(database, "ก" * 21, officers[0])

    assert told == Faulty(("ยาว 21 ตัวอักษร ปุ่มรับได้ 20",))
    assert (standing(database).history, audited(database)) == ((), [])


def test_what_is_the_same_already_is_no_change(
    database: Database, officers: tuple[Officer, Officer]
) -> None:
    assert change(database, f"{SHIPPED} ", officers[0]) == Kept(is_changed=False)
    assert audited(database) == []


def test_the_shipped_text_and_every_earlier_one_can_be_restored(
    database: Database, officers: tuple[Officer, Officer]
) -> None:
    officer, _ = officers
    change(database, "เมนูรวม", officer)

    def restore(to: int, seen_id: int) -> tuple[str, bool]:
        rewording.restore(database, KEY, to=to, officer=officer, seen_id=seen_id, now=LATER)
        now = standing(database)
        return now.text, now.history[0].is_restored

    assert [restore(0, 1), restore(1, 2), restore(2, 3)] == [
        (SHIPPED, True),
        ("เมนูรวม", False),
        (SHIPPED, True),
    ]
    assert [action for action, _, _ in audited(database)] == [
        "wording.changed",
        "wording.restored",
        "wording.changed",
        "wording.restored",
    ]


def test_a_change_of_another_text_restores_nothing(
    database: Database, officers: tuple[Officer, Officer]
) -> None:
    officer, _ = officers
    change(database, "เมนูรวม", officer)

    told = rewording.restore(database, KEY, to=99, officer=officer, seen_id=1, now=LATER)

    assert (told, standing(database).text) == (Kept(is_changed=False), "เมนูรวม")


def test_words_of_another_command_are_refused(
    database: Database, officers: tuple[Officer, Officer]
) -> None:
    key = "words.commands.greet"

    told = rewording.change(
        database,
        key,
        f"{wording.entries()[key]}\nสถานะ",
        officer=officers[0],
        seen_id=0,
        now=NOW,
    )

    assert told == Faulty(("“สถานะ” เป็นของ สถานะ แล้ว ให้เหลือที่เดียว",))
