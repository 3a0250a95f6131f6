"""A chart's line rises with its figures and stays on the paper."""

from datetime import date, timedelta

import pytest

from bot.console import charting
from bot.console.charting import Chart, Tick

MONDAY = date(2020, 3, 16)


def days(*values: int) -> list[tuple[date, int]]:
    return [(MONDAY + timedelta(days=at), value) for at, value in enumerate(values)]


def test_a_chart_runs_from_its_first_day_to_its_last() -> None:
    assert charting.draw(days(0, 40, 80)) == Chart(
        line="64.0,176.0 226.0,94.0 388.0,12.0",
        area="64.0,176 64.0,176.0 226.0,94.0 388.0,12.0 388.0,176",
        ticks=(
            Tick(176.0, 0),
            Tick(135.0, 20),
            Tick(94.0, 40),
            Tick(53.0, 60),
            Tick(12.0, 80),
        ),
        end=(388.0, 12.0),
        first=MONDAY,
        last=date(2020, 3, 18),
    )


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 4), (3, 4), (5, 8), (84, 100), (400, 400), (401, 480), (46_426, 48_000)],
)
def test_the_figures_beside_a_chart_are_round(highest: int, top: int) -> None:
    assert charting.draw(days(highest)).ticks[-1].value == top
