"""Texts are counted as LINE counts them, and cut without tearing a character."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line import limits
from bot.line.limits import clusters, cut, cut_clusters, tidy, units

# The numbers as the platform's stand-in knows them, written down by somebody else.
TABLE = Path(__file__).parents[3] / "simulator" / "rules" / "limits.json"

FAMILY = "👨‍👩‍👧‍👦"
ZALGO = "ท" + "่" * 500

SAME = [
    ("any send request", "messages", limits.MESSAGES),
    ("text", "text", limits.TEXT),
    ("flex", "altText", limits.ALT_TEXT),
    ("any message", "quickReply.items", limits.QUICK_REPLIES),
    ("action (quick reply)", "label", limits.QUICK_LABEL),
    ("action (flex)", "label", limits.FLEX_LABEL),
    ("action postback", "data", limits.DATA),
    ("action postback", "displayText", limits.DISPLAY_TEXT),
    ("action message", "text", limits.MESSAGE_TEXT),
    ("action uri", "uri", limits.URI),
    ("flex bubble", "JSON size", limits.BUBBLE),
    ("flex carousel", "JSON size", limits.CAROUSEL),
    ("flex carousel", "contents", limits.BUBBLES),
    ("rich menu", "name", limits.MENU_NAME),
    ("rich menu", "chatBarText", limits.CHAT_BAR),
    ("rich menu", "areas", limits.MENU_AREAS),
    ("rich menu image", "file", limits.MENU_PICTURE),
]


@pytest.mark.parametrize(("thing", "part", "number"), SAME)
def test_limit_is_the_one_the_platform_keeps(thing: str, part: str, number: int) -> None:
    rows = json.loads(TABLE.read_text("utf-8"))["limits"]
    table = {(row["object"], row["property"]): row["max"] for row in rows}

    assert table[thing, part] == number


def test_units_count_as_line_says() -> None:
    assert [units(text) for text in ("ก", "กำ", "🍎", "🇹🇭", "")] == [1, 2, 2, 4, 0]


def test_clusters_count_what_a_reader_sees() -> None:
    labels = ("แก้ไขข้อมูลผู้ติดต่อ", "ติดต่อเจ้าหน้าที่", "ตรวจสอบสถานะการลงทะเบียน")

    assert [clusters(label) for label in labels] == [13, 11, 23]
    assert [clusters(text) for text in (FAMILY, "abc", "")] == [1, 3, 0]


def test_cut_leaves_a_short_text_alone() -> None:
    assert cut("สวัสดี", 6) == "สวัสดี"


def test_cut_never_tears_a_character() -> None:
    assert cut("ที่ที่ที่", 8) == "ที่ที่…"
    assert cut(FAMILY * 3, 13) == FAMILY + "…"
    assert cut("กข คง", 4) == "กข…"


def test_cut_clusters_counts_what_a_reader_sees() -> None:
    assert cut_clusters("ที่" * 20, 20) == "ที่" * 20
    assert cut_clusters("ที่" * 21, 20) == "ที่" * 19 + "…"


@given(st.text(alphabet=st.characters()), st.integers(2, 40))
def test_cut_always_fits(text: str, most: int) -> None:
    assert units(cut(text, most)) <= most
    assert clusters(cut_clusters(text, most)) <= most


def test_tidy_leaves_a_name_alone() -> None:
    name = "สำนักงานคณะกรรมการดิจิทัลเพื่อเศรษฐกิจและสังคมแห่งชาติ (สดช.)"

    assert tidy(name, 100) == name


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("กรม\u202eเจ้าท่า\u2066", "กรมเจ้าท่า"),
        ("กรม\u200b\ufeffเจ้า\u00adท่า", "กรมเจ้าท่า"),
        ("กรม\nเจ้า\r\n\tท่า\x00", "กรม เจ้า ท่า"),
        ("กรม\ud800เจ้าท่า\udfff", "กรมเจ้าท่า"),
        (ZALGO, "ท" + "่" * 4),
        ("ก" * 5000, "ก" * 99 + "…"),
        ("\u3164\u115f", ""),
    ],
)
def test_tidy_makes_a_hostile_value_harmless(hostile: str, harmless: str) -> None:
    assert tidy(hostile, 100) == harmless


@given(st.text(alphabet=st.characters()))
def test_tidy_gives_one_line_that_fits_and_can_be_sent(value: str) -> None:
    kept = tidy(value, 50)

    assert units(kept) <= 50
    assert kept.splitlines() in ([], [kept])
    assert kept.encode("utf-8").decode("utf-8") == kept
