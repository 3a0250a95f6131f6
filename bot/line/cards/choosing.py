"""Buttons as parts of a card: rows that wrap, a grid of short ones, and quiet links."""

from math import ceil
from typing import Final

from bot.line import limits
from bot.line.buttons import Button, Panel, action
from bot.line.cards import style
from bot.line.cards.style import Part

THIRD: Final = 9  # clusters that fit into a third of a card
HALF: Final = 13  # clusters that fit into half of it
ABREAST: Final = 3
FEWEST_IN_GRID: Final = 3


def choosing(buttons: Panel) -> list[Part]:
    """The answers of a card, short ones in a grid, all else one below the other."""
    has_numbers = any(button.number is not None for button in buttons)
    if has_numbers or len(buttons) < FEWEST_IN_GRID or _abreast(buttons) == 1:
        return [_wide(button) for button in buttons]
    size = "md" if _abreast(buttons) == ABREAST else "sm"
    return [
        style.across(*(_cell(button, size) for button in row), spacing="sm")
        for row in _rows(buttons)
    ]


def links(buttons: Panel) -> list[Part]:
    """The quiet ways below a card, as many abreast as can be read on one line."""
    return [style.across(*map(_link, row), spacing="sm") for row in _rows(buttons)]


def _rows(buttons: Panel) -> list[Panel]:
    """Rows as even as they can be: four stand two by two, not three and one."""
    if not buttons:
        return []
    count = ceil(len(buttons) / _abreast(buttons))
    length = ceil(len(buttons) / count)
    return [buttons[at : at + length] for at in range(0, len(buttons), length)]


def _abreast(buttons: Panel) -> int:
    longest = max(limits.clusters(button.label) for button in buttons)
    if longest <= THIRD:
        return ABREAST
    return 2 if longest <= HALF else 1


def _wide(button: Button) -> Part:
    letters, ground = _colours(button)
    is_plain = button.number is None
    said = style.words(
        button.label,
        size="md",
        weight="bold",
        color=letters,
        align="center" if is_plain else "start",
    )
    number = [] if is_plain else [_number(button)]
    return style.across(
        *number,
        said,
        action=action(button.choice, button.label),
        backgroundColor=ground,
        cornerRadius="8px",
        paddingAll="10px",
        spacing="md",
        alignItems="center",
    )


def _number(button: Button) -> Part:
    return style.circle(str(button.number), colour=style.BLUE, ground=style.WHITE)


def _cell(button: Button, size: str) -> Part:
    letters, ground = _colours(button)
    return style.column(
        style.words(button.label, size=size, weight="bold", color=letters, align="center"),
        action=action(button.choice, button.label),
        backgroundColor=ground,
        cornerRadius="8px",
        paddingTop="10px",
        paddingBottom="10px",
    )


def _link(button: Button) -> Part:
    return style.column(
        style.words(button.label, color=style.BLUE, align="center"),
        action=action(button.choice, button.label),
        paddingAll="6px",
    )


def _colours(button: Button) -> tuple[str, str]:
    if button.choice.primary:
        return style.WHITE, style.BLUE
    return style.BLUE, style.PALE_BLUE
