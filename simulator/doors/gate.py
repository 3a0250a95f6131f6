"""
The WSGI gate: LINE's paths to LINE's API, everything else to the Flask app.

Here too because they are of the wire: faults on purpose, and the traffic record.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import orjson

from simulator import errors
from simulator.doors.api import Answer, Call, answer
from simulator.doors.routes import ROUTES
from simulator.faults import AFTER, DROPPED, Fault, Kind
from simulator.jsonbytes import written
from simulator.platform import Platform
from simulator.traffic import Direction, Entry

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ID = re.compile(r"richmenu-[0-9a-f]{32}|[UCR][0-9a-f]{32}|\d{15,}")
LINE_PATHS = ("/v2/", "/oauth2/", "/bot/")


@dataclass(frozen=True, slots=True)
class Gate:
    platform: Platform
    app: "WSGIApplication"

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(LINE_PATHS):
            return self.app(environ, start_response)
        given = self._answer(environ)
        status = f"{given.status} {HTTPStatus(given.status).phrase}"
        length = {"Content-Length": str(len(given.body)), "Content-Type": given.content_type}
        start_response(status, list({**length, **given.headers}.items()))
        return [given.body]

    def _answer(self, environ: "WSGIEnvironment") -> Answer:
        started = time.perf_counter()
        call = _call(environ)
        fault = self.platform.faults.strike(call.path)
        given = self._suffer(call, fault) if fault else answer(self.platform, ROUTES, call)
        self._record(call, given, fault, (time.perf_counter() - started) * 1000)
        if fault is not None and fault.kind in DROPPED:
            raise ConnectionResetError("dropped on purpose")
        return given

    def _suffer(self, call: Call, fault: Fault) -> Answer:
        """The deed first, or the fault."""
        if fault.kind in AFTER:
            given = answer(self.platform, ROUTES, call)
            time.sleep(fault.pause)
            return _faulty(500, errors.INTERNAL, call) if fault.kind is Kind.ERROR_AFTER else given
        time.sleep(fault.pause)
        if fault.kind is Kind.SLOW:
            return answer(self.platform, ROUTES, call)
        status, message = _INSTEAD.get(fault.kind, (500, errors.INTERNAL))
        return _faulty(status, message, call)

    def _record(self, call: Call, given: Answer, fault: Fault | None, ms: float) -> None:
        dropped = fault is not None and fault.kind in DROPPED
        self.platform.traffic.record(
            Entry(
                Direction.FROM_BOT,
                self.platform.clock.now(),
                _what(call),
                call.path,
                0 if dropped else given.status,
                ms,
                call.body,
                given.body,
                fault.kind if fault else "",
            )
        )
        self.platform.changed()


_INSTEAD = {
    Kind.RATE_LIMIT: (429, errors.RATE),
    Kind.QUOTA_LIMIT: (429, errors.QUOTA),
    Kind.UNAUTHORIZED: (401, errors.BAD_TOKEN),
}


def _call(environ: "WSGIEnvironment") -> Call:
    return Call(
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"],
        environ.get("HTTP_AUTHORIZATION", ""),
        environ.get("CONTENT_TYPE", ""),
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)),
        environ.get("HTTP_X_LINE_RETRY_KEY", "").strip(),
        dict(parse_qsl(query)) if (query := environ.get("QUERY_STRING")) else {},
    )


def _faulty(status: int, message: str, call: Call) -> Answer:
    headers = {"X-Line-Request-Id": call.id}
    return Answer(status, written({"message": message}), headers=headers)


def _what(call: Call) -> str:
    """`POST /message/reply (text flex)`; ids are left out."""
    path = _ID.sub("…", call.path.removeprefix("/v2/bot"))
    name = f"{call.method} {path}"
    if not call.path.startswith("/v2/bot/message/") or not call.body:
        return name
    try:
        bodies = orjson.loads(call.body)["messages"]
        return f"{name} ({' '.join(each['type'] for each in bodies)})"
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return name
