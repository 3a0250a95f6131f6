"""The page of a request shows what an officer needs, and hides what others must not see."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, insert

from bot.console import casepage
from handlers.turn import AskToJoin
from models.agency import Agency
from models.attachment import Attachment
from models.base import Database
from models.contact import AgencyContact
from models.outbox import OutboxMessage
from models.registration import Registration, RegistrationApp
from models.vocabulary import FileState, RegistrationStatus, Role
from tests.bot.console.casefile import CASE, NUMBER, change, file_two
from tests.bot.console.conftest import NOW, Browser
from tests.bot.services.office import MALEE, Office
from tests.bot.webpage import Webpage

SignIn = Callable[[Role], Browser]


@pytest.fixture(autouse=True)
def requests(database: Database) -> None:
    file_two(database)


def told(database: Database, text: str) -> None:
    values = {
        "lane": "U1",
        "channel": "push",
        "importance": "must",
        "retry_key": "k",
        "messages": f'[{{"type":"text","text":"{text}"}}]',
        "state": "sent",
        "created_ms": 0,
        "deadline_ms": 0,
        "next_ms": 0,
    }
    with database.write() as connection:
        connection.execute(insert(OutboxMessage.__table__), values)


def test_an_officer_sees_contacts_and_conversation(database: Database, signed_in: SignIn) -> None:
    told(database, "รับคำขอแล้วค่ะ")

    page = signed_in(Role.OFFICER).get(CASE).text

    assert 'href="tel:+66812345678"' in page
    assert "somchai@example.go.th" in page
    assert "รับคำขอแล้วค่ะ" in page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANNOUNCER])
def test_who_may_only_look_sees_neither_contacts_nor_conversation_nor_verbs(
    database: Database, signed_in: SignIn, role: Role
) -> None:
    told(database, "รับคำขอแล้วค่ะ")

    page = signed_in(role).get(CASE).text

    assert "08x-xxx-5678" in page
    assert "s***@example.go.th" in page
    for secret in ("+66812345678", "08 1234 5678", "somchai@", "รับคำขอแล้วค่ะ", "/do/", "/claim"):
        assert secret not in page


def test_an_unknown_number_is_told_kindly(signed_in: SignIn) -> None:
    browser = signed_in(Role.ADMIN)

    for reference in ("WFH-63-00009-X", "x" * 300, "1 OR 1=1"):
        assert browser.get(f"/console/cases/{reference}").status_code == 404


@pytest.mark.parametrize("query", ["chat=x", "chat=99999999999999999999", "before=-1", "before=๑"])
def test_an_odd_address_shows_the_page_all_the_same(signed_in: SignIn, query: str) -> None:
    assert signed_in(Role.OFFICER).get(f"{CASE}?{query}").status_code == 200


def test_names_are_shown_as_they_are_and_never_as_markup(
    database: Database, signed_in: SignIn
) -> None:
    change(database, AgencyContact, name='<script>alert("x")</script>')
    with database.write() as connection:
        connection.execute(
            insert(Attachment.__table__),
            {
                "registration_id": 1,
                "message_id": "1",
                "name": '"><img src=x onerror=alert(1)>',
                "media_type": "image/png",
                "state": FileState.KEPT,
                "sent_at": NOW,
            },
        )

    page = signed_in(Role.ADMIN).get(CASE).text

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("submitted", {"approve", "ask", "reject", "withdraw", "merge"}),
        ("need_info", {"reject", "withdraw", "merge", "reopen"}),
        ("rejected", {"reopen"}),
        ("merged", set()),
    ],
)
def test_a_status_allows_what_the_tables_allow(status: str, verbs: set[str]) -> None:
    assert casepage.verbs(RegistrationStatus(status)) == verbs


def test_a_page_with_everything_on_it_can_be_drawn(database: Database, signed_in: SignIn) -> None:
    with database.write() as connection:
        for number, state in enumerate(FileState):
            values = {"registration_id": 1, "message_id": f"{number}", "name": f"ไฟล์ {number}"}
            values |= {"media_type": "application/pdf", "state": state, "sent_at": NOW}
            connection.execute(insert(Attachment.__table__), values)
        Office(connection, 60).do(3, AskToJoin(NUMBER, MALEE))
    given = {"status": "active", "granted": 400, "licence": "L-1", "users": 450, "note": "ครบ"}
    change(database, RegistrationApp, **given, valid_from=NOW.date(), valid_to=NOW.date())
    change(database, AgencyContact, phone="+66812345678")
    change(database, Registration, claimed_by=1, claimed_at=NOW, merged_into=2, reason="ซ้ำ")

    page = signed_in(Role.ADMIN).get(CASE).text.replace("\u00a0", " ")

    for shown in (
        "อาจเป็นคำขอซ้ำ",
        f"{CASE}/merge?into=WFH-63-00002-G",
        "เบอร์โทรศัพท์เดียวกัน",
        "ได้รับ 400 ราย",
        "เลขที่สิทธิ์ใช้งาน L-1",
        "ถึง 17 มี.ค. 2563",
        "รับเป็นผู้ประสานงาน",
        "กำลังรับไฟล์",
        "รับไฟล์ไม่ได้",
        "ลบแล้ว",
        "รวมเข้ากับ WFH-63-00002-G",
    ):
        assert shown in page


def test_more_to_show_takes_no_more_statements(database: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.ADMIN)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *found: asked.append(found[2]))
    counted = []
    for name in ("หนึ่ง", "สอง"):
        asked.clear()
        assert browser.get(CASE).status_code == 200
        counted.append(len(asked))
        told(database, name) if name == "หนึ่ง" else None
        change(database, Agency, keys="อต.\nTMD")

    assert counted[0] == counted[1]


def test_the_page_has_one_main_heading_and_ids_of_its_own(signed_in: SignIn) -> None:
    page = Webpage(signed_in(Role.ADMIN).get(CASE).text)

    assert page.title.startswith(NUMBER)
    assert page.texts("h1") == ["กรมอุตุนิยมวิทยา"]
    assert len(page.ids) == len(set(page.ids))
