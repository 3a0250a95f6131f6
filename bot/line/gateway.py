"""
Calls LINE: reply, push, profile. Returns what came of it, never raises for it.

Connections are kept open for the next call. The one question a sender must have answered
is whether it is worth trying again, and whether the call may have gone through.
"""

import http.client
import ssl
import time
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote, urlsplit

import orjson
import structlog

CONNECT_SECONDS: Final = 3.0
READ_SECONDS: Final = 5.0
IDLE_SECONDS: Final = 30.0  # a connection unused for longer is opened anew

log = structlog.get_logger()


class Cause(StrEnum):
    """Why a call came to nothing."""

    NETWORK = "network"  # not reached, or no answer
    STALE = "stale"  # a connection kept open was gone; a fresh one may do, at once
    SERVER = "server"  # LINE has a fault
    RATE = "rate"  # too many calls; soon again
    QUOTA = "quota"  # the month's messages are used up
    ACCESS = "access"  # our token is not taken
    REPLY_TOKEN = "reply_token"  # used, expired or never given
    REQUEST = "request"  # LINE does not accept what was sent


@dataclass(frozen=True, slots=True)
class Delivered:
    """LINE took it, now or at an earlier try with the same key."""

    request_id: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not done, as far as we know. When `is_unclear` it may have gone through all the same."""

    cause: Cause
    is_unclear: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """LINE will never take this."""

    cause: Cause
    detail: str = ""


Result = Delivered | TryLater | Refused


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    request_id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Line:
    """An open connection and when it was last used, on the monotonic clock."""

    connection: http.client.HTTPConnection
    used: float
    is_kept: bool = True


class Gateway:
    """LINE's Messaging API at `base`, spoken with `token`. Safe to share between threads."""

    def __init__(self, base: str, token: str) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or ""
        self._port = parts.port
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._path = parts.path
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._idle: deque[_Line] = deque()
        self._basic_id: str | None = None

    def reply(self, token: str, messages: str) -> Result:
        """Answer the event that gave `token`; `messages` is a JSON list."""
        body = f'{{"replyToken":{_json(token)},"messages":{messages}}}'
        return _outcome(self._post("/v2/bot/message/reply", body, {}))

    def push(self, to: str, messages: str, retry_key: str) -> Result:
        """Send `messages` to a chat; with the same key and body LINE accepts it once a day."""
        body = f'{{"to":{_json(to)},"messages":{messages}}}'
        return _outcome(self._post("/v2/bot/message/push", body, {"X-Line-Retry-Key": retry_key}))

    def profile_name(self, line_id: str) -> str | None:
        """What a person calls themselves, None when LINE will not say."""
        answer = self._call("GET", f"/v2/bot/profile/{quote(line_id, safe='')}", None, {})
        if not isinstance(answer, _Answer) or answer.status != 200:
            return None
        name = _object(answer.body).get("displayName")
        return name if isinstance(name, str) else None

    def basic_id(self) -> str | None:
        """What our account is found under (@…), asked once; None when LINE will not say."""
        if self._basic_id is None:
            answer = self._call("GET", "/v2/bot/info", None, {})
            if isinstance(answer, TryLater) or answer.status != 200:
                return None
            told = _object(answer.body).get("basicId")
            self._basic_id = told if isinstance(told, str) else None
        return self._basic_id

    def content(self, message_id: str, *, most: int) -> bytes | TryLater | Refused:
        """The file of a message; Refused when LINE has it no more or it is larger than `most`."""
        path = f"/v2/bot/message/{quote(message_id, safe='')}/content"
        answer = self._call("GET", path, None, {})
        if isinstance(answer, TryLater):
            return answer
        if answer.status == 202:  # LINE is still preparing it
            return TryLater(Cause.SERVER, is_unclear=False, detail="not ready")
        if answer.status != 200:
            outcome = _outcome(answer)
            return outcome if isinstance(outcome, TryLater) else Refused(Cause.REQUEST)
        return answer.body if len(answer.body) <= most else Refused(Cause.REQUEST, "too large")

    def _post(self, path: str, body: str, headers: dict[str, str]) -> _Answer | TryLater:
        return self._call("POST", path, body.encode(), headers)

    def close(self) -> None:
        """Hang up. Calls after this open connections anew."""
        while self._idle:
            self._idle.pop().connection.close()

    def _call(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> _Answer | TryLater:
        started = time.monotonic()
        try:
            line = self._kept_open() or self._open()
        except OSError as error:  # nothing was sent
            return _failed(path, Cause.NETWORK, error, is_unclear=False)
        try:
            line.connection.request(method, self._path + path, body, self._headers | headers)
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

    def _answer(self, connection: http.client.HTTPConnection) -> _Answer:
        response = connection.getresponse()
        content = response.read()
        if response.will_close:
            connection.close()
        else:
            self._idle.append(_Line(connection, time.monotonic()))
        return _Answer(response.status, response.headers.get("X-Line-Request-Id", ""), content)

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


def _outcome(answer: _Answer | TryLater) -> Result:
    if isinstance(answer, TryLater):
        return answer
    if answer.status < 300 or answer.status == 409:  # 409: this retry key was accepted before
        return Delivered(answer.request_id)
    said = _detail(answer.body)
    match answer.status:
        case 401 | 403:
            return TryLater(Cause.ACCESS, is_unclear=False, detail=said)
        case 429:
            cause = Cause.QUOTA if "monthly limit" in said else Cause.RATE
            return TryLater(cause, is_unclear=False, detail=said)
        case status if status >= 500:
            return TryLater(Cause.SERVER, is_unclear=True, detail=f"{status} {said}".strip())
    if "invalid reply token" in said.casefold():
        return Refused(Cause.REPLY_TOKEN, said)
    return Refused(Cause.REQUEST, f"{answer.status} {said}".strip())


def _detail(body: bytes) -> str:
    """LINE's own words with the places they name; cut, for they are kept in a column."""
    content = _object(body)
    details = content.get("details")
    parts = [str(content.get("message", ""))]
    for detail in details if isinstance(details, list) else []:
        if isinstance(detail, dict):
            parts.append(f"{detail.get('property', '')}: {detail.get('message', '')}")
    return " | ".join(parts)[:400]


def _object(body: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}


def _json(text: str) -> str:
    return orjson.dumps(text).decode()
