"""The card of a notice, within LINE's limits."""

import orjson
import pytest

from bot.line import limits
from bot.line.cards.announcing import Announcement, alt_text, announce
from bot.services import wording

CATALOGUE = wording.shipped()
USUAL = Announcement("Webex เปิดให้ใช้งานแล้ว", "เริ่มใช้ได้ตั้งแต่ 19 มี.ค. 2563")


def parts(said: Announcement) -> list[dict]:
    """Every part of the card that can be pressed."""
    found, rest = [], [announce(said, CATALOGUE)[0]["contents"]]
    while rest:
        part = rest.pop()
        if "action" in part:
            found.append(part["action"])
        rest += [value for value in part.values() if isinstance(value, dict)]
        rest += part.get("contents", [])
    return found


@pytest.mark.parametrize(
    ("link", "action"),
    [
        ("https://onde.go.th", {"type": "uri", "uri": "https://onde.go.th"}),
        ("tel:021417010", {"type": "uri", "uri": "tel:021417010"}),
        ("guide:webex", {"type": "postback", "data": "guide|webex||", "displayText": "เปิดดู"}),
        ("status", {"type": "postback", "data": "status|||", "displayText": "เปิดดู"}),
    ],
)
def test_a_button_leads_where_it_says(link: str, action: dict) -> None:
    said = Announcement("หัวเรื่อง", "เนื้อความ", "เปิดดู", link)

    assert {"label": "เปิดดู", **action} in parts(said)


def test_every_notice_can_be_stopped_by_a_press_that_names_nothing() -> None:
    assert parts(USUAL) == [
        {
            "type": "postback",
            "label": "ไม่รับประกาศ",
            "data": "notices|stop||",
            "displayText": "ไม่รับประกาศ",
        }
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "ประกาศ สดช.: หัวเรื่อง"),
        ({"is_urgent": True}, "ประกาศด่วน สดช.: หัวเรื่อง"),
        ({"is_correction": True, "is_urgent": True}, "แก้ไขประกาศ สดช.: หัวเรื่อง"),
    ],
)
def test_the_telephone_tells_what_kind_it_is_and_its_headline(more: dict, told: str) -> None:
    assert alt_text(Announcement("หัวเรื่อง", "เนื้อความ", **more), CATALOGUE) == told


def test_the_longest_notice_is_one_card_within_lines_limits() -> None:
    longest = Announcement("ก" * 100, "ก" * 1_000, "ก่" * 20, "https://x.go.th/" + "a" * 980)

    messages = announce(longest, CATALOGUE)

    assert len(messages) == 1
    assert limits.units(messages[0]["altText"]) <= limits.ALT_TEXT
    assert len(orjson.dumps(messages[0]["contents"])) <= limits.BUBBLE
    assert {limits.clusters(action["label"]) <= limits.FLEX_LABEL for action in parts(longest)} == {
        True
    }


def test_what_is_still_empty_is_drawn_all_the_same() -> None:
    assert announce(Announcement("", ""), CATALOGUE)[0]["altText"] == "ประกาศ สดช.: "
