"""What is kept of a text names nobody."""

import pytest

from handlers import veil
from handlers.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("แชร์จอไม่ขึ้น", "แชร์จอไม่ขึ้น"),
        ("โทรกลับ 081-234-5678 ด้วย", "โทรกลับ … ด้วย"),
        ("เบอร์ ๐๒ ๑๔๑ ๗๐๑๐ ใช่ไหม", "เบอร์ … ใช่ไหม"),
        ("ส่งที่ somchai@tmd.go.th นะ", "ส่งที่ … นะ"),
        ("เข้า https://meet.google.com/abc-defg-hij ไม่ได้", "เข้า … ไม่ได้"),
        ("กรมอุตุนิยมวิทยา ได้กี่คน", "… ได้กี่คน"),
        ("ฝากบอก คุณสมชาย ใจดี ด้วย", "ฝากบอก … ด้วย"),
        ("บรรทัดแรก\nบรรทัดสอง\x00", "บรรทัดแรก บรรทัดสอง"),
    ],
)
def test_veil_lies_over_whatever_tells_whose_it_is(text: str, kept: str, lexicon: Lexicon) -> None:
    assert veil.veiled(text, lexicon) == kept


def test_veiled_text_is_short(lexicon: Lexicon) -> None:
    assert len(veil.veiled("ยาว " * 500, lexicon)) <= veil.LONGEST
