"""Telephone numbers as people type them."""

import pytest

from handlers.answers import phone
from handlers.answers.phone import Phone
from handlers.answers.reading import Cut, Unclear
from handlers.lexicon import Lexicon

MOBILE = Phone("+66812345678", None, ())
OFFICE = Phone("+6621417010", None, ())


@pytest.mark.parametrize(
    "text",
    [
        *("0812345678", "081-234-5678", "081 234 5678", "08-1234-5678", "081.234.5678"),
        *("๐๘๑-๒๓๔-๕๖๗๘", "０８１２３４５６７８", "O81-234-5678", "o8l 234 5678"),
        *("0 8 1 2 3 4 5 6 7 8", "+66812345678", "+66 (0) 81-234-5678", "0066812345678"),
        *("66812345678", "โทร 0812345678 ค่ะ", "เบอร์0812345678นะคะ", "0812345678-9"),
        *("ศูนย์แปดหนึ่ง สองสามสี่ ห้าหกเจ็ดแปด", "ศูนย์แปดหนึ่ง 234 5678", "จคๅ/-ภถุึค"),
        *("081_234_5678", "[081] 234-5678", "0812345678 (24 ชั่วโมง)", "0812345678 เป็นเบอร์มือถือ"),
    ],
)
def test_phone_reads_a_mobile(text: str, lexicon: Lexicon) -> None:
    assert phone.read(text, lexicon) == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        *("02 141 7010", "0 2141 7010", "(02) 141-7010", "02-141–7010", "66-2-141-7010"),
        *("+66(0)2 141 7010", "02-141-7010-5", "02 141 7010 450 คน"),
    ],
)
def test_phone_reads_a_landline(text: str, lexicon: Lexicon) -> None:
    assert phone.read(text, lexicon) == OFFICE


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("0-2141-7010 ต่อ 22", "22"),
        ("02-141-7010 กด 3", "3"),
        ("02 141 7010 #123", "123"),
        ("02 141 7010 ext. 45", "45"),
        ("02 141 7010 x45", "45"),
        ("02-141-7010 ต่อภายใน 101", "101"),
        ("02-141-7010 เบอร์ต่อ 12", "12"),
        ("02-141-7010 (ต่อ ๒๒)", "22"),
        ("02-141-7010 ต่อ 1234-5", "1234"),
    ],
)
def test_phone_reads_an_extension(text: str, extension: str, lexicon: Lexicon) -> None:
    assert phone.read(text, lexicon) == Phone("+6621417010", extension, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0812345678 0898765432", Phone("+66812345678", None, ("+66898765432",))),
        ("0812345678 หรือ 02-141-7010", Phone("+66812345678", None, ("+6621417010",))),
        ("0812345678/02-141-7010 ต่อ 9", Phone("+6621417010", "9", ("+66812345678",))),
        ("02 141 7010 ต่อ 22 มือถือ 0812345678", Phone("+6621417010", "22", ("+66812345678",))),
        ("02 141 7010 โทรสาร 02 141 7011", OFFICE),
        ("02 141 7010 ถึง 15 ต่อ 2", Phone("+6621417010", "2", ())),
    ],
)
def test_phone_keeps_further_numbers_apart(text: str, expected: Phone, lexicon: Lexicon) -> None:
    assert phone.read(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("1111", "1669", "191", "1800-123-456", "081234567", "08123456789", "812345678"),
        *("021417010 1234", "0112345678", "+1 202 555 0100", "+8121417010", "ไม่มี", "", "ต่อ 22"),
        *("+856 20 2345 6789", "1234567890", "แฟกซ์ 02-141-7011"),
    ],
)
def test_phone_refuses_what_is_no_thai_number(text: str, lexicon: Lexicon) -> None:
    assert phone.read(text, lexicon) == Unclear("unclear.phone")


@pytest.mark.parametrize(
    "text",
    [
        *("ไม่ใช่ 0898765432 ค่ะ เป็น 0812345678", "เปลี่ยนจาก 0898765432 เป็น 0812345678"),
        *("0898765432 เลิกใช้แล้ว ใช้ 0812345678", "0898765432 -> 0812345678"),
        *("เบอร์เก่า 0898765432 เบอร์ใหม่ 0812345678", "อย่าโทร 0898765432 โทร 0812345678"),
        *("ไม่ใช่ค่ะ 0812345678", "0812345678 ไม่ใช่ 0898765432"),
    ],
)
def test_phone_that_is_refused_is_left_out(text: str, lexicon: Lexicon) -> None:
    assert phone.read(text, lexicon) == MOBILE


@pytest.mark.parametrize(
    "text", ["0812345678 เลิกใช้แล้ว", "เลขบัญชี 0812345678", "0812345678@gmail.com", "08-123-456"]
)
def test_phone_that_is_nobodys_is_no_phone(text: str, lexicon: Lexicon) -> None:
    assert phone.read(text, lexicon) == Unclear("unclear.phone")


def test_phone_leaves_the_rest_of_the_text(lexicon: Lexicon) -> None:
    taken = phone.take("สมชาย 02-141-7010 ต่อ 22 450 คน", lexicon)

    assert taken == Cut(Phone("+6621417010", "22", ()), "สมชาย \n 450 คน")
