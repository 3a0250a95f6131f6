"""How many users people say."""

import pytest

from handlers.answers import count
from handlers.answers.count import Count
from handlers.answers.reading import Cut, Unclear
from handlers.lexicon import Lexicon

UNCLEAR = Unclear("unclear.count")


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("350", 350),
        ("๓๕๐ คน", 350),
        ("๑,๒๐๐ ราย", 1200),
        ("1 200 คน", 1200),
        ("46,426 ราย", 46426),
        ("ประมาณ 1,200 คน", 1200),
        ("ราวๆ 500", 500),
        ("เกือบพัน", 1000),
        ("20 กว่าคน", 20),
        ("500+", 500),
        ("1200.-", 1200),
        ("450คนครับ", 450),
        ("บุคลากร450คน", 450),
        ("about 100 users", 100),
        ("users 450", 450),
        ("1.2k", 1200),
        ("1OO คน", 100),
        ("ๅถจ", 150),
        ("two hundred users", 200),
        ("1.5 หมื่น", 15000),
        ("2 พัน 5 ร้อย", 2500),
        ("5 ร้อย 50", 550),
        ("สองหมื่นห้า", 25000),
        ("ครึ่งพัน", 500),
        ("สองพันครึ่ง", 2500),
        ("สองพันกว่าคนค่ะ", 2000),
        ("พันห้า", 1500),
        ("แสนสอง", 120000),
        ("ห้าร้อยค่ะ", 500),
        ("ร้อยนึง", 100),
        ("ยี่สิบเอ็ด", 21),
        ("หนึ่งแสนสองหมื่นสามพันสี่ร้อยห้าสิบหก", 123456),
        ("คนเดียวค่ะ", 1),
        ("200+150", 350),
        ("200 กับ 150", 350),
        ("200 คน และลูกจ้าง 150 คน", 350),
        ("ข้าราชการ 200 คน ลูกจ้าง 150 คน รวม 350 คน", 350),
        ("200+150=350", 350),
        ("ไม่ใช่ 100 เป็น 200", 200),
        ("ปี 2563 มี 450 คน", 450),
        ("450 คน โทร 0812345678", 450),
        ("ชั้น 5 จำนวน 40", 40),
        ("ทั้งหมด 3 กอง 450 คน", 450),
        ("10,000,000", 10_000_000),
        ("เพิ่มเป็น 500 คน", 500),
        ("เพิ่มจำนวนผู้ใช้เป็น 500", 500),
        ("เพิ่มจาก 100 เป็น 200", 200),
        ("ลดเหลือ 300", 300),
        ("เดิม 200 คน เพิ่มอีก 50 คน รวม 250 คน", 250),
        ("ข้าราชการ 200 คน และอีก 50 คน", 250),
        ("จำนวน: 1,200 โปรแกรม: Teams", 1200),
    ],
)
def test_count_reads_one_number_of_people(text: str, n: int, lexicon: Lexicon) -> None:
    assert count.read(text, lexicon) == Count(n)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("100-150", 100, 150),
        ("100 ถึง 150 คน", 100, 150),
        ("150 – 100", 100, 150),
        ("ระหว่าง 100 และ 150", 100, 150),
        ("3-4 ร้อย", 300, 400),
        ("สองสามร้อย", 200, 300),
        ("ห้าหกสิบคน", 50, 60),
        ("สองร้อยห้า", 205, 250),
        ("3 ร้อย 5 คน", 305, 350),
    ],
)
def test_count_asks_a_range_again(text: str, low: int, high: int, lexicon: Lexicon) -> None:
    expected = Unclear("unclear.count.range", {"min": low, "max": high})
    assert count.read(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0",
            "-5",
            "ติดลบ 5",
            "12.5",
            "1.200",
            "1.000",
            "12.500 คน",
            "1,20",
            "007",
            "50%",
            "10,000,001",
            "100 200",
        ),
        *("20 คนต่อกอง", "20 คน/แห่ง", "วันละ 20 คน", "40 เครื่อง", "มีนา 63", "///", "ตค"),
        *("A4", "covid19", "10:30", "17/3/2563", "0812345678", "081-234-5678", "5 วัน"),
        *("เรียบร้อยแล้วค่ะ", "ห้างสรรพสินค้า", "หลายร้อยคน", "ไม่ทราบ", "กี่คนคะ", "", "คน"),
        "5 แผนก แผนกละ 20 คน",
    ],
)
def test_count_refuses_what_is_not_one_number(text: str, lexicon: Lexicon) -> None:
    assert count.read(text, lexicon) == UNCLEAR


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("ข้าราชการ 200 ลูกจ้าง 150", 350),
        ("ผู้ชาย 12 คน ผู้หญิง 18", 30),
        ("ส่วนกลาง 90 คน ส่วนภูมิภาค 310 คน", 400),
        ("ข้าราชการ 60 และพนักงานราชการ 20 จ้างเหมา 5", 85),
        ("ครู 24 นักเรียน 480", 504),
        ("เจ้าหน้าที่ 50 คน ชาย 30 หญิง 20", 50),
        ("แบ่งเป็นชาย 7 หญิง 7", 14),
    ],
)
def test_count_adds_up_parts_of_one_whole(text: str, n: int, lexicon: Lexicon) -> None:
    assert count.read(text, lexicon) == Count(n)


