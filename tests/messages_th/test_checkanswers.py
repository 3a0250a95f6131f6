"""An answer that is missing, or that cannot be trusted, is found."""

import shutil
from pathlib import Path

import pytest

from messages_th.answerbook import ANSWERS, load_answers
from messages_th.checkanswers import faults_of_answers
from messages_th.checksound import listening
from messages_th.checkwords import Fault
from tests.messages_th.planting import edit

SOUND = listening()

COST = """
[cost]
title = "ค่าใช้จ่าย"
text = "ใช้ฟรีค่ะ"
source = "ข่าวของโครงการ"
checked = 2020-03-17

[cost.ends]
button = "ฟรีถึงเมื่อไร"
words = ["ถึงเมื่อไร"]
text = "สอบถามเจ้าหน้าที่ค่ะ"
source = "ข่าวของโครงการ"
checked = 2020-03-17
[cost.after]
button = "หมดช่วงฟรีแล้ว"
words = ["หลังจากนั้น"]
text = "สอบถามเจ้าหน้าที่ได้เลยค่ะ"
source = "ข่าวของโครงการ"
checked = 2020-03-17
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The answers as they are, those about the cost to be broken."""
    copied = Path(shutil.copy(ANSWERS, tmp_path))
    before, mark, rest = copied.read_text("utf-8").partition("[cost]\n")
    assert mark
    after = rest.partition("[eligibility]\n")[2]
    copied.write_text(f"{before}{COST}\n[eligibility]\n{after}", "utf-8")
    return copied


def test_the_answers_of_this_release_have_no_fault() -> None:
    assert list(faults_of_answers(ANSWERS, SOUND)) == []


def test_the_answers_to_be_broken_have_no_fault(path: Path) -> None:
    assert list(faults_of_answers(path, SOUND)) == []
    assert "cost.after" in load_answers(path)


@pytest.mark.parametrize(
    ("old", "new", "key", "todo"),
    [
        ('source = "ข่าวของโครงการ"\n', "", "cost", "ขาด source ให้เติม"),
        ("checked = 2020-03-17\n\n", "", "cost", "ขาด checked ให้เติม"),
        ("ค่าใช้จ่าย", " ", "cost", "title: ให้ใส่ข้อความในเครื่องหมายคำพูด"),
        ("[cost.ends]", "button = 'ฟรี'\n[cost.ends]", "cost", "ไม่รู้จัก button ให้ตรวจการสะกด"),
        ('button = "ฟรีถึงเมื่อไร"', "", "cost.ends", "ขาด button ให้เติม"),
        ('words = ["ถึงเมื่อไร"]', "", "cost.ends", "ขาด words ให้เติม"),
        ("checked = 2020-03-17\n[", "[", "cost.ends", "ขาด checked ให้เติม"),
        (
            "[cost.ends]",
            "[cost.button]",
            "cost.button",
            "ใช้เป็นชื่อเรื่องย่อยไม่ได้ ให้ใช้อักษรอังกฤษตัวเล็กคำอื่น",
        ),
        (
            "[cost.ends]",
            '[cost."1"]',
            "cost.1",
            "ใช้เป็นชื่อเรื่องย่อยไม่ได้ ให้ใช้อักษรอังกฤษตัวเล็กคำอื่น",
        ),
        ("ค่าใช้จ่าย", "ก" * 21, "cost", "title: ยาว 21 ตัวอักษร ให้ย่อเหลือ 20"),
        ("ใช้ฟรีค่ะ", "ก" * 161, "cost", "text: ยาว 161 ตัวอักษร ให้ย่อเหลือ 160"),
        ("ใช้ฟรีค่ะ", "ใช้ฟรี {name} ค่ะ", "cost", "text: ข้อความนี้ใส่ค่าไม่ได้ ให้ลบวงเล็บปีกกา"),
        ("ใช้ฟรีค่ะ", "ใช้ฟรีนะค่ะ", "cost", "text: ให้ใช้ นะคะ"),
        (
            "ใช้ฟรีค่ะ",
            "โทร 0 2141 7001 ค่ะ",
            "cost",
            "text: เบอร์โทร 021417001 ไม่อยู่ในรายการเบอร์ที่ตรวจแล้ว ให้ตรวจเลขอีกครั้ง",
        ),
        ("ฟรีถึงเมื่อไร", "ก" * 21, "cost.ends", "button: ยาว 21 ตัวอักษร ให้ย่อเหลือ 20"),
        (
            "หลังจากนั้น",
            "ถึงเมื่อไร",
            "cost.after",
            "“ถึงเมื่อไร” เป็นของ cost.ends แล้ว ให้เหลือที่เดียว",
        ),
        (
            "checked",
            'link = "https://evil.example"\nchecked',
            "cost",
            "link: ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต",
        ),
        (
            "checked",
            "since = 2020-04-02\nuntil = 2020-04-01\nchecked",
            "cost",
            "since อยู่หลัง until ให้แก้วันที่",
        ),
    ],
)
def test_an_answer_that_cannot_be_trusted_is_found(
    path: Path, old: str, new: str, key: str, todo: str
) -> None:
    text = path.read_text("utf-8")
    before, mark, after = text.partition("[cost]\n")
    path.write_text(before + mark + after.replace(old, new, 1), "utf-8")

    parts = [Fault("answers.toml", f"{key}.{part}", todo) for part in ("ends", "after")]
    is_inherited = todo.startswith("title: ยาว")  # parts without a title have that of their topic
    inherited = parts if is_inherited else []
    assert list(faults_of_answers(path, SOUND)) == [Fault("answers.toml", key, todo), *inherited]


