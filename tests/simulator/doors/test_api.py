import pytest

from simulator import acts, errors

REPLY, PUSH, MULTICAST = (f"/v2/bot/message/{name}" for name in ("reply", "push", "multicast"))
KEY = {"X-Line-Retry-Key": "123e4567-e89b-12d3-a456-426614174000"}
HELLO = {"type": "text", "text": "สวัสดีค่ะ"}
NOBODY = "U" + "0" * 32


def answer(response):
    return response.status_code, response.json


def message(text):
    return {"message": text}


def test_a_reply_is_shown_and_its_token_is_spent(api):
    somchai = api.friend()
    token = api.said(somchai)

    first = api.bot("POST", REPLY, {"replyToken": token, "messages": [HELLO]})
    second = api.bot("POST", REPLY, {"replyToken": token, "messages": [HELLO]})

    assert first.status_code == 200
    assert [set(sent) for sent in first.json["sentMessages"]] == [{"id", "quoteToken"}]
    assert answer(second) == (400, message("Invalid reply token"))
    assert api.seen(somchai)[1:] == [HELLO]


def test_a_reply_token_dies_a_minute_after_delivery(api):
    token = api.said(api.friend())

    api.platform.clock.advance(61)

    late = api.bot("POST", REPLY, {"replyToken": token, "messages": [HELLO]})
    assert answer(late) == (400, message("Invalid reply token"))


def test_a_refused_reply_spends_nothing(api):
    somchai = api.friend()
    token = api.said(somchai)

    bad = api.bot("POST", REPLY, {"replyToken": token, "messages": [{**HELLO, "text": ""}]})
    good = api.bot("POST", REPLY, {"replyToken": token, "messages": [HELLO]})

    assert (bad.status_code, good.status_code) == (400, 200)


def test_a_reply_takes_no_retry_key(api):
    token = api.said(api.friend())

    refused = api.bot("POST", REPLY, {"replyToken": token, "messages": [HELLO]}, headers=KEY)

    assert refused.status_code == 400


def test_a_reply_is_free_and_a_push_is_counted_per_person(api):
    people = [api.friend(), api.friend()]
    api.bot("POST", REPLY, {"replyToken": api.said(people[0]), "messages": [HELLO]})
    api.bot("POST", PUSH, {"to": people[0], "messages": [HELLO] * 3})
    api.bot("POST", MULTICAST, {"to": [*people, NOBODY], "messages": [HELLO]})

    used = api.bot("GET", "/v2/bot/message/quota/consumption")

    assert answer(used) == (200, {"totalUsage": 3})


def test_a_push_to_one_who_blocks_is_accepted_unseen_and_uncounted(api):
    somchai = api.friend()
    acts.block(api.platform, somchai)

    pushed = api.bot("POST", PUSH, {"to": somchai, "messages": [HELLO]})

    assert pushed.status_code == 200
    assert api.seen(somchai) == []
    assert api.platform.quota.used(api.platform.clock.month()) == 0


@pytest.mark.parametrize(
    ("path", "to", "text"),
    [
        (
            PUSH,
            "somchai",
            "The property, 'to', in the request body is invalid (line: -, column: -)",
        ),
        (PUSH, NOBODY, "Failed to send messages"),
        (
            MULTICAST,
            [NOBODY, "U1"],
            "The property, 'to[1]', in the request body is invalid (line: -, column: -)",
        ),
    ],
)
def test_a_bad_recipient_is_refused(api, path, to, text):
    assert answer(api.bot("POST", path, {"to": to, "messages": [HELLO]})) == (400, message(text))


def test_a_multicast_takes_at_most_500(api):
    refused = api.bot("POST", MULTICAST, {"to": [NOBODY] * 501, "messages": [HELLO]})

    assert refused.json["details"] == [
        {"message": "Size must be between 1 and 500", "property": "to"}
    ]


