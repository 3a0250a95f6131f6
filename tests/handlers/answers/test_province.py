"""The 77 provinces by all the names people give them."""

import pytest

from handlers.answers import province
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("เชียงใหม่", "เชียงใหม่"),
        ("จ.เชียงใหม่ค่ะ", "เชียงใหม่"),
        ("จังหวัดเชียงไหม่", "เชียงใหม่"),
        ("เชียงใม่", "เชียงใหม่"),
        ("Chiang Mai", "เชียงใหม่"),
        ("ชม.", "เชียงใหม่"),
        ("กทม.", "กรุงเทพมหานคร"),
        ("กรุงเทพฯ", "กรุงเทพมหานคร"),
        ("โคราช", "นครราชสีมา"),
        ("อยุธยา", "พระนครศรีอยุธยา"),
        ("แปดริ้ว", "ฉะเชิงเทรา"),
        ("นครราชศรีมา", "นครราชสีมา"),
        ("สุราษ", "สุราษฎร์ธานี"),
        ("นนท์", "นนทบุรี"),
        ("เลยค่ะ", "เลย"),
        ("อ.เมือง จ.ลำปาง", "ลำปาง"),
        ("อยู่ระยองครับ", "ระยอง"),
        ("เพชรบูรณ์", "เพชรบูรณ์"),
    ],
)
def test_province_is_known_by_name_short_form_and_slip(
    text: str, name: str, lexicon: Lexicon
) -> None:
    assert province.read(text, lexicon) == name


@pytest.mark.parametrize(
    "text", ["", "?", "นคร", "สมุทร", "xyz", "ไม่รู้", "ชลบุรี ระยอง", "ลำพูน/ลำปาง", "สระบุ"]
)
def test_province_is_asked_again_when_it_may_be_another(text: str, lexicon: Lexicon) -> None:
    assert province.read(text, lexicon) == Unclear("unclear.province")


def test_provinces_are_seventy_seven_and_each_reads_as_itself(lexicon: Lexicon) -> None:
    names = set(lexicon.provinces.names.values())

    assert len(names) == 77
    assert {province.read(name, lexicon) for name in names} == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("โรงพยาบาลเชียงใหม่", "เชียงใหม่"),
        ("สำนักงานจังหวัดตาก", "ตาก"),
        ("กรมเผยแพร่", None),
        ("เอาเลย", None),
    ],
)
def test_province_inside_a_name_is_certain_or_none(
    text: str, name: str | None, lexicon: Lexicon
) -> None:
    assert province.inside(text, lexicon) == name
