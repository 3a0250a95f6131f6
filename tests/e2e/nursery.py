"""
Processes that begin as copies of one which has read all modules and words already.

Reading them takes two seconds, and the tests here begin some two hundred processes. Apart from
that each is what its command makes of it; how the commands begin from nothing is tested with
them.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_nursery = multiprocessing.get_context("forkserver")
_nursery.set_forkserver_preload(["tests.e2e.loaded"])


def begin(command: Sequence[str], settings: Mapping[str, str], log: Path) -> ForkServerProcess:
    """`python -m COMMAND` in a group of its own, soon; what it prints is added to `log`."""
    log.touch()
    process = _nursery.Process(target=_become, args=(command, dict(settings), log), daemon=True)
    process.start()
    return process


def _become(command: Sequence[str], settings: Mapping[str, str], log: Path) -> None:
    os.setsid()
    with log.open("ab") as file:
        for printed in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), printed.fileno())
    os.environ.clear()
    os.environ.update(settings)
    sys.argv = list(command)
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
