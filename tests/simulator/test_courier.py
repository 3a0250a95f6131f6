import pytest

from simulator import acts
from simulator.outgoing import Reason


def outcome(line, act):
    line.platform.wait_until(lambda: act.parcels[0].settled, seconds=5)
    return act.parcels[0].answered.reason, act.parcels[0].tries


def test_a_webhook_is_as_line_sends_it(line, bot):
    somchai = line.user("สมชาย").says("สวัสดี")

    [event] = bot.heard
    assert event == {
        "type": "message",
        "mode": "active",
        "timestamp": event["timestamp"],
        "source": {"type": "user", "userId": somchai.user_id},
        "webhookEventId": event["webhookEventId"],
        "deliveryContext": {"isRedelivery": False},
        "replyToken": event["replyToken"],
        "message": {
            "id": event["message"]["id"],
            "type": "text",
            "text": "สวัสดี",
            "quoteToken": event["message"]["quoteToken"],
            "markAsReadToken": event["message"]["markAsReadToken"],
        },
    }


def test_events_of_one_person_arrive_in_order(line, bot):
    somchai = line.user()

    sent = [acts.say(line.platform, somchai.user_id, str(number)) for number in range(20)]
    for act in sent:
        somchai.wait_for(act)

    assert [event["message"]["text"] for event in bot.heard] == [str(n) for n in range(20)]


@pytest.mark.parametrize(
    ("status", "reason"),
    [("204 No Content", Reason.OK), ("500 Internal Server Error", Reason.ERROR_STATUS_CODE)],
)
def test_any_2xx_counts_as_received(line, bot, status, reason):
    bot.status = status

    act = acts.say(line.platform, line.user().user_id, "x")

    assert outcome(line, act) == (reason, 1)


def test_a_bot_that_is_too_slow_is_a_timeout(line, bot):
    line.platform.switches.webhook_timeout = 0.05
    bot.seconds = 0.3

    act = acts.say(line.platform, line.user().user_id, "x")

    assert outcome(line, act) == (Reason.REQUEST_TIMEOUT, 1)


def test_an_event_that_was_refused_comes_again_when_redelivery_is_on(line, bot):
    line.platform.switches.redelivery = True
    bot.statuses = ["503 Service Unavailable"]

    somchai = line.user().says("สวัสดี")

    first, again = [
        entry["request"]["events"][0] for entry in line.traffic() if entry["direction"] == "webhook"
    ]
    assert again == {**first, "deliveryContext": {"isRedelivery": True}}
    somchai.sees("ได้ยินว่า สวัสดี")


def test_no_redelivery_by_default(line, bot):
    bot.statuses = ["503 Service Unavailable"]

    act = acts.say(line.platform, line.user().user_id, "x")

    assert outcome(line, act) == (Reason.ERROR_STATUS_CODE, 1)
    assert bot.heard == []
