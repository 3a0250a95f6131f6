"""Nothing an editor breaks gets past the checker, and it says what to do."""

import shutil
from pathlib import Path

import pytest

from messages_th import check
from messages_th.catalogue import FOLDER
from messages_th.check import Fault, factory_of, faults, faults_of
from models.vocabulary import Device, GuideTask, MeetingApp


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The texts as they are, to be broken."""
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    shutil.copytree(FOLDER / "guides", tmp_path / "guides")
    (tmp_path / "factory.toml").write_text(factory_of(tmp_path), "utf-8")
    return tmp_path


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def test_the_texts_of_this_release_have_no_fault() -> None:
    assert faults() == []


def test_the_factory_table_is_that_of_this_release() -> None:
    assert (FOLDER / "factory.toml").read_text("utf-8") == factory_of()


def test_the_checker_knows_the_words_of_the_office() -> None:
    assert tuple(MeetingApp) == check.APPS
    assert tuple(Device) == check.DEVICES
    assert (*check.TASKS, "admin") == tuple(GuideTask)


def test_a_text_that_is_in_order_has_no_fault() -> None:
    text = "{agency} ส่งคำขอแล้วค่ะ ดู https://www.onde.go.th หรือ www.onde.go.th"

    assert list(faults_of("outcome.sent", text, ["agency"])) == []


@pytest.mark.parametrize(
    ("key", "text", "todo"),
    [
        ("a.b", "ส่งแล้วค่ะ", "ต้องมี {agency}"),
        ("a.b", "{agency} {name}", "ไม่มีค่า {name} สำหรับข้อความนี้ ให้ลบออก"),
        ("a.b", "{agency.x}", "วงเล็บปีกกาใช้ครอบชื่อค่าเท่านั้น เช่น {agency}"),
        ("a.b", "{agency} " + "ก" * 160, "ยาว 161 ตัวอักษร ให้ย่อเหลือ 160"),
        ("button.x", "{agency}" + "ที่" * 21, "ยาว 21 ตัวอักษร ปุ่มรับได้ 20"),
        ("label.app.x", "{agency}" + "ก" * 21, "ยาว 21 ตัวอักษร ปุ่มรับได้ 20"),
        ("a.b", "{agency} นะค่ะ", "ให้ใช้ นะคะ"),
        ("a.b", "{agency} ", "มีช่องว่างหรือบรรทัดว่างที่หัวหรือท้าย ให้ลบออก"),
        ("a.b", "{agency} https://evil.example/x", "ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต"),
        (
            "a.b",
            "{agency} www.onde.go.th.evil.example",
            "ลิงก์ไปยัง www.onde.go.th.evil.example ยังไม่ได้รับอนุญาต",
        ),
        (
            "a.b",
            "{agency} https://www.onde.go.th@evil.example",
            "ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต",
        ),
    ],
)
def test_a_fault_of_a_text_says_what_to_do(key: str, text: str, todo: str) -> None:
    assert list(faults_of(key, text, ["agency"])) == [todo]


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_text_is_a_fault(text: str) -> None:
    assert "ว่างเปล่า ให้ใส่ข้อความ" in list(faults_of("a.b", text, []))


def test_pages_may_be_long() -> None:
    assert list(faults_of("notice.what.body", "ก" * 500, [])) == []


def test_a_broken_file_is_one_fault(folder: Path) -> None:
    edit(folder, "status.toml", '"', "")

    (fault,) = faults(folder)

    assert fault.todo.startswith("อ่านไม่ได้ ตรวจเครื่องหมายคำพูดและวงเล็บ: status.toml: ")


def test_a_text_that_went_missing_is_found(folder: Path) -> None:
    edit(folder, "labels.toml", 'former = "เคยเป็นผู้ประสานงาน"', "")

    assert faults(folder) == [Fault("messages_th", "label.role.former", "ข้อความนี้หายไป ให้นำกลับมา")]


def test_a_key_that_was_renamed_is_found(folder: Path) -> None:
    edit(folder, "labels.toml", "former =", "formerly =")

    assert faults(folder) == [
        Fault("labels.toml", "label.role.formerly", "โปรแกรมไม่รู้จักชื่อนี้ ให้ใช้ชื่อเดิม"),
        Fault("messages_th", "label.role.former", "ข้อความนี้หายไป ให้นำกลับมา"),
    ]


def test_a_key_that_stands_twice_is_found(folder: Path) -> None:
    (folder / "second.toml").write_text('[label.role]\nmain = "ผู้ประสานงาน"', "utf-8")

    assert faults(folder) == [
        Fault("second.toml", "label.role.main", "มีอยู่แล้วใน labels.toml ให้เหลือที่เดียว")
    ]


def test_buttons_that_say_the_same_are_found(folder: Path) -> None:
    edit(folder, "labels.toml", 'mac = "Mac"', 'mac = "windows"')

    todo = "ซ้ำกับปุ่มอื่นในชุดเดียวกัน ให้ใช้คำต่างกัน"
    assert faults(folder) == [
        Fault("labels.toml", "label.device.windows", todo),
        Fault("labels.toml", "label.device.mac", todo),
    ]


def test_a_spelling_that_two_commands_claim_is_found(folder: Path) -> None:
    edit(folder, "lexicon.toml", 'cancel = ["', 'cancel = ["เม นู", "')

    assert faults(folder) == [Fault("lexicon.toml", "commands.cancel", "“เม นู” เป็นของ menu แล้ว")]


def test_a_guide_that_went_missing_is_found(folder: Path) -> None:
    edit(folder, "guides/teams.toml", "[install.mac]", "[install.amiga]")

    assert faults(folder) == [Fault("guides/teams.toml", "teams.install.mac", "ยังไม่มีคู่มือนี้ ให้เพิ่ม")]


def test_a_guide_that_lacks_a_part_is_found(folder: Path) -> None:
    edit(folder, "guides/teams.toml", "steps =", "stages =")

    assert faults(folder) == [Fault("guides", "'steps'", "ขาดหัวข้อนี้ ให้เติม")]


def test_faults_inside_a_guide_are_found(folder: Path) -> None:
    edit(folder, "guides/teams.toml", "steps = [", f'steps = ["{"ก" * 121}", "เปิดแอพ", ')
    edit(folder, "guides/teams.toml", "https://apps.apple.com", "https://apps.example.com")

    assert {(fault.key, fault.todo) for fault in faults(folder)} == {
        ("teams.admin", "ให้ใช้ แอป หรือ แอปพลิเคชัน"),
        ("teams.admin", "ขั้นที่ 1 ยาวเกิน 120 ตัวอักษร ให้แยกเป็นสองขั้น"),
        ("teams.install.ios", "ลิงก์ไปยัง apps.example.com ยังไม่ได้รับอนุญาต"),
    }


def test_a_fault_is_printed_with_its_place() -> None:
    assert str(Fault("a.toml", "b.c", "ให้แก้")) == "a.toml:b.c: ให้แก้"
