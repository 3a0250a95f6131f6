"""Forms in which names of bodies are compared."""

import pytest

from handlers.answers import agencynames
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("อบต.บางพลี", "องค์การบริหารส่วนตำบลบางพลี"),
        ("อ.บ.ต. บางพลี", "องค์การบริหารส่วนตำบลบางพลี"),
        ("ทต สุเทพ อ.เมือง จ.เชียงใหม่", "เทศบาลตำบลสุเทพ อำเภอเมือง จังหวัดเชียงใหม่"),
        ("รพบ้านแพ้ว", "โรงพยาบาลบ้านแพ้ว"),
        ("ศธจ.ยะลา", "สำนักงานศึกษาธิการจังหวัดยะลา"),
        ("ภ.จว.ตาก", "ตำรวจภูธรจังหวัดตาก"),
        ("mahidol univ.", "mahidol university"),
        ("dept. of fisheries", "departmentof fisheries"),
        ("สนามบินน้ำ", "สนามบินน้ำ"),
        ("สภากาชาด", "สภากาชาด"),
        ("มอเตอร์", "มอเตอร์"),
    ],
)
def test_written_out_knows_an_abbreviation_from_a_word(
    short: str, full: str, lexicon: Lexicon
) -> None:
    assert agencynames.written_out(short, lexicon) == full


def test_places_tell_apart_abbreviations_that_sound_alike(lexicon: Lexicon) -> None:
    health, education = (agencynames.places(name, lexicon) for name in ("สธ.", "ศธ."))

    names = [lexicon.agencies.entries[place].name for place in (*health, *education)]

    assert names == ["กระทรวงสาธารณสุข", "กระทรวงศึกษาธิการ"]


def test_places_of_a_company_need_more_than_a_common_word(lexicon: Lexicon) -> None:
    company = agencynames.places("บริษัท ขนส่ง จำกัด", lexicon)

    assert len(company) == 1
    assert agencynames.places("ขนส่ง", lexicon) == ()


@pytest.mark.parametrize(
    ("called", "names"),
    [
        ("กระทรวงทรัพยากรธรรมชาติฯ", ["กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม"]),
        ("กรมทรัพยากรฯ", []),
        ("กรมฯ", []),
        ("อบจ.โคราช", ["องค์การบริหารส่วนจังหวัดนครราชสีมา"]),
        ("ราชภัฎอุบล", ["มหาวิทยาลัยราชภัฏอุบลราชธานี"]),
        ("อบต.โคราช", []),
        ("บมจ.ทีโอที", ["บริษัท ทีโอที จำกัด (มหาชน)"]),
        ("บริษัท กรมที่ดิน จำกัด", []),
    ],
)
def test_places_follow_a_name_that_is_cut_short_or_has_a_usual_province(
    called: str, names: list[str], lexicon: Lexicon
) -> None:
    found = agencynames.places(called, lexicon)

    assert [lexicon.agencies.entries[place].name for place in found] == names


def test_own_part_leaves_out_the_kind(lexicon: Lexicon) -> None:
    said = agencynames.heard("โรงพยาบาลน่าน", lexicon)

    assert agencynames.own_part(said, lexicon) == "นาน"
    assert agencynames.strict_kind("รพ.น่าน", lexicon) == "โรงพยาบาล"
    assert agencynames.strict_kind("กรมประมง", lexicon) == ""
