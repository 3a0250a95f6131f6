"""What came by telephone or in person: find the agency, fill in the rest, one request stored."""

import secrets

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from bot.console import reading
from bot.console.bodies import CHOICES, LONGEST_SEARCH, living
from bot.console.desk import Desk, officer, onward, page, say
from bot.console.reading import BY_STAFF, Faults, Form
from bot.services import bodies, entering
from bot.services.bodies import Body, Sought
from bot.services.decisions import NotPossible
from bot.services.entering import Entered, Occupied
from handlers.effects import AgencyAnswer
from models.vocabulary import MeetingApp

KEY_BYTES = 18


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.route("/enter", methods=["GET", "POST"])
    def enter() -> Response:
        code = request.values.get("agency")
        body = living(desk, code) if code else None
        return _take(desk, body) if request.method == "POST" else _begin(desk, body)


def _begin(desk: Desk, body: Body | None) -> Response:
    """First the agency is looked for; then the address names it, or says that it is new."""
    text = request.args.get("q", "")[:LONGEST_SEARCH]
    if body is not None:
        return _form(desk, body, MultiDict(), {})
    if request.args.get("new"):
        return _form(desk, None, MultiDict({"body": text}), {})
    return _search(desk, text)


def _search(desk: Desk, text: str) -> Response:
    shelf = bodies.shelf(desk.database, Sought(text)) if text.strip() else None
    title = desk.text("bodies.enter.title")
    return page(
        desk, "body_enter_search.html", title=title, section="bodies", text=text, shelf=shelf
    )


def _take(desk: Desk, body: Body | None) -> Response:
    entry = reading.entry(request.form, _listed(body) if body else None)
    if isinstance(entry, dict):
        return _form(desk, body, request.form, entry)
    key = request.form.get("key", "")
    match entering.enter(desk.database, entry, officer=officer(), key=key, now=desk.now()):
        case Entered(reference):
            say("bodies.enter.done", reference=reference)
            return onward("case", reference=reference)
        case Occupied() as occupied:
            return _form(desk, body, request.form, {}, occupied=occupied)
        case NotPossible(key):
            say(key, tone="bad")
    return onward("enter")


def _listed(body: Body) -> AgencyAnswer:
    return AgencyAnswer(body.code, body.name, body.category, body.province)


def _form(
    desk: Desk,
    body: Body | None,
    given: Form,
    faults: Faults,
    occupied: Occupied | None = None,
) -> Response:
    return page(
        desk,
        "body_enter.html",
        title=desk.text("bodies.enter.title"),
        status=422 if faults or occupied else 200,
        section="bodies",
        body=body,
        given=given,
        faults=faults,
        occupied=occupied,
        key=given.get("key") or secrets.token_urlsafe(KEY_BYTES),
        apps=tuple(MeetingApp),
        ways=BY_STAFF,
        choices=CHOICES,
    )
