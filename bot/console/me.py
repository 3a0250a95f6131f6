"""One's own account: password, second proof, passkeys, browsers that are signed in, shortcuts."""

from typing import Any, Final

from flask import Blueprint, Response, abort, request, session

from bot.console import browsers, cookies, passkeying
from bot.console.desk import Desk, officer, onward, page, say, signed
from bot.services import binding, own_account, passkeys, second_factor, sessions
from bot.services.codes import Code
from bot.services.own_account import Unfit

PENDING: Final = "authenticator"  # the secret that an app has not shown yet to have


def add_routes(routes: Blueprint, desk: Desk) -> None:
    _add_page(routes, desk)
    _add_password(routes, desk)
    _add_authenticator(routes, desk)
    _add_passkeys(routes, desk)
    _add_sessions(routes, desk)
    _add_line(routes, desk)


def _add_page(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/me")
    def me() -> Response:
        return _own_page(desk)

    @routes.post("/me/shortcuts")
    def me_shortcuts() -> Response:
        is_wanted = request.form.get("shortcuts") == "on"
        own_account.use_shortcuts(desk.database, officer().id, is_wanted=is_wanted)
        say("accounts.me.kept")
        return onward("me")


def _own_page(desk: Desk, *, code: Code | None = None) -> Response:
    return _page(
        desk,
        "me.html",
        "accounts.me.title",
        possible=passkeying.are_possible(desk),
        passkeys=passkeys.of(desk.database, officer().id),
        sessions=sessions.of(desk.database, officer().id, now=desk.now()),
        is_bound=binding.is_bound(desk.database, officer=officer()),
        code=code,
    )


def _add_line(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/me/line")
    def me_line() -> Response:
        return _own_page(desk, code=binding.make(desk.database, officer=officer(), now=desk.now()))

    @routes.post("/me/line/unbind")
    def me_line_unbind() -> Response:
        binding.unbind(desk.database, officer=officer(), now=desk.now())
        say("accounts.line.unbound")
        return onward("me")


def _add_password(routes: Blueprint, desk: Desk) -> None:
    @routes.route("/me/password", methods=["GET", "POST"])
    def me_password() -> Response:
        return _take_password(desk) if request.method == "POST" else _password_page(desk)


def _take_password(desk: Desk) -> Response:
    wanted = request.form.get("wanted", "")
    if wanted != request.form.get("repeated", ""):
        return _password_page(desk, fault="accounts.password.differs", status=422)
    changed = own_account.change_password(
        desk.database,
        officer().id,
        known=request.form.get("known", ""),
        wanted=wanted,
        browser=browsers.called(request.user_agent.string),
        now=desk.now(),
    )
    if isinstance(changed, Unfit):
        return _password_page(desk, fault=changed.key, status=422)
    say("accounts.password.changed")
    return cookies.give(desk, onward("me"), changed.token)


def _password_page(desk: Desk, *, fault: str | None = None, status: int = 200) -> Response:
    key = "accounts.password.title"
    return _page(desk, "me_password.html", key, status=status, fault=fault)


def _add_authenticator(routes: Blueprint, desk: Desk) -> None:
    @routes.route("/me/authenticator", methods=["GET", "POST"])
    def me_authenticator() -> Response:
        if request.method == "POST" and PENDING in session:
            return _take_figures(desk)
        session[PENDING] = second_factor.new_secret()
        return _authenticator_page(desk)


def _take_figures(desk: Desk) -> Response:
    given = request.form.get("code", "")
    kept = second_factor.set_up(
        desk.database, officer().id, session[PENDING], given, now=desk.now()
    )
    if not kept:
        return _authenticator_page(desk, fault="accounts.authenticator.failed", status=422)
    session.pop(PENDING)
    say("accounts.authenticator.kept")
    return onward("me")


def _authenticator_page(desk: Desk, *, fault: str | None = None, status: int = 200) -> Response:
    import segno  # only these pages draw

    address = second_factor.address(
        session[PENDING], login=signed().login, issuer=desk.text("console.brand")
    )
    return _page(
        desk,
        "me_authenticator.html",
        "accounts.authenticator.title",
        status=status,
        fault=fault,
        secret=session[PENDING],
        picture=segno.make(address, micro=False).svg_data_uri(scale=4, border=4, light="#fff"),
        possible=passkeying.are_possible(desk),
    )


def _add_passkeys(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/me/passkeys/challenge")
    def me_passkey_challenge() -> Response:
        site = passkeys.site(desk.settings.public_url)
        if site is None:
            abort(404)
        challenge = passkeying.asked(desk)
        options = passkeys.to_add(desk.database, officer().id, site=site, challenge=challenge)
        return Response(options, mimetype="application/json")

    @routes.route("/me/passkeys", methods=["GET", "POST"])
    def me_passkey_new() -> Response:
        if not passkeying.are_possible(desk):
            abort(404)
        if request.method == "POST":
            return _add_passkey(desk)
        return _page(desk, "me_passkey.html", "accounts.passkey.title")

    @routes.post("/me/passkeys/<int:passkey_id>/remove")
    def me_passkey_remove(passkey_id: int) -> Response:
        mine = {held.id for held in passkeys.of(desk.database, officer().id)}
        if passkey_id not in mine:
            abort(404)
        if passkeys.remove(desk.database, passkey_id, staff_id=officer().id, now=desk.now()):
            say("accounts.passkey.removed")
        else:
            say("accounts.passkey.needed", tone="warn")
        return onward("me")


def _add_passkey(desk: Desk) -> Response:
    site, challenge = passkeys.site(desk.settings.public_url), passkeying.taken()
    name = request.form.get("name", "").strip() or browsers.called(request.user_agent.string)
    kept = (
        site is not None
        and challenge is not None
        and passkeys.add(
            desk.database,
            officer().id,
            request.form.get("answer", ""),
            name=name or desk.text("accounts.passkey.unnamed"),
            site=site,
            challenge=challenge,
            now=desk.now(),
        )
    )
    if kept:
        say("accounts.passkey.kept")
    else:
        say("accounts.passkey.failed", tone="bad")
    return onward("me")


def _add_sessions(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/me/sessions/<int:session_id>/end")
    def me_session_end(session_id: int) -> Response:
        if not sessions.end(desk.database, session_id, staff_id=officer().id, now=desk.now()):
            abort(404)
        say("accounts.sessions.ended")
        return onward("me")

    @routes.post("/me/sessions/end-others")
    def me_sessions_end() -> Response:
        sessions.end_others(
            desk.database, signed().session_id, staff_id=officer().id, now=desk.now()
        )
        say("accounts.sessions.ended")
        return onward("me")


def _page(desk: Desk, template: str, title: str, **values: Any) -> Response:
    return page(desk, template, title=desk.text(title), section="me", **values)
