"""
HTTP to LINE over connections that are kept open for the next call.

Knows nothing of messages. Never raises for a call: what could not be done is a TryLater
that says whether LINE may have heard it.
"""

import http.client
import ssl
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import structlog

from bot.line.outcomes import Answer, Cause, TryLater

CONNECT_SECONDS: Final = 3.0
READ_SECONDS: Final = 5.0
IDLE_SECONDS: Final = 30.0  # a connection unused for longer is opened anew

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Line:
    """An open connection and when it was last used, on the monotonic clock."""

    connection: http.client.HTTPConnection
    used: float
    is_kept: bool = True


class Wire:
    """The way to `base`; each call carries `headers`. Safe to share between threads."""

    def __init__(self, base: str, headers: Mapping[str, str]) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or ""
        self._port = parts.port
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._path = parts.path
        self._headers = dict(headers)
        self._idle: deque[_Line] = deque()

    def close(self) -> None:
        """Hang up. Calls after this open connections anew."""
        while self._idle:
            self._idle.pop().connection.close()

    def call(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer | TryLater:
        """What LINE answers, or why it did not."""
        started = time.monotonic()
        try:
            line = self._kept_open() or self._open()
        except OSError as error:  # nothing was sent
            return _failed(path, Cause.NETWORK, error, is_unclear=False)
        try:
            line.connection.request(method, self._path + path, body, {**self._headers, **headers})
            answer = self._answer(line.connection)
        except (OSError, http.client.HTTPException) as error:
            line.connection.close()
            is_stale = line.is_kept and isinstance(error, ConnectionError)
            if is_stale:
                self.close()  # the others are likely to be gone with it
            cause = Cause.STALE if is_stale else Cause.NETWORK
            return _failed(path, cause, error, is_unclear=True)
        spent = round((time.monotonic() - started) * 1000)
        tell = log.debug if answer.status < 400 else log.warning
        tell("line called", path=path, status=answer.status, id=answer.request_id, ms=spent)
        return answer

    def _answer(self, connection: http.client.HTTPConnection) -> Answer:
        response = connection.getresponse()
        body = response.read()
        if response.will_close:
            connection.close()
        else:
            self._idle.append(_Line(connection, time.monotonic()))
        return Answer(response.status, response.headers.get("X-Line-Request-Id", ""), body)

    def _kept_open(self) -> _Line | None:
        while self._idle:
            try:
                line = self._idle.pop()
            except IndexError:  # another thread was faster
                return None
            if time.monotonic() - line.used < IDLE_SECONDS:
                return line
            line.connection.close()
        return None

    def _open(self) -> _Line:
        connection = self._unconnected()
        connection.connect()
        connection.sock.settimeout(READ_SECONDS)
        return _Line(connection, 0.0, is_kept=False)

    def _unconnected(self) -> http.client.HTTPConnection:
        if self._tls is None:
            return http.client.HTTPConnection(self._host, self._port, timeout=CONNECT_SECONDS)
        return http.client.HTTPSConnection(
            self._host, self._port, timeout=CONNECT_SECONDS, context=self._tls
        )


def _failed(path: str, cause: Cause, error: Exception, *, is_unclear: bool) -> TryLater:
    trouble = type(error).__name__
    log.warning("line not reached", path=path, cause=cause, trouble=trouble)
    return TryLater(cause, is_unclear, trouble)
