"""Faults in the catalogue's texts are found, and each says what to do."""

import shutil
from pathlib import Path

import pytest

from messages_th.catalogue import FOLDER, LEXICON
from messages_th.checktexts import factory_of, faults_of, faults_of_lexicon, faults_of_texts
from messages_th.checkwords import Fault
from tests.messages_th.planting import edit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The texts as they are, to be broken."""
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_the_texts_of_this_release_have_no_fault(folder: Path) -> None:
    assert list(faults_of_texts(folder)) == []
    assert list(faults_of_lexicon(folder / LEXICON)) == []


def test_the_factory_table_is_that_of_this_release() -> None:
    assert (FOLDER / "factory.toml").read_text("utf-8") == factory_of()


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
        ("a.b", "{agency} นะค่ะ", "ให้ใช้ นะคะ"),
        ("a.b", "{agency} ", "มีช่องว่างหรือบรรทัดว่างที่หัวหรือท้าย ให้ลบออก"),
        ("a.b", "{agency} https://evil.example/x", "ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต"),
    ],
)
def test_a_fault_of_a_text_says_what_to_do(key: str, text: str, todo: str) -> None:
    assert list(faults_of(key, text, ["agency"])) == [todo]


@pytest.mark.parametrize(
    "key",
    [
        *("button.x", "choice.x", "label.app.x", "label.intent.ts.sound", "richmenu.x.label"),
        *("answer.cost.title", "answer.cost.until.button"),
        *("trouble.sound.title", "trouble.sound.silent"),
    ],
)
def test_what_stands_on_a_button_is_short(key: str) -> None:
    assert list(faults_of(key, "ที่" * 20, [])) == []
    assert list(faults_of(key, "ที่" * 21, [])) == ["ยาว 21 ตัวอักษร ปุ่มรับได้ 20"]


@pytest.mark.parametrize("key", ["trouble.sound.ask", "answer.cost", "richmenu.x.says"])
def test_what_stands_on_no_button_may_fill_a_bubble(key: str) -> None:
    assert list(faults_of(key, "ก" * 160, [])) == []
    assert list(faults_of(key, "ก" * 161, [])) == ["ยาว 161 ตัวอักษร ให้ย่อเหลือ 160"]


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_text_is_a_fault(text: str) -> None:
    assert "ว่างเปล่า ให้ใส่ข้อความ" in list(faults_of("a.b", text, []))


def test_pages_may_be_long() -> None:
    assert list(faults_of("notice.what.body", "ก" * 500, [])) == []


def test_a_value_that_is_no_text_is_found(folder: Path) -> None:
    edit(folder / "report.toml", (' = "', ' = 5 # "'))

    fault = next(faults_of_texts(folder))

    assert (fault.file, fault.key) == ("report.toml", "-")
    assert fault.todo.startswith("ข้อความต้องอยู่ในเครื่องหมายคำพูด: report.toml: ")


def test_a_text_that_went_missing_is_found(folder: Path) -> None:
    edit(folder / "labels.toml", ('former = "เคยเป็นผู้ประสานงาน"', ""))

    assert list(faults_of_texts(folder)) == [
        Fault("messages_th", "label.role.former", "ข้อความนี้หายไป ให้นำกลับมา")
    ]


def test_a_key_that_was_renamed_is_found(folder: Path) -> None:
    edit(folder / "labels.toml", ("former =", "formerly ="))

    assert list(faults_of_texts(folder)) == [
        Fault("labels.toml", "label.role.formerly", "โปรแกรมไม่รู้จักชื่อนี้ ให้ใช้ชื่อเดิม"),
        Fault("messages_th", "label.role.former", "ข้อความนี้หายไป ให้นำกลับมา"),
    ]


def test_a_key_that_stands_twice_is_found(folder: Path) -> None:
    (folder / "second.toml").write_text('[label.role]\nmain = "ผู้ประสานงาน"', "utf-8")

    assert list(faults_of_texts(folder)) == [
        Fault("second.toml", "label.role.main", "มีอยู่แล้วใน labels.toml ให้เหลือที่เดียว")
    ]


def test_buttons_that_say_the_same_are_found(folder: Path) -> None:
    edit(folder / "labels.toml", ('mac = "Mac"', 'mac = "windows"'))

    todo = "ซ้ำกับปุ่มอื่นในชุดเดียวกัน ให้ใช้คำต่างกัน"
    assert list(faults_of_texts(folder)) == [
        Fault("labels.toml", "label.device.windows", todo),
        Fault("labels.toml", "label.device.mac", todo),
    ]


def test_a_spelling_that_two_commands_claim_is_found(folder: Path) -> None:
    edit(folder / LEXICON, ('cancel = ["', 'cancel = ["เม นู", "'))

    assert list(faults_of_lexicon(folder / LEXICON)) == [
        Fault("lexicon.toml", "commands.cancel", "“เม นู” อ่านเหมือน “เมนู” ของ menu ให้เหลือที่เดียว")
    ]
