"""LINE's message objects become pieces that the console's style sheet knows how to draw."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.console
from bot.console import drawing
from bot.console.drawing import Bubble, Card, Piece
from bot.line import outbound
from bot.services import wording
from handlers.turn import Say
from tests.bot.line.says import everything

STYLE = (Path(bot.console.__file__).parent / "static" / "line.css").read_text("utf-8")
KNOWN = set(re.findall(r"\.(fx-[a-z0-9-]+)", STYLE))
CATALOGUE = wording.shipped()


def looks_of(piece: Piece) -> Iterator[str]:
    yield from piece.looks.split()
    for part in piece.parts:
        yield from looks_of(part)


def test_a_text_is_a_bubble_with_its_shortcuts() -> None:
    shortcut = {"type": "action", "action": {"type": "message", "label": "เมนู", "text": "เมนู"}}
    message = {"type": "text", "text": "สวัสดีค่ะ", "quickReply": {"items": [shortcut]}}

    assert drawing.draw([message]) == [Bubble("text", "สวัสดีค่ะ", chips=("เมนู",))]


def test_a_card_is_drawn_with_its_layout_and_looks() -> None:
    card = {
        "type": "bubble",
        "size": "kilo",
        "body": {
            "type": "box",
            "layout": "horizontal",
            "spacing": "md",
            "paddingAll": "16px",
            "contents": [
                {"type": "text", "text": "เลข", "color": "#566472", "size": "sm", "wrap": True},
                {"type": "box", "layout": "vertical", "width": "33%", "contents": []},
            ],
        },
    }

    drawn = drawing.draw([{"type": "flex", "altText": "การ์ด", "contents": card}])

    words = Piece("text", "fx-share-1 fx-ink-566472 fx-wraps fx-size-sm", "เลข")
    bar = Piece("box", "fx-down fx-share-0 fx-wide-30p")
    box = Piece("box", "fx-across fx-share-0 fx-gap-8 fx-pad-16", parts=(words, bar))
    assert drawn == [Bubble("cards", "การ์ด", (Card("kilo", (("body", box),)),))]


@pytest.mark.parametrize(
    ("style", "looks"),
    [("primary", "fx-primary fx-ground-0b5cad"), ("link", "fx-link fx-ink-0b5cad")],
)
def test_the_colour_of_a_button_is_its_ground_and_that_of_a_link_its_letters(
    style: str, looks: str
) -> None:
    action = {"type": "uri", "label": "เปิด", "uri": "https://www.onde.go.th"}
    button = {"type": "button", "style": style, "height": "sm", "color": "#0B5CAD"}
    body = {"type": "box", "layout": "vertical", "contents": [{**button, "action": action}]}

    (bubble,) = drawing.draw([{"type": "flex", "contents": {"type": "bubble", "body": body}}])

    ((_, box),) = bubble.cards[0].blocks
    assert box.parts == (Piece("button", f"fx-share-0 {looks}", "เปิด"),)


def test_what_people_send_is_told_by_its_kind_and_name() -> None:
    sent = [
        {"type": "sticker", "packageId": "446", "stickerId": "1988"},
        {"type": "file", "fileName": "หนังสือ.pdf", "fileSize": 9},
        {"type": "location", "title": "ศูนย์ราชการ", "address": "แจ้งวัฒนะ"},
    ]

    assert drawing.draw(sent) == [
        Bubble("sticker"),
        Bubble("file", "หนังสือ.pdf"),
        Bubble("location", "ศูนย์ราชการ"),
    ]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "imagemap", "altText": "แผนผัง"},
        {"type": "flex", "altText": "แผนผัง", "contents": {"type": "unheard of"}},
        {"type": "flex", "altText": "แผนผัง", "contents": None},
    ],
)
def test_what_is_not_known_is_told_by_its_alt_text(message: dict) -> None:
    assert drawing.draw([message]) == [Bubble("text", "แผนผัง")]


@pytest.mark.parametrize("say", everything("กรม <b>ตัวอย่าง</b>"), ids=lambda say: type(say).__name__)
def test_everything_the_bot_says_has_its_rules_in_the_style_sheet(say: Say) -> None:
    drawn = drawing.draw(outbound.render((say,), CATALOGUE))

    worn = {
        look
        for bubble in drawn
        for card in bubble.cards
        for _, piece in card.blocks
        for look in looks_of(piece)
    }
    assert worn - KNOWN == set()
