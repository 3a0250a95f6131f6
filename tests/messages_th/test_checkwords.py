"""Words, links, numbers and steps are held to the same rules in every book."""

import pytest

from messages_th.checkwords import (
    Fault,
    clusters,
    compact,
    doubled,
    wrong_address,
    wrong_prose,
    wrong_steps,
    wrong_words,
)


def test_a_fault_is_printed_with_its_place() -> None:
    assert str(Fault("a.toml", "b.c", "ให้แก้")) == "a.toml:b.c: ให้แก้"


def test_letters_are_counted_as_the_eye_sees_them() -> None:
    assert [clusters(text) for text in ("", "ที่นี่", "ab")] == [0, 2, 2]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("ดู https://evil.example/x", "evil.example"),
        ("ดู www.onde.go.th.evil.example", "www.onde.go.th.evil.example"),
        ("ดู https://www.onde.go.th@evil.example", "evil.example"),
        ("ดู https://[evil", "https://[evil"),
    ],
)
def test_a_link_leads_only_where_links_may_lead(text: str, host: str) -> None:
    assert list(wrong_words(text)) == [f"ลิงก์ไปยัง {host} ยังไม่ได้รับอนุญาต"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("โทร 0 2141 7011 ค่ะ", "021417011"),
        ("โทร 02-141-7011", "021417011"),
        ("โทร +66 2141 7011", "021417011"),
        ("โทร ๐ ๒๑๔๑ ๗๐๑๑", "021417011"),
        ("เช่น 081 234 5679", "0812345679"),
        ("ที่0 2141 7011", "021417011"),
        ("โทร 1422", "1422"),
        ("สายด่วน 1111", "1111"),
        ("เบอร์คือ 191", "191"),
    ],
)
def test_a_phone_number_nobody_looked_up_is_found(text: str, number: str) -> None:
    assert list(wrong_words(text)) == [f"เบอร์โทร {number} ไม่อยู่ในรายการเบอร์ที่ตรวจแล้ว ให้ตรวจเลขอีกครั้ง"]


@pytest.mark.parametrize(
    "text",
    [
        "โทร 0 2141 7010 วันจันทร์ถึงศุกร์ 08.30–16.30 น.",
        "โทร 0\u00a02141\u00a07010 ต่อ 123",
        "+66 2141 7010",
        "พิมพ์เบอร์ เช่น 0812345678",
        "https://apps.apple.com/app/id0123456789",
        "ห้อง 123 456 789 หรือ 10 GB เมื่อ 17 มี.ค. 2563",
    ],
)
def test_the_office_and_its_example_may_be_called(text: str) -> None:
    assert list(wrong_words(text)) == []


@pytest.mark.parametrize(
    ("text", "todo"),
    [
        ("ก" * 6, "tip: ยาว 6 ตัวอักษร ให้ย่อเหลือ 5"),
        ("แอพ", "tip: ให้ใช้ แอป หรือ แอปพลิเคชัน"),
        ("ดี\n", "tip: มีช่องว่างหรือบรรทัดว่างที่หัวหรือท้าย ให้ลบออก"),
        ("{a}", "tip: ข้อความนี้ใส่ค่าไม่ได้ ให้ลบวงเล็บปีกกา"),
        ("a}", "tip: ข้อความนี้ใส่ค่าไม่ได้ ให้ลบวงเล็บปีกกา"),
    ],
)
def test_a_text_of_a_book_has_its_entry_named(text: str, todo: str) -> None:
    assert list(wrong_prose("tip", text, 5)) == [todo]


@pytest.mark.parametrize(
    ("address", "todo"),
    [
        ("www.onde.go.th", "link: ให้ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https://"),
        ("http://www.onde.go.th", "link: ให้ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https://"),
        ("tel:021417010", "link: ให้ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https://"),
        ("https://evil.example", "link: ลิงก์ไปยัง evil.example ยังไม่ได้รับอนุญาต"),
    ],
)
def test_an_address_is_safe_and_known(address: str, todo: str) -> None:
    assert list(wrong_address("link", "https://www.onde.go.th")) == []
    assert list(wrong_address("link", address)) == [todo]


def test_steps_are_few_short_and_plain() -> None:
    assert list(wrong_steps(["เปิดแอป"] * 7)) == []
    assert list(wrong_steps(["เปิดแอป"] * 8)) == ["มี 8 ขั้น ให้เหลือไม่เกิน 7 ขั้น"]
    assert list(wrong_steps(["ก" * 120, "ข" * 121, "เปิดแอปค่ะ"])) == [
        "ขั้นที่ 2: ยาว 121 ตัวอักษร ให้ย่อเหลือ 120",
        "ขั้นที่ 3: ขั้นตอนไม่ต้องลงท้ายด้วย ค่ะ ให้ลบออก",
    ]


def test_texts_are_compared_without_spaces_and_capitals() -> None:
    assert compact(" No\nSound ") == "nosound"


def test_buttons_that_say_the_same_are_all_named() -> None:
    assert list(doubled({"a": "Mac", "b": "Windows", "c": "mac "})) == ["a", "c"]
