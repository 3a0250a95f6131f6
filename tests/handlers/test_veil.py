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
        ("แชร์จอ somchai@tmd.go.th นะ", "แชร์จอ … นะ"),
        ("เข้า https://meet.google.com/abc-defg-hij ไม่ได้", "เข้า … ไม่ได้"),
        ("กรมอุตุนิยมวิทยา ได้กี่คน", "… ได้กี่คน"),
        ("ช่วยโทรหา คุณสมชาย ใจดี ด้วย", "ช่วยโทรหา … ด้วย"),
        ("สมชาย ใจดี", "…"),
        ("ติดต่อ วิชัย ทองดี ครับ", "ติดต่อ … ครับ"),
        ("somchai jaidee เปิดไม่ได้", "… เปิดไม่ได้"),
        ("แชร์จอ somchai_jd", "แชร์จอ …"),
        ("ศูนย์แปดหนึ่งสองสามสี่ห้าหกเจ็ดแปด", "…"),
        ("แชร์จอ\nไม่ขึ้น\x00", "แชร์จอ ไม่ขึ้น"),
    ],
)
def test_veil_lies_over_whatever_tells_whose_it_is(text: str, kept: str, lexicon: Lexicon) -> None:
    assert veil.veiled(text, lexicon) == kept


def test_veiled_text_is_short(lexicon: Lexicon) -> None:
    assert len(veil.veiled("ยาว " * 500, lexicon)) <= veil.LONGEST
