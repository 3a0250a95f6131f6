"""A text that is changed while the bot runs meets the checks of the files."""

import pytest

from messages_th import load
from messages_th.checkchange import LONGEST, faults_of_change, is_address, is_list, most_of

ENTRIES = load().entries()
STEPS = "guide.teams.install.ios.steps"


def test_everything_that_is_shipped_passes() -> None:
    found = {key: faults_of_change(key, text, ENTRIES) for key, text in ENTRIES.items()}

    assert {key: todos for key, todos in found.items() if todos} == {}


@pytest.mark.parametrize(
    ("key", "text", "todos"),
    [
        ("no.such", "ก", ["โปรแกรมไม่รู้จักชื่อนี้ ให้ใช้ชื่อเดิม"]),
        ("button.menu", " \n", ["ว่างเปล่า ให้ใส่ข้อความ"]),
        ("guide.teams.install.ios.tip", "", []),
        ("button.menu", "ก" * 21, ["ยาว 21 ตัวอักษร ปุ่มรับได้ 20"]),
        ("button.menu", "ก" * (LONGEST + 1), ["ยาวเกินไป ให้เหลือไม่เกิน 4,000 ตัวอักษร"]),
        ("button.menu", "เมนู\x00", ["มีอักขระที่มองไม่เห็น ให้ลบแล้วพิมพ์คำนั้นใหม่"]),
        ("button.menu", "เมนู\tหลัก", ["มีอักขระที่มองไม่เห็น ให้ลบแล้วพิมพ์คำนั้นใหม่"]),
        ("button.menu", "เมนูนะค่ะ", ["ให้ใช้ นะคะ"]),
        ("card.checked", "ตรวจแล้ว", ["ต้องมี {day}"]),
        ("card.checked", "{day} {name}", ["ไม่มีค่า {name} สำหรับข้อความนี้ ให้ลบออก"]),
        ("card.checked", "{day} {", ["วงเล็บปีกกาใช้ครอบชื่อค่าเท่านั้น เช่น {agency}"]),
        ("answer.cost", "ฟรี {day} ค่ะ", ["ไม่มีค่า {day} สำหรับข้อความนี้ ให้ลบออก"]),
        ("help.text", "โทร 0 2999 9999 ค่ะ",
         ["เบอร์โทร 029999999 ไม่อยู่ในรายการเบอร์ที่ตรวจแล้ว ให้ตรวจเลขอีกครั้ง"]),
        ("article.cost.link", "https://evil.example/a",
         ["ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต"]),
        ("guide.teams.install.ios.link.uri", "javascript:alert(1)",
         ["ให้ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https://"]),
        ("guide.teams.install.ios.link.label", "ก" * 21, ["ยาว 21 ตัวอักษร ให้ย่อเหลือ 20"]),
        (STEPS, "แตะ\nเปิดค่ะ", ["ขั้นที่ 2: ขั้นตอนไม่ต้องลงท้ายด้วย ค่ะ ให้ลบออก"]),
        (STEPS, "แตะ\n" * 8, ["มี 8 ขั้น ให้เหลือไม่เกิน 7 ขั้น"]),
    ],
)  # fmt: skip
def test_a_fault_says_what_to_do(key: str, text: str, todos: list[str]) -> None:
    assert faults_of_change(key, text, ENTRIES) == todos


DOUBLED = ["ซ้ำกับปุ่มอื่นในชุดเดียวกัน ให้ใช้คำต่างกัน"]


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("button.menu", "button.help"),
        ("answer.cost.title", "answer.cost.bill.button"),
        ("trouble.sound.silent", "trouble.sound.echo"),
    ],
)
def test_labels_of_one_set_stay_different(key: str, other: str) -> None:
    assert faults_of_change(key, ENTRIES[other], ENTRIES) == DOUBLED
    assert faults_of_change(key, ENTRIES[key], ENTRIES) == []


@pytest.mark.parametrize(
    ("added", "todos"),
    [
        ("ขอความช่วยเหลือที", []),
        ("สถานะ", ["“สถานะ” เป็นของ สถานะ แล้ว ให้เหลือที่เดียว"]),
        ("ถึงใหนแล้ว", ["“ถึงใหนแล้ว” อ่านเหมือน “ถึงไหนแล้ว” ของ สถานะ ให้เหลือที่เดียว"]),
        ("350", ["“350” สั้นเกินไป ให้มีตัวอักษรอย่างน้อยสองตัว"]),
        ("ก" * 61, [f"“{'ก' * 60}…” ยาวเกินไป ให้เหลือไม่เกิน 60 ตัวอักษร"]),
    ],
)
def test_a_word_belongs_to_one_command(added: str, todos: list[str]) -> None:
    key = "words.commands.greet"

    assert faults_of_change(key, f"{ENTRIES[key]}\n{added}", ENTRIES) == todos


def test_a_list_of_words_has_an_end() -> None:
    words = "\n".join(f"คำที่ {number}" for number in range(301))

    assert faults_of_change("words.commands.greet", words, ENTRIES) == [
        "มี 301 คำ ให้เหลือไม่เกิน 300 คำ"
    ]


def test_parts_of_different_topics_may_be_asked_for_alike() -> None:
    word = ENTRIES["words.parts.cost.bill"].split("\n")[0]
    key = "words.parts.zero_rating.home"

    assert faults_of_change(key, f"{ENTRIES[key]}\n{word}", ENTRIES) == []


def test_how_long_an_entry_may_be() -> None:
    keys = ("button.menu", "help.text", STEPS, "words.commands.help", "notice.who.body")

    assert [most_of(key) for key in keys] == [20, 160, 120, 60, None]


def test_which_entries_are_lists_and_which_are_addresses() -> None:
    assert (is_list(STEPS), is_list("words.commands.help"), is_list("help.text")) == (
        True,
        True,
        False,
    )
    assert (is_address("article.cost.link"), is_address("article.cost.source")) == (True, False)
