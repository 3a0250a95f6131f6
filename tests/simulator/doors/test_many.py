"""Multicast and broadcast, the month's limit, and what was delivered, as LINE answers."""

from datetime import datetime

import pytest

from simulator import acts
from simulator.clock import LINE_ZONE
from simulator.crowd import user_id

PUSH, MULTICAST, BROADCAST = (f"/v2/bot/message/{n}" for n in ("push", "multicast", "broadcast"))
USED, DELIVERY = "/v2/bot/message/quota/consumption", "/v2/bot/message/delivery"
HELLO = {"type": "text", "text": "สวัสดีค่ะ"}
NOBODY = "U" + "0" * 32
OVER = (429, {"message": "You have reached your monthly limit."})
FAST = (429, {"message": "The API rate limit has been exceeded. Try again later."})


def answer(response):
    return response.status_code, response.json


def used(api):
    return api.bot("GET", USED).json["totalUsage"]


def multicast(api, to, **more):
    return api.bot("POST", MULTICAST, {"to": to, "messages": [HELLO], **more})


def stand_at(api, day_and_hour):
    """Put the clock to that time of LINE's."""
    wanted = datetime.fromisoformat(day_and_hour).replace(tzinfo=LINE_ZONE).timestamp()
    api.platform.clock.advance(wanted - api.platform.clock.now() / 1000)


def test_a_multicast_of_500_shows_every_message_once_and_counts_people(api):
    people = [api.friend() for _ in range(3)]
    api.platform.gather(497)
    to = [*people, *(user_id(number) for number in range(497))]
    api.platform.switches.quota = 500
    messages = [{"type": "text", "text": str(number)} for number in range(5)]

    sent = api.bot("POST", MULTICAST, {"to": to, "messages": messages})

    assert answer(sent) == (200, {})
    assert [api.seen(each) for each in people] == [messages] * 3
    assert used(api) == 500


def test_unknown_blocked_and_repeated_people_cost_nothing(api):
    somchai, blocker = api.friend(), api.friend()
    acts.block(api.platform, blocker)

    sent = multicast(api, [somchai, blocker, NOBODY, somchai])

    assert answer(sent) == (200, {})
    assert (api.seen(somchai), api.seen(blocker)) == ([HELLO], [])
    assert used(api) == 1


def test_a_group_is_no_recipient_and_spoils_the_whole_call(api):
    somchai = api.friend()
    group, _ = acts.open_group(api.platform, "กลุ่ม", [somchai])

    refused = multicast(api, [somchai, group.id])

    text = "The property, 'to[1]', in the request body is invalid (line: -, column: -)"
    assert answer(refused) == (400, {"message": text})
    assert (api.seen(somchai), used(api)) == ([], 0)


@pytest.mark.parametrize(
    "body",
    [
        {"messages": []},
        {"messages": [HELLO] * 6},
        {"messages": [HELLO, {"type": "text", "text": ""}]},
        {"messages": [HELLO], "notificationDisabled": "yes"},
        {"messages": [HELLO], "customAggregationUnits": ["a", "b"]},
    ],
)
def test_a_bad_body_reaches_nobody(api, body):
    somchai = api.friend()

    refused = api.bot("POST", MULTICAST, {"to": [somchai], **body})

    assert (refused.status_code, api.seen(somchai), used(api)) == (400, [], 0)


def test_a_body_of_two_megabytes_passes_and_one_byte_more_does_not(api):
    somchai = api.friend()
    plain = b'{"to":["%s"],"messages":[{"type":"text","text":"x"}]}' % somchai.encode()

    fits = api.bot("POST", MULTICAST, raw=plain.ljust(2_097_152))
    over = api.bot("POST", MULTICAST, raw=plain.ljust(2_097_153))

    assert (fits.status_code, over.status_code) == (200, 413)
    assert len(api.seen(somchai)) == 1


def test_a_multicast_beyond_the_months_limit_reaches_nobody(api):
    people = [api.friend() for _ in range(3)]
    api("POST", "/_sim/settings", {"quota": 10, "used": 8})

    over = multicast(api, people)
    fits = multicast(api, people[:2])
    spent = multicast(api, people[2:])
    free = multicast(api, [NOBODY])

    assert [answer(each) for each in (over, fits, spent, free)] == [
        OVER,
        (200, {}),
        OVER,
        (200, {}),
    ]
    assert [api.seen(each) for each in people] == [[HELLO], [HELLO], []]
    assert used(api) == 10


