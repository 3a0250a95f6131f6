"""Names of persons, without what people write around them."""

import pytest

from handlers.answers import person
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("สมชาย ใจดี", "สมชาย ใจดี"),
        ("  สมชาย\u200b   ใจดี 😀", "สมชาย ใจดี"),
        ("คุณสมชายค่ะ", "คุณสมชาย"),
        ("ชื่อ-สกุล: สมหญิง รักงาน", "สมหญิง รักงาน"),
        ("ผมชื่อสมชาย ใจดีครับ", "สมชาย ใจดี"),
        ("ดิฉัน นางสาววิภา มีสุข ค่ะ", "นางสาววิภา มีสุข"),
        ("สมชาย ใจดี โทร 081-234-5678 อีเมล a@tmd.go.th", "สมชาย ใจดี"),
        ("ว่าที่ ร.ต. สมชาย ใจดี", "ว่าที่ ร.ต. สมชาย ใจดี"),
        ("ดร.สมหญิง วัฒนะ", "ดร.สมหญิง วัฒนะ"),
        ("น้องไหม ใจงาม", "น้องไหม ใจงาม"),
        ("วิภา มีสุข นะคะ", "วิภา มีสุข"),
        ("สมชาย ใจดี (เอ)", "สมชาย ใจดี (เอ)"),
        ("Mr. John O'Brien", "Mr. John O'Brien"),
    ],
)
def test_person_keeps_the_name_as_typed(text: str, name: str, lexicon: Lexicon) -> None:
    assert person.read(text, lexicon) == name


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "12345", "😀😀", "ก", "A", "กกกก", "สมชาย123", "สมชาย<script>", "ไม่มี", "ค่ะ"),
        *("วิภา นะคะ", "รอแป๊บนะครับ", "ผมเองครับ"),
        *("นาย", "ใช่", "ยกเลิก", "เมนูค่ะ", "ชื่ออะไร", "ลงทะเบียนยังไง", "0812345678", "ก ข" * 40),
    ],
)
def test_person_refuses_what_is_no_name(text: str, lexicon: Lexicon) -> None:
    assert person.read(text, lexicon) == Unclear("unclear.name")


def test_honorific_tells_a_person(lexicon: Lexicon) -> None:
    texts = ["คุณสมชาย", "น.ส.วิภา", "Dr. Somchai", "สมชาย", "คุณ", "กรมอุตุ"]

    told = [person.has_honorific(text, lexicon) for text in texts]

    assert told == [True, True, True, False, False, False]
