"""Two texts are compared phrase by phrase, and letter by letter as the eye sees letters."""

import pytest

from bot.console.differences import Difference, Part, difference


def marked(parts: tuple[Part, ...]) -> str:
    """The parts as one line, what is changed in brackets."""
    return "".join(f"[{part.text}]" if part.is_changed else part.text for part in parts)


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("ส่งคำขอแล้วค่ะ", "ส่งคำขอใหม่แล้วค่ะ", "ส่งคำขอแล้วค่ะ", "ส่งคำขอ[ใหม่]แล้วค่ะ"),
        ("แตะเปิด", "แตะปิด", "แตะ[เ]ปิด", "แตะปิด"),
        ("ไม่", "ไม้", "ไ[ม่]", "ไ[ม้]"),
        ("กก", "กกก", "กก", "กก[ก]"),
        ("เดิม", "", "[เดิม]", ""),
        ("เปิด\nแตะรับ\nรอ", "แตะรับ\nรอ\nจบ", "[เปิด\n]แตะรับ\nรอ", "แตะรับ\nรอ[\nจบ]"),
        ("เปิด แล้วรอ", "เปิด แล้วแตะ จากนั้นรอ", "เปิด แล้วรอ", "เปิด แล้ว[แตะ จากนั้น]รอ"),
    ],
)
def test_what_is_gone_and_what_has_come_is_marked(
    before: str, after: str, gone: str, come: str
) -> None:
    told = difference(before, after)

    assert (marked(told.before), marked(told.after)) == (gone, come)


def test_texts_that_are_the_same_have_no_difference() -> None:
    same = (Part("เหมือนกัน"),)

    assert difference("เหมือนกัน", "เหมือนกัน") == Difference(same, same)


def test_together_the_parts_are_the_texts() -> None:
    before, after = "ลงทะเบียน แล้วรอ ผล\nค่ะ", "ลงทะเบียนใหม่ แล้ว ผล\n\nนะคะ"
    told = difference(before, after)

    assert "".join(part.text for part in told.before) == before
    assert "".join(part.text for part in told.after) == after


def test_a_text_of_very_many_phrases_is_compared_as_one() -> None:
    before = "ก " * 500
    told = difference(before, f"ข {before}")

    assert (marked(told.before), marked(told.after)) == (before, f"[ข ]{before}")
