"""
How every test runs.

Warnings are errors and only loopback may be called: both stand in pyproject.toml. A test that
asks for `kind` or `database` runs on SQLite, one marked `both` on PostgreSQL as well; with
`--on postgresql` every one of them runs there.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from models.base import Database
from tests import databases, postgres

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
    parser.addoption("--on", choices=databases.KINDS, default="sqlite", help="the database to use")


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config.option, "numprocesses", None):
        postgres.find()  # one server for all workers; without workers whoever needs it looks


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.spreading import Spreading

    return Spreading(config, log)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" not in metafunc.fixturenames:
        return
    marked = metafunc.definition.get_closest_marker
    only = [kind for kind in databases.KINDS if marked(f"only_{kind}")]
    if only:
        hidden = [pytest.HIDDEN_PARAM]
        metafunc.parametrize("kind", only, indirect=True, scope="module", ids=hidden)
    elif marked("both"):
        metafunc.parametrize("kind", databases.KINDS, indirect=True, scope="module")


@pytest.fixture(scope="module")
def kind(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on."""
    asked: str = getattr(request, "param", None) or request.config.getoption("--on")
    if asked == "postgresql" and (problem := postgres.why_not()):
        # On a laptop it is said loudly at the end; CI may not pass without.
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(problem)
    return asked


@pytest.fixture
def database(kind: str, tmp_path: Path) -> Iterator[Database]:
    """A migrated database of this test's own."""
    with databases.fresh(kind, tmp_path) as opened:
        yield opened


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    untested = [
        report
        for report in terminalreporter.getreports("skipped")
        if "PostgreSQL" in str(report.longrepr)
    ]
    if untested:
        terminalreporter.section("NOT TESTED ON POSTGRESQL", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(untested)} tests did not run: {postgres.why_not()}.")
