"""Stopping notices and getting them again: at once when said, asked first when only understood."""

import pytest

from handlers import outcome
from handlers.press import encode
from handlers.subscribing import RESUME, STOP
from handlers.turn import Choice, NoticesSet, SetNotices
from tests.handlers.deciding import WEATHER_NAME, Talk, keys

STOPPED, WANTED = SetNotices(are_wanted=False), SetNotices(are_wanted=True)


@pytest.mark.parametrize(
    "text",
    [
        "หยุดรับประกาศ",
        "ไม่รับประกาศค่ะ",
        "ไม่อยากรับประกาศแล้ว",
        "ขอเลิกรับข่าวหน่อยครับ",
        "หยุดรับปะกาด",
        "หยุดรับประกาส",
        "stop",
        "STOP",
        "หยุด",
        "unsubscribe",
        "sp6fiy[xitdkL",  # the same keys on the other layout
    ],
)
def test_who_says_so_gets_no_more_notices(text: str, talk: Talk) -> None:
    assert talk.says(text).effects == [STOPPED]


@pytest.mark.parametrize("text", ["รับประกาศ", "ขอรับประกาศอีกค่ะ", "รับข่าวสาร", "subscribe"])
def test_who_says_so_gets_notices_again(text: str, talk: Talk) -> None:
    assert talk.says(text).effects == [WANTED]


@pytest.mark.parametrize(
    ("text", "key", "button", "effect"),
    [
        ("เลิกส่งข่าวพวกนี้มาให้ผมทีเถอะ", "subscribing.stop_sure", "notices:stop:sure", STOPPED),
        ("อยากกลับมารับข่าวสารอีกจังเลย", "subscribing.resume_sure", "notices:resume:sure", WANTED),
    ],
)
def test_what_is_only_understood_is_asked_first(
    text: str, key: str, button: str, effect: SetNotices, talk: Talk
) -> None:
    asked = talk.says(text)
    assert (asked.keys, asked.effects) == ([key], [])

    assert talk.taps(button).effects == [effect]


def test_a_yes_to_the_question_is_a_yes(talk: Talk) -> None:
    assert talk.says("เลิกส่งข่าวพวกนี้มาให้ผมทีเถอะ").says("ใช่ค่ะ").effects == [STOPPED]


@pytest.mark.parametrize(
    ("what", "effect"), [("notices.stop", STOPPED), ("notices.resume", WANTED)]
)
def test_who_chooses_it_among_topics_has_said_so(what: str, effect: SetNotices, talk: Talk) -> None:
    assert talk.presses(f"topic|{what}||").effects == [effect]


@pytest.mark.parametrize(
    ("choice", "data", "effect"),
    [(STOP, "notices|stop||", STOPPED), (RESUME, "notices|resume||", WANTED)],
)
def test_the_button_works_however_often_it_is_pressed(
    choice: Choice, data: str, effect: SetNotices, talk: Talk
) -> None:
    assert choice.press is not None
    assert encode(choice.press) == data  # notices that were sent carry it

    assert talk.presses(data).presses(data).effects == [effect, effect]


def test_a_button_that_says_something_else_shows_the_menu(talk: Talk) -> None:
    assert talk.presses("notices|everything||").keys == ["menu.text"]


def test_in_a_form_notices_stop_and_the_form_goes_on(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)
    draft, asked = talk.draft, talk.keys

    talk.says("หยุดรับประกาศ")

    assert (talk.effects, talk.keys, talk.draft) == ([STOPPED], asked, draft)


@pytest.mark.parametrize("word", ["stop", "หยุด"])
def test_the_bare_word_drops_an_open_form_and_leaves_notices_alone(word: str, talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)

    talk.says(word)

    assert (talk.effects, talk.keys, talk.draft) == ([], ["form.cancelled", "menu.text"], None)


@pytest.mark.parametrize(
    ("came_to", "key"),
    [
        (NoticesSet(are_wanted=False), "subscribing.stopped"),
        (NoticesSet(are_wanted=False, was_so=True), "subscribing.stopped_already"),
        (NoticesSet(are_wanted=True), "subscribing.resumed"),
        (NoticesSet(are_wanted=True, was_so=True), "subscribing.resumed_already"),
    ],
)
def test_the_answer_says_how_it_stands_now(came_to: NoticesSet, key: str) -> None:
    assert keys(outcome.word(came_to)) == [key]
