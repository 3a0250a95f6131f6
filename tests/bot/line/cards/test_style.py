"""Every card can be read: enough contrast, and only parts that hold something."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.line.cards import style
from bot.line.outbound import render
from handlers.turn import Ask, Guide, Plain, Say, Tell, Words
from messages_th import load
from models.vocabulary import GuideTask, MeetingApp
from tests.bot.line import says

CATALOGUE = load()
ENOUGH = 4.5  # WCAG 2.2 AA for text
CARDS: list[Say] = [
    *(say for say in says.everything("กรมเจ้าท่า") if not isinstance(say, Tell | Plain)),
    Ask(Words("menu.text"), (says.SUBMIT, says.MENU), title=Words("menu.title")),
    Ask(Words("ask.users"), tuple(says.users(n) for n in (50, 100, 200))),
    *(Guide(app, GuideTask.ADMIN, None) for app in MeetingApp),
]


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def letters_on_ground(part: Any, ground: str = style.WHITE) -> Iterator[tuple[str, str, str]]:
    """Each text of a card, its colour and what is behind it."""
    if isinstance(part, list):
        for each in part:
            yield from letters_on_ground(each, ground)
    if not isinstance(part, dict):
        return
    behind = part.get("backgroundColor", ground)
    if part.get("type") == "text":
        yield part["text"], part["color"], behind
    for each in part.values():
        yield from letters_on_ground(each, behind)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("say", CARDS, ids=lambda say: type(say).__name__)
def test_every_text_stands_out_from_its_ground(say: Say) -> None:
    (message,) = render((say,), CATALOGUE)

    seen = list(letters_on_ground(message["contents"]))
    assert seen
    assert [(text, c, g) for text, c, g in seen if contrast(c, g) < ENOUGH] == []


def test_band_sets_its_last_line_large() -> None:
    band = style.band(["คำขอ", "ผ่านการคัดกรอง"], style.BLUE)

    assert [(part["text"], part["size"]) for part in band["contents"]] == [
        ("คำขอ", "sm"),
        ("ผ่านการคัดกรอง", "lg"),
    ]


def test_bubble_has_only_the_parts_it_was_given() -> None:
    assert set(style.bubble([])) == {"type", "size", "body"}
    assert set(style.bubble([], header=style.rule(), footer=[style.rule()])) == {
        "type",
        "size",
        "header",
        "body",
        "footer",
    }
