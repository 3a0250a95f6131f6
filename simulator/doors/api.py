"""
LINE's API: a table of endpoints, and the one function that answers a call.

Free of any web framework: a `Call` in, an `Answer` out. `gate` puts it on the wire.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson

from simulator import errors, ids, sending
from simulator.errors import Refusal
from simulator.jsonbytes import written
from simulator.platform import Platform

Json = dict[str, Any]
LARGEST_BODY: Final = 2 * 1024 * 1024  # LINE: 2 MB, beyond that 413


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    path: str
    authorization: str
    content_type: str
    body: bytes
    retry_key: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    id: str = field(default_factory=ids.request_id)
    parts: Mapping[str, str] = field(default_factory=dict)  # what {names} of the path stood for


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


Endpoint = Callable[[Platform, Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    template: str
    endpoint: Endpoint
    expression: re.Pattern[str]

    @property
    def name(self) -> str:
        return f"{self.method} {self.template}"


def route(name: str, endpoint: Endpoint) -> Route:
    """`GET /v2/bot/profile/{userId}`: a name in braces is one step of the path."""
    method, template = name.split()
    expression = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
    return Route(method, template, endpoint, re.compile(expression))


def answer(platform: Platform, routes: tuple[Route, ...], call: Call) -> Answer:
    """Check token, size and rate, then let the endpoint answer."""
    request_id = {"X-Line-Request-Id": call.id}
    try:
        _refuse_bad_token(platform, call.authorization)
        if len(call.body) > LARGEST_BODY:
            raise Refusal(413, "The request entity is too large")
        chosen, parts = _choose(routes, call)
        with platform.locked():
            allowed = platform.rates.take(chosen.name, now=platform.clock.now())
        if not allowed:
            raise Refusal(429, errors.RATE)
        given = chosen.endpoint(platform, replace(call, parts=parts))
    except Refusal as refusal:
        headers = {**request_id, **refusal.headers}
        return Answer(refusal.status, written(refusal.body()), headers=headers)
    return Answer(given.status, given.body, given.content_type, {**given.headers, **request_id})


def json_of(call: Call) -> Json:
    """The body, which must be a JSON object."""
    if call.content_type.split(";")[0].strip().lower() != "application/json":
        raise Refusal(415, "The media type is not supported")
    try:
        body = orjson.loads(call.body)
    except orjson.JSONDecodeError as error:
        raise Refusal(400, errors.PARSE.format(line=error.lineno, column=error.colno)) from error
    if not isinstance(body, dict):
        raise Refusal(400, errors.PARSE.format(line=1, column=1))
    return body


def ok(body: Json | None = None, *, status: int = 200) -> Answer:
    return Answer(status, written(body or {}))


def _refuse_bad_token(platform: Platform, authorization: str) -> None:
    scheme, _, token = authorization.partition(" ")
    if scheme != "Bearer" or not token:
        raise Refusal(401, errors.NO_TOKEN)
    if token != platform.channel.token:
        raise Refusal(401, errors.BAD_TOKEN)


def _choose(routes: tuple[Route, ...], call: Call) -> tuple[Route, Mapping[str, str]]:
    for each in routes:
        found = each.expression.fullmatch(call.path) if each.method == call.method else None
        if found is not None:
            return each, found.groupdict()
    raise errors.not_built(f"{call.method} {call.path}")


def _request(call: Call) -> sending.Request:
    sending.refuse_bad_key(call.retry_key)
    return sending.Request(call.id, json_of(call), call.retry_key)


def reply(platform: Platform, call: Call) -> Answer:
    return ok(sending.reply(platform, _request(call)))


def push(platform: Platform, call: Call) -> Answer:
    return ok(sending.push(platform, _request(call)))


def multicast(platform: Platform, call: Call) -> Answer:
    return ok(sending.multicast(platform, _request(call)))


def broadcast(platform: Platform, call: Call) -> Answer:
    return ok(sending.broadcast(platform, _request(call)))


def validate(platform: Platform, call: Call) -> Answer:
    sending.refuse_bad_request(json_of(call))
    return ok()
