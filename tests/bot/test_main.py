"""`python -m bot` as it is typed."""

import subprocess
import sys


def test_the_bot_is_a_command_line() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=False
    )

    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.startswith("usage: python -m bot [-h] COMMAND ...")