@pytest.mark.parametrize(
    "text",
    [
        *("ข้าราชการ 200 หญิง 150", "ลูกจ้าง 40 ลูกจ้างประจำ 15", "ชาย 20 ชาย 30"),
        *("ข้าราชการ 50 ลูกจ้าง 30 จ้างเหมา 20", "บุคลากร 100 ข้าราชการ 70 ลูกจ้าง 20"),
        *("ชาย 20-30 หญิง 40", "ชาย 20 หญิง 30 teams 10", "teams 20 webex 30"),
    ],
)
def test_count_asks_about_figures_that_may_overlap(text: str, lexicon: Lexicon) -> None:
    assert count.read(text, lexicon) == UNCLEAR
    assert count.take(text, lexicon) == Cut(None, text)


@pytest.mark.parametrize(
    "text",
    [
        *("เพิ่มอีก 50 คน", "เพิ่ม 50", "ลด 50", "อีก 50", "+50", "+ 50 คน", "บวก 50 คน", "ตัดออก 50 คน"),
        *(
            "ขอเพิ่มผู้ใช้งานอีก 50",
            "เพิ่มจำนวน 50 คน",
            "ลดจำนวนลง 50 คน",
            "ลดลงประมาณ 50 คน",
            "add 50 users",
        ),
        *("เดิม 200 คน เพิ่ม 50", "200 คน เพิ่มอีก 50 คน"),
    ],
)
def test_count_that_changes_another_is_no_count(text: str, lexicon: Lexicon) -> None:
    assert count.read(text, lexicon) == UNCLEAR
    assert count.take(text, lexicon) == Cut(None, text)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("กรม 450 คน teams", Cut(Count(450), "กรม \n teams")),
        ("จำนวน 450 teams", Cut(Count(450), "\n teams")),
        ("จำนวนผู้ใช้: 1,200 โทร", Cut(Count(1200), "\n โทร")),
        ("อาคาร 3 ชั้น 2", Cut(None, "อาคาร 3 ชั้น 2")),
        ("100-150 คน", Cut(None, "100-150 คน")),
        ("เขต 1", Cut(None, "เขต 1")),
        ("เพิ่มเป็น 500 คน", Cut(Count(500), "เพิ่มเป็น \n")),
        ("450 เบอร์ ", Cut(Count(450), "\n เบอร์ ")),
        ("กรม\n450 โทร.", Cut(Count(450), "กรม\n\n โทร.")),
        ("2 เบอร์ ", Cut(None, "2 เบอร์ ")),
        ("โรงเรียนอนุบาล 12 โทร.", Cut(None, "โรงเรียนอนุบาล 12 โทร.")),
        ("จำนวน: 1,200\nโปรแกรม", Cut(Count(1200), "\n\nโปรแกรม")),
        ("จำนวน 3 โปรแกรม", Cut(None, "จำนวน 3 โปรแกรม")),
    ],
)
def test_count_is_taken_only_with_people_around(
    text: str, taken: Cut[Count | None], lexicon: Lexicon
) -> None:
    assert count.take(text, lexicon) == taken
