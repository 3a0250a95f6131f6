"""A text that begins like a correction names a field and may hold its new answer."""

import pytest

from handlers.answers.correction import Correction, read
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เบอร์ผิด เป็น 0812345678", Correction("phone", "0812345678")),
        ("แก้ไขจำนวน 500", Correction("users", "500")),
        ("จำนวนผิด เป็น 540 คน", Correction("users", "540 คน")),
        ("ขอแก้อีเมลหน่อยค่ะ", Correction("email", "")),
        ("แก้ไขชื่อ Somchai Jaidee", Correction("name", "Somchai Jaidee")),
        ("เปลี่ยนโปรแกรมเป็น webex", Correction("apps", "webex")),
        ("แก้ไขชื่อหน่วยงาน กรมเจ้าท่า", Correction("agency", "กรมเจ้าท่า")),
        ("change email to a@b.go.th", Correction("email", "a@b.go.th")),
    ],
)
def test_correction_is_read(text: str, expected: Correction, lexicon: Lexicon) -> None:
    assert read(text, lexicon) == expected


@pytest.mark.parametrize("text", ["สมชาย ใจดี", "0812345678", "แก้ไข", "เบอร์ 0812345678", ""])
def test_other_texts_are_no_corrections(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon) is None
