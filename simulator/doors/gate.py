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

import orjson

from simulator import errors, ids
from simulator.doors.api import Answer, Call, answer
from simulator.doors.routes import ROUTES
from simulator.faults import SECONDS, Fault, Kind
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
        given = self._suffer(call, fault)
        self._record(call, given, fault, (time.perf_counter() - started) * 1000)
        if fault is not None and fault.kind in _DROPPED:
            raise ConnectionResetError("dropped on purpose")
        return given

    def _suffer(self, call: Call, fault: Fault | None) -> Answer:
        """Answer, unless the fault comes before."""
        if fault is None or fault.kind is Kind.RESET_AFTER:
            return answer(self.platform, ROUTES, call)
        time.sleep(fault.seconds or SECONDS.get(fault.kind, 0.0))
        match fault.kind:
            case Kind.SLOW:
                return answer(self.platform, ROUTES, call)
            case Kind.SERVER_ERROR:
                return _faulty(500, "Internal Server Error", call)
            case Kind.RATE_LIMIT:
                return _faulty(429, errors.RATE, call)
            case _:
                return Answer(500, b"")

    def _record(self, call: Call, given: Answer, fault: Fault | None, ms: float) -> None:
        dropped = fault is not None and fault.kind in _DROPPED
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


_DROPPED = frozenset({Kind.HANG, Kind.RESET_BEFORE, Kind.RESET_AFTER})


def _call(environ: "WSGIEnvironment") -> Call:
    return Call(
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"],
        environ.get("HTTP_AUTHORIZATION", ""),
        environ.get("CONTENT_TYPE", ""),
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)),
        environ.get("HTTP_X_LINE_RETRY_KEY", ""),
    )


def _faulty(status: int, message: str, call: Call) -> Answer:
    headers = {"X-Line-Request-Id": ids.request_id()}
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
