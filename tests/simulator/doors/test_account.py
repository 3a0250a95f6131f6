import pytest

from simulator import acts

NOBODY = "U" + "0" * 32


def test_a_profile_is_given_of_friends_only(api):
    somchai, blocker = api.friend("สมชาย <b>"), api.friend()
    acts.block(api.platform, blocker)

    known = api.bot("GET", f"/v2/bot/profile/{somchai}")
    others = [api.bot("GET", f"/v2/bot/profile/{each}") for each in (blocker, NOBODY)]
    malformed = api.bot("GET", "/v2/bot/profile/somchai")

    assert known.json == {"userId": somchai, "displayName": "สมชาย <b>", "language": "th"}
    assert [(other.status_code, other.json) for other in others] == [
        (404, {"message": "Not found"})
    ] * 2
    assert (malformed.status_code, malformed.json) == (
        400,
        {"message": "The value for the 'userId' parameter is invalid"},
    )


def test_loading_stands_until_a_message_comes(api):
    somchai = api.friend()
    api.bot("POST", "/v2/bot/chat/loading/start", {"chatId": somchai})
    assert api.platform.chat(somchai).loading_until > api.platform.clock.now()

    push = {"to": somchai, "messages": [{"type": "text", "text": "มาแล้ว"}]}
    api.bot("POST", "/v2/bot/message/push", push)

    assert api.platform.chat(somchai).loading_until == 0


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (3, "Must be between 5 and 60"),
        (65, "Must be between 5 and 60"),
        (7, "must be a multiple of five"),
    ],
)
def test_loading_takes_fives(api, seconds, text):
    body = {"chatId": api.friend(), "loadingSeconds": seconds}

    refused = api.bot("POST", "/v2/bot/chat/loading/start", body)

    assert refused.json["details"] == [{"message": text, "property": "loadingSeconds"}]


def test_loading_is_not_for_groups(api):
    assert (
        api.bot("POST", "/v2/bot/chat/loading/start", {"chatId": "C" + "0" * 32}).status_code == 400
    )


def test_a_picture_can_be_fetched_until_it_is_unsent(api):
    somchai = api.friend()
    act = acts.send(api.platform, somchai, {"type": "message", "message": {"type": "image"}})
    path = f"/v2/bot/message/{act.message_id}/content"

    there = api.bot("GET", path)
    acts.unsend(api.platform, somchai, act.message_id)
    gone = api.bot("GET", path)

    assert there.content_type == "image/png"
    assert there.data.startswith(b"\x89PNG")
    assert (gone.status_code, api.bot("GET", "/v2/bot/message/1/content").status_code) == (410, 404)


def test_the_webhook_address_can_be_changed_to_https_or_this_machine(api):
    path = "/v2/bot/channel/webhook/endpoint"

    statuses = [
        api.bot("PUT", path, {"endpoint": url}).status_code
        for url in ("http://a.example/callback", "ftp://a.example", "https://a.example/callback")
    ]

    assert statuses == [400, 400, 200]
    assert api.bot("GET", path).json == {"endpoint": "https://a.example/callback", "active": True}


def test_the_connection_check_tells_what_happened(api):
    checked = api.bot(
        "POST", "/v2/bot/channel/webhook/test", {"endpoint": "http://127.0.0.1:9/callback"}
    ).json

    assert (checked["success"], checked["statusCode"], checked["reason"]) == (
        False,
        0,
        "COULD_NOT_CONNECT",
    )
