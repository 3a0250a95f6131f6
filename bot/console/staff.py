"""The accounts of all staff, for administrators."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, abort, request

from bot.console.desk import Desk, officer, onward, page, say
from bot.services import accounts, staff_list
from bot.services.accounts import Act, Done, Outcome, Refused
from models.vocabulary import Role

ACTS: Final[Mapping[str, Act]] = {
    "unlock": accounts.unlock,
    "end_sessions": accounts.end_sessions,
    "reset_password": accounts.reset_password,
    "reset_second_factor": accounts.reset_second_factor,
    "close": accounts.close,
}


def add_routes(routes: Blueprint, desk: Desk) -> None:
    _add_listing(routes, desk)
    _add_acts(routes, desk)


def _add_listing(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/staff")
    def staff() -> Response:
        listed = staff_list.listing(desk.database, now=desk.now())
        title = desk.text("accounts.staff.title")
        return page(desk, "staff.html", title=title, section="staff", accounts=listed)

    @routes.route("/staff/new", methods=["GET", "POST"])
    def staff_new() -> Response:
        return _add(desk) if request.method == "POST" else _form(desk)


def _add(desk: Desk) -> Response:
    role = _role()
    if role is None:
        return _form(desk, fault="accounts.refused.role", status=422)
    added = accounts.add(
        desk.database,
        request.form.get("login", ""),
        name=request.form.get("name", ""),
        role=role,
        officer=officer(),
        now=desk.now(),
    )
    if isinstance(added, Refused):
        return _form(desk, fault=added.key, status=422)
    return _account_page(desk, added.staff_id, password=added.password)


def _add_acts(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/staff/<int:staff_id>")
    def staff_account(staff_id: int) -> Response:
        return _account_page(desk, staff_id)

    @routes.post("/staff/<int:staff_id>/role")
    def staff_role(staff_id: int) -> Response:
        role = _role()
        if role is None:
            abort(404)
        return _told(
            desk,
            staff_id,
            accounts.change_role(desk.database, staff_id, role, officer=officer(), now=desk.now()),
        )

    @routes.post(f"/staff/<int:staff_id>/<any({', '.join(ACTS)}):act>")
    def staff_act(staff_id: int, act: str) -> Response:
        done = ACTS[act](desk.database, staff_id, officer=officer(), now=desk.now())
        return _told(desk, staff_id, done)


def _told(desk: Desk, staff_id: int, outcome: Outcome) -> Response:
    """What came of an act. A password is shown on the spot: it is kept nowhere to be shown."""
    match outcome:
        case Done(password=password) if password:
            return _account_page(desk, staff_id, password=password)
        case Done():
            say("accounts.staff.done")
        case Refused(key):
            say(key, tone="bad")
    return onward("staff_account", staff_id=staff_id)


def _account_page(desk: Desk, staff_id: int, *, password: str = "") -> Response:
    account = staff_list.one(desk.database, staff_id, now=desk.now())
    if account is None:
        abort(404)
    return page(
        desk,
        "staff_account.html",
        title=account.name,
        section="staff",
        account=account,
        password=password,
        roles=tuple(Role),
    )


def _form(desk: Desk, *, fault: str | None = None, status: int = 200) -> Response:
    return page(
        desk,
        "staff_new.html",
        title=desk.text("accounts.staff.new"),
        status=status,
        section="staff",
        fault=fault,
        roles=tuple(Role),
        given=request.form,
    )


def _role() -> Role | None:
    given = request.form.get("role", "")
    return Role(given) if given in set(Role) else None
