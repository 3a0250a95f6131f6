import pytest

from simulator.rules.limits import Limit, length, limit


@pytest.mark.parametrize(
    ("text", "utf16", "grapheme"),
    [
        ("abc", 3, 3),
        ("🍎", 2, 1),
        ("🇹🇭", 4, 1),
        ("ติดต่อเจ้าหน้าที่", 17, 11),
        ("แก้ไขข้อมูลผู้ติดต่อ", 20, 13),
        ("เมนูช่วยเหลือผู้ใช้", 19, 13),
    ],
)
def test_length_counts_as_line_does(text, utf16, grapheme):
    assert (length(text, "utf16"), length(text, "grapheme")) == (utf16, grapheme)


def test_limits_are_known_by_object_and_property():
    assert limit("text", "text") == Limit(5000, "utf16")
    assert limit("action (quick reply)", "label") == Limit(20, "grapheme")


def test_an_unknown_limit_is_an_error_not_a_default():
    with pytest.raises(KeyError):
        limit("text", "colour")
