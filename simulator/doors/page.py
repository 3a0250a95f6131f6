"""
The page people chat on, and the few addresses only it uses.

What the control API can do, the page does by the control API.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from flask import Blueprint, Response, render_template, request

from simulator import acts, reading, screen
from simulator.buttons import Device
from simulator.doors import form
from simulator.doors.control import answered, complaint, json_body
from simulator.errors import Impossible
from simulator.people import Author, Chat
from simulator.platform import Platform
from simulator.reading import Button
from simulator.welcome import first_friend

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEARTBEAT = 15.0  # seconds between signs of life on the stream
BREATH = 0.05  # seconds; changes that come together are told once


def blueprint(platform: Platform) -> Blueprint:
    door = Blueprint("page", __name__)
    for rule, do in _RULES.items():
        method, path = rule.split()
        door.add_url_rule(path, rule, _view(platform, do), methods=[method])
    door.register_error_handler(Impossible, complaint)
    door.after_request(_guarded)
    return door


def _view(platform: Platform, do: Callable[..., Response]) -> Callable[..., Response]:
    def view(**parts: str) -> Response:
        return do(platform, **parts)

    return view


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def page(platform: Platform) -> Response:
    first_friend(platform)
    html = render_template(
        "page.html", bot_name=platform.channel.bot_name, webhook=platform.address.url
    )
    return Response(html, content_type="text/html; charset=utf-8")


def state(platform: Platform) -> Response:
    device = Device.PC if request.args.get("pc") == "1" else Device.PHONE
    return answered(screen.state(platform, request.args.get("chat", ""), device=device))


def news(platform: Platform) -> Response:
    """Server-sent events: the version of the state, whenever it changes."""
    return Response(_versions(platform), content_type="text/event-stream")


def _versions(platform: Platform) -> Iterator[bytes]:
    told = -1
    while True:
        changed = platform.wait_past(told, seconds=HEARTBEAT)
        told = platform.version
        yield f"data: {told}\n\n".encode() if changed else b": still here\n\n"
        time.sleep(BREATH)


def entry(platform: Platform, number: str) -> Response:
    for each in platform.traffic.newest_last():
        if str(each.id) == number:
            return answered(each.whole())
    raise Impossible("this entry is gone", 404)


def press(platform: Platform) -> Response:
    """The n-th button of a message, a quick reply or the rich menu, for one person."""
    given = form.obj(json_body())
    writer, place = form.text(given, "writer"), form.text(given, "chat")
    index = form.whole(given, "button", -1, low=0, high=100_000)
    picked = form.text(given, "pick") if "pick" in given else ""
    with platform.locked():
        chat = platform.chat(place)
        buttons = _buttons(platform, chat, form.text(given, "where"))
        if index >= len(buttons):
            raise Impossible("this button is gone", 404)
        button = buttons[index]
        if button.action["type"] == "datetimepicker" and not picked:
            return answered({"asks": button.action["mode"]})
        return answered(acts.press(platform, writer, button, chat=chat, picked=picked).told())


def _buttons(platform: Platform, chat: Chat, where: str) -> list[Button]:
    """`where` is "chips", "menu" or the id of a message."""
    menu = platform.menus.default()
    if where == "chips":
        return reading.chips(chat.quick_reply())
    if where == "menu":
        return reading.menu_buttons(menu.body) if menu else []
    for shown in chat.screen():
        if shown.id == where and shown.author is Author.BOT:
            return [part for part in reading.parts(shown.message) if isinstance(part, Button)]
    raise Impossible("this message is gone", 404)


def content(platform: Platform, message_id: str) -> Response:
    """A picture a person sent. Other files are not shown: a page of theirs would be ours."""
    kept = platform.contents.get(message_id)
    if kept is None or kept.content_type not in _PICTURES:
        raise Impossible("no picture of that id", 404)
    return Response(kept.data, content_type=kept.content_type)


def menu_picture(platform: Platform, menu_id: str) -> Response:
    menu = next((menu for menu in platform.menus.listed() if menu.id == menu_id), None)
    if menu is None or menu.picture is None:
        raise Impossible("no such menu", 404)
    return Response(menu.picture.data, content_type=menu.picture.content_type)


_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_RULES: dict[str, Callable[..., Any]] = {
    "GET /": page,
    "GET /_sim/page/state": state,
    "GET /_sim/page/news": news,
    "GET /_sim/page/entry/<number>": entry,
    "POST /_sim/page/press": press,
    "GET /_sim/page/content/<message_id>": content,
    "GET /_sim/page/menu/<menu_id>": menu_picture,
}
