"""Bodies named one beside the other."""

import pytest

from handlers.answers import agencyparts
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "names", "is_whole"),
    [
        ("กรมอุตุนิยมวิทยา กระทรวงดิจิทัลฯ", ["กรมอุตุนิยมวิทยา"], True),
        ("กรมทรัพยากรธรณี (ทธ.)", ["กรมทรัพยากรธรณี"], True),
        ("กองแผนงาน กรมชลประทาน", ["กรมชลประทาน"], True),
        ("กองทุนสุขใจ กรมชลประทาน", ["กรมชลประทาน"], False),
        ("กรมสรรพากร กรมศุลกากร", ["กรมสรรพากร", "กรมศุลกากร"], True),
        ("กรมที่ดิน จ.เลย", ["กรมที่ดิน"], False),
        ("กระทรวงสาธารณสุข จังหวัดเลย", [], False),
        ("รพ.ราชวิถี กรมการแพทย์", [], False),
        ("รถไฟฟ้า รฟม.", ["การรถไฟฟ้าขนส่งมวลชนแห่งประเทศไทย"], False),
        ("120 คน", [], False),
    ],
)
def test_parts_are_whole_where_they_leave_one_body_or_its_equals(
    text: str, names: list[str], is_whole: bool, lexicon: Lexicon
) -> None:
    parts = agencyparts.read(text, lexicon)

    named = [lexicon.agencies.entries[place].name for place in parts.bodies]
    assert (named, parts.is_whole) == (names, is_whole)
