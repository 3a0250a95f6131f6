"""
The bot and a simulated LINE side by side, for a look in a browser.

Two child processes that live and die together; on PostgreSQL a worker is the third. What they
print goes to files under var/, so that the addresses stay in sight. The demo has a database of
its own, with a week of requests and five colleagues in it, unless DATABASE_URL names one.
"""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

import bot
import messages_th
from bot import clock
from bot.line import richmenu
from bot.services import demo_staff, directory, migrating, seeding
from bot.settings import DATABASE, SIMULATOR_TOKEN, Settings
from models.base import open_database

GUNICORN: Final = [
    sys.executable,
    "-m",
    "gunicorn",
    "--config",
    str(Path(bot.__file__).parent.parent / "gunicorn.conf.py"),
]
HOST: Final = "127.0.0.1"
NAME: Final = "localhost"  # the same, with a name: browsers make no passkeys for figures
PORTS_TRIED: Final = 100
READY_SECONDS: Final = 60.0
LOOK_SECONDS: Final = 0.2
END_SECONDS: Final = 10.0
TAIL_LINES: Final = 15
LOGS: Final = Path("var")


@dataclass(frozen=True, slots=True)
class Child:
    """A process, what it is called, where it answers, and where it prints to."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    path: str
    log: Path

    def answers(self) -> bool:
        """Whether its page can be had now."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=LOOK_SECONDS * 5)
        try:
            connection.request("GET", self.path)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def tail(self) -> str:
        """The last it printed."""
        lines = self.log.read_text("utf-8", errors="replace").splitlines()
        return "\n".join(lines[-TAIL_LINES:])


def run(settings: Settings) -> int:
    """Start both, say where to look, and stay until Ctrl-C or until one of them ends."""
    bot_port, line_port = free_ports(2, first=settings.port)
    database_url = _database_url(settings)
    prepare(database_url)
    with _ends_on_signal(), ExitStack() as children:
        try:
            both = [
                children.enter_context(_bot(bot_port, line_port, database_url)),
                children.enter_context(_simulator(bot_port, line_port)),
            ]
            if not database_url.startswith("sqlite"):
                both.append(children.enter_context(_worker(bot_port, line_port, database_url)))
            simulated = replace(
                settings,
                line_api_base=f"http://{HOST}:{line_port}",
                line_channel_access_token=settings.line_channel_access_token or SIMULATOR_TOKEN,
                public_url=_public_url(bot_port),
            )
            return _watch(both, simulated, database_url)
        except KeyboardInterrupt:
            print("\nThe demo has ended.")
            return 0


def prepare(database_url: str) -> None:
    """Have something to look at in the database: requests and colleagues where there are none."""
    database = open_database(database_url)
    try:
        migrating.upgrade(database)
        directory.sync(database, now=clock.now())
        seeding.seed_demo(database)
        demo_staff.seed(database, now=clock.now())
    finally:
        database.close()


def free_ports(count: int, *, first: int) -> list[int]:
    """The first `count` ports from `first` on that nobody listens on."""
    found = [port for port in range(first, first + PORTS_TRIED) if _is_free(port)]
    if len(found) < count:
        raise OSError(f"no free port between {first} and {first + PORTS_TRIED}")
    return found[:count]


def watch(children: Sequence[Child], *, seconds: float, on_ready: Callable[[], None]) -> Child:
    """
    Call `on_ready` once all answer, then wait; returns the first child that ended.

    Raises TimeoutError when they do not answer within `seconds`.
    """
    deadline: float | None = time.monotonic() + seconds
    while True:
        for child in children:
            if child.process.poll() is not None:
                return child
        if deadline is not None and all(child.answers() for child in children):
            deadline = None
            on_ready()
        if deadline is not None and time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(LOOK_SECONDS)


@contextmanager
def started(name: str, command: Sequence[str], *, port: int, path: str) -> Iterator[Child]:
    """A child process for as long as the block lasts."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"demo-{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield Child(name, process, port, path, log)
        finally:
            _end(process)


def introduce(database_url: str, line_port: int) -> None:
    """Have the simulated LINE know the demo's people, so that notices reach them."""
    connection = http.client.HTTPConnection(HOST, line_port, timeout=END_SECONDS)
    try:
        connection.request("GET", f"/_sim/crowd/ids?from=0&count={seeding.PEOPLE}")
        known = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    database = open_database(database_url)
    try:
        seeding.introduce(database, known)
    finally:
        database.close()


def _watch(children: Sequence[Child], settings: Settings, database_url: str) -> int:
    address = f"{settings.line_api_base}/"

    _, line, *_ = children

    def ready() -> None:
        introduce(database_url, line.port)
        richmenu.apply(settings, messages_th.load())
        print(f"Ready. Open {address} in a browser. Ctrl-C ends the demo.")
        print(f"The staff's console: {settings.public_url}/console/", flush=True)

    print("Starting the bot and the simulated LINE ...", flush=True)
    try:
        ended = watch(children, seconds=READY_SECONDS, on_ready=ready)
    except TimeoutError:
        silent = ", ".join(child.name for child in children if not child.answers())
        print(f"Not ready after {READY_SECONDS:.0f} seconds: {silent}; see var/demo-*.log")
        return 1
    code = ended.process.returncode
    print(f"The {ended.name} ended by itself (exit code {code}), so the demo ends. It said:")
    print(ended.tail())
    return 1


def _database_url(settings: Settings) -> str:
    """Its own file, where no database is named. The whole path: the bot works from its folder."""
    own = f"sqlite:///{(LOGS / 'demo.db').resolve()}"
    return own if settings.database_url == DATABASE else settings.database_url


def _public_url(port: int) -> str:
    return f"http://{NAME}:{port}"


def _bot(port: int, line_port: int, database_url: str) -> AbstractContextManager[Child]:
    given = _environment(port, line_port, database_url)
    settings = [word for one in given for word in ("--env", one)]
    command = [*GUNICORN, "--bind", f"{HOST}:{port}", *settings]
    return started("bot", command, port=port, path="/readyz")


def _worker(port: int, line_port: int, database_url: str) -> AbstractContextManager[Child]:
    """It has no door of its own: the bot's says how things are."""
    given = _environment(port, line_port, database_url)
    command = ["env", *given, sys.executable, "-m", "bot", "worker"]
    return started("worker", command, port=port, path="/readyz")


def _environment(port: int, line_port: int, database_url: str) -> list[str]:
    return [
        f"PORT={port}",
        f"PUBLIC_URL={_public_url(port)}",
        f"LINE_API_BASE=http://{HOST}:{line_port}",
        f"DATABASE_URL={database_url}",
        "DEMO=yes",
    ]


def _simulator(bot_port: int, port: int) -> AbstractContextManager[Child]:
    bot_url = f"http://{HOST}:{bot_port}"
    command = [sys.executable, "-m", "simulator", "--port", str(port), "--bot", bot_url]
    command += ["--crowd", str(seeding.PEOPLE)]
    return started("simulator", command, port=port, path="/")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _ends_on_signal() -> Iterator[None]:
    """A polite kill ends the demo as Ctrl-C does, with both children."""

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
