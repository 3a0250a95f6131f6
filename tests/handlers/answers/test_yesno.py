"""Yes, no, and a wish to change something."""

import pytest

from handlers.answers import yesno
from handlers.answers.reading import Unclear
from handlers.answers.yesno import YesNo
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    "text",
    [
        *("ใช่", "ใช่ค่ะ", "ใช้ครับ", "ช่าย", "ค่ะ", "ครับ", "จ้า ตามนั้น", "ถูกต้องแล้วค่ะ", "ตกลง", "โอเค"),
        *("เคครับ", "okk", "Yes please", "y", "จัดไป", "ได้เลย", "ยืนยันค่ะ ข้อมูลถูกต้องทั้งหมด", "ส่งเลย"),
        *("ไม่มีอะไรแก้แล้ว", "ไม่ต้องแก้", "ไม่มีอะไรจะแก้แล้วค่ะ", "ไม่ผิด", "ไม่มีปัญหาค่ะ ส่งได้เลย"),
        *("ถุกต้อง", "9d]'", "pnopyo", "ัำห", "เห็นชอบค่ะ", "ดำเนินการได้เลย"),
        *("nothing to change", "no problem", "👍", "👍🏽👍🏽", "✅"),
    ],
)
def test_yesno_hears_yes(text: str, lexicon: Lexicon) -> None:
    assert yesno.read(text, lexicon) == YesNo.YES


@pytest.mark.parametrize(
    "text",
    [
        *("ไม่", "ไม่ค่ะ", "ไม่ใช่", "ม่าย", "มะเอา", "ยังค่ะ", "ยังไม่ส่ง", "ไม่ถูกต้อง", "ไม่ได้ค่ะ"),
        *("ไม่อยากส่ง", "ไว้ก่อน", "w,j"),
        *("อย่าเพิ่งส่ง", "ยกเลิก", "เปลี่ยนใจไม่ส่งแล้ว", "ไม่ค่ะ เดี๋ยวค่อยมาใหม่", "no", "nope", "❌"),
    ],
)
def test_yesno_hears_no(text: str, lexicon: Lexicon) -> None:
    assert yesno.read(text, lexicon) == YesNo.NO


@pytest.mark.parametrize(
    "text",
    [
        *("ขอลดจำนวน",),
        *("แก้ไข", "ขอแก้เบอร์โทร", "แก้ได้ไหม", "เบอร์ผิด", "กรอกผิด", "เพิ่มคน", "edit", "wrong number"),
        *("ไม่ถูก แก้เบอร์", "ไม่ใช่ค่ะ เบอร์ผิด", "ไม่ต้องแก้ชื่อ แต่แก้เบอร์"),
    ],
)
def test_yesno_hears_a_wish_to_change(text: str, lexicon: Lexicon) -> None:
    assert yesno.read(text, lexicon) == YesNo.EDIT


@pytest.mark.parametrize(
    "text",
    [
        *("อะไรนะ", "อันนี้", "ใช่/ไม่", "y/n", "ใช่ หรือ ไม่ใช่", "wfh"),
        *("", "?", "ใช่ไหม", "ใช่มั้ยคะ", "ได้ไหม", "ทำไม", "ไม่แน่ใจ", "asdf", "ไม่ได้ยินเสียง", "ok?"),
        *("โอเค แล้วใช้เวลากี่วันคะ", "ok เดี๋ยวขอถามหัวหน้าก่อน", "ใช่ค่ะ แต่รอก่อนนะ"),
    ],
)
def test_yesno_takes_no_doubt_for_an_answer(text: str, lexicon: Lexicon) -> None:
    assert yesno.read(text, lexicon) == Unclear("unclear.yesno")
