"""Every text stands in a section, and every entry of a book is called something in Thai."""

import pytest

from bot.console.textnames import BOOKS, SECTIONS, WAY, named, section, subject
from bot.services import wording
from messages_th.checktexts import PAGES

CATALOGUE = wording.shipped()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("guide.teams.install.ios.steps", "Microsoft Teams › วิธีติดตั้ง › iPhone/iPad › ขั้นตอน"),
        ("guide.teams.install.ios.link.uri",
         "Microsoft Teams › วิธีติดตั้ง › iPhone/iPad › ที่อยู่ของลิงก์"),
        ("guide.teams.admin.tip", "Microsoft Teams › สำหรับผู้ดูแลระบบ › ข้อควรรู้"),
        ("guide.teams.about", "Microsoft Teams › คำแนะนำแอป"),
        ("answer.cost.title", "ค่าใช้จ่าย › ชื่อเรื่อง"),
        ("answer.cost.bill", "ค่าใช้จ่าย › ถูกขอให้จ่ายเงิน › คำตอบ"),
        ("article.cost.bill.source", "ค่าใช้จ่าย › ถูกขอให้จ่ายเงิน › ที่มา"),
        ("trouble.sound.ask", "ปัญหาเรื่องเสียง › คำถาม"),
        ("trouble.sound.silent", "ปัญหาเรื่องเสียง › ไม่ได้ยินคนอื่น › ชื่อปุ่ม"),
        ("remedy.sound.silent.teams.tip",
         "ปัญหาเรื่องเสียง › ไม่ได้ยินคนอื่น › Microsoft Teams › ข้อควรรู้"),
        ("words.commands.help", "คำสั่ง “ช่วยเหลือ”"),
        ("words.parts.cost.bill", "ค่าใช้จ่าย › ถูกขอให้จ่ายเงิน › คำที่คนพิมพ์"),
        ("words.symptoms.sound.silent", "ปัญหาเรื่องเสียง › ไม่ได้ยินคนอื่น › คำที่คนพิมพ์"),
        ("answer.cost", "ค่าใช้จ่าย › คำตอบ"),
        ("guide.stuck", ""),
        ("button.menu", ""),
    ],
)  # fmt: skip
def test_an_entry_is_called_by_the_way_to_it(key: str, name: str) -> None:
    assert named(CATALOGUE, key) == name.replace("›", WAY.strip())


def test_every_entry_of_a_book_has_a_name_of_its_own() -> None:
    names = [named(CATALOGUE, key) for key in wording.entries() if key.partition(".")[0] in BOOKS]
    told = [name for name in names if name]

    assert len(told) == len(set(told)) > 1_000


def test_texts_of_the_chat_are_not_among_those_of_the_console() -> None:
    astray = [
        key
        for key in CATALOGUE.texts
        if section(key) not in SECTIONS and not key.startswith((*PAGES, "richmenu."))
    ]

    assert {key.partition(".")[0] for key in astray} <= {"jobs", "reasons"}


@pytest.mark.parametrize(
    "keys",
    [
        ("guide.teams.install.ios.steps", "guide.teams.install.ios.link.label"),
        ("answer.cost.bill", "answer.cost.bill.button", "article.cost.bill.source",
         "words.parts.cost.bill"),
        ("answer.cost", "answer.cost.title", "article.cost.link"),
        ("trouble.sound.silent", "remedy.sound.silent.steps", "words.symptoms.sound.silent"),
    ],
)  # fmt: skip
def test_what_belongs_together_has_one_subject(keys: tuple[str, ...]) -> None:
    assert len({subject(key) for key in keys}) == 1
    assert subject(keys[0])


def test_other_texts_have_no_subject() -> None:
    assert (subject("button.menu"), subject("words.commands.help")) == (None, None)
