import re

from simulator import acts, screen
from simulator.buttons import Device
from simulator.content import Content
from simulator.welcome import first_friend


def push(api, to, *messages):
    return api.bot("POST", "/v2/bot/message/push", {"to": to, "messages": list(messages)})


def card(label="<b>ตกลง</b>"):
    action = {"type": "postback", "label": label, "data": "ok", "displayText": label}
    button = {"type": "button", "action": action}
    body = {"type": "box", "layout": "vertical", "contents": [button]}
    return {"type": "flex", "altText": "x", "contents": {"type": "bubble", "body": body}}


def test_the_page_has_a_strict_policy_and_no_inline_code(api):
    page = api("GET", "/")

    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", page.text)


def test_the_first_friend_is_there_on_opening_and_only_once(api):
    api("GET", "/")
    api("GET", "/")

    assert [person["name"] for person in api("GET", "/_sim/people").json] == ["สมชาย"]


def test_the_first_friend_is_introduced_when_the_bot_listens(line, bot):
    first_friend(line.platform)

    line.platform.wait_until(lambda: bool(bot.heard), seconds=5)
    assert [event["type"] for event in bot.heard] == ["follow"]


def test_hostile_names_and_words_are_escaped_in_the_chat(api):
    evil = "<script>alert(1)</script>"
    person = api.friend(evil)
    acts.say(api.platform, person, evil)
    push(api, person, {"type": "text", "text": evil}, card(evil))

    state = api("GET", f"/_sim/page/state?chat={person}").json

    html = "".join(message["html"] for message in state["chat"]["messages"])
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3


def test_a_computer_shows_no_chips_and_no_menu(api):
    person = api.friend()
    chip = {"type": "action", "action": {"type": "message", "label": "เมนู", "text": "เมนู"}}
    push(api, person, {"type": "text", "text": "?", "quickReply": {"items": [chip]}})

    phone = api("GET", f"/_sim/page/state?chat={person}").json
    computer = api("GET", f"/_sim/page/state?chat={person}&pc=1").json

    assert phone["chat"]["chips"] == ["เมนู"]
    assert (computer["chat"]["chips"], computer["menu"]) == ([], None)


def test_a_press_does_what_the_numbered_button_says(api):
    person = api.friend()
    [sent] = push(api, person, card("ตกลง")).json["sentMessages"]
    where = {"writer": person, "chat": person, "where": sent["id"]}

    pressed = api("POST", "/_sim/page/press", {**where, "button": 0})
    missing = api("POST", "/_sim/page/press", {**where, "button": 1})

    assert set(pressed.json) == {"webhookEventId", "replyToken"}
    assert api.seen(person)[-1]["text"] == "ตกลง"
    assert missing.status_code == 404


def test_a_bot_that_is_not_there_is_explained(api):
    api.platform.address.url = "http://127.0.0.1:9/callback"
    person = api.friend()
    api.said(person)

    notice = api("GET", "/_sim/page/state").json["notice"]

    assert (notice["url"], notice["happened"]) == (
        "http://127.0.0.1:9/callback",
        "ต่อไปยังบอตไม่ได้",
    )


def test_a_secret_that_differs_is_explained(line, bot):
    bot.secret = "another"
    act = acts.say(line.platform, line.user().user_id, "x")
    line.platform.wait_until(lambda: act.parcels[0].settled, seconds=5)
    notice = screen.state(line.platform, "", device=Device.PHONE)["notice"]

    assert notice["happened"] == "บอตตอบ 401: ลายเซ็นไม่ตรงกัน"
    assert "LINE_CHANNEL_SECRET" in notice["mend"]


def test_only_pictures_of_people_are_served(api):
    person = api.friend()
    page = Content("text/html", b"<script>alert(1)</script>")
    picture = {"type": "message", "message": {"type": "image"}}
    good = acts.send(api.platform, person, dict(picture))
    bad = acts.send(api.platform, person, dict(picture), how=acts.How(content=page))

    assert api("GET", f"/_sim/page/content/{good.message_id}").content_type == "image/png"
    assert api("GET", f"/_sim/page/content/{bad.message_id}").status_code == 404
