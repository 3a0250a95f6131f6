"""
What every answer carries, whichever door gave it, and what becomes of an error nobody foresaw.

A door that says more about itself, as pages do, keeps what it said.
"""

from collections.abc import Callable
from typing import Final

import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response as AnyResponse

from bot.settings import Settings
from models.base import UNAVAILABLE

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
TWO_YEARS: Final = "max-age=63072000; includeSubDomains"

log = structlog.get_logger()


def seal(app: Flask, settings: Settings, sorry: Callable[[], str]) -> None:
    """Have every answer of the application carry these headers; `sorry` words an error."""
    headers = HEADERS | ({"Strict-Transport-Security": TWO_YEARS} if settings.is_https else {})

    @app.after_request
    def headed(answer: Response) -> Response:
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        return answer

    @app.errorhandler(Exception)
    def failed(error: Exception) -> AnyResponse:
        if isinstance(error, HTTPException):
            return error.get_response()
        log.error("request failed", endpoint=request.endpoint, exc_info=error)
        status = 503 if isinstance(error, UNAVAILABLE) else 500
        return Response(sorry(), status, mimetype="text/plain")
