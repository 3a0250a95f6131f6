"""
The webhook's way, side by side: the product, the usual echo bot, the least there can be.

All three under the same gunicorn settings, against the same cheap stand-in for LINE. The
product registers agencies meanwhile: every event is a turn of that conversation.
"""

import csv
import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.load import Acknowledged, acknowledge, conversations
from tests.bench.processes import ROOT, Served, get, run, serving
from tests.ports import free_port

SECRET: Final = "bench-secret"
PEOPLE: Final = 150
WARM_PEOPLE: Final = 24
PATIENCE: Final = 120.0
GUNICORN: Final = ("-m", "gunicorn", "--config", "/dev/null", "--no-control-socket", "--preload")
SAME: Final = ("--workers", "2", "--threads", "4", "--worker-class", "gthread")


@dataclass(frozen=True, slots=True)
class Way:
    """A bot to be measured; `release` runs once before, `answers` says whether it calls LINE."""

    name: str
    command: tuple[str, ...]
    release: tuple[str, ...] = ()
    answers: bool = True


WAYS: Final = (
    Way("product", ("-m", "gunicorn", "--config", "gunicorn.conf.py"), ("-m", "bot", "migrate")),
    Way("echo", (*GUNICORN, *SAME, "tests.bench.echo_bot:app")),
    Way("bare", (*GUNICORN, *SAME, "tests.bench.bare_wsgi:app"), answers=False),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. CPU in seconds for 1,000 events, memory in MiB, the start in seconds."""

    acknowledged: Acknowledged
    cpu: float
    done: float
    pss: float
    rss: float
    start: float


def measure(way: Way, *, milliseconds: int) -> Measured:
    """Run one bot against a LINE that takes so long for each call."""
    with tempfile.TemporaryDirectory() as folder, _sink(Path(folder), milliseconds) as sink:
        port = free_port()
        settings = _settings(port, sink, Path(folder))
        bind = () if way.name == "product" else ("--bind", f"127.0.0.1:{port}")
        command = (*way.command[:2], *bind, *way.command[2:])
        log = Path(folder) / "bot.log"
        if way.release:
            run(way.release, settings)
        with serving(command, port=port, path="/callback", settings=settings, log=log) as bot:
            return _measured(way, bot, sink)


def _measured(way: Way, bot: Served, sink: Served) -> Measured:
    warm = conversations(_texts(0, WARM_PEOPLE), secret=SECRET, run="a")
    acknowledge(bot.port, warm)
    _await_answers(way, sink, sum(map(len, warm)))

    requests = conversations(_texts(WARM_PEOPLE, PEOPLE), secret=SECRET, run="b")
    before, started = bot.cpu(), time.perf_counter()
    acknowledged = acknowledge(bot.port, requests)
    _await_answers(way, sink, sum(map(len, [*warm, *requests])))
    seconds = time.perf_counter() - started
    cpu = (bot.cpu() - before) / acknowledged.events * 1000
    pss, rss = bot.memory()
    rate = acknowledged.events / seconds
    return Measured(acknowledged, cpu, rate, pss, rss, bot.seconds)


def _settings(port: int, sink: Served, folder: Path) -> Mapping[str, str]:
    return {
        "PORT": str(port),
        "LINE_API_BASE": f"http://127.0.0.1:{sink.port}",
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "bench-token",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "WEB_CONCURRENCY": "2",
    }


@contextmanager
def _sink(folder: Path, milliseconds: int) -> Iterator[Served]:
    port = free_port()
    command = ("-m", "tests.bench.sink", str(port), str(milliseconds))
    log = folder / "sink.log"
    with serving(command, port=port, path="/count", settings={}, log=log) as sink:
        yield sink


def _await_answers(way: Way, sink: Served, events: int) -> None:
    """Until LINE has been called for every event, the names of newcomers left aside."""
    end = time.monotonic() + PATIENCE
    while way.answers and _replies(sink) < events:
        if time.monotonic() > end:
            raise TimeoutError(f"{way.name}: {_replies(sink)} answers to {events} events")
        time.sleep(0.02)


def _replies(sink: Served) -> int:
    return int(json.loads(get(sink.port, "/count")[1])["replies"])


def _texts(first: int, people: int) -> list[list[str]]:
    """For each person the whole registration of an agency of their own."""
    with (ROOT / "models/data/agencies.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name_th"] for row in csv.DictReader(file)][first : first + people]
    return [
        [
            "ลงทะเบียน",
            name,
            "1,3",
            "ประมาณ ๓๕๐ คน",
            f"สมหญิง รักงาน 02 280 4085 ต่อ 31{at % 100:02d} a{at}@example.go.th",
            "ส่งคำขอ",
            "สถานะ",
            "คู่มือ teams ไอโฟน",
        ]
        for at, name in enumerate(names)
    ]
