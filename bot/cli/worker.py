"""
The worker of a bot on PostgreSQL: sends what is to be sent, and does the long work.

Where threads beside the door do all of it, there is nothing to do here. It then waits rather
than ends, for whoever starts web and worker side by side takes an end for a failure.
"""

import gc
import os
import signal
from typing import Final

from bot.app import worker
from bot.settings import Settings

STOPS: Final = (signal.SIGTERM, signal.SIGINT)
NOT_NEEDED: Final = (
    "No worker is needed with SQLite: the web process does its work too. Waiting to be stopped."
)


def run(settings: Settings) -> int:
    """Work until SIGTERM or Ctrl-C, then settle what is on its way; ten seconds at most."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # threads begun from here on inherit it
    if settings.database_url.startswith("sqlite"):
        print(NOT_NEEDED, flush=True)
        signal.sigwait(STOPS)
        return 0
    office = worker(settings)
    gc.freeze()  # what is loaded by now stays: no collection needs to look at it again
    office.serve()
    print("Working. SIGTERM or Ctrl-C ends it.", flush=True)
    signal.sigwait(STOPS)
    office.close()
    # A thread that still waits for somebody would hold up the end; what it was at has a lease.
    os._exit(0)
