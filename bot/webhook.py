"""
POST /callback: is it LINE, remember what it brings, say 200.

Nothing is answered here: LINE waits two seconds at most, and asks again only for what
was not answered with 200. So 200 means "it is in the database", and nothing less.
"""

import base64
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog
from flask import Blueprint, Response, request

from bot import failpoints
from bot.delivery.doorway import Doorway
from bot.delivery.inbox import remember
from bot.errors import DatabaseUnavailable, NotAWebhook
from bot.line.inbound import events_in
from models.base import Database

LARGEST_BODY: Final = 1_000_000  # LINE's webhooks are some kilobytes; nobody means more

UNSIGNED: Final = "webhook.signature"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Door:
    """What the webhook needs: the channel's secret, where to remember, whom to wake."""

    secret: bytes
    database: Database
    doorway: Doorway
    wake: Callable[[str], None]
    now_ms: Callable[[], int]
    hello: Callable[[], str]
    count: Callable[[str], None] = lambda _: None

    def signature(self, body: bytes) -> bytes:
        """What LINE writes into x-line-signature for exactly these bytes."""
        return base64.b64encode(hmac.digest(self.secret, body, "sha256"))


def make_webhook(door: Door) -> Blueprint:
    """The routes of /callback."""
    routes = Blueprint("webhook", __name__)

    @routes.post("/callback")
    def receive() -> Response:
        request.max_content_length = LARGEST_BODY
        if (request.content_length or 0) > LARGEST_BODY:
            return _refuse(413, "too large")
        claimed = request.headers.get("X-Line-Signature")
        if not claimed:
            door.count(UNSIGNED)
            return _refuse(401, "no signature")
        body = request.get_data(cache=False)
        if not hmac.compare_digest(claimed.encode(), door.signature(body)):
            door.count(UNSIGNED)
            return _refuse(401, "wrong signature")
        return _keep(door, body)

    @routes.get("/callback")
    def greet() -> Response:
        return Response(door.hello(), mimetype="text/plain")

    return routes


def _keep(door: Door, body: bytes) -> Response:
    now_ms = door.now_ms()
    try:
        with door.doorway:
            lanes = remember(door.database, events_in(body, now_ms=now_ms), now_ms=now_ms)
        failpoints.reach("inbox.committed")
    except NotAWebhook:
        return _refuse(400, "no events")
    except DatabaseUnavailable as error:
        log.error("events not kept", cause=type(error.__cause__).__name__)
        return Response("try again", 503, mimetype="text/plain")
    for lane in lanes:
        door.wake(lane)
    return Response("OK", mimetype="text/plain")


def _refuse(status: int, why: str) -> Response:
    log.warning("webhook refused", status=status, why=why, sender=request.remote_addr)
    return Response(why, status, mimetype="text/plain")
