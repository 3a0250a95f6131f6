"""Which of the office's wordings hold: those that pass the checks of this release."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from bot.services import wording
from models.base import Database
from models.staff import Staff
from models.wording import Wording

NOW = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
MENU = wording.entries()["button.menu"]
HELP = wording.entries()["button.help"]


@pytest.fixture
def staff_id(database: Database) -> int:
    values = {
        "login": "wipa",
        "name": "วิภา",
        "role": "announcer",
        "password_hash": "-",
        "password_at": NOW,
        "created_at": NOW,
    }
    with database.write() as connection:
        return connection.execute(insert(Staff.__table__), values).inserted_primary_key[0]


def store(database: Database, staff_id: int, *rows: tuple[str, str | None]) -> None:
    """Rows as they are, whatever they say: an older release may have written them."""
    values = [{"key": key, "text": text, "staff_id": staff_id, "at": NOW} for key, text in rows]
    with database.write() as connection:
        connection.execute(insert(Wording.__table__), values)


def test_without_wordings_the_shipped_texts_hold(database: Database) -> None:
    assert wording.current(database)() is wording.shipped()


def test_the_newest_wording_holds_and_a_restored_one_does_not(
    database: Database, staff_id: int
) -> None:
    store(
        database,
        staff_id,
        ("button.menu", "เมนูเก่า"),
        ("button.help", "ขอช่วยที"),
        ("button.menu", "เมนูรวม"),
        ("button.help", None),
    )

    texts = wording.current(database)()

    assert (texts.text("button.menu"), texts.text("button.help")) == ("เมนูรวม", HELP)


def test_a_wording_that_no_longer_passes_or_is_unknown_is_left_out(
    database: Database, staff_id: int
) -> None:
    store(
        database,
        staff_id,
        ("card.checked", "ไม่มีวันที่แล้ว"),
        ("gone.for.good", "ข้อความของรุ่นก่อน"),
        ("button.menu", "เมนูรวม"),
    )

    texts = wording.current(database)()

    changed = {key for key, text in texts.entries().items() if wording.entries()[key] != text}
    assert changed == {"button.menu"}


def test_labels_that_were_exchanged_hold_together() -> None:
    exchanged = {"button.menu": HELP, "button.help": MENU}

    assert wording.accepted(exchanged) == exchanged
    assert wording.accepted({"button.menu": HELP}) == {}


def test_what_is_left_out_takes_along_what_only_passed_beside_it() -> None:
    stored = {"button.menu": HELP, "button.help": "ก" * 30}

    assert wording.accepted(stored) == {}


def test_words_that_readers_refuse_are_left_out_and_texts_stay() -> None:
    # Only to the readers are the two figures the same.
    words = {"words.commands.greet": "ทักครั้งที่ 1", "words.commands.thanks": "ทักครั้งที่ ๑"}

    assert wording.accepted({"button.menu": "เมนูรวม", **words}) == {"button.menu": "เมนูรวม"}


def test_words_that_readers_would_refuse_are_not_taken(database: Database, staff_id: int) -> None:
    store(database, staff_id, ("words.commands.greet", "ทักครั้งที่ 1"))

    with database.read() as connection:
        told = wording.faults(connection, "words.commands.thanks", "ทักครั้งที่ ๑")

    assert told == (wording.entries()["texts.unreadable"],)


def test_a_change_shows_within_seconds(database: Database, staff_id: int) -> None:
    texts = wording.current(database)
    before = texts().text("button.menu")
    store(database, staff_id, ("button.menu", "เมนูรวม"))

    texts._look_at = 0.0  # as if five seconds had passed

    assert (before, texts().text("button.menu")) == (MENU, "เมนูรวม")


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("button.menu", " เมนู\r\nหลัก \n", "เมนู\nหลัก"),
        ("card.between", " · ", " · "),
        ("words.commands.help", " ช่วย \r\n\r\nช่วย\r\nงง", "ช่วย\nงง"),
    ],
)
def test_a_text_is_kept_tidy(key: str, typed: str, kept: str) -> None:
    assert wording.tidied(key, typed) == kept


def test_faults_are_those_beside_the_other_wordings(database: Database, staff_id: int) -> None:
    store(database, staff_id, ("button.menu", "เมนูรวม"))

    with database.read() as connection:
        rows = connection.scalar(select(Wording.__table__.c.id))
        free = wording.faults(connection, "button.help", MENU)
        taken = wording.faults(connection, "button.help", "เมนูรวม")

    assert (rows, free, taken) == (1, (), ("ซ้ำกับปุ่มอื่นในชุดเดียวกัน ให้ใช้คำต่างกัน",))


def test_notes_are_those_beside_the_texts() -> None:
    assert wording.notes()["door.names"] == "คำที่ใช้เรียกบัญชีนี้ในกลุ่ม คั่นด้วยช่องว่าง"
    assert set(wording.notes()) <= set(wording.shipped().texts)