def test_a_used_retry_key_gives_the_first_acceptance_and_sends_nothing(api):
    somchai = api.friend()
    body = {"to": somchai, "messages": [HELLO]}

    first = api.bot("POST", PUSH, body, headers=KEY)
    again = api.bot("POST", PUSH, body, headers=KEY)

    assert again.status_code == 409
    assert again.json == {
        "message": "The retry key is already accepted",
        "sentMessages": first.json["sentMessages"],
    }
    assert again.headers["X-Line-Accepted-Request-Id"] == first.headers["X-Line-Request-Id"]
    assert again.headers["X-Line-Request-Id"] != first.headers["X-Line-Request-Id"]
    assert api.seen(somchai) == [HELLO]


def test_a_retry_key_is_free_again_after_a_day(api):
    somchai = api.friend()
    body = {"to": [somchai], "messages": [HELLO]}
    api.bot("POST", MULTICAST, body, headers=KEY)

    assert answer(api.bot("POST", MULTICAST, body, headers=KEY)) == (
        409,
        message("The retry key is already accepted"),
    )
    api.platform.clock.advance(24 * 60 * 60)
    assert answer(api.bot("POST", MULTICAST, body, headers=KEY)) == (200, {})
    assert api.seen(somchai) == [HELLO, HELLO]


def test_a_failed_call_does_not_use_up_its_retry_key(api):
    somchai = api.friend()
    api.platform.switches.quota = 0
    body = {"to": somchai, "messages": [HELLO]}

    refused = api.bot("POST", PUSH, body, headers=KEY)
    api.platform.switches.quota = None
    accepted = api.bot("POST", PUSH, body, headers=KEY)

    assert answer(refused) == (429, message("You have reached your monthly limit."))
    assert accepted.status_code == 200


def test_a_retry_key_is_a_uuid(api):
    odd = api.bot(
        "POST", PUSH, {"to": api.friend(), "messages": [HELLO]}, headers={"X-Line-Retry-Key": "1"}
    )

    assert odd.status_code == 400


def test_the_quota_begins_anew_each_month(api):
    somchai = api.friend()
    api.bot("POST", PUSH, {"to": somchai, "messages": [HELLO]})

    api.platform.clock.advance(32 * 86_400)

    assert api.bot("GET", "/v2/bot/message/quota").json == {"type": "limited", "value": 500}
    assert api.bot("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 0}


def test_too_many_calls_are_refused_as_a_rate_not_as_a_quota(api):
    body = {"chatId": api.friend(), "loadingSeconds": 5}
    calls = [api.bot("POST", "/v2/bot/chat/loading/start", body) for _ in range(150)]

    assert answer(calls[0]) == (202, {})
    refused = [answer(call) for call in calls if call.status_code != 202]
    assert refused
    assert refused[0] == (429, message("The API rate limit has been exceeded. Try again later."))


@pytest.mark.parametrize(
    ("header", "text"),
    [("", errors.NO_TOKEN), ("Basic x", errors.NO_TOKEN), ("Bearer x", errors.BAD_TOKEN)],
)
def test_a_call_without_the_token_is_401(api, header, text):
    refused = api("GET", "/v2/bot/info", headers={"Authorization": header} if header else {})

    assert answer(refused) == (401, message(text))
    assert "X-Line-Request-Id" in refused.headers


def test_a_body_that_is_not_json_says_where(api):
    refused = api.bot("POST", PUSH, raw=b'{"to": \n oops}')

    assert answer(refused) == (
        400,
        message("The request body could not be parsed as JSON (line: 2, column: 2)"),
    )


def test_a_body_over_two_megabytes_is_413(api):
    assert api.bot("POST", PUSH, raw=b" " * 2_097_153).status_code == 413


@pytest.mark.parametrize(
    "path", ["/v2/bot/insight/followers", "/v2/bot/followers/ids", "/v2/oauth/accessToken"]
)
def test_what_is_not_built_names_itself(api, path):
    assert answer(api.bot("GET", path)) == (
        501,
        message(f"not built in this simulator: GET {path}"),
    )


def test_validate_judges_and_sends_nothing(api):
    path = "/v2/bot/message/validate/push"

    assert answer(api.bot("POST", path, {"messages": [HELLO]})) == (200, {})
    assert answer(api.bot("POST", path, {"messages": []}))[0] == 400
    assert answer(api.bot("POST", path, {})) == (
        400,
        {
            "message": "The request body has 1 error(s)",
            "details": [{"message": "May not be empty", "property": "messages"}],
        },
    )
