"""
A process that does nothing but send notices, to be killed: python -m tests.e2e.sender URL BASE

As quick to start as can be, so that many kills fit into a test. It ends on SIGTERM.
"""

import signal
import sys
import threading
import time
from functools import partial

from bot import failpoints, logs
from bot.delivery.announcer import Announcer
from bot.delivery.broadcaster import Broadcaster
from bot.delivery.salvo import Means
from bot.line.gateway import Gateway
from bot.services import shared_clock
from bot.settings import load
from models.base import open_database

LEASE_MS = 3_000  # so that what a killed process had in hand is soon taken up


def main(url: str, base: str) -> None:
    logs.configure()
    settings = load()
    failpoints.arm(settings.fail_points)
    now_us = partial(shared_clock.now_us, here_us=lambda: time.time_ns() // 1_000)
    gateway = Gateway(base, settings.line_channel_access_token)
    means = Means(open_database(url), gateway, now_us, lease_ms=LEASE_MS)
    broadcaster = Broadcaster(means, approval_size=settings.approval_size)
    announcer = Announcer(broadcaster.due, broadcaster.drain)
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    announcer.start()
    ended.wait()
    announcer.stop()
    broadcaster.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
