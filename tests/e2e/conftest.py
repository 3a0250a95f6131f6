"""
Tests of whole processes belong together.

Those that take minutes are `long`: `make test` leaves them out and says how many, `make
torture` runs them, at any size. On SQLite none of what is promised of delivery is long.
"""

from pathlib import Path
from typing import Final

import pytest

HERE: Final = Path(__file__).parent
LONG: Final = (
    "test_kill.py::test_killing_the_bot_loses_nothing_and_doubles_nothing[postgresql]",
    "test_outages.py::test_an_outage_of_line_loses_nothing_that_must_arrive[postgresql]",
    "test_outages.py::test_a_database_that_goes_away_and_comes_back_heals_everything",
    "test_burst.py::test_a_burst_is_taken_at_once_and_answered_soon[postgresql]",
    "test_restore.py::test_what_a_backup_was_about_to_say_is_not_said_again[postgresql]",
    "test_transcripts_killed.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE) and _name(item).startswith(LONG):
            item.add_marker(pytest.mark.long)


def _name(item: pytest.Item) -> str:
    return item.nodeid.rpartition("tests/e2e/")[2]