def test_the_limit_is_told_and_none_is_told_too(api):
    limited = api.bot("GET", "/v2/bot/message/quota").json
    api("POST", "/_sim/settings", {"quota": None})
    free = api.bot("GET", "/v2/bot/message/quota").json

    assert (limited, free) == ({"type": "limited", "value": 500}, {"type": "none"})


def test_lines_month_turns_at_midnight_in_tokyo_and_gives_the_quota_anew(api):
    somchai = api.friend()
    stand_at(api, "2026-03-31 23:59:00")
    api("POST", "/_sim/settings", {"quota": 1})
    multicast(api, [somchai])
    refused = multicast(api, [somchai])

    api.platform.clock.advance(60)
    renewed = used(api), answer(multicast(api, [somchai]))
    api.platform.clock.advance(-60)

    assert (answer(refused), renewed) == (OVER, (0, (200, {})))
    assert used(api) == 1
    assert answer(multicast(api, [somchai])) == OVER


def test_a_broadcast_goes_to_every_friend_and_no_group(api):
    somchai, blocker = api.friend(), api.friend()
    group, _ = acts.open_group(api.platform, "กลุ่ม", [somchai])
    acts.block(api.platform, blocker)
    api.platform.gather(3)

    sent = api.bot("POST", BROADCAST, {"messages": [HELLO]})

    assert answer(sent) == (200, {})
    assert [api.seen(each) for each in (somchai, blocker, group.id)] == [[HELLO], [], []]
    assert api("GET", "/_sim/crowd").json["histogram"] == {"1": 3}
    assert used(api) == 4


def test_a_broadcast_beyond_the_limit_reaches_nobody_and_sixty_an_hour_are_all(api):
    api("POST", "/_sim/settings", {"quota": 0})
    somchai = api.friend()

    answers = [answer(api.bot("POST", BROADCAST, {"messages": [HELLO]})) for _ in range(61)]
    api.platform.clock.advance(61)
    later = answer(api.bot("POST", BROADCAST, {"messages": [HELLO]}))

    assert answers == [OVER] * 60 + [FAST]
    assert later == OVER
    assert api.seen(somchai) == []


def test_200_multicasts_a_second_are_all_and_a_push_is_not_among_them(api):
    somchai = api.friend()
    api("POST", "/_sim/settings", {"quota": 0})
    now = api.platform.clock.now()
    for _ in range(200):
        api.platform.rates.take(f"POST {MULTICAST}", now=now + 60_000)

    fast = multicast(api, [somchai])
    push = api.bot("POST", PUSH, {"to": somchai, "messages": [HELLO]})

    assert (answer(fast), answer(push)) == (FAST, OVER)


def test_a_day_is_told_by_kind_once_it_is_over(api):
    somchai, somying = api.friend(), api.friend()
    stand_at(api, "2026-03-17 12:00:00")
    token = api.said(somchai)
    api.bot("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": [HELLO]})
    api.bot("POST", PUSH, {"to": somchai, "messages": [HELLO] * 2})
    multicast(api, [somchai, somying, NOBODY])
    kinds = ("reply", "push", "multicast", "broadcast")

    def told(day):
        return [api.bot("GET", f"{DELIVERY}/{kind}?date={day}").json for kind in kinds]

    today = told("20260317")
    api.platform.clock.advance(86_400)

    assert today == [{"status": "unready"}] * 4
    assert told("20260317") == [{"status": "ready", "success": count} for count in (1, 1, 2, 0)]
    assert told("20180330") == [{"status": "out_of_service"}] * 4


@pytest.mark.parametrize("query", ["", "?date=", "?date=2026-03-17", "?date=20261317", "?day=1"])
def test_a_day_must_be_a_day(api, query):
    refused = api.bot("GET", f"{DELIVERY}/push{query}")

    assert answer(refused) == (400, {"message": "The value for the 'date' parameter is invalid"})


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
def test_validate_judges_messages_of_every_kind(api, kind):
    path = f"/v2/bot/message/validate/{kind}"

    assert answer(api.bot("POST", path, {"messages": [HELLO]})) == (200, {})
    assert api.bot("POST", path, {"messages": [{"type": "text"}]}).status_code == 400
    assert used(api) == 0


def test_narrowcast_is_not_built_and_says_so(api):
    assert answer(api.bot("POST", "/v2/bot/message/narrowcast", {"messages": [HELLO]})) == (
        501,
        {"message": "not built in this simulator: POST /v2/bot/message/narrowcast"},
    )
