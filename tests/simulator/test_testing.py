import re

import pytest

from simulator import acts
from simulator.crowd import Census, user_id
from simulator.faults import Fault, Kind
from simulator.testing import Line


def test_a_text_is_answered_and_seen(line, bot):
    somchai = line.user("สมชาย")

    somchai.says("สวัสดี").sees("ได้ยินว่า สวัสดี")

    assert somchai.last_answer == [{"type": "text", "text": "ได้ยินว่า สวัสดี"}]


def test_the_transcript_reads_as_the_screen(line, bot):
    somchai = line.user()

    somchai.says("/card").taps("ต่อไป")

    assert somchai.transcript() == "\n".join(
        [
            "> /card",
            "< ขั้นที่ 1 จาก 5",
            "< [Microsoft Teams ✓]",
            "< [ต่อไป]",
            "< [เว็บ → https://www.onde.go.th/]",
            "< (เมนู)",
            "> [ต่อไป]",
            "< กด next",
        ]
    )


@pytest.mark.parametrize("label", ["Microsoft Teams ✓", "เลือก Teams", "Microsoft Teams"])
def test_a_tap_finds_a_component_by_what_is_seen_or_its_label(line, bot, label):
    somchai = line.user().says("/card")

    somchai.taps(label).sees("กด app=teams")


def test_a_quick_reply_is_there_on_a_phone_and_not_on_a_computer(line, bot):
    phone, pc = line.user().says("/card"), line.user(pc=True).says("/card")

    assert phone.labels() == ["Microsoft Teams ✓", "ต่อไป", "เว็บ", "เมนู"]
    assert pc.labels() == ["Microsoft Teams ✓", "ต่อไป", "เว็บ"]


def test_an_old_card_is_tapped_by_its_index(line, bot):
    somchai = line.user().says("/card").says("อื่น")

    somchai.taps("ต่อไป", message=1).sees("กด next")


def test_a_missing_button_is_named_with_those_there(line, bot):
    somchai = line.user().says("/card")

    with pytest.raises(Exception, match="no button says 'ส่ง'") as caught:
        somchai.taps("ส่ง")

    assert caught.value.more == {"labels": ["เมนู", "Microsoft Teams ✓", "ต่อไป", "เว็บ"]}


def test_a_push_answers_an_act_too(line, bot):
    line.user().says("/push").sees("ส่งมาเอง")


def test_silence_fails_with_the_conversation(bot, line):
    line.seconds = 0.3

    with pytest.raises(AssertionError, match="no answer within") as caught:
        line.user().says("/silence")

    assert "> /silence" in str(caught.value)
    assert "webhook message text 200" in str(caught.value)


def test_silence_may_be_expected(line, bot):
    line.user().says("/silence", answered=False).sees_nothing_new()


def test_a_bot_that_is_not_there_fails_at_once():
    with (
        Line("http://127.0.0.1:9", seconds=60) as line,
        pytest.raises(AssertionError, match="could_not_connect"),
    ):
        line.user().says("สวัสดี")


def test_sees_fails_on_what_is_not_there(line, bot):
    somchai = line.user().says("สวัสดี")

    with pytest.raises(AssertionError, match=re.escape("not seen: ['ลาก่อน']")):
        somchai.sees("ได้ยิน", "ลาก่อน")


def test_copies_come_with_the_same_id_and_token(line, bot):
    line.user().says("ซ้ำ", copies=3)

    first, *others = bot.heard
    assert others == [first, first]


def test_an_override_stands_in_the_event(line, bot):
    line.user().says("เก่า", timestamp=1_584_400_000_000)

    assert bot.heard[0]["timestamp"] == 1_584_400_000_000


def test_a_delayed_event_comes_after_a_later_one(line, bot):
    somchai = line.user()

    act = acts.say(line.platform, somchai.user_id, "ก่อน", how=acts.How(delay=0.2))
    somchai.says("หลัง")
    somchai.wait_for(act)

    assert [event["message"]["text"] for event in bot.heard] == ["หลัง", "ก่อน"]


def test_a_group_mentions_the_bot_by_name(line, bot):
    somchai, somying = line.user("สมชาย"), line.user("สมหญิง")
    group = line.group(somchai, somying)

    group.mentions(somying, "สถานะ").sees("ได้ยินว่า @สดช. WFH สถานะ")

    event = bot.heard[-1]
    assert event["source"] == {
        "type": "group",
        "groupId": group.chat_id,
        "userId": somying.user_id,
    }
    assert event["message"]["mention"] == {
        "mentionees": [
            {
                "index": 0,
                "length": 9,
                "type": "user",
                "userId": line.platform.address.bot_id,
                "isSelf": True,
            }
        ]
    }
    assert somying.transcript() == ""


def test_blocking_and_unblocking_are_events(line, bot):
    somchai = line.user().blocks().unblocks()

    assert [(event["type"], event.get("follow")) for event in bot.heard] == [
        ("unfollow", None),
        ("follow", {"isUnblocked": True}),
    ]
    somchai.sees("สวัสดีค่ะ")


def test_unsend_takes_the_last_message_off_the_screen(line, bot):
    somchai = line.user().says("ผิด")
    message_id = somchai.last_message_id

    somchai.unsends()

    assert bot.heard[-1]["unsend"] == {"messageId": message_id}
    assert somchai.transcript() == "< ได้ยินว่า ผิด"


def test_a_crowd_is_reached_by_number_and_one_of_it_can_talk(line, bot):
    crowd = line.crowd(1_000, blocked_every=10)

    fifth = crowd.person(5).says("/push").sees("ส่งมาเอง")

    assert len(set(crowd.ids())) == 1_000
    assert next(crowd.ids()) == user_id(0)
    assert fifth.user_id == user_id(5)
    assert crowd.census() == Census(people=1_000, min=0, max=1, sum=1, histogram={0: 999, 1: 1})


def test_the_quota_is_set_and_read(line, bot):
    line.set_quota(1, used=0)

    line.user().says("/push").sees("ส่งมาเอง")

    assert line.quota_used() == 1
    line.set_quota(None)
    assert (line.platform.switches.quota, line.quota_used()) == (None, 1)


def test_a_fault_strikes_as_often_as_said(line):
    line.fault("/v2", "500-before", 2, times=1, chance=0.5, seed=3)

    assert line.platform.faults.listed() == [
        Fault("/v2", Kind.SERVER_ERROR, every=2, chance=0.5, seed=3, times=1)
    ]
