"""
The entrance of the console: nobody passes who is not signed in, may not, or was sent here by
somebody else's page.

Every route goes through `_let_in`, whichever file it stands in; what `access` does not list
stays closed. Every answer leaves through `_sealed`, and an error nobody foresaw through `_failed`.
"""

import hmac
from typing import Final
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, Response, abort, g, request, url_for
from werkzeug.exceptions import HTTPException

from bot.console import (
    access,
    attachments,
    bodies,
    bulk,
    cases,
    composing,
    confirming,
    contacts,
    cookies,
    entering,
    home,
    jobs,
    letters,
    me,
    merging,
    notices,
    passkeying,
    presenting,
    privacy,
    providers,
    queue,
    reasons,
    record,
    reports,
    signing_in,
    staff,
    steering,
    texts,
    uniting,
    verdicts,
    views,
    wayback,
)
from bot.console.cookies import cookie_name as cookie_name
from bot.console.desk import NAME, Desk, officer, onward, page, say, signed
from bot.console.patience import PatientRoutes
from bot.services import auditing, sessions
from bot.services.sessions import Signed
from models.base import UNAVAILABLE

LARGEST_FORM: Final = 1_000_000
# Forms with a file. Somewhat more than is taken, so that who sends too much can be told kindly.
LARGER_FORMS: Final = {"provider_answers": 25_000_000}
FROM_OURSELVES: Final = frozenset({"same-origin", "none"})
REFUSALS: Final = {
    400: "console.refused.stale",
    403: "console.refused.role",
    404: "console.refused.missing",
    413: "console.refused.large",
    422: "console.refused.unreadable",
    500: "console.refused.broken",
    503: "console.refused.broken",
}
LARGEST_ROW: Final = 2**31 - 1  # the highest number that a database gives a row

log = structlog.get_logger()


def make_console(desk: Desk) -> Blueprint:
    """All routes of the console, under /console."""
    routes = PatientRoutes(desk.database, NAME, __name__, url_prefix="/console")
    routes.before_request(lambda: _let_in(desk))
    for status in REFUSALS:  # one by one: the handlers of other pages would come before a class
        routes.register_error_handler(status, lambda error: _told(desk, error.code))
    routes.register_error_handler(Exception, lambda error: _failed(desk, error))
    routes.after_request(_sealed)
    _add_static(routes)
    _add_own(routes, desk)
    for add_routes in DOORS:
        add_routes(routes, desk)
    return routes


def _let_in(desk: Desk) -> Response | None:
    endpoint = (request.endpoint or "").removeprefix(f"{NAME}.")
    request.max_content_length = LARGER_FORMS.get(endpoint, LARGEST_FORM)
    if request.method == "POST" and not _is_our_own(desk):
        return _refuse(desk, 403, "foreign page", endpoint)
    if _has_nul():
        return _refuse(desk, 422, "unreadable", endpoint)
    found = sessions.find(
        desk.database,
        cookies.token(desk),
        now=desk.now(),
        admits_demo=desk.settings.demo,
        is_used=endpoint not in access.POLLED,
    )
    g.signed = found
    if endpoint in access.OPEN:
        return None
    if found is None:
        return _aside("sign_in")
    if not access.may(found.officer.role, endpoint, request.method):
        return _refuse(desk, 403, "not allowed", endpoint)
    if request.method == "POST" and not hmac.compare_digest(_csrf_sent(), found.csrf):
        return _refuse(desk, 400, "stale form", endpoint)
    if _names_no_row():
        abort(404)
    return _first(found, endpoint)


