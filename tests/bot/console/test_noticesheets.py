"""The report of a notice as a workbook."""

from io import BytesIO

from python_calamine import CalamineWorkbook

from bot.console import noticesheets
from bot.console.desk import Desk
from bot.services.notice_calls import Progress
from bot.services.notice_reports import Group, Standing
from models.vocabulary import ChunkState
from tests.bot.services.test_notice_steps import DRAFT

C = ChunkState


def test_each_way_to_group_people_has_a_sheet(desk: Desk) -> None:
    people = {C.SENT: 80, C.FAILED: 4}
    groups = {
        "category": (Group("government", people),),
        "province": (Group("เชียงใหม่", people), Group(None, {C.SENT: 1})),
        "app": (Group("webex", people),),
    }

    data = noticesheets.write(desk, Standing(DRAFT, Progress(people), groups))

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert book.sheet_names == ["ทั้งหมด", "ประเภทหน่วยงาน", "จังหวัด", "แอป"]
    assert [row[-1][:6] for row in rows] == [
        ["ทั้งหมด", 84, 80, 0, 0, 4],
        ["หน่วยงานภาครัฐ", 84, 80, 0, 0, 4],
        ["ไม่ระบุ", 1, 1, 0, 0, 0],
        ["Cisco Webex", 84, 80, 0, 0, 4],
    ]
