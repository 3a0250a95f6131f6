"""A guide that is missing, or that cannot be followed, is found."""

import shutil
from pathlib import Path

import pytest

from messages_th.checkguides import faults_of_guides
from messages_th.checkwords import Fault
from messages_th.guidebook import GUIDES
from tests.messages_th.planting import edit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The guides as they are, to be broken."""
    return shutil.copytree(GUIDES, tmp_path / "guides")


def test_the_guides_of_this_release_have_no_fault() -> None:
    assert list(faults_of_guides(GUIDES)) == []


def test_a_guide_that_is_called_otherwise_is_missed(folder: Path) -> None:
    edit(folder / "teams.toml", ("[host.mac]", "[host.amiga]"))

    assert list(faults_of_guides(folder)) == [
        Fault("guides/teams.toml", "teams.host.mac", "ยังไม่มีคู่มือนี้ ให้เพิ่ม"),
        Fault("guides/teams.toml", "teams.host.amiga", "โปรแกรมไม่รู้จักคู่มือนี้ ให้ใช้ชื่อเดิม"),
    ]


def test_every_app_has_its_guides_for_every_task_and_device(folder: Path) -> None:
    (folder / "webex.toml").unlink()

    missed = [fault.key for fault in faults_of_guides(folder)]

    assert missed[:2] == ["webex.admin", "webex.install.ios"]
    assert len(missed) == 1 + 8 * 5


@pytest.mark.parametrize(
    ("old", "new", "key", "todo"),
    [
        ("steps =", "stages =", "admin", "ขาด steps ให้เติม"),
        ('title = "สำหรับ', 'heading = "สำหรับ', "admin", "ขาด title ให้เติม"),
        ("about =", "for =", "-", "ขาด about ให้เติม"),
        (
            "checked = 2020-03-17",
            'checked = "2020-03-17"',
            "-",
            "checked: ให้ใส่วันที่ เช่น 2020-03-17 ไม่มีเครื่องหมายคำพูด",
        ),
        ("[install.ios]\ntitle", "[install.ios]\ntitel", "install.ios", "ขาด title ให้เติม"),
        (
            "[install.ios]\n",
            "[install]\ntip = 'ลอง'\n[install.ios]\n",
            "install",
            "tip ต้องอยู่ใต้ชื่ออุปกรณ์ เช่น [install.ios]",
        ),
        ('app = "teams"', 'app = "meet"', "-", "ชื่อในไฟล์คือ meet ให้ตรงกับชื่อไฟล์ teams"),
    ],
)
def test_a_guide_that_lacks_something_is_found(
    folder: Path, old: str, new: str, key: str, todo: str
) -> None:
    edit(folder / "teams.toml", (old, new))

    assert Fault("guides/teams.toml", key, todo) in list(faults_of_guides(folder))


def test_every_guide_says_where_it_comes_from(folder: Path) -> None:
    path = folder / "teams.toml"
    edit(path, ("\nsource = ", "\n# "))
    told = path.read_text("utf-8").replace("\nsource = ", "\n# ")
    path.write_text(told, "utf-8")
    edit(path, ("[admin]\n", '[admin]\nsource = "https://docs.microsoft.com/microsoftteams"\n'))

    found = list(faults_of_guides(folder))

    todo = "ขาด source ให้เติมที่คู่มือนี้หรือที่หัวไฟล์"
    assert len(found) == 8 * 5
    assert found[0] == Fault("guides/teams.toml", "install.ios", todo)


@pytest.mark.parametrize(
    ("new", "todo"),
    [
        (f'steps = ["{"ก" * 121}"]', "ขั้นที่ 1: ยาว 121 ตัวอักษร ให้ย่อเหลือ 120"),
        ('steps = ["เปิดแอปค่ะ"]', "ขั้นที่ 1: ขั้นตอนไม่ต้องลงท้ายด้วย ค่ะ ให้ลบออก"),
        (f"steps = {['เปิด'] * 8}", "มี 8 ขั้น ให้เหลือไม่เกิน 7 ขั้น"),
        ('steps = ["โทร 1422"]', "ขั้นที่ 1: เบอร์โทร 1422 ไม่อยู่ในรายการเบอร์ที่ตรวจแล้ว ให้ตรวจเลขอีกครั้ง"),
        (f'steps = ["เปิด"]\ntip = "{"ก" * 161}"', "tip: ยาว 161 ตัวอักษร ให้ย่อเหลือ 160"),
        (
            'steps = ["เปิด"]\nsource = "https://evil.example"',
            "source: ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต",
        ),
        (
            f'steps = ["เปิด"]\nlink = {{ label = "{"ก" * 21}", uri = "https://meet.google.com" }}',
            "link: ยาว 21 ตัวอักษร ให้ย่อเหลือ 20",
        ),
        (
            'steps = ["เปิด"]\nlink = { label = "เปิด", uri = "https://evil.example" }',
            "link: ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต",
        ),
    ],
)
def test_a_guide_that_cannot_be_followed_is_found(folder: Path, new: str, todo: str) -> None:
    head, _, rest = (folder / "teams.toml").read_text("utf-8").partition("[admin]\n")
    _, mark, rest = rest.partition("[install.ios]")
    told = f'{head}[admin]\ntitle = "สำหรับผู้ดูแลระบบ"\n{new}\n{mark}{rest}'
    (folder / "teams.toml").write_text(told, "utf-8")

    assert list(faults_of_guides(folder)) == [Fault("guides/teams.toml", "teams.admin", todo)]
