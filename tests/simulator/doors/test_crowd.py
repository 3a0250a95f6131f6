"""A crowd at the doors: counted by the control API, met by the bot as people like any other."""

import pytest

from simulator import acts
from simulator.crowd import user_id

PUSH, MULTICAST = "/v2/bot/message/push", "/v2/bot/message/multicast"
HELLO = {"type": "text", "text": "สวัสดีค่ะ"}


@pytest.fixture
def crowd(api):
    return api("POST", "/_sim/crowd", {"people": 10, "blockedEvery": 5}).json


def census(api):
    return api("GET", "/_sim/crowd").json


def test_a_new_crowd_was_reached_by_nothing(api, crowd):
    nothing = {"people": 10, "min": 0, "max": 0, "sum": 0, "histogram": {"0": 10}}

    assert (crowd, census(api)) == (nothing, nothing)


def test_every_delivery_is_counted_without_a_chat(api, crowd):
    api.bot("POST", MULTICAST, {"to": [user_id(n) for n in (0, 1, 1, 4)], "messages": [HELLO] * 2})
    pushed = api.bot("POST", PUSH, {"to": user_id(1), "messages": [HELLO]})

    assert pushed.status_code == 200
    assert census(api) == {
        "people": 10,
        "min": 0,
        "max": 2,
        "sum": 3,
        "histogram": {"0": 8, "1": 1, "2": 1},
    }
    assert api.bot("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 3}
    assert api("GET", "/_sim/people").json == []


def test_one_who_acts_is_a_person_from_then_on_and_counted_all_the_same(api, crowd):
    acts.say(api.platform, user_id(3), "สวัสดี")

    api.bot("POST", MULTICAST, {"to": [user_id(3)], "messages": [HELLO]})

    assert api("GET", "/_sim/people").json == [
        {"userId": user_id(3), "name": "คนที่ 4", "blocked": False}
    ]
    assert api.seen(user_id(3))[1:] == [HELLO]
    assert census(api)["sum"] == 1


def test_profiles_are_given_of_those_who_do_not_block(api, crowd):
    friend, blocker, beyond = (
        api.bot("GET", f"/v2/bot/profile/{user_id(number)}") for number in (3, 4, 10)
    )

    assert friend.json == {"userId": user_id(3), "displayName": "คนที่ 4", "language": "th"}
    assert [(other.status_code, other.json) for other in (blocker, beyond)] == [
        (404, {"message": "Not found"})
    ] * 2


def test_ids_are_listed_by_number(api, crowd):
    assert api("GET", "/_sim/crowd/ids?from=8&count=5").json == [user_id(8), user_id(9)]
    assert len(api("GET", "/_sim/crowd/ids").json) == 10
    assert api("GET", "/_sim/crowd/ids?from=20").json == []
    assert api("GET", "/_sim/crowd/ids?from=first").status_code == 400


def test_what_only_looks_like_one_of_them_is_unknown(api, crowd):
    odd = "U" + "z" * 16 + user_id(0)[17:]

    assert api("POST", f"/_sim/people/{odd}/say", {"text": "x"}).status_code == 404
    assert api("POST", f"/_sim/people/{user_id(10)}/say", {"text": "x"}).status_code == 404
    assert api.bot("POST", PUSH, {"to": user_id(10), "messages": [HELLO]}).status_code == 400


def test_reset_sends_the_crowd_home(api, crowd):
    api("POST", "/_sim/reset")

    assert census(api) == {"people": 0, "min": 0, "max": 0, "sum": 0, "histogram": {}}
