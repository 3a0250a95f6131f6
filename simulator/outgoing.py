"""One HTTP POST to the bot, on a connection kept open, with LINE's words for what went wrong."""

import http.client
import select
import ssl
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

IDLE_SECONDS = 1.0  # a server may close a connection it thinks idle; ours is not used after that


class Reason(StrEnum):
    """Webhook error reasons of LINE's statistics; OK is the test endpoint's own."""

    OK = "ok"
    COULD_NOT_CONNECT = "could_not_connect"
    REQUEST_TIMEOUT = "request_timeout"
    ERROR_STATUS_CODE = "error_status_code"
    UNCLASSIFIED = "unclassified"


@dataclass(frozen=True, slots=True)
class Answered:
    reason: Reason
    status: int  # 0 when no answer came
    body: bytes
    detail: str

    @property
    def received(self) -> bool:
        return self.reason is Reason.OK


@dataclass(slots=True)
class _Kept:
    connection: http.client.HTTPConnection
    server: tuple[str, str]
    used_at: float


class Outgoing:
    """Safe to share: every thread has its own connection."""

    def __init__(self) -> None:
        self._mine = threading.local()
        self._open: set[http.client.HTTPConnection] = set()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close every thread's connection; only once no thread posts any more."""
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()

    def post(self, url: str, body: bytes, headers: dict[str, str], *, seconds: float) -> Answered:
        try:
            parts = urlsplit(url)
            connection = self._connection(parts, seconds)
        except (OSError, ValueError) as error:
            self._drop()
            return Answered(Reason.COULD_NOT_CONNECT, 0, b"", _words(error))
        try:
            connection.request("POST", parts.path or "/", body, headers)
            response = connection.getresponse()
            answer = response.read()
        except TimeoutError as error:
            self._drop()
            return Answered(Reason.REQUEST_TIMEOUT, 0, b"", _words(error))
        except (OSError, http.client.HTTPException) as error:
            self._drop()
            return Answered(Reason.UNCLASSIFIED, 0, b"", _words(error))
        self._mine.kept.used_at = time.monotonic()
        return _judged(response.status, answer)

    def _connection(self, parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
        server = (parts.scheme, parts.netloc)
        kept: _Kept | None = getattr(self._mine, "kept", None)
        if kept is not None and kept.server == server and _is_fresh(kept):
            kept.connection.sock.settimeout(seconds)
            return kept.connection
        self._drop()
        connection = _connect(parts, seconds)
        with self._lock:
            self._open.add(connection)
        self._mine.kept = _Kept(connection, server, time.monotonic())
        return connection

    def _drop(self) -> None:
        kept: _Kept | None = getattr(self._mine, "kept", None)
        if kept is not None:
            kept.connection.close()
            with self._lock:
                self._open.discard(kept.connection)
        self._mine.kept = None


def _connect(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"no web address: {parts.geturl()}")
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(parts.netloc, timeout=seconds, context=context)
    else:
        connection = http.client.HTTPConnection(parts.netloc, timeout=seconds)
    connection.connect()
    return connection


def _is_fresh(kept: _Kept) -> bool:
    """Used a moment ago, and nothing (such as a farewell) waits to be read."""
    if kept.connection.sock is None or time.monotonic() - kept.used_at > IDLE_SECONDS:
        return False
    readable, _, _ = select.select([kept.connection.sock], [], [], 0)
    return not readable


def _judged(status: int, body: bytes) -> Answered:
    if 200 <= status < 300:
        return Answered(Reason.OK, status, body, str(status))
    return Answered(Reason.ERROR_STATUS_CODE, status, body, str(status))


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
