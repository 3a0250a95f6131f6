"""
What a message says and offers, in reading order, without its looks.

One walk serves the button finder, the transcript and the tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Parts = Iterator["Words | Button"]
Action = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """`label` is what is written on it; `names` are further words it may be called by."""

    label: str
    action: Action
    names: tuple[str, ...] = ()
    is_chip: bool = False  # of a quick reply or the rich menu: not on a computer


def parts(message: dict[str, Any]) -> list[Words | Button]:
    """Of the message itself; its quick reply is read by `chips`."""
    return list(_of_message(message))


def chips(items: list[dict[str, Any]]) -> list[Button]:
    return [Button(item["action"]["label"], item["action"], is_chip=True) for item in items]


def menu_buttons(menu: dict[str, Any]) -> list[Button]:
    """Of a rich menu: named by their labels, or by what they say."""
    actions = [area["action"] for area in menu.get("areas", ())]
    return [Button(_name_of(action), action, is_chip=True) for action in actions]


def _of_message(message: dict[str, Any]) -> Parts:
    kind = message["type"]
    if kind == "text":
        yield Words(message["text"])
    elif kind == "flex":
        yield from _of_container(message["contents"])
    elif kind == "template":
        yield from _of_template(message["template"])
    else:
        yield Words(_in_brackets(message))


def _in_brackets(message: dict[str, Any]) -> str:
    about = message.get("title") or message.get("fileName") or message.get("originalContentUrl")
    return f"<{message['type']}{' ' + about if about else ''}>"


def _of_template(template: dict[str, Any]) -> Parts:
    for column in template.get("columns", [template]):
        for name in ("title", "text"):
            if name in column:
                yield Words(column[name])
        single = [column["action"]] if "action" in column else []
        for action in column.get("actions", single):
            yield Button(_name_of(action), action)


def _of_container(container: dict[str, Any]) -> Parts:
    if container["type"] == "carousel":
        for bubble in container["contents"]:
            yield from _of_container(bubble)
        return
    for block in ("header", "hero", "body", "footer"):
        if block in container:
            yield from _of_component(container[block])
    if "action" in container:
        yield Button(_name_of(container["action"]), container["action"])


def _of_component(component: dict[str, Any]) -> Parts:
    inner = list(_inside(component))
    if "action" not in component:
        yield from inner
        return
    written = tuple(each.text for each in inner if isinstance(each, Words))
    action = component["action"]
    label = " ".join(written) or _name_of(action)
    yield Button(label, action, names=(*_label(action), *written))
    yield from (each for each in inner if isinstance(each, Button))


def _inside(component: dict[str, Any]) -> Parts:
    kind = component["type"]
    if kind == "box":
        for child in component["contents"]:
            yield from _of_component(child)
    elif kind == "text":
        yield Words(_text_of(component))
    elif kind == "video":
        yield from _of_component(component["altContent"])


def _text_of(component: dict[str, Any]) -> str:
    spans = component.get("contents")
    if spans:
        return "".join(span.get("text", "") for span in spans)
    return str(component.get("text", ""))


def _label(action: Action) -> tuple[str, ...]:
    return (action["label"],) if action.get("label") else ()


def _name_of(action: Action) -> str:
    for name in ("label", "displayText", "text", "uri", "data"):
        if action.get(name):
            return str(action[name])
    return str(action["type"])
