"""Retry keys at the door: what uses one up, and what the second call is told."""

import pytest

PUSH, MULTICAST, BROADCAST = (f"/v2/bot/message/{n}" for n in ("push", "multicast", "broadcast"))
KEY = {"X-Line-Retry-Key": "123e4567-e89b-12d3-a456-426614174000"}
HELLO = {"type": "text", "text": "สวัสดีค่ะ"}
USED = {"message": "The retry key is already accepted"}


def multicast(api, to, **more):
    return api.bot("POST", MULTICAST, {"to": to, "messages": [HELLO], **more}, headers=KEY)


def push(api, to):
    return api.bot("POST", PUSH, {"to": to, "messages": [HELLO]}, headers=KEY)


def test_a_multicast_is_accepted_once_a_key(api):
    somchai = api.friend()

    first, second = multicast(api, [somchai]), multicast(api, [somchai])

    assert (first.status_code, first.json) == (200, {})
    assert (second.status_code, second.json) == (409, USED)
    assert second.headers["X-Line-Accepted-Request-Id"] == first.headers["X-Line-Request-Id"]
    assert "X-Line-Accepted-Request-Id" not in first.headers
    assert api.seen(somchai) == [HELLO]
    assert api.platform.quota.used(api.platform.clock.month()) == 1


def test_another_body_or_endpoint_under_a_used_key_is_done_already(api):
    somchai, somying = api.friend(), api.friend()
    first = push(api, somchai)

    others = [
        push(api, somying),
        multicast(api, [somying]),
        api.bot("POST", BROADCAST, {"messages": [HELLO]}, headers=KEY),
    ]

    told = USED | {"sentMessages": first.json["sentMessages"]}
    assert [(other.status_code, other.json) for other in others] == [(409, told)] * 3
    assert api.seen(somying) == []


@pytest.mark.parametrize(
    "fault", ["500", "429", "quota-429", "401"], ids=lambda kind: f"before {kind}"
)
def test_a_call_that_failed_before_leaves_the_key_free(api, fault):
    somchai = api.friend()
    api("POST", "/_sim/faults", {"path": MULTICAST, "kind": fault, "times": 1})

    failed, again = multicast(api, [somchai]), multicast(api, [somchai])

    assert (failed.status_code, again.status_code) == (int(fault[-3:]), 200)
    assert api.seen(somchai) == [HELLO]


def test_a_call_that_failed_after_has_used_the_key(api):
    somchai = api.friend()
    api("POST", "/_sim/faults", {"path": MULTICAST, "kind": "500-after", "times": 1})

    failed, again = multicast(api, [somchai]), multicast(api, [somchai])

    assert (failed.status_code, failed.json) == (500, {"message": "Internal Server Error"})
    assert (again.status_code, again.json) == (409, USED)
    assert again.headers["X-Line-Accepted-Request-Id"] == failed.headers["X-Line-Request-Id"]
    assert api.seen(somchai) == [HELLO]


def test_a_refused_call_leaves_the_key_free(api):
    somchai = api.friend()
    refused = [
        multicast(api, []),
        multicast(api, [somchai], notificationDisabled=1),
        push(api, "U" + "0" * 32),
    ]
    api.platform.switches.quota = 0
    refused.append(multicast(api, [somchai]))
    api.platform.switches.quota = 1

    accepted = multicast(api, [somchai])

    assert [each.status_code for each in refused] == [400, 400, 400, 429]
    assert accepted.status_code == 200


def test_a_key_ends_after_a_day_whichever_way_the_clock_went(api):
    somchai = api.friend()
    multicast(api, [somchai])

    statuses = []
    for seconds in (-3600, 3600 + 86_390, 10):
        api.platform.clock.advance(seconds)
        statuses.append(multicast(api, [somchai]).status_code)

    assert statuses == [409, 409, 200]


@pytest.mark.parametrize("key", ["1", "123e4567e89b12d3a456426614174000", "ก" * 36])
def test_a_key_that_is_no_uuid_is_refused(api, key):
    somchai = api.friend()
    headers = {"X-Line-Retry-Key": key.encode().decode("latin-1")}

    refused = api.bot("POST", MULTICAST, {"to": [somchai], "messages": [HELLO]}, headers=headers)

    assert (refused.status_code, refused.json) == (
        400,
        {"message": "The value for the 'X-Line-Retry-Key' header is invalid"},
    )
    assert api.seen(somchai) == []
