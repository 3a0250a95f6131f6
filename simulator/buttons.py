"""Find the button a person means, the way a person would: the newest first."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from simulator import reading
from simulator.errors import Impossible
from simulator.people import Author, Chat, Shown
from simulator.reading import Button


class Device(StrEnum):
    PHONE = "phone"
    PC = "pc"  # LINE on a computer: no quick replies, no rich menu


def find(chat: Chat, label: str, *, device: Device, menu: dict[str, Any] | None) -> Button:
    """Quick reply, then messages from the newest, then the rich menu; else Impossible (404)."""
    for group in (*_chips(chat, device), *_newest_first(chat), *_menu(menu, device)):
        found = _named(group, label)
        if found is not None:
            return found
    raise _no_such(label, visible(chat, device=device, menu=menu))


def find_in(chat: Chat, label: str, *, message: int) -> Button:
    """In the message of this index (negative from the newest): an old card is pressed too."""
    try:
        shown = chat.screen()[message]
    except IndexError:
        raise Impossible(f"there is no message {message} in this chat", 404) from None
    buttons = _buttons(shown)
    found = _named(buttons, label)
    if found is None:
        raise _no_such(label, [button.label for button in buttons])
    return found


def visible(chat: Chat, *, device: Device, menu: dict[str, Any] | None) -> list[str]:
    """Every label on the screen, the newest first, each once."""
    groups = (*_chips(chat, device), *_newest_first(chat), *_menu(menu, device))
    return list(dict.fromkeys(button.label for group in groups for button in group))


def squeeze(text: str) -> str:
    """No-break spaces and line ends are spaces to the eye."""
    return " ".join(text.split())


def _chips(chat: Chat, device: Device) -> list[list[Button]]:
    return [] if device is Device.PC else [reading.chips(chat.quick_reply())]


def _menu(menu: dict[str, Any] | None, device: Device) -> list[list[Button]]:
    return [] if menu is None or device is Device.PC else [reading.menu_buttons(menu)]


def _newest_first(chat: Chat) -> Iterable[list[Button]]:
    return (_buttons(shown) for shown in reversed(chat.screen()))


def _buttons(shown: Shown) -> list[Button]:
    if shown.author is not Author.BOT:
        return []
    return [part for part in reading.parts(shown.message) if isinstance(part, Button)]


def _named(buttons: Sequence[Button], label: str) -> Button | None:
    wanted = squeeze(label)
    for button in buttons:
        if squeeze(button.label) == wanted:
            return button
    for button in buttons:
        if wanted in map(squeeze, button.names):
            return button
    return None


def _no_such(label: str, labels: list[str]) -> Impossible:
    return Impossible(f"no button says {label!r}", 404, {"labels": labels})
