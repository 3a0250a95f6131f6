"""Names that are nearly what was typed."""

import pytest

from handlers.answers import likeness
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("กรมอุตุนิยมวิดยา", "กรมอุตุนิยมวิทยา"),
        ("กรมสรรพสามิด", "กรมสรรพสามิต"),
        ("อบจ.เชียงใม่", "องค์การบริหารส่วนจังหวัดเชียงใหม่"),
        ("กรมสรรพกร", "กรมสรรพากร"),
        ("มหาวิทยาลัยธรรมศาสต์", "มหาวิทยาลัยธรรมศาสตร์"),
        ("รพ.บ้านแพง", None),
        ("ชมรมกาญจนบุรี", None),
        ("กรมการขนส่งทหารบก", None),
        ("บริษัท กรมที่ดิน", None),
        ("จังหวัดเชียงใหม่2", None),
        ("องค์การบริหารส่วนตำบลเชียงใหม่", None),
        ("จังหวัดตาด", None),
        ("กองทัพปก", None),
    ],
)
def test_slip_is_mended_only_where_no_other_name_is_near(
    typed: str, meant: str | None, lexicon: Lexicon
) -> None:
    place = likeness.by_slip(typed, lexicon)

    assert (None if place is None else lexicon.agencies.entries[place].name) == meant


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("กรมการขนส่ง", "กรมการขนส่งทางบก"),
        ("กองทัพปก", "กองทัพบก"),
        ("สำนักดิจิทัลเพื่อเศรษฐกิจ", "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม"),
        ("มหาวิทยาลัยธนบุรี", "มหาวิทยาลัยราชภัฏธนบุรี"),
    ],
)
def test_alike_offers_the_likeliest_first(typed: str, first: str, lexicon: Lexicon) -> None:
    offered = [lexicon.agencies.entries[place].name for place in likeness.alike(typed, lexicon)]

    assert offered[0] == first


def test_alike_offers_no_body_of_another_kind(lexicon: Lexicon) -> None:
    assert list(likeness.alike("โรงเรียนเชียงใหม่", lexicon)) == []
