"""The tests that kill and cut off, at their full size. Each prints what came of it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Part:
    """Tests, and the names by which they are told how large to be; `sizes` are the full ones."""

    test: str
    names: tuple[str, ...]
    sizes: tuple[str, ...]

    def run(self, sizes: tuple[str, ...] = ()) -> int:
        """Whether it went wrong; sizes that are given stand in place of the first full ones."""
        given = (*sizes, *self.sizes[len(sizes) :])
        return _tested(self.test, dict(zip(self.names, given, strict=True)))


PARTS: Final[Mapping[str, Part]] = {
    "webhook": Part("tests/e2e/test_kill.py", ("KILL_EVENTS", "KILLS"), ("10000", "200")),
    "dying": Part("tests/e2e/test_dying.py", (), ()),
    "broadcast": Part(
        "tests/e2e/test_broadcast_kill.py",
        ("BROADCAST_PEOPLE", "BROADCAST_KILLS"),
        ("1000000", "100"),
    ),
    "outages": Part("tests/e2e/test_outages.py", ("OUTAGE_SECONDS",), ("300",)),
    "burst": Part(
        "tests/e2e/test_burst.py",
        ("BURST_EVENTS", "BURST_SECONDS", "STEADY_SECONDS"),
        ("2000", "5", "60"),
    ),
    "transcripts": Part("tests/e2e/test_transcripts_killed.py", ("TRANSCRIPTS",), ("all",)),
}


def _tested(test: str, sizes: Mapping[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=4"]
    return int(
        subprocess.run(
            [*command, test], cwd=ROOT, env={**os.environ, **sizes}, check=False
        ).returncode
        != 0
    )
