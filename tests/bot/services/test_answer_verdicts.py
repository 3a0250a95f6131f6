"""What answers come to, held against the requests as they stand."""

from datetime import date

from bot.services import answer_verdicts
from bot.services.answer_rows import Answer, Blank, Fault
from bot.services.answer_verdicts import sentence
from bot.services.appmoves import Move
from bot.services.sheets import Row
from models.base import Database
from models.reference import Reference
from models.vocabulary import AppStatus, MeetingApp, RegistrationStatus
from tests.bot.services.handed_over import approved, set_app
from tests.bot.services.workroom import CATALOGUE

TEAMS = MeetingApp.TEAMS
TAKEN = Move(AppStatus.ACKNOWLEDGED)


def told(database: Database, number: int, said: Move | Blank | Fault) -> tuple[str, str]:
    """What a row about request `number` comes to, and the sentence that says it."""
    answer = Answer(Row(9, ()), str(Reference(63, number)), said)
    with database.read() as connection:
        meant = answer_verdicts.meant(connection, [answer], TEAMS)
    found = answer_verdicts.verdict(answer, meant)
    return found.word, sentence(CATALOGUE, found.key, found.values).replace("\u00a0", " ")


def test_each_row_is_told_what_it_comes_to(database: Database) -> None:
    given = {"licence": "A", "granted": 5, "valid_from": date(2020, 4, 1)}
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง", "กรมสาม", "กรมสี่")
        set_app(connection, 1, TEAMS, status=AppStatus.FORWARDED)
        set_app(connection, 2, TEAMS, status=AppStatus.ACTIVE, **given)
        set_app(connection, 3, TEAMS, status=AppStatus.DROPPED)
    same, other = Move(AppStatus.ACTIVE, **given), Move(AppStatus.ACTIVE, granted=6)

    assert told(database, 1, TAKEN) == (
        "changes",
        "เปลี่ยนจาก ส่งให้ผู้ให้บริการแล้ว เป็น ผู้ให้บริการรับเรื่องแล้ว",
    )
    assert told(database, 2, same) == ("same", "ตรงกับในระบบแล้ว: เปิดใช้งานแล้ว")
    assert told(database, 2, other) == ("changes", "แก้รายละเอียดของ เปิดใช้งานแล้ว")
    assert told(database, 2, TAKEN) == (
        "fault",
        "เปลี่ยนจาก เปิดใช้งานแล้ว เป็น ผู้ให้บริการรับเรื่องแล้ว ไม่ได้",
    )
    assert told(database, 3, TAKEN) == ("fault", "คำขอนี้ไม่ได้ขอใช้แอปนี้")
    assert told(database, 9, TAKEN) == ("fault", f"ไม่พบคำขอเลขที่ {Reference(63, 9)}")
    assert told(database, 4, Blank()) == ("blank", "ผู้ให้บริการยังไม่ได้กรอกผล")


def test_a_request_that_is_not_with_providers_takes_no_answer(database: Database) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", status=RegistrationStatus.WITHDRAWN)

    assert told(database, 1, TAKEN) == (
        "fault",
        "คำขออยู่ในสถานะ หน่วยงานขอยกเลิก จึงรับผลไม่ได้",
    )


def test_a_sentence_is_the_same_after_json_has_kept_its_values() -> None:
    key = "providers.fault.past"
    fresh, kept = {"ends": date(2020, 3, 16)}, {"ends": "2020-03-16"}

    assert sentence(CATALOGUE, key, kept) == sentence(CATALOGUE, key, fresh)


def test_what_a_provider_typed_is_never_taken_for_a_label() -> None:
    typed = {"text": "label.app.teams"}

    assert "label.app.teams" in sentence(CATALOGUE, "providers.fault.result", typed)
