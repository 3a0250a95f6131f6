"""Officers write and steer notices from LINE: few taps, nothing stale, nobody else."""

import pytest

from bot.services import notice_texts
from handlers import announcing
from handlers.lexicon import Lexicon
from handlers.turn import Ask, DraftNotice, StepNotice
from messages_th import Catalogue
from models.vocabulary import BroadcastState
from tests.handlers.deciding import WEATHER_NAME, Talk
from tests.handlers.desk import Desk, OfficersTalk, notice

S = BroadcastState
TEXT = "ปิดปรับปรุงระบบ\nคืนนี้ 20.00–22.00 น. ค่ะ"
DRAFTED = DraftNotice("ปิดปรับปรุงระบบ", "คืนนี้ 20.00–22.00 น. ค่ะ", "category", "government")


@pytest.fixture
def talk(lexicon: Lexicon, catalogue: Catalogue) -> OfficersTalk:
    return OfficersTalk(lexicon, catalogue)


def test_the_limits_are_those_of_the_services() -> None:
    assert (announcing.TITLE, announcing.BODY) == (notice_texts.TITLE, notice_texts.BODY)


def test_a_notice_takes_two_taps_and_two_messages_before_it_is_sent(talk: OfficersTalk) -> None:
    talk.says("ประกาศ").taps("reach:category").taps("reach_category:government").says(TEXT)

    # Then one tap tries it, and one sends it.
    assert (talk.effects, talk.tapped + 2, talk.typed) == ([DRAFTED], 4, 2)
    assert talk.draft is None


def test_begun_by_its_own_text_it_takes_one_message(talk: OfficersTalk) -> None:
    talk.says(f"ประกาศ\n{TEXT}").taps("reach:category").taps("reach_category:government")

    assert (talk.effects, talk.tapped, talk.typed) == ([DRAFTED], 2, 1)


def test_title_and_text_may_come_one_after_the_other(talk: OfficersTalk) -> None:
    talk.says("ประกาศ").taps("reach:everyone").says("ปิดปรับปรุงระบบ")
    assert talk.keys == ["ask.wording"]

    talk.says("คืนนี้ค่ะ")

    assert talk.effects == [DraftNotice("ปิดปรับปรุงระบบ", "คืนนี้ค่ะ", "everyone")]


def test_everything_can_be_typed(talk: OfficersTalk) -> None:
    talk.says("ประกาศ").says("4").says("1").says(TEXT)

    assert talk.effects == [
        DraftNotice("ปิดปรับปรุงระบบ", "คืนนี้ 20.00–22.00 น. ค่ะ", "status", "submitted")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ดูคำขอ WFH-63-00001-E ได้แล้ว",
        "เบอร์ผิด เป็น 0812345678",
        "แชร์จอใน teams ยังไง",
        "ลงทะเบียน กรมอุตุนิยมวิทยา 450 คน",
        "ใช่",
        "1",
    ],
)
def test_whatever_a_notice_says_is_the_notice(text: str, talk: OfficersTalk) -> None:
    talk.says("ประกาศ").taps("reach:everyone").says("หัวเรื่อง").says(text)

    assert talk.effects == [DraftNotice("หัวเรื่อง", text, "everyone")]


@pytest.mark.parametrize(
    ("word", "key"), [("เมนู", "menu.text"), ("คิว", "officers.queue"), ("ย้อนกลับ", "ask.reach")]
)
def test_words_that_always_work_are_no_notice(word: str, key: str, talk: OfficersTalk) -> None:
    talk.says("ประกาศ").taps("reach:everyone").says(word)

    assert (talk.keys[0], talk.effects) == (key, [])


def test_a_notice_given_up_is_sent_to_nobody(talk: OfficersTalk) -> None:
    talk.says("ประกาศ").taps("reach:everyone").says("ยกเลิก")

    assert (talk.keys, talk.effects, talk.draft) == (["form.cancelled", "menu.text"], [], None)


@pytest.mark.parametrize(
    ("text", "key"),
    [("ก" * 101, "unclear.headline_long"), ("ก\n" + "ข" * 1_001, "unclear.wording_long")],
)
def test_a_text_too_long_is_asked_for_again(text: str, key: str, talk: OfficersTalk) -> None:
    talk.says("ประกาศ").taps("reach:everyone").says(text)

    assert (talk.keys, talk.effects) == ([key, "ask.headline"], [])


def test_a_text_that_comes_with_the_word_and_is_too_long_begins_nothing(talk: OfficersTalk) -> None:
    talk.says("ประกาศ\n" + "ก" * 101)

    assert (talk.keys, talk.draft) == (["unclear.headline_long"], None)


def test_whom_it_is_for_is_chosen_and_not_guessed(talk: OfficersTalk) -> None:
    talk.says("ประกาศ").says("พวกที่อยู่เชียงใหม่")

    assert (talk.keys, talk.effects) == (["unclear.reach", "ask.reach"], [])


def test_an_old_button_of_the_form_changes_nothing(talk: OfficersTalk) -> None:
    everyone = talk.says("ประกาศ").button("reach:everyone")
    talk.taps("reach:registered")

    talk.presses(everyone)

    assert (talk.keys, talk.answers) == (
        ["form.stale", "ask.headline"],
        {"reach": "registered"},
    )


