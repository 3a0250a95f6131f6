"""
How quickly notices are sent: as quickly as LINE lets us, but slowly in a demo.

A demo has few people. Told all at once, as others are, nobody could look on or pause it.
"""

from functools import partial
from typing import Final

from bot import clock
from bot.delivery.broadcaster import Broadcaster
from bot.delivery.salvo import Means
from bot.line.gateway import Gateway
from bot.services import shared_clock
from bot.settings import Settings
from models.base import Database

DEMO_CALLS: Final = 3  # a second
DEMO_SIZE: Final = 4  # people in one call


def broadcaster(settings: Settings, database: Database, gateway: Gateway) -> Broadcaster:
    """Whoever sends notices in this process."""
    now_us = partial(shared_clock.now_us, here_us=lambda: clock.now_ms() * 1_000)
    size = settings.approval_size
    if settings.demo:
        means = Means(database, gateway, now_us, rate=DEMO_CALLS)
        return Broadcaster(means, approval_size=size, chunk_size=DEMO_SIZE)
    return Broadcaster(Means(database, gateway, now_us), approval_size=size)
