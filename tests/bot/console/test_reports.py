"""The report: the same figures on the page, in words, on paper and in the workbook."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from bot.console.desk import Desk
from bot.services import directory, privacy, screening, seeding, uniting
from bot.services.officer import Officer
from bot.services.privacy import Whom
from bot.services.uniting import United
from handlers.turn import Amend, Withdraw
from messages_th.forms import NBSP
from models.base import Database
from models.reference import Reference
from models.vocabulary import AgencyCategory, Change, MeetingApp, RegistrationStatus, Role
from tests.bot.console.conftest import Browser, Clock
from tests.bot.services.office import MORNING, Office

EVENING = datetime(2020, 3, 20, 10, 0, tzinfo=UTC)
PRESS = [
    ("หน่วยงานภาครัฐ", 64, 35_756),
    ("รัฐวิสาหกิจ", 6, 1_371),
    ("องค์การมหาชน", 1, 75),
    ("องค์กรอิสระ", 5, 8_000),
    ("หน่วยงานในจังหวัด", 8, 1_224),
    ("รวม", 84, 46_426),
]
SENTENCE = (
    "ข้อมูล ณ วันที่ 17 มีนาคม 2563 มีหน่วยงานแจ้งความประสงค์ขอใช้แอปประชุมออนไลน์ จำนวน 84 หน่วยงาน"
    " ผู้ขอใช้งาน 46,426 ราย แบ่งเป็น หน่วยงานภาครัฐ 64 หน่วยงาน ผู้ขอใช้งาน 35,756 ราย"
    " รัฐวิสาหกิจ 6 หน่วยงาน ผู้ขอใช้งาน 1,371 ราย องค์การมหาชน 1 หน่วยงาน ผู้ขอใช้งาน 75 ราย"
    " องค์กรอิสระ 5 หน่วยงาน ผู้ขอใช้งาน 8,000 ราย"
    " และหน่วยงานในจังหวัด 8 หน่วยงาน ผู้ขอใช้งาน 1,224 ราย"
)
FOR_LINE = [
    "สรุปการลงทะเบียนใช้แอปประชุมออนไลน์ฟรี",
    "ข้อมูล ณ วันที่ 17 มีนาคม 2563",
    "",
    *(f"• {name} {agencies} หน่วยงาน {users:,} ราย" for name, agencies, users in PRESS[:-1]),
    "รวม 84 หน่วยงาน ผู้ขอใช้งาน 46,426 ราย",
]


@pytest.fixture
def viewer(database: Database, clock: Clock, signed_in: Callable[[Role], Browser]) -> Browser:
    """Somebody who may only look, three days after the demo's first week."""
    directory.sync(database, now=MORNING)
    seeding.seed_demo(database)
    clock.now = EVENING
    return signed_in(Role.VIEWER)


def rows(page: str) -> list[tuple[str, int, int]]:
    """Name, agencies and users of each row of the first table with figures."""
    table = page.partition("</thead>")[2].partition("</table>")[0]
    found = []
    for row in re.findall("<tr>(.*?)</tr>", table, re.S):
        name = re.search("<th[^>]*>(.*?)</th>", row)
        figures = [int(cell.replace(",", "")) for cell in re.findall(r'number">([\d,]+)<', row)]
        assert name is not None
        found.append((html.unescape(name[1]), figures[0], figures[-1]))
    return found


def areas(page: str) -> list[str]:
    """What stands in the fields to be copied."""
    found = re.findall("<textarea[^>]*>(.*?)</textarea>", page, re.S)
    return [html.unescape(text).replace(NBSP, " ") for text in found]


@pytest.mark.parametrize(
    "day", ["2020-03-17", "2563-03-17", "17/3/2563", "๑๗/๓/๒๕๖๓", "17 มี.ค. 63"]
)
def test_the_press_table_is_on_the_page_to_the_digit(viewer: Browser, day: str) -> None:
    page = viewer.get("/console/reports", query_string={"day": day}).text

    assert rows(page) == PRESS
    assert areas(page)[0] == SENTENCE
    assert areas(page)[1].splitlines()[: len(FOR_LINE)] == FOR_LINE
    assert len(areas(page)[1].encode("utf-16-le")) // 2 < 5_000


def test_the_press_table_is_in_the_workbook_to_the_digit(viewer: Browser) -> None:
    answer = viewer.get("/console/reports/report.xlsx?day=2020-03-17")

    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    sheet = book.get_sheet_by_index(0).to_python()
    assert book.sheet_names == ["รายงาน", "แอป", "กระทรวง", "จังหวัด", "สถานะ", "แนวโน้ม"]
    assert [(name, int(agencies), int(users)) for name, agencies, users in sheet[2:]] == PRESS


