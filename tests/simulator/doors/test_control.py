import pytest


@pytest.fixture
def somchai(api):
    return api("POST", "/_sim/people", {"name": "สมชาย"}).json["userId"]


def test_a_person_is_a_friend_at_once_and_the_bot_is_told(api, somchai):
    api.platform.wait_until(lambda: bool(api.platform.traffic.newest_last()), seconds=5)

    assert api("GET", "/_sim/people").json == [
        {"userId": somchai, "name": "สมชาย", "blocked": False}
    ]
    [entry] = api("GET", "/_sim/traffic").json
    assert entry["request"]["events"][0]["type"] == "follow"
    assert (entry["what"], entry["status"], entry["reason"]) == ("follow", 0, "could_not_connect")


def test_say_answers_with_the_ids_of_the_event(api, somchai):
    said = api("POST", f"/_sim/people/{somchai}/say", {"text": "สวัสดี"}).json

    assert set(said) == {"messageId", "webhookEventId", "replyToken"}


def test_messages_are_line_objects_with_who_sent_them(api, somchai):
    said = api("POST", f"/_sim/people/{somchai}/say", {"text": "สวัสดี"}).json
    push = {"to": somchai, "messages": [{"type": "text", "text": "ค่ะ"}]}
    sent = api.bot("POST", "/v2/bot/message/push", push).json["sentMessages"]

    mine, theirs = api("GET", f"/_sim/people/{somchai}/messages").json

    assert (mine["from"], mine["id"], mine["text"]) == ("user", said["messageId"], "สวัสดี")
    assert theirs == {
        "from": "bot",
        "id": sent[0]["id"],
        "timestamp": theirs["timestamp"],
        "type": "text",
        "text": "ค่ะ",
    }


def test_tap_performs_each_kind_of_button(api, somchai):
    def chip(**action):
        return {"type": "action", "action": action}

    items = [
        chip(type="uri", label="เว็บ", uri="https://a.example/"),
        chip(type="clipboard", label="คัดลอก", clipboardText="WFH"),
        chip(type="datetimepicker", label="วัน", data="d", mode="date", initial="2020-03-17"),
        chip(type="message", label="พูด", text="สถานะ"),
    ]
    push = {
        "to": somchai,
        "messages": [{"type": "text", "text": "?", "quickReply": {"items": items}}],
    }

    def tap(label):
        api.bot("POST", "/v2/bot/message/push", push)
        return api("POST", f"/_sim/people/{somchai}/tap", {"label": label}).json

    assert tap("เว็บ") == {"uri": "https://a.example/"}
    assert tap("คัดลอก") == {"clipboard": "WFH"}
    assert set(tap("วัน")) == {"webhookEventId", "replyToken"}
    assert set(tap("พูด")) == {"messageId", "webhookEventId", "replyToken"}


def test_a_quick_reply_is_gone_after_any_new_message_and_on_a_computer(api, somchai):
    items = [{"type": "action", "action": {"type": "message", "label": "เมนู", "text": "เมนู"}}]
    push = {
        "to": somchai,
        "messages": [{"type": "text", "text": "?", "quickReply": {"items": items}}],
    }
    api.bot("POST", "/v2/bot/message/push", push)

    on_pc = api("POST", f"/_sim/people/{somchai}/tap", {"label": "เมนู", "pc": True})
    api("POST", f"/_sim/people/{somchai}/say", {"text": "x"})
    later = api("POST", f"/_sim/people/{somchai}/tap", {"label": "เมนู"})

    missing = {"message": "no button says 'เมนู'", "labels": []}
    assert [(r.status_code, r.json) for r in (on_pc, later)] == [(404, missing)] * 2


