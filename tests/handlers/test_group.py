"""In a group: a guide named in full, else the way to the one-to-one chat, and never a request."""

from datetime import date

import pytest

from handlers import group
from handlers.lexicon import Lexicon
from handlers.turn import Article, Guide, Remedy, Say, Tell, Words
from models.vocabulary import Device, GuideTask, MeetingApp, Trouble
from tests.handlers.deciding import EXPRESS, REFERENCE

TODAY = date(2020, 3, 17)
PRIVATE = (Tell(Words("group.private")),)


def test_guide_named_in_full_is_shown_without_buttons(lexicon: Lexicon) -> None:
    assert group.answer("คู่มือ teams ไอโฟน", lexicon, TODAY) == (
        Guide(MeetingApp.TEAMS, GuideTask.INSTALL, Device.IOS),
    )


@pytest.mark.parametrize(
    "text",
    [
        "คู่มือ",
        "คู่มือ teams",
        "สถานะ",
        f"สถานะ {REFERENCE}",
        "สถานะ กรมอุตุนิยมวิทยา",
        "เมนู",
        EXPRESS,
        "",
        "\x00\ud800",
    ],
)
def test_all_else_is_kept_for_the_chat_between_two(text: str, lexicon: Lexicon) -> None:
    assert group.answer(text, lexicon, TODAY) == PRIVATE


def test_joining_a_group_says_how_it_answers() -> None:
    assert group.joined() == (Tell(Words("group.joined")),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ใช้ฟรีไหม", (Article("cost"),)),
        ("ไม่ได้ยินเสียงคนอื่นเลย", (Remedy(Trouble.SOUND, "silent"),)),
    ],
)
def test_question_asked_in_full_is_answered_without_buttons(
    text: str, said: tuple[Say, ...], lexicon: Lexicon
) -> None:
    assert group.answer(text, lexicon, TODAY) == said
