"""
Sign in: a login and password, then figures of an app or a passkey; or a passkey alone.

Between the two steps the browser holds a signed note of who has proved a password, good for
`HALF_LIFE` and only until that password is changed.
"""

from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from flask import Blueprint, Response, abort, g, request, session

from bot.console import browsers, cookies, passkeying, wayback
from bot.console.desk import Desk, onward, page, say
from bot.services import demo_staff, proving
from bot.services.proving import Known

HALF: Final = "half"
HALF_LIFE: Final = timedelta(minutes=5)

log = structlog.get_logger()


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.route("/sign-in", methods=["GET", "POST"])
    def sign_in() -> Response:
        if request.method == "POST":
            return _take_password(desk)
        return wayback.back(_next()) if g.signed else _first_page(desk)

    @routes.route("/sign-in/code", methods=["GET", "POST"])
    def second_step() -> Response:
        known = _half(desk)
        if known is None:
            return _again(desk, "accounts.sign_in.too_late")
        return _take_figures(desk, known) if request.method == "POST" else _second_page(desk, known)

    @routes.post("/sign-in/passkey")
    def passkey_sign_in() -> Response:
        staff_id = passkeying.proved(desk)
        if staff_id is None:
            return _again(desk, "accounts.sign_in.passkey_failed")
        return _signed_in(desk, staff_id, by="passkey")

    @routes.post("/sign-in/demo")
    def demo_sign_in() -> Response:
        staff_id = demo_staff.find(desk.database, request.form.get("login", ""))
        if staff_id is None or not desk.settings.demo:
            abort(404)
        return _signed_in(desk, staff_id, by="demo")


def _take_password(desk: Desk) -> Response:
    known = proving.by_password(
        desk.database,
        request.form.get("login", ""),
        request.form.get("password", ""),
        now=desk.now(),
        admits_demo=desk.settings.demo,
    )
    if known is None:
        log.warning("sign-in failed")
        return _first_page(desk, fault="accounts.sign_in.failed", status=401)
    if not known.has_second_factor:
        return _signed_in(desk, known.staff_id, by="password")
    until = desk.now() + HALF_LIFE
    session[HALF] = [known.staff_id, known.password_at.isoformat(), until.isoformat()]
    return onward("second_step", next=_next())


def _take_figures(desk: Desk, known: Known) -> Response:
    given = request.form.get("code", "")
    if not proving.by_figures(desk.database, known.staff_id, given, now=desk.now()):
        return _second_page(desk, known, fault="accounts.sign_in.code_failed", status=401)
    return _signed_in(desk, known.staff_id, by="figures")


def _signed_in(desk: Desk, staff_id: int, *, by: str) -> Response:
    """Begin a session of its own, and forget everything the browser brought with it."""
    session.pop(HALF, None)
    held = proving.sign_in(
        desk.database,
        staff_id,
        by=by,
        browser=browsers.called(request.user_agent.string),
        instead_of=cookies.token(desk),
        now=desk.now(),
    )
    return cookies.give(desk, wayback.back(_next()), held)


def _half(desk: Desk) -> Known | None:
    """Who has proved their password in this browser a moment ago."""
    staff_id, password_at, until = session.get(HALF) or (0, "", "")
    if not staff_id or desk.now() >= datetime.fromisoformat(until):
        return None
    return proving.still(desk.database, staff_id, datetime.fromisoformat(password_at))


def _next() -> str:
    return wayback.own_path(request.form.get("next") or request.args.get("next"))


def _again(desk: Desk, key: str) -> Response:
    say(key, tone="bad")
    return onward("sign_in", next=_next())


def _first_page(desk: Desk, *, fault: str | None = None, status: int = 200) -> Response:
    return _page(
        desk,
        "signing_in.html",
        "accounts.sign_in.title",
        status=status,
        fault=fault,
        login=request.form.get("login", "")[:60],
        demo=demo_staff.accounts() if desk.settings.demo else (),
        demo_password=demo_staff.PASSWORD,
    )


def _second_page(
    desk: Desk, known: Known, *, fault: str | None = None, status: int = 200
) -> Response:
    key = "accounts.second_step.title"
    return _page(desk, "signing_in_second.html", key, status=status, fault=fault, known=known)


def _page(desk: Desk, template: str, title: str, **values: Any) -> Response:
    possible = passkeying.are_possible(desk)
    return page(desk, template, title=desk.text(title), next=_next(), passkeys=possible, **values)
