"""Names stand as in the dictionary of the Royal Institute."""

import random

from models.sorting import thai_key

IN_ORDER = [
    "3BB",
    "CAT",
    "TOT",
    "กขค",
    "กรม",
    "กรมอุตุนิยมวิทยา",
    "กระทรวง",
    "การประปา",
    "เกม",
    "เกษตร",
    "แก้ว",
    "โกดัง",
    "ขนส่ง",
    "ข้าว",
    "เขต",
    "เทศบาล",
    "โท",
    "ไทย",
    "ธนาคาร",
    "เธอ",
    "มาตรฐาน",
    "ไม้",
    "โรงเรียน",
    "ฤดู",
    "สภา",
    "สำนัก",
    "เสือ",
    "องค์การ",
    "อำเภอ",
    "เอก",
    "ฮา",
]


def test_leading_vowels_follow_their_consonant() -> None:
    mixed = random.Random(84).sample(IN_ORDER, len(IN_ORDER))

    assert sorted(mixed, key=thai_key) == IN_ORDER


def test_marks_count_only_between_words_alike() -> None:
    assert sorted(["ข้าว", "ขาวๆ", "ขาว", "ข่าว"], key=thai_key) == ["ขาว", "ข่าว", "ข้าว", "ขาวๆ"]


def test_capitals_and_gaps_do_not_count() -> None:
    assert thai_key("  CAT\u200b  Telecom ") == thai_key("cat telecom")
