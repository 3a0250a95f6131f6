"""
Flex containers as HTML: our own reading of how LINE shows them.

Everything that can be pressed is numbered in the order in which `reading` lists
the buttons of the message, so that the page can say which one was meant.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from simulator import flexstyle
from simulator.flexstyle import Looks
from simulator.markup import Html, element, image, joined

Component = Mapping[str, Any]
BLOCKS = ("header", "hero", "body", "footer")


def render(container: Component) -> Html:
    """A bubble, or a row of bubbles that scrolls sideways."""
    numbers = itertools.count()
    if container["type"] == "carousel":
        bubbles = (_bubble(each, numbers) for each in container["contents"])
        return element("div", *bubbles, class_="fx-carousel", role="group", tabindex="0")
    return _bubble(container, numbers)


def _bubble(bubble: Component, numbers: Iterator[int]) -> Html:
    size = bubble.get("size", "mega")
    width = flexstyle.BUBBLE_WIDTH.get(size, flexstyle.BUBBLE_WIDTH["mega"])
    styles = bubble.get("styles", {})
    blocks = [
        _block(name, bubble[name], styles.get(name, {}), numbers)
        for name in BLOCKS
        if name in bubble
    ]
    tight = " fx-tight" if size in ("nano", "micro") else ""
    direction = "rtl" if bubble.get("direction") == "rtl" else ""
    pressed = _press(bubble, numbers)
    css = {"width": f"{width}px"}
    return element("div", *blocks, css=css, class_=f"fx-bubble{tight}", dir=direction, **pressed)


def _block(name: str, component: Component, style: Component, numbers: Iterator[int]) -> Html:
    inner = _component(component, {"layout": "vertical"}, numbers, is_first=True)
    css = flexstyle.block(style)
    return element("div", inner, css=css, class_=f"fx-block fx-{name}")


def _component(
    component: Component, parent: Component, numbers: Iterator[int], *, is_first: bool
) -> Html:
    looks = flexstyle.place(component, parent, is_first=is_first)
    pressed = {} if component["type"] == "button" else _press(component, numbers)
    match component["type"]:
        case "box":
            return _box(component, looks, pressed, numbers)
        case "text":
            return _text(component, looks, pressed)
        case "button":
            return _button(component, looks, numbers)
        case "image":
            return _image(component, looks, pressed)
        case "video":
            still = _component(component["altContent"], parent, numbers, is_first=is_first)
            return element("div", still, css=looks, **pressed)
        case "icon":
            css = looks | flexstyle.icon(component)
            return image(str(component["url"]), css=css, class_="fx-icon")
        case "separator":
            return _separator(component, parent, looks)
        case _:
            return element("div", css=looks, class_="fx-filler")


def _box(
    component: Component, looks: Looks, pressed: dict[str, str], numbers: Iterator[int]
) -> Html:
    children = [
        _component(child, component, numbers, is_first=index == 0)
        for index, child in enumerate(component["contents"])
    ]
    css = looks | flexstyle.box(component)
    if looks.get("position") is None:
        css["position"] = "relative"
    return element("div", *children, css=css, class_="fx-box", **pressed)


def _text(component: Component, looks: Looks, pressed: dict[str, str]) -> Html:
    css = looks | flexstyle.text(component)
    spans = component.get("contents")
    words = joined(*(_span(span) for span in spans)) if spans else str(component.get("text", ""))
    clamped = " fx-clamped" if "-webkit-line-clamp" in css else ""
    fit = _fits(component)
    return element("div", words, css=css, class_=f"fx-text{clamped}", data_fit=fit, **pressed)


def _span(span: Component) -> Html:
    return element("span", str(span.get("text", "")), css=flexstyle.letters(span))


def _button(component: Component, looks: Looks, numbers: Iterator[int]) -> Html:
    action = component["action"]
    style = component.get("style", "link")
    small = " fx-sm" if component.get("height") == "sm" else ""
    css = looks | flexstyle.button(component)
    label = element("span", str(action.get("label", "")), data_fit=_fits(component))
    class_ = f"fx-button fx-{_known(style)}{small}"
    return element("div", label, css=css, class_=class_, **_press(component, numbers))


def _image(component: Component, looks: Looks, pressed: dict[str, str]) -> Html:
    """The picture inside its place: aligned there, never wider than it."""
    sides = {"start": "flex-start", "end": "flex-end"}
    looks["justify-content"] = sides.get(component.get("align", "center"), "center")
    picture = image(str(component["url"]), css=flexstyle.picture(component))
    return element("div", picture, css=looks, class_="fx-image", **pressed)


def _separator(component: Component, parent: Component, looks: Looks) -> Html:
    upright = parent.get("layout") in ("horizontal", "baseline")
    side = "border-left" if upright else "border-top"
    line = flexstyle.color(component.get("color")) or "#d4d6da"
    return element("div", css={**looks, side: f"1px solid {line}"}, class_="fx-separator")


def _press(component: Component, numbers: Iterator[int]) -> dict[str, str]:
    """What makes an element a button; nothing for one without an action."""
    if "action" not in component:
        return {}
    action = component["action"]
    attributes = {"role": "button", "tabindex": "0", "data_press": str(next(numbers))}
    named = component["type"] in ("image", "video") and action.get("label")
    return {**attributes, "aria_label": str(action["label"])} if named else attributes


def _fits(component: Component) -> str:
    return "1" if component.get("adjustMode") == "shrink-to-fit" else ""


def _known(style: Any) -> str:
    return style if style in ("primary", "secondary", "link") else "link"
