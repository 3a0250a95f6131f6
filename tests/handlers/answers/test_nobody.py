"""Answers to "which agency" that name none."""

import pytest

from handlers.answers import nobody
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    "text",
    [
        *("นายสมชาย ใจดี", "น.ส.พรทิพย์ มากมี", "ประสิทธิ์ แสงทอง", "Somchai Jaidee", "ชื่อ วรา ศรีสุข"),
        *("ใช้ Teams ค่ะ", "webex กับ meet", "120 คน", "สามร้อยคน", "wipa.s@onde.go.th"),
        *("ถูกต้องครับ", "รอสักครู่", "เดี๋ยวถามหัวหน้าก่อน", "ไม่มีเสียงเลย"),
    ],
)
def test_nobody_is_named_by_a_person_an_app_a_number_or_talk(text: str, lexicon: Lexicon) -> None:
    assert nobody.is_named(text, text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        *("เรือนจำกลาง บางขวาง", "บริษัท สยามรุ่งเรือง จำกัด", "ชลประทาน ลำตะคอง", "สุขใจ"),
        *("Happy Foundation", "ร้านก๋วยเตี๋ยว ป้าแดง", "ทำเนียบรัฐบาล"),
    ],
)
def test_somebody_is_named_by_what_sounds_like_a_body(text: str, lexicon: Lexicon) -> None:
    assert not nobody.is_named(text, text, lexicon)


def test_somebody_is_named_where_the_label_says_so(lexicon: Lexicon) -> None:
    assert nobody.is_named("สุขใจ รักดี", "สุขใจ รักดี", lexicon)
    assert not nobody.is_named("หน่วยงาน: สุขใจ รักดี", "สุขใจ รักดี", lexicon)
