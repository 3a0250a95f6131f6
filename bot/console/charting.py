"""
A line chart as plain numbers for an SVG: where the line runs, what stands beside it.

Pure. Styles stand in the style sheet, for a page holds none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 400
HEIGHT: Final = 200
LEFT: Final = 64  # room for the figures
RIGHT: Final = 12
TOP: Final = 12
BOTTOM: Final = 24  # room for the days
TICKS: Final = 4
STEPS: Final = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Tick:
    """A height that has its figure."""

    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`line` and `area` as SVG takes points; `end` is where the line ends."""

    line: str
    area: str
    ticks: tuple[Tick, ...]
    end: tuple[float, float]
    first: date
    last: date
    left: int = LEFT
    right: int = WIDTH - RIGHT


def draw(values: Sequence[tuple[date, int]]) -> Chart:
    """The chart of figures day by day, oldest first; at least one."""
    step = _step(max(value for _, value in values))
    height = HEIGHT - TOP - BOTTOM
    top = step * TICKS
    places = [
        (_x(at, len(values)), round(TOP + height * (1 - value / top), 1))
        for at, (_, value) in enumerate(values)
    ]
    line = " ".join(f"{x},{y}" for x, y in places)
    floor = HEIGHT - BOTTOM
    return Chart(
        line=line,
        area=f"{places[0][0]},{floor} {line} {places[-1][0]},{floor}",
        ticks=tuple(
            Tick(round(TOP + height * (1 - at / TICKS), 1), step * at) for at in range(TICKS + 1)
        ),
        end=places[-1],
        first=values[0][0],
        last=values[-1][0],
    )


def _x(at: int, count: int) -> float:
    width = WIDTH - LEFT - RIGHT
    return round(LEFT + width * at / max(1, count - 1), 1)


def _step(highest: int) -> int:
    """A round figure of which TICKS reach the highest."""
    needed = -(-max(highest, TICKS) // TICKS)
    if needed < STEPS[0]:
        return needed
    size: int = 10 ** (len(str(needed)) - 2)
    return next(size * step for step in STEPS if size * step >= needed)
