import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from bot import failpoints
from bot.failpoints import POINTS
from tests import house

DYING = """
import pathlib, sys
from bot import failpoints
failpoints.arm(pathlib.Path(sys.argv[1]))
failpoints.reach("turn.written")
print("between", flush=True)
failpoints.reach("turn.committed")
print("after", flush=True)
"""


def run(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(folder)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_reach_kills_the_process_at_the_place_that_is_armed_and_once(tmp_path: Path) -> None:
    (tmp_path / "turn.committed").touch()

    first, second = run(tmp_path), run(tmp_path)

    assert first == (-signal.SIGKILL, "between\n")
    assert second == (0, "between\nafter\n")
    assert list(tmp_path.iterdir()) == []


def test_reach_returns_when_nothing_is_armed(tmp_path: Path) -> None:
    file = tmp_path / "turn.committed"
    file.touch()
    failpoints.arm(None)

    failpoints.reach("turn.committed")

    assert file.exists()


def test_every_point_stands_in_the_code_once() -> None:
    reached = Counter(
        name
        for path, text in house.texts()
        if path.startswith("bot/") and path != "bot/failpoints.py"
        for name in re.findall(r'failpoints\.reach\("([^"]+)"\)', text)
    )

    assert reached == Counter(dict.fromkeys(POINTS, 1))
