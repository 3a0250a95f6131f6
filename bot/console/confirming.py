"""
Prove once more who one is, before an act that could do much harm at a desk left open.

`access.FRESH` names those acts; the entrance leads here when the last proof is too old.
"""

from flask import Blueprint, Response, request

from bot.console import passkeying, wayback
from bot.console.desk import Desk, officer, page, signed
from bot.services import demo_staff, proving, sessions


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.route("/confirm", methods=["GET", "POST"])
    def confirm() -> Response:
        if request.method == "GET":
            return _page(desk)
        given = request.form.get("password", "")
        if not proving.again(desk.database, officer().id, given, now=desk.now()):
            return _page(desk, fault="accounts.confirm.failed", status=401)
        return _confirmed(desk)

    @routes.post("/confirm/passkey")
    def confirm_passkey() -> Response:
        if passkeying.proved(desk) != officer().id:
            return _page(desk, fault="accounts.sign_in.passkey_failed", status=401)
        return _confirmed(desk)


def _confirmed(desk: Desk) -> Response:
    sessions.confirm(desk.database, signed().session_id, now=desk.now())
    return wayback.back(request.form.get("next"))


def _page(desk: Desk, *, fault: str | None = None, status: int = 200) -> Response:
    asked_for = request.form.get("next") or request.args.get("next")
    return page(
        desk,
        "confirm.html",
        title=desk.text("accounts.confirm.title"),
        status=status,
        fault=fault,
        next=wayback.own_path(asked_for),
        passkeys=passkeying.are_possible(desk),
        demo_password=demo_staff.PASSWORD if signed().is_demo else None,
    )
