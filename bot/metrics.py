"""
/metrics: how the bot is doing, for Prometheus.

Every figure comes from the database, so any process gives the same answer. Nothing personal
is among them, and yet the door is closed: to whoever has no token, or, where no token is
set, to whoever does not ask from this machine itself.
"""

import hmac
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from bot.delivery.measuring import ANSWER, ANSWER_MS, MESSAGE, MORE, SECONDS
from bot.services.figures import Figures
from bot.settings import LOOPBACK

SOON_SECONDS: Final = 10
_HOW: Final = {"WWW-Authenticate": "Bearer"}
# Whoever comes through a proxy is not on this machine, whatever their address says.
FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")

# table, state: as the figures name them
STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "inbox": ("failed", "unreadable"),
    "outbox": ("failed", "uncertain", "dropped"),
    "jobs": ("waiting", "running", "failed"),
    "broadcasts": ("ready", "preparing", "sending", "paused"),
    "chunks": ("waiting", "attempting", "failed", "uncertain"),
}


def make_metrics(
    read: Callable[[], Figures | None], token: str, *, is_public: bool = False
) -> Blueprint:
    """
    The route; `read` gives the figures, None when the database cannot be reached.

    Where the bot `is_public` nobody is answered without a token: a proxy on this machine need
    not say that it is one.
    """
    routes = Blueprint("metrics", __name__)
    registry = CollectorRegistry()
    registry.register(_Collector(read))

    @routes.get("/metrics")
    def metrics() -> Response:
        if not _may_ask(token, is_public=is_public):
            return Response("closed", 401 if token else 403, _HOW, mimetype="text/plain")
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return routes


def _may_ask(token: str, *, is_public: bool) -> bool:
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    is_led_here = is_public or any(name in request.headers for name in FORWARDED)
    return request.remote_addr in LOOPBACK and _host() in LOOPBACK and not is_led_here


def _host() -> str:
    """Under which name we were asked for: a proxy on this machine passes the public one on."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""


class _Collector(Collector):
    """Asked anew for each answer; nothing is kept in this process."""

    def __init__(self, read: Callable[[], Figures | None]) -> None:
        self._read = read

    def describe(self) -> list[Metric]:
        return []  # else the figures would be asked for when this is registered

    def collect(self) -> Iterator[Metric]:
        figures = self._read()
        yield _gauge(
            "database_up", "Whether the database can be reached.", int(figures is not None)
        )
        if figures is not None:
            yield from _queues(figures)
            yield from _answers(figures)
            yield from _settled(figures)
            yield from _spent(figures)
            yield from _states(figures)
            yield from _refusals(figures)


def _queues(figures: Figures) -> Iterator[Metric]:
    for name, queue in (("events", figures.events), ("messages", figures.messages)):
        yield _gauge(f"{name}_waiting", f"How many {name} are due.", queue.number)
        help_text = f"How long the oldest of the {name} that are due waits."
        yield _gauge(f"{name}_oldest_seconds", help_text, queue.seconds)


def _answers(figures: Figures) -> Iterator[Metric]:
    help_text = "From an event's coming to its answer's being taken by LINE."
    histogram = HistogramMetricFamily("wfh_answer_seconds", help_text)
    seconds = figures.ever.get(ANSWER_MS, 0) / 1000
    histogram.add_metric([], _buckets(figures.ever), sum_value=seconds)
    yield histogram
    buckets = dict(_buckets(figures.last_hour))
    number, soon = buckets["+Inf"], buckets[str(SOON_SECONDS)]
    yield _gauge("answers_last_hour", "Answers of the last hour.", number)
    yield _gauge("answers_last_hour_soon", "Those that took 10 seconds at most.", soon)
    share = soon / number if number else 1.0
    yield _gauge("answers_last_hour_soon_ratio", "Their share; 1 when there were none.", share)


def _buckets(counted: Mapping[str, int]) -> list[tuple[str, float]]:
    buckets: list[tuple[str, float]] = []
    total = 0
    for bound in (*SECONDS, MORE):
        total += counted.get(f"{ANSWER}.{bound}", 0)
        buckets.append(("+Inf" if bound == MORE else str(bound), total))
    return buckets


def _settled(figures: Figures) -> Iterator[Metric]:
    help_text = "Messages to one chat by what became of them."
    family = CounterMetricFamily("wfh_messages_settled", help_text, labels=["state", "channel"])
    for name, number in sorted(figures.ever.items()):
        kind, *labels = name.split(".")
        if kind == MESSAGE:
            family.add_metric(labels, number)
    yield family


def _spent(figures: Figures) -> Iterator[Metric]:
    pushed, told = figures.pushed, figures.told
    yield _gauge("pushes_this_month", "Pushes to one chat that LINE took this month.", pushed)
    yield _gauge("notified_this_month", "People whom notices were sent to this month.", told)
    quota = figures.quota
    if quota is not None:
        yield _gauge("quota_used", "Messages of this month, as LINE told last.", quota.used)
    if quota is not None and quota.limit is not None:
        yield _gauge("quota_limit", "How many there are, as LINE told last.", quota.limit)


def _states(figures: Figures) -> Iterator[Metric]:
    for table, states in STATES.items():
        help_text = f"Rows of {table} that are open or went wrong."
        family = GaugeMetricFamily(f"wfh_{table}", help_text, labels=["state"])
        for state in states:
            family.add_metric([state], figures.by_state[table].get(state, 0))
        yield family
    yield _gauge("dead_letters", "What ended so that somebody has to look at it.", figures.dead)


def _refusals(figures: Figures) -> Iterator[Metric]:
    help_text = "Messages that LINE did not take, by cause; 429 is rate or quota."
    family = CounterMetricFamily("wfh_line_not_taken", help_text, labels=["cause"])
    # These two always, so that their first time is seen as growth.
    for cause in sorted({"rate", "quota"} | _causes(figures.ever)):
        family.add_metric([cause], figures.ever.get(f"line.{cause}", 0))
    yield family
    signatures = figures.ever.get("webhook.signature", 0)
    family = CounterMetricFamily("wfh_webhook_refused", "Webhooks without LINE's signature.")
    family.add_metric([], signatures)
    yield family


def _causes(ever: Mapping[str, int]) -> set[str]:
    return {name.removeprefix("line.") for name in ever if name.startswith("line.")}


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"wfh_{name}", help_text, value=value)