def test_the_press_table_is_on_the_sheet_to_print(viewer: Browser) -> None:
    page = viewer.get("/console/reports/sheet?day=2020-03-17").text

    assert rows(page) == PRESS
    assert SENTENCE in html.unescape(page).replace(NBSP, " ")


@pytest.mark.parametrize("day", ["", "31/2/2563", "17/3/9999", "2020-04-01", "อะไรก็ได้", "1" * 500])
def test_a_day_that_cannot_be_read_becomes_today(viewer: Browser, day: str) -> None:
    answer = viewer.get("/console/reports", query_string={"day": day})

    assert answer.status_code == 200
    assert 'value="20/3/2563"' in answer.text
    assert ("อ่านวันที่ไม่ได้" in answer.text) is bool(day)


def test_the_totals_are_taken_apart_by_app(viewer: Browser) -> None:
    assert rows(viewer.get("/console/reports?day=2020-03-17&by=app").text) == [
        ("Microsoft Teams", 51, 25_017),
        ("Cisco Webex", 45, 25_016),
        ("Hangouts Meet", 34, 19_909),
    ]


def test_the_totals_are_taken_apart_by_status(viewer: Browser) -> None:
    found = rows(viewer.get("/console/reports?day=2020-03-17&by=status").text)

    assert [name for name, *_ in found][:2] == ["ส่งแล้ว รอตรวจสอบ", "กำลังคัดกรอง"]
    assert len(found) == len(RegistrationStatus)
    assert (sum(row[1] for row in found), sum(row[2] for row in found)) == (84, 46_426)


@pytest.mark.parametrize("by", ["ministry", "province"])
def test_every_agency_is_in_one_ministry_and_one_province(viewer: Browser, by: str) -> None:
    found = rows(viewer.get(f"/console/reports?day=2020-03-17&by={by}").text)

    assert sum(agencies for _, agencies, _ in found) == 84
    assert sum(users for *_, users in found) == 46_426


def test_the_trend_is_a_part_for_htmx_and_a_page_for_others(viewer: Browser) -> None:
    page = viewer.get("/console/reports/trend?day=2020-03-17&days=14")
    part = viewer.get(
        "/console/reports/trend?day=2020-03-17&days=14", headers={"HX-Request": "true"}
    )

    assert (page.text.count("<html"), part.text.count("<html")) == (1, 0)
    assert rows(part.text)[0][1:] == (84, 46_426)
    assert len(rows(part.text)) == 14
    assert 'role="img" aria-label="จำนวนผู้ขอใช้งาน' in part.text


def test_a_day_tells_the_same_after_everything_has_changed(
    viewer: Browser, database: Database, desk: Desk
) -> None:
    paths = [f"/console/reports?day=2020-03-17&by={by}" for by in ("", "app", "status")]
    before = [rows(viewer.get(path).text) for path in paths]

    change_everything(database, desk)

    today = rows(viewer.get("/console/reports?day=2020-03-20").text)
    book = CalamineWorkbook.from_filelike(
        BytesIO(viewer.get("/console/reports/report.xlsx?day=2020-03-17").data)
    )
    sheet = book.get_sheet_by_index(0).to_python()
    assert [rows(viewer.get(path).text) for path in paths] == before
    assert [(name, int(agencies), int(users)) for name, agencies, users in sheet[2:]] == PRESS
    assert today[-1] == ("รวม", 82, 46_426 - 4_200 - 870 - 320)
    assert [line[1] for line in today[:-1]] == [62, 6, 1, 5, 8]


def change_everything(database: Database, desk: Desk) -> None:
    """Days later: reject, withdraw, count elsewhere, change users and apps, unite, erase."""
    by = {"officer": Officer(1, "มาลี", Role.ADMIN), "now": EVENING}
    screening.reject(database, 72, reason="ซ้ำกับคำขออื่น", seen_version=1, render=desk.render, **by)
    independent = AgencyCategory.INDEPENDENT
    screening.recategorise(database, 76, category=independent, seen_version=1, **by)
    with database.write() as connection:
        office = Office(connection)
        office.do(74, Withdraw(str(Reference(63, 74))), now=EVENING)
        number = str(Reference(63, 78))
        office.do(78, Amend(number, Change.USERS, users=10), now=EVENING)
        apps = frozenset({MeetingApp.WEBEX})
        office.do(78, Amend(number, Change.APPS, apps=apps), now=EVENING)
    assert uniting.unite(database, "GOV-032", into="GOV-001", **by) == United("GOV-001")
    assert privacy.erase(database, Whom(contact_id=80), **by) is not None


def test_nothing_is_reported_of_a_day_before_the_programme(viewer: Browser) -> None:
    page = viewer.get("/console/reports?day=2019-01-01").text

    assert [figures for _, *figures in rows(page)] == [[0, 0]] * 6
    assert areas(page)[0].endswith("ยังไม่มีหน่วยงานแจ้งความประสงค์ขอใช้แอปประชุมออนไลน์")
