"""The two ways to tell many, each run in a process of its own that prints its figures."""

import gc
import json
import logging
import resource
import time
from functools import partial
from typing import Any, Final
from uuid import uuid4

import structlog

CALL: Final = 500
HELLO: Final = "สวัสดีค่ะ สำนักงานมีประกาศเรื่องการใช้งานระบบประชุมออนไลน์"


class Meter:
    """Processor time, time and memory since it was made, with all that is loaded at rest."""

    def __init__(self) -> None:
        gc.freeze()  # as whatever serves does
        self._cpu, self._at, self._peak = _cpu(), time.perf_counter(), _peak()

    def told(self) -> dict[str, float]:
        return {
            "cpu": _cpu() - self._cpu,
            "seconds": time.perf_counter() - self._at,
            "memory": _peak() - self._peak,
        }


def ours(url: str, base: str, rate: int) -> None:
    """Write down whom the first notice goes to, and send it."""
    from bot.delivery.broadcaster import Broadcaster
    from bot.delivery.salvo import Means
    from bot.line.gateway import Gateway
    from bot.services import freezing, shared_clock
    from models.base import open_database

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    now_us = partial(shared_clock.now_us, here_us=lambda: time.time_ns() // 1_000)
    means = Means(open_database(url), Gateway(base, "token"), now_us, rate=rate)
    sender = Broadcaster(means, approval_size=50)
    steps: list[float] = []
    step = freezing.step

    def timed(*given: Any, **named: Any) -> freezing.Step:
        begun = time.perf_counter()
        done = step(*given, **named)
        steps.append(time.perf_counter() - begun)
        return done

    freezing.step = timed
    meter = Meter()
    while sender.due():
        sender.drain(1, lambda: False)
    found = meter.told()
    preparing = sum(steps) + len(steps) * 0.01
    figures = {"preparing": preparing, "longest": max(steps)}
    print(json.dumps(found | figures | {"sending": found["seconds"] - preparing}))


def loop(base: str, people: int) -> None:
    """The SDK's own call, one after the other."""
    from linebot.v3.messaging import (
        ApiClient,
        Configuration,
        MessagingApi,
        MulticastRequest,
        TextMessage,
    )

    ids = [f"U{number:032x}" for number in range(1, people + 1)]
    meter = Meter()
    with ApiClient(Configuration(host=base, access_token="token")) as client:
        api = MessagingApi(client)
        for start in range(0, len(ids), CALL):
            some = ids[start : start + CALL]
            request = MulticastRequest(to=some, messages=[TextMessage(text=HELLO)])
            api.multicast(request, x_line_retry_key=str(uuid4()))
    found = meter.told()
    print(json.dumps(found | {"preparing": 0, "longest": 0, "sending": found["seconds"]}))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
