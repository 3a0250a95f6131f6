"""Action objects: what a button does, and where each kind may stand."""

import re
from typing import Any, Final

from simulator.rules.checks import (
    Check,
    Fault,
    Path,
    Problem,
    Problems,
    both,
    kinds,
    link,
    one_of,
    pattern,
    shape,
    string,
    text,
    text_or_empty,
)

_MOMENTS: Final = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "time": r"\d{2}:\d{2}",
    "datetime": r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}",
}
_ANY_MOMENT = "|".join(_MOMENTS.values())


def _postback_pairs(value: Any, path: Path) -> Problems:
    if "displayText" in value and "text" in value:
        yield Problem((*path, "text"), Fault.INVALID)
    if "fillInText" in value and value.get("inputOption") != "openKeyboard":
        yield Problem((*path, "fillInText"), Fault.INVALID)


def _moments_fit(value: Any, path: Path) -> Problems:
    form = _MOMENTS.get(value.get("mode", ""))
    if form is None:
        return
    for name in ("initial", "max", "min"):
        given = value.get(name)
        if isinstance(given, str) and not re.fullmatch(form, given):
            yield Problem((*path, name), Fault.INVALID)
    low, high = value.get("min"), value.get("max")
    if isinstance(low, str) and isinstance(high, str) and low.lower() >= high.lower():
        yield Problem((*path, "min"), Fault.INVALID)


_KIND = {"type": string}
_BODIES: Final[dict[str, tuple[dict[str, Check], dict[str, Check]]]] = {
    "postback": (
        {"data": text_or_empty("action postback", "data")},
        {
            "displayText": text("action postback", "displayText"),
            "text": text("action postback", "text"),
            "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
            "fillInText": text("action postback", "fillInText"),
        },
    ),
    "message": ({"text": text("action message", "text")}, {}),
    "uri": (
        {"uri": link("action uri", "uri", "http", "https", "line", "tel")},
        {
            "altUri": shape(
                {},
                {"desktop": link("action uri", "altUri.desktop", "http", "https", "line", "tel")},
            )
        },
    ),
    "datetimepicker": (
        {
            "data": text_or_empty("action datetimepicker", "data"),
            "mode": one_of(*_MOMENTS),
        },
        {name: pattern(_ANY_MOMENT) for name in ("initial", "max", "min")},
    ),
    "clipboard": ({"clipboardText": text("action clipboard", "clipboardText")}, {}),
    "richmenuswitch": (
        {
            "richMenuAliasId": text("action richmenuswitch", "richMenuAliasId"),
            "data": text_or_empty("action richmenuswitch", "data"),
        },
        {},
    ),
    "camera": ({}, {}),
    "cameraRoll": ({}, {}),
    "location": ({}, {}),
}
_PAIRS: Final[dict[str, Check]] = {"postback": _postback_pairs, "datetimepicker": _moments_fit}
_EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")


def _action(place: str, names: tuple[str, ...], *, label: Check, demanded: bool) -> Check:
    table: dict[str, Check] = {}
    for name in names:
        required, optional = _BODIES[name]
        labelled = {**_KIND, **required, **({"label": label} if demanded else {})}
        known = shape(labelled, {**optional, "label": label})
        table[name] = both(known, _PAIRS[name]) if name in _PAIRS else known
    return kinds(table)


def _labelled(place: str, *names: str) -> Check:
    return _action(place, names, label=text(place, "label"), demanded=True)


def _maybe_labelled(place: str, *names: str) -> Check:
    return _action(place, names, label=text(place, "label"), demanded=False)


IN_TEMPLATE: Final = _labelled("action (template)", *_EVERYWHERE)
IN_QUICK_REPLY: Final = _labelled(
    "action (quick reply)", *_EVERYWHERE, "camera", "cameraRoll", "location"
)
IN_RICH_MENU: Final = _maybe_labelled("action (rich menu)", *_EVERYWHERE, "richmenuswitch")
IN_FLEX: Final = _maybe_labelled("action (flex)", *_EVERYWHERE)
ON_FLEX_BUTTON: Final = _labelled("action (flex)", *_EVERYWHERE)
BEHIND_A_PICTURE: Final = _maybe_labelled("action (template)", *_EVERYWHERE)
IN_IMAGE_CAROUSEL: Final = _action(
    "template image_carousel column",
    _EVERYWHERE,
    label=text("template image_carousel column", "action.label"),
    demanded=False,
)
