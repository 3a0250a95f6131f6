"""
The entrance of the console: nobody passes who is not signed in, may not, or was sent here by
somebody else's page.

Every route goes through `_let_in`, whichever file it stands in; what `access` does not list
stays closed.
"""

import hmac
from typing import Final

import structlog
from flask import Blueprint, Response, abort, g, request

from bot.console import access, presenting
from bot.console.desk import NAME, Desk, officer, onward, page, signed
from bot.services import auditing, sessions

LARGEST_FORM: Final = 1_000_000
FROM_OURSELVES: Final = frozenset({"same-origin", "none"})
COOKIE: Final = "desk"

log = structlog.get_logger()


def make_console(desk: Desk) -> Blueprint:
    """All routes of the console, under /console."""
    routes = Blueprint(NAME, __name__, url_prefix="/console")
    routes.before_request(lambda: _let_in(desk))
    _add_static(routes)
    _add_own(routes, desk)
    for add_routes in DOORS:
        add_routes(routes, desk)
    return routes


def cookie_name(desk: Desk) -> str:
    """Over HTTPS the name itself forbids that another host or plain HTTP sets the cookie."""
    is_safe = desk.settings.public_url.startswith("https:")
    return f"__Host-{COOKIE}" if is_safe else COOKIE


def _let_in(desk: Desk) -> Response | None:
    endpoint = (request.endpoint or "").removeprefix(f"{NAME}.")
    request.max_content_length = LARGEST_FORM
    if request.method == "POST" and not _is_our_own(request.headers.get("Sec-Fetch-Site")):
        return _refuse(desk, 403, "foreign page", endpoint)
    found = sessions.find(desk.database, request.cookies.get(cookie_name(desk), ""), now=desk.now())
    g.signed = found
    if endpoint in access.OPEN:
        return None
    if found is None:
        return _to_sign_in()
    if not access.may(found.officer.role, endpoint, request.method):
        return _refuse(desk, 403, "not allowed", endpoint)
    if request.method == "POST" and not hmac.compare_digest(_csrf_sent(), found.csrf):
        return _refuse(desk, 400, "stale form", endpoint)
    return None


def _is_our_own(site: str | None) -> bool:
    """Whether a form was sent by a page of ours; old browsers do not say, tokens cover them."""
    return site is None or site in FROM_OURSELVES


def _csrf_sent() -> str:
    sent = request.headers.get("X-CSRF") or request.form.get("csrf", "")
    return sent if sent.isascii() else ""


def _to_sign_in() -> Response:
    if request.headers.get("HX-Request"):
        return Response("", 204, headers={"HX-Redirect": request.referrer or "/console/"})
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return onward("sign_in", next=target)


def _refuse(desk: Desk, status: int, why: str, endpoint: str) -> Response:
    log.warning("console refused", why=why, endpoint=endpoint, method=request.method)
    key = {400: "console.refused.stale", 403: "console.refused.role"}[status]
    return page(desk, "refused.html", title=desk.text(key), status=status, message=desk.text(key))


def _add_sign_in(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/sign-in")
    def sign_in() -> Response:
        return page(desk, "home.html", title="")


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
    @routes.get("/")
    def home() -> Response:
        return page(desk, "home.html", title=desk.text("console.home"))

    @routes.get("/pulse")
    def pulse() -> Response:
        """The number of the newest act: pages look anew when it has grown."""
        with desk.database.read() as connection:
            return Response(str(auditing.newest(connection)), mimetype="text/plain")

    @routes.post("/sign-out")
    def sign_out() -> Response:
        sessions.end(desk.database, signed().session_id, staff_id=officer().id)
        answer = onward("sign_in")
        answer.delete_cookie(cookie_name(desk), path="/")
        return answer

    @routes.get("/<path:unknown>")
    def unknown(unknown: str) -> Response:
        abort(404)


# The doors, each a function that adds its routes; the order is that of the files.
DOORS: Final = (_add_sign_in,)
