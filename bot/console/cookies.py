"""The cookie that a signed-in browser holds."""

from typing import Final

from flask import Response, request

from bot.console.desk import Desk

COOKIE: Final = "desk"


def cookie_name(desk: Desk) -> str:
    """Over HTTPS the name itself forbids that another host or plain HTTP sets the cookie."""
    return f"__Host-{COOKIE}" if _is_safe(desk) else COOKIE


def token(desk: Desk) -> str:
    """What the browser holds, empty when that is nothing."""
    return request.cookies.get(cookie_name(desk), "")


def give(desk: Desk, answer: Response, held: str) -> Response:
    """Have the browser hold this token until it is closed; the session ends before that."""
    answer.set_cookie(
        cookie_name(desk), held, path="/", httponly=True, samesite="Lax", secure=_is_safe(desk)
    )
    return answer


def take(desk: Desk, answer: Response) -> Response:
    """Have the browser forget its token."""
    answer.delete_cookie(
        cookie_name(desk), path="/", httponly=True, samesite="Lax", secure=_is_safe(desk)
    )
    return answer


def _is_safe(desk: Desk) -> bool:
    return desk.settings.is_https
