"""A copy holds everything about one person, and nothing about another."""

import json
import zipfile
from io import BytesIO

import pytest

from bot.services import datacopy, wording
from bot.services.privacy import Whom
from messages_th.forms import NBSP
from models.base import Database
from tests.bot.services.office import MALEE
from tests.bot.services.remembered import DISPLAY, GHOST, LINE_ID, PDF, SAID, Cast, remember

TEXT = wording.shipped().text
HER, OTHER = Whom(contact_id=1), Whom(contact_id=2)


@pytest.fixture
def cast(peopled: Database) -> Cast:
    return remember(peopled)


def opened(database: Database, whom: Whom) -> dict[str, bytes]:
    """The files of the zip."""
    copy = datacopy.collect(database, whom)
    assert copy is not None
    with zipfile.ZipFile(BytesIO(datacopy.packed(copy, TEXT))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_copy_holds_the_rows_the_words_and_the_files(peopled: Database, cast: Cast) -> None:
    files = opened(peopled, HER)

    data = json.loads(files["data.json"])
    assert sorted(files) == ["data.json", "data.txt", "files/1.pdf"]
    assert files["files/1.pdf"] == PDF
    assert data["person"]["line_id"] == LINE_ID
    assert [part["email"] for part in data["person"]["parts"]] == [GHOST.email]
    assert [request["reference"] for request in data["requests"]] == ["WFH-63-00001-E"]
    assert [entry["change"] for entry in data["history"]] == ["submitted", "users", "note"]
    assert [file["name"] for file in data["files"]] == ["kamonwan-letter.pdf"]
    assert [len(data[name]) for name in ("amendments", "draft", "utterances")] == [1, 1, 1]
    assert [said["by"] for said in data["chat"]] == ["person", "office", "person", "office"]


def test_the_text_is_read_by_people(peopled: Database, cast: Cast) -> None:
    told = opened(peopled, HER)["data.txt"].decode().replace(NBSP, " ").splitlines()

    assert told[:6] == [
        "สำเนาข้อมูลส่วนบุคคล โครงการทำงานที่บ้าน สดช.",
        f"ชื่อใน LINE: {DISPLAY} รหัสผู้ใช้ LINE: {LINE_ID}",
        "",
        "ผู้ประสานงานหลัก ของ กรมอุตุนิยมวิทยา ตั้งแต่ 17 มี.ค. 2563 09.30 น.",
        "ชื่อ: กมลวรรณ ลับเฉพาะ",
        "โทรศัพท์: 08 9999 9123 ต่อ 77",
    ]
    assert f"2020-03-17 02:30 คุณ: {SAID}" in told


def test_a_copy_holds_nothing_of_the_colleague(peopled: Database, cast: Cast) -> None:
    whole = b"".join(opened(peopled, HER).values()).decode("utf-8", "replace")

    assert MALEE.email in b"".join(opened(peopled, OTHER).values()).decode("utf-8", "replace")
    assert MALEE.email not in whole
    assert "WFH-63-00002" not in whole


def test_nobody_has_no_copy(peopled: Database, cast: Cast) -> None:
    assert datacopy.collect(peopled, Whom(contact_id=99)) is None
    assert datacopy.collect(peopled, Whom(part_id=1)) is None  # she is on LINE
