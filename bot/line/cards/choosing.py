"""Buttons as parts of a card: rows that wrap, a grid of short ones, and quiet links."""

from typing import Final

from bot.line import limits
from bot.line.buttons import Button, Panel, action
from bot.line.cards import style
from bot.line.cards.style import Part

SHORT: Final = 9  # clusters that fit into a third of a card
ABREAST: Final = 3
FEWEST_IN_GRID: Final = 3


def choosing(buttons: Panel) -> list[Part]:
    """The answers of a card, short figures in a grid, all else one below the other."""
    is_short = all(limits.clusters(button.label) <= SHORT for button in buttons)
    has_numbers = any(button.number is not None for button in buttons)
    if is_short and not has_numbers and len(buttons) >= FEWEST_IN_GRID:
        return [style.across(*map(_cell, row), spacing="sm") for row in _rows(buttons)]
    return [_wide(button) for button in buttons]


def links(buttons: Panel) -> list[Part]:
    """The quiet ways below a card."""
    return [style.across(*map(_link, row), spacing="sm") for row in _rows(buttons)]


def _rows(buttons: Panel) -> list[Panel]:
    return [buttons[at : at + ABREAST] for at in range(0, len(buttons), ABREAST)]


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


def _cell(button: Button) -> Part:
    letters, ground = _colours(button)
    return style.column(
        style.words(button.label, size="md", weight="bold", color=letters, align="center"),
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
