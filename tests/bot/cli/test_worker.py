"""`python -m bot worker` as a supervisor starts and stops it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases
from tests.house import HOUSE

PATIENCE = 60.0
SAID = {
    "sqlite": "No worker is needed with SQLite: the web process does its work too."
    " Waiting to be stopped.",
    "postgresql": "Working. SIGTERM or Ctrl-C ends it.",
}


@pytest.mark.both
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_stays_until_it_is_asked_to_end(
    kind: str, number: signal.Signals, tmp_path: Path
) -> None:
    with databases.fresh_url(kind, tmp_path) as url:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "worker"],
            cwd=HOUSE,
            env={**os.environ, "DATABASE_URL": url, "LINE_API_BASE": "http://127.0.0.1:9"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        said = process.stdout.readline().strip()

        process.send_signal(number)
        rest, _ = process.communicate(timeout=PATIENCE)

    assert (said, rest, process.returncode) == (SAID[kind], "", 0)