def test_another_form_is_not_thrown_away(talk: OfficersTalk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)

    talk.says("ประกาศ")

    assert talk.keys[0] == "form.other_open"
    assert talk.answers["agency_name"] == WEATHER_NAME


@pytest.mark.parametrize("text", ["ประกาศ", "[button]"])
def test_staff_who_may_not_announce_are_told_so(text: str, talk: OfficersTalk) -> None:
    talk.desk = Desk(may_announce=False, shown=[notice(S.PENDING)])

    talk.presses("notice|approve|7.3|") if text == "[button]" else talk.says(text)

    assert (talk.keys, talk.effects) == (["announce.not_yours"], [])


@pytest.mark.parametrize("data", ["notice|approve|7.3|", "notice|show|7.3|", "start|announce||"])
def test_anybody_else_learns_nothing(data: str, lexicon: Lexicon, catalogue: Catalogue) -> None:
    stranger = Talk(lexicon, catalogue)

    stranger.presses(data)

    assert (stranger.keys, stranger.effects) == (["announce.not_yours"], [])


@pytest.mark.parametrize("verb", sorted(announcing.STEPS))
def test_a_button_does_its_step_at_the_version_it_was_shown(verb: str, talk: OfficersTalk) -> None:
    talk.desk = Desk(shown=[notice()])

    talk.presses(f"notice|{verb}|7.2|")

    assert talk.effects == [StepNotice(7, 2, verb)]


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        ("notice|approve|8.1|", ["outcome.gone"]),
        ("notice|approve|x|", ["outcome.gone"]),
        ("notice|approve|7|", ["outcome.gone"]),
        ("notice|explode|7.3|", ["announce.stands.draft"]),
        ("notice|send_back|7.2|", ["announce.stands.draft"]),
        ("notice|stop_sure|7.3|", ["announce.stands.draft"]),
        ("start|send_back||", ["form.gone"]),
    ],
)
def test_a_forged_or_stale_button_does_nothing(
    data: str, keys: list[str], talk: OfficersTalk
) -> None:
    talk.desk = Desk(shown=[notice()])

    talk.presses(data)

    assert (talk.keys, talk.effects) == (keys, [])


def test_a_notice_is_sent_back_with_the_reason_that_is_typed(talk: OfficersTalk) -> None:
    talk.desk = Desk(shown=[notice(S.PENDING)])

    talk.presses("notice|send_back|7.3|").says("ขอเบอร์ติดต่อด้วย")

    assert talk.effects == [StepNotice(7, 3, "send_back", "ขอเบอร์ติดต่อด้วย")]


@pytest.mark.parametrize(
    ("word", "state", "effects"),
    [
        ("พัก", S.SENDING, [StepNotice(7, 3, "pause")]),
        ("ส่งต่อ", S.PAUSED, [StepNotice(7, 3, "resume")]),
    ],
)
def test_a_word_steers_the_notice_that_can_be_meant(
    word: str, state: S, effects: list[StepNotice], talk: OfficersTalk
) -> None:
    talk.desk = Desk(shown=[notice(state)])

    assert talk.says(word).effects == effects


def test_stopping_is_asked_once_more(talk: OfficersTalk) -> None:
    talk.desk = Desk(shown=[notice(S.SENDING)])

    assert talk.says("หยุด").keys == ["announce.stop_sure"]
    assert talk.effects == []

    assert talk.taps("notice:stop:7.3").effects == [StepNotice(7, 3, "stop")]


def test_with_several_on_their_way_the_cards_are_shown(talk: OfficersTalk) -> None:
    talk.desk = Desk(shown=[notice(S.SENDING), notice(S.SENDING, id=8)])

    assert talk.says("พัก").keys == ["announce.stands.sending"] * 2
    assert talk.effects == []


@pytest.mark.parametrize(
    ("word", "key"),
    [("ถึงไหนแล้ว", "status.none"), ("พัก", "announce.nothing"), ("ส่งต่อ", "announce.nothing")],
)
def test_without_a_notice_words_mean_what_they_mean_to_anybody(
    word: str, key: str, talk: OfficersTalk
) -> None:
    assert talk.says(word).keys == [key]


def test_progress_is_told_of_what_is_on_its_way(talk: OfficersTalk) -> None:
    talk.desk = Desk(shown=[notice(S.SENDING, told=40), notice(S.PENDING, id=8)])

    talk.says("ถึงไหนแล้ว")

    first = talk.turn.says[0]
    assert isinstance(first, Ask)
    assert first.words.values["told"] == 40
    assert talk.keys == ["announce.stands.sending", "announce.stands.pending"]


@pytest.mark.parametrize(
    ("is_mine", "keys"),
    [
        (True, ["announce.refused", "announce.stands.pending"]),
        (False, ["announce.stands.pending"]),
    ],
)
def test_the_word_alone_approves_nothing(
    is_mine: bool, keys: list[str], talk: OfficersTalk
) -> None:
    talk.desk = Desk(shown=[notice(S.PENDING, is_mine=is_mine)])

    assert (talk.says("อนุมัติ").keys, talk.effects) == (keys, [])
