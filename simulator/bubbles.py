"""Messages as HTML, one function a type. Words of people and bots are escaped everywhere."""

import re
from typing import Any

from simulator import flex
from simulator.markup import Html, element, image, joined
from simulator.people import Message, Shown

_URL = re.compile(r"https?://[^\s<>\"'\u0e00-\u0e7f]+[^\s<>\"'\u0e00-\u0e7f.,;:!?)\]]")
CONTENT = "/_sim/page/content/"
ICONS = "/static/icons.svg"


def render(shown: Shown) -> Html:
    message = shown.message
    match message["type"]:
        case "text":
            return element("div", linked(message["text"]), class_="bubble")
        case "flex":
            return flex.render(message["contents"])
        case "template":
            return _template(message["template"])
        case "image":
            return _picture(message, shown.id)
        case "sticker":
            return _sticker(message)
        case "location":
            return _location(message)
        case "file":
            return _tile("file", message["fileName"], f"{message['fileSize']:,} ไบต์")
        case "audio":
            return _tile("audio", "ข้อความเสียง", f"{message.get('duration', 0) / 1000:.0f} วินาที")
        case "video":
            return _tile("video", "วิดีโอ", str(message.get("originalContentUrl", "")))
        case other:
            return _tile("other", str(other), "")


def linked(text: str) -> Html:
    """The text with its web addresses as links. Thai letters end an address."""
    parts: list[Html | str] = []
    at = 0
    for found in _URL.finditer(text):
        parts += [text[at : found.start()], _link(found[0])]
        at = found.end()
    return joined(*parts, text[at:])


def _link(url: str) -> Html:
    return element("a", url, href=url, target="_blank", rel="noopener noreferrer")


def _template(template: dict[str, Any]) -> Html:
    """Numbered as `reading` lists the buttons."""
    number = 0
    columns = []
    for column in template.get("columns", [template]):
        single = [column["action"]] if "action" in column else []
        actions = column.get("actions", single)
        columns.append(_column(column, actions, number, template["type"]))
        number += len(actions)
    if "columns" in template:
        return element("div", *columns, class_="fx-carousel", role="group", tabindex="0")
    return columns[0]


def _column(column: dict[str, Any], actions: list[dict[str, Any]], number: int, kind: str) -> Html:
    url = column.get("thumbnailImageUrl") or column.get("imageUrl")
    parts = [image(url, class_="tp-image")] if url else []
    if "title" in column:
        parts.append(element("div", column["title"], class_="tp-title"))
    if "text" in column:
        parts.append(element("div", column["text"], class_="tp-text"))
    pressed = [
        element(
            "div",
            str(action.get("label", "")),
            class_="fx-button fx-link fx-sm",
            role="button",
            tabindex="0",
            data_press=str(number + index),
        )
        for index, action in enumerate(actions)
    ]
    sideways = " tp-confirm" if kind == "confirm" else ""
    parts.append(element("div", *pressed, class_=f"tp-actions{sideways}"))
    return element("div", *parts, class_="fx-bubble tp")


def _picture(message: Message, shown_id: str) -> Html:
    url = message.get("previewImageUrl") or CONTENT + shown_id
    return image(str(url), class_="photo", alt="รูปภาพ")


def _sticker(message: Message) -> Html:
    number = f"{message['packageId']}/{message['stickerId']}"
    return element("div", _icon("sticker"), element("small", f"สติกเกอร์ {number}"), class_="sticker")


def _location(message: Message) -> Html:
    where = f"{message['latitude']}, {message['longitude']}"
    title = str(message.get("title", "ตำแหน่งที่ตั้ง"))
    return _tile("location", title, f"{message.get('address', '')} ({where})")


def _tile(icon: str, title: str, about: str) -> Html:
    words = element("span", element("b", title), element("small", about))
    return element("div", _icon(icon), words, class_="bubble tile")


def _icon(name: str) -> Html:
    drawn = element("use", href=f"{ICONS}#{name}")
    return element("svg", drawn, class_="icon", aria_hidden="true")