def _is_our_own(desk: Desk) -> bool:
    """Whether a form was sent by a page of ours. Where a browser does not say, tokens cover it."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in FROM_OURSELVES
    ours = {request.host, urlsplit(desk.settings.public_url).netloc}
    return origin is None or urlsplit(origin).netloc in ours


def _csrf_sent() -> str:
    sent = request.headers.get("X-CSRF") or request.form.get("csrf", "")
    return sent if sent.isascii() else ""


def _has_nul() -> bool:
    """Whether something was sent that no database keeps as text."""
    sent = (text for texts in (request.args, request.form) for text in texts.values())
    return any("\0" in text for text in sent)


def _names_no_row() -> bool:
    """Whether the address asks for what no row can be called or numbered."""
    numbers = (asked for asked in (request.view_args or {}).values() if isinstance(asked, int))
    return "\0" in request.path or any(number > LARGEST_ROW for number in numbers)


def _first(found: Signed, endpoint: str) -> Response | None:
    """What somebody has to do before anything else, if there is such a thing."""
    is_enough = found.has_second_factor or found.officer.role in access.PASSWORD_ALONE
    if found.must_change and endpoint not in access.FIRST:
        return onward("me_password")
    if not (is_enough or found.is_demo or endpoint in access.FIRST):
        return onward("me_authenticator")
    if endpoint in access.FRESH and not found.is_fresh:
        if request.method == "POST":
            say("accounts.confirm.once_more", tone="warn")
        return _aside("confirm")
    return None


def _aside(endpoint: str) -> Response:
    """Lead to a page that comes first, and back from there to where they are now."""
    if not request.headers.get("HX-Request"):
        return onward(endpoint, next=wayback.here(request))
    path = url_for(f"{NAME}.{endpoint}", next=wayback.here(request))
    return Response("", 204, headers={"HX-Redirect": path})


def _refuse(desk: Desk, status: int, why: str, endpoint: str) -> Response:
    who = g.signed.officer.id if g.get("signed") else None
    log.warning("console refused", why=why, endpoint=endpoint, method=request.method, staff=who)
    return _told(desk, status)


def _failed(desk: Desk, error: Exception) -> Response:
    """Say it kindly, and log where it happened; the words of an error may repeat what was typed."""
    if isinstance(error, HTTPException):
        return _told(desk, 400)
    log.error("console failed", endpoint=request.endpoint, method=request.method, exc_info=error)
    return _told(desk, 503 if isinstance(error, UNAVAILABLE) else 500)


def _sealed(answer: Response) -> Response:
    """Whatever the door says itself, no answer goes out without the headers of a page."""
    for name, value in presenting.HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer


def _told(desk: Desk, status: int) -> Response:
    message = desk.text(REFUSALS[status])
    return page(desk, "refused.html", title=message, status=status, message=message)


def _add_static(routes: Blueprint) -> None:
    @routes.get(f"/static/{presenting.MARKS['style']}.css")
    def style() -> Response:
        return presenting.static(presenting.STYLE, "text/css")

    @routes.get(f"/static/{presenting.MARKS['script']}.js")
    def script() -> Response:
        return presenting.static(presenting.SCRIPT, "text/javascript")

    @routes.get(f"/static/htmx-{presenting.MARKS['htmx']}.js")
    def htmx() -> Response:
        return presenting.static(presenting.HTMX, "text/javascript")


def _add_own(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/pulse")
    def pulse() -> Response:
        """The number of the newest act: pages look anew when it has grown."""
        with desk.database.read() as connection:
            return Response(str(auditing.newest(connection)), mimetype="text/plain")

    @routes.post("/sign-out")
    def sign_out() -> Response:
        sessions.end(desk.database, signed().session_id, staff_id=officer().id, now=desk.now())
        return cookies.take(desk, onward("sign_in"))

    @routes.route("/<path:unknown>", methods=["GET", "POST"])
    def unknown(unknown: str) -> Response:
        abort(404)


# The doors, each a function that adds its routes; the order is that of the files.
DOORS: Final = (
    home.add_routes,
    notices.add_routes,
    composing.add_routes,
    steering.add_routes,
    queue.add_routes,
    bulk.add_routes,
    views.add_routes,
    cases.add_routes,
    verdicts.add_routes,
    merging.add_routes,
    reasons.add_routes,
    attachments.add_routes,
    signing_in.add_routes,
    passkeying.add_routes,
    confirming.add_routes,
    me.add_routes,
    staff.add_routes,
    jobs.add_routes,
    bodies.add_routes,
    uniting.add_routes,
    contacts.add_routes,
    entering.add_routes,
    providers.add_routes,
    reports.add_routes,
    letters.add_routes,
    record.add_routes,
    privacy.add_routes,
    texts.add_routes,
)