def test_an_answer_may_hold_for_one_day(path: Path) -> None:
    edit(
        path,
        (
            'ข่าวของโครงการ"\nchecked',
            'ข่าวของโครงการ"\nsince = 2020-04-01\nuntil = 2020-04-01\nchecked',
        ),
    )

    assert list(faults_of_answers(path, SOUND)) == []


def test_every_topic_has_its_answer_and_no_other(path: Path) -> None:
    text = path.read_text("utf-8")
    path.write_text(text.replace("[cost", "[price").replace("[security", "[safety"), "utf-8")

    assert list(faults_of_answers(path, SOUND)) == [
        Fault("answers.toml", "cost", "ยังไม่มีคำตอบเรื่องนี้ ให้เพิ่ม"),
        Fault("answers.toml", "security", "ยังไม่มีคำตอบเรื่องนี้ ให้เพิ่ม"),
        Fault("answers.toml", "price", "โปรแกรมไม่รู้จักเรื่องนี้ ให้ใช้ชื่อเดิม"),
        Fault("answers.toml", "safety", "โปรแกรมไม่รู้จักเรื่องนี้ ให้ใช้ชื่อเดิม"),
    ]


def test_what_stands_in_no_topic_is_found(path: Path) -> None:
    path.write_text(f'text = "ใช้ฟรีค่ะ"\n{path.read_text("utf-8")}', "utf-8")

    assert list(faults_of_answers(path, SOUND)) == [
        Fault("answers.toml", "text", "ต้องอยู่ในหัวข้อ เช่น [cost]")
    ]


@pytest.mark.parametrize("title", ["ฟรีถึงเมื่อไร", "ค่าใช้จ่าย"])
def test_buttons_of_a_topic_differ_from_each_other_and_from_its_title(
    path: Path, title: str
) -> None:
    edit(path, ("หมดช่วงฟรีแล้ว", title))

    todo = "ชื่อปุ่มซ้ำกับเรื่องอื่นในหัวข้อเดียวกัน ให้ใช้คำต่างกัน"
    other = "cost" if title == "ค่าใช้จ่าย" else "cost.ends"
    assert list(faults_of_answers(path, SOUND)) == [
        Fault("answers.toml", other, todo),
        Fault("answers.toml", "cost.after", todo),
    ]
