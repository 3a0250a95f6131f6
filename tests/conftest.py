"""
How every test runs.

Warnings are errors and only loopback may be called: both stand in pyproject.toml.
"""

import os

import pytest
from hypothesis import settings

# On a laptop hypothesis looks for new cases, in CI it repeats the same ones, so
# that a change never fails for what another change did. Deadlines measure the
# machine, not the code.
settings.register_profile("laptop", deadline=None)
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady" if os.environ.get("CI") else "laptop")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-transcripts", action="store_true", help="write the conversations as they come"
    )
