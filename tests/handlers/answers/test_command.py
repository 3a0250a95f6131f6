"""Words that steer the dialogue, whole messages only."""

import pytest

from handlers.answers.command import after, command
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("meant", "texts"),
    [
        ("menu", "เมนู|เมนูค่ะ|ขอดูเมนูหน่อยค่ะ|MENU|เมนูู|g,o^"),
        ("cancel", "ยกเลิก|ขอยกเลิกครับ|ยกเลิด|ไม่เอาแล้ว|cancel please"),
        ("back", "ย้อนกลับ|กลับ|ข้อก่อนหน้า|back"),
        ("skip", "ข้าม|ข้ามไปก่อนค่ะ|ไว้ทีหลัง|skip"),
        ("edit", "แก้ไข|ขอแก้ไขข้อมูล|edit"),
        ("status", "สถานะ|เช็คสถานะหน่อยค่ะ|ถึงไหนแล้วคะ|อนุมัติยังคะ|status"),
        ("help", "ช่วยเหลือ|help!|?|ทำอะไรได้บ้าง"),
        ("human", "เจ้าหน้าที่|ขอคุยกับเจ้าหน้าที่ครับ|แอดมิน|talk to agent"),
        ("restart", "เริ่มใหม่|เริ่มไหม่|start over"),
        ("register", "ลงทะเบียน|ต้องการลงทะเบียนค่ะ|ลงทะเบีย|ลงทะเบียนน|register"),
        ("continue", "กรอกต่อ|ขอกรอกต่อ|continue"),
        ("guides", "คู่มือ|ขอคู่มือ|guide"),
        ("withdraw", "ถอนคำขอ|ขอถอนคำขอ"),
        ("greet", "สวัสดีครับ|l;ylfu|hello"),
        ("thanks", "ขอบคุณมากค่ะ|thank you"),
    ],
)
def test_command_is_heard_with_courtesy_slips_and_wrong_layout(
    meant: str, texts: str, lexicon: Lexicon
) -> None:
    heard = {text: command(text, lexicon) for text in texts.split("|")}

    assert heard == dict.fromkeys(heard, meant)


@pytest.mark.parametrize(
    "text", ["", "asdf", "ok", "ใช่", "ลงทะเบียน กรมอุตุ", "สมชาย ใจดี", "0812345678", "เมนูอาหาร"]
)
def test_command_is_no_part_of_a_longer_message(text: str, lexicon: Lexicon) -> None:
    assert command(text, lexicon) is None


def test_after_is_what_follows_a_command(lexicon: Lexicon) -> None:
    assert after("สถานะ WFH-63-00084-K", "status", lexicon) == "WFH-63-00084-K"
    assert after("ขอบคุณ", "status", lexicon) == ""