def test_one_who_blocks_cannot_write(api, somchai):
    api("POST", f"/_sim/people/{somchai}/block")

    refused = api("POST", f"/_sim/people/{somchai}/say", {"text": "x"})
    twice = api("POST", f"/_sim/people/{somchai}/block")

    assert (refused.status_code, twice.status_code) == (400, 400)
    assert api("POST", f"/_sim/people/{somchai}/unblock").status_code == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("people", None),
        ("people", []),
        ("people", {"name": ""}),
        ("people", {"name": 5}),
        ("groups", {"name": "x", "members": []}),
        ("faults", {"path": "/", "kind": "earthquake"}),
        ("faults", [{"kind": "500"}]),
        ("faults", {"path": "/", "kind": "500", "every": 0}),
        ("clock", {}),
        ("clock", {"advance": 1e12}),
        ("clock", {"advance": "1"}),
        ("settings", {"colour": "red"}),
        ("settings", {"redelivery": 1}),
        ("settings", {"quota": -1}),
        ("settings", {"used": -1}),
        ("settings", {"used": 0.5}),
        ("faults", {"path": "/", "kind": "500", "chance": 1.5}),
        ("faults", {"path": "/", "kind": "500", "seed": "x"}),
        ("faults", {"path": "/", "kind": "500", "times": -1}),
        ("crowd", {}),
        ("crowd", {"people": "many"}),
        ("crowd", {"people": 10_000_001}),
        ("crowd", {"people": 5, "blockedEvery": -1}),
    ],
)
def test_bad_input_is_400_with_a_sentence(api, path, body):
    refused = api("POST", f"/_sim/{path}", body)

    assert refused.status_code == 400
    assert refused.json["message"]


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("say", {}),
        ("say", {"text": "x", "copies": 0}),
        ("say", {"text": "x", "delay": -1}),
        ("say", {"text": "x", "timestamp": "now"}),
        ("say", {"text": "x", "source": {"type": "planet"}}),
        ("say", {"text": "x", "replyToken": 5}),
        ("send", {}),
        ("send", {"type": "message"}),
        ("send", {"type": "message", "message": {}}),
        ("send", {"type": "message", "message": {"type": "text"}}),
        ("send", {"type": "message", "message": {"type": "image", "id": 5}}),
        ("send", {"type": "message", "message": {"type": "image"}, "contentBase64": "?"}),
        ("tap", {}),
        ("tap", {"label": "x", "pc": "yes"}),
        ("tap", {"label": "x", "message": "first"}),
        ("unsend", {}),
    ],
)
def test_bad_input_for_a_person_is_400_with_a_sentence(api, somchai, verb, body):
    refused = api("POST", f"/_sim/people/{somchai}/{verb}", body)

    assert refused.status_code == 400
    assert refused.json["message"]


def test_broken_json_is_400(api):
    assert api("POST", "/_sim/people", raw=b"{").status_code == 400


@pytest.mark.parametrize("verb", ["say", "tap", "block", "unblock"])
def test_an_unknown_person_is_404(api, verb):
    body = {"text": "x", "label": "x"}

    assert api("POST", f"/_sim/people/U0/{verb}", body).status_code == 404


def test_faults_are_added_replaced_and_cleared(api):
    usual = {"every": 1, "seconds": 0, "chance": 0, "seed": 0, "times": 0}
    one = usual | {"path": "/v2", "kind": "500", "every": 2, "times": 3}
    other = usual | {"path": "/v2/bot/info", "kind": "slow", "seconds": 0.1, "chance": 0.5}

    assert api("POST", "/_sim/faults", one).json == {"faults": [one]}
    assert api("POST", "/_sim/faults", other).json == {"faults": [one, other]}
    assert api("POST", "/_sim/faults", [other]).json == {"faults": [other]}
    assert api("DELETE", "/_sim/faults").json == {"faults": []}


def test_a_fault_answers_in_lines_place(api):
    api("POST", "/_sim/faults", {"path": "/v2/bot/info", "kind": "429", "every": 2})

    statuses = [api.bot("GET", "/v2/bot/info").status_code for _ in range(4)]

    assert statuses == [200, 429, 200, 429]


def test_the_clock_moves_forward(api):
    before = api("GET", "/_sim/settings").json["now"]

    moved = api("POST", "/_sim/clock", {"advance": 3600}).json

    assert moved["advanced"] == 3600
    assert 3_600_000 <= moved["now"] - before < 3_660_000


def test_the_clock_moves_back(api):
    before = api("GET", "/_sim/settings").json["now"]

    moved = api("POST", "/_sim/clock", {"advance": -3600}).json

    assert moved["advanced"] == -3600
    assert -3_600_000 <= moved["now"] - before < -3_540_000


def test_settings_are_told_as_set(api):
    told = api("POST", "/_sim/settings", {"redelivery": True, "quota": None, "used": 480}).json

    assert (told["redelivery"], told["quota"], told["used"]) == (True, None, 480)


def test_reset_is_as_new_but_keeps_the_webhook(api, somchai):
    api.platform.address.url = "http://127.0.0.1:9/callback"
    api("POST", "/_sim/faults", {"path": "/", "kind": "500"})
    api("POST", "/_sim/clock", {"advance": 60})

    api("POST", "/_sim/reset")

    assert api("GET", "/_sim/people").json == []
    assert api("GET", "/_sim/faults").json == {"faults": []}
    settings = api("GET", "/_sim/settings").json
    assert (settings["advanced"], settings["webhook"]) == (0, "http://127.0.0.1:9/callback")


def test_a_group_is_joined_and_spoken_in(api, somchai):
    group = api("POST", "/_sim/groups", {"name": "กลุ่ม", "members": [somchai]}).json["groupId"]

    source = {"type": "group", "groupId": group}
    api("POST", f"/_sim/people/{somchai}/say", {"text": "x", "source": source})

    assert [m["text"] for m in api("GET", f"/_sim/groups/{group}/messages").json] == ["x"]
    assert api("GET", f"/_sim/people/{somchai}/messages").json == []
