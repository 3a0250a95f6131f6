"""Questions about the programme are recognised, and answers are not taken for them."""

import pytest

from handlers.answers.topic import LONGEST, read
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("มีค่าใช้จ่ายไหมคะ", "cost"),
        ("ใช้ฟรีหรือเปล่า", "cost"),
        ("เน็ตฟรีค่ายไหนบ้าง", "zero_rating"),
        ("ใครลงทะเบียนได้บ้าง", "eligibility"),
        ("ต้องใช้เอกสารอะไรบ้าง", "requirements"),
        ("ใช้เวลากี่วัน", "duration"),
        ("เบอร์ติดต่อ", "contact"),
        ("ประชุมลับใช้ได้ไหม", "security"),
    ],
)
def test_question_has_its_topic(text: str, topic: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon) == topic


@pytest.mark.parametrize(
    "text",
    [
        "กรมเจ้าท่า",
        "เบอร์ติดต่อ 0812345678",
        "เบอร์ติดต่อ a@b.go.th",
        "เบอร์ติดต่อ " + "กข" * LONGEST,
        "",
    ],
)
def test_answer_is_no_question(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon) is None
