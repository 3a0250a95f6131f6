"""Typing faults are found, right words are not taken for wrong ones."""

import pytest

from messages_th.spelling import FAULTS, misspellings

WRONG = {
    "เเ": "เเก้ไข",
    "ํ": "ท\u0e4d\u0e32งาน",
    "ํ่": "น\u0e4d\u0e48\u0e32",
    "ซ้ำ": "ที่่นี่",
    "ลำดับ": "ท\u0e48\u0e35นี่",
    "มองไม่เห็น": "สถา\u200bนะ",
    "นะค่ะ": "รอสักครู่นะค่ะ",
    "ไหมค่ะ": "ใช่ไหมค่ะ",
    "ครับ": "สวัสดีครับ",
    "อีเมล์": "กรอกอีเมล์",
    "ลิ้งค์": "กดลิ้งค์นี้",
    "เว็ป": "เว็ปไซต์",
    "อัพเดท": "อัพเดทข้อมูล",
    "แอพ": "เปิดแอพ",
    "แอพพลิเคชั่น": "แอปพลิเคชั่น",
    "ดิจิตอล": "กระทรวงดิจิตอล",
    "อนุญาติ": "กดอนุญาติ",
    "ค.ศ.": "ค.ศ. นี้",
    "ปีคริสต์": "วันที่ 17 มี.ค. 2020",
    "สองช่อง": "สวัสดี  ค่ะ",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_a_fault_is_found_and_has_one_advice(text: str) -> None:
    assert len(list(misspellings(text))) == 1


def test_every_kind_of_fault_is_tried() -> None:
    untried = [advice for pattern, advice in FAULTS if not any(map(pattern.search, WRONG.values()))]

    assert untried == []


@pytest.mark.parametrize(
    "text",
    [
        "แก้ไขอีเมล ลิงก์ เว็บไซต์ แอป แอปพลิเคชัน ดิจิทัล อนุญาต อัปเดต นะคะ ไหมคะ",
        "ทำงาน น้ำ ที่นี่ เปี๊ยก ผู้ปกครับผิด".replace("ครับ", "รับ"),
        "แอพริคอต",
        "17 มี.ค. 2563 โทร 0 2141 7010 จำนวน 2,000 ราย 46,426 ราย",
        "WFH-63-02020-K",
        "https://www.onde.go.th/news/2020/เว็ป",
    ],
)
def test_a_right_text_has_no_fault(text: str) -> None:
    assert list(misspellings(text)) == []
