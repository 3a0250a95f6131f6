"""The directory: its pages, one body whole, and what it is called."""

from typing import Final

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import MultiDict

from bot.console import masking, reading
from bot.console.desk import Desk, officer, onward, page, say
from bot.console.reading import Fault, Faults, Form
from bot.services import bodies, directory, naming, selection, tags
from bot.services.bodies import Body, Sought, Standing
from bot.services.decisions import NotPossible
from bot.services.naming import Overtaken, Taken, Written
from handlers.facts import Person
from messages_th import forms
from models.vocabulary import AgencyCategory

LONGEST_SEARCH: Final = 200
CHOICES: Final = {
    "category": tuple(AgencyCategory),
    "province": selection.provinces(),
    "standing": tuple(Standing),
}


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/bodies", endpoint="bodies")
    def shelf() -> Response:
        sought = _sought()
        found = bodies.shelf(desk.database, sought, with_persons=not _is_masked())
        title = desk.text("bodies.title")
        return _page(desk, "bodies.html", title, shelf=found, sought=sought, choices=CHOICES)

    @routes.get("/bodies/<code>")
    def body(code: str) -> Response:
        return show(desk, body_of(desk, code))

    @routes.route("/bodies/<code>/edit", methods=["GET", "POST"])
    def body_edit(code: str) -> Response:
        found = living(desk, code)
        if request.method == "POST":
            return _edit(desk, found)
        return _form(desk, found, _given(found), {})

    @routes.post("/bodies/<code>/tag")
    def body_tag(code: str) -> Response:
        return _tag(desk, living(desk, code))


def body_of(desk: Desk, code: str) -> Body:
    """The body with this code; 404 when there is none."""
    # PostgreSQL refuses the one character that no text may hold.
    found = bodies.find(desk.database, code) if code.isprintable() else None
    if found is None:
        abort(404)
    return found


def living(desk: Desk, code: str) -> Body:
    """The body with this code; 404 when there is none, or it lives on in another."""
    found = body_of(desk, code)
    if found.merged_into is not None:
        abort(404)
    return found


def show(desk: Desk, body: Body) -> Response:
    """The page of a body; contacts are masked for those who need not call them."""
    is_masked = _is_masked()
    return _page(
        desk,
        "body.html",
        body.name,
        body=body,
        known_tags=tags.every(desk.database),
        longest_tag=tags.LONGEST,
        history=[(done, desk.text(f"record.act.{done.action}")) for done in body.history],
        is_masked=is_masked,
        phone_of=_masked_phone if is_masked else _phone,
        email_of=_masked_email if is_masked else _email,
    )


def _sought() -> Sought:
    given = request.args
    return Sought(
        text=given.get("q", "")[:LONGEST_SEARCH],
        category=next((one for one in AgencyCategory if one == given.get("category")), None),
        province=next((one for one in CHOICES["province"] if one == given.get("province")), None),
        standing=next((one for one in Standing if one == given.get("standing")), None),
        after=directory.cleaned(given.get("after", "")[:LONGEST_SEARCH]),
    )


def _edit(desk: Desk, body: Body) -> Response:
    particulars = reading.particulars(request.form)
    if isinstance(particulars, dict):
        return _form(desk, body, request.form, particulars)
    done = naming.edit(
        desk.database,
        body.code,
        particulars,
        officer=officer(),
        seen=request.form.get("seen", ""),
        now=desk.now(),
    )
    match done:
        case Written(code):
            say("bodies.edit.done")
            return onward("body", code=code)
        case Taken() as other:
            taken = Fault("bodies.edit.taken", {"name": other.name, "code": other.code})
            return _form(desk, body, request.form, {"body": taken})
        case Overtaken() as quicker:
            return _form(desk, body, request.form, {}, overtaken=quicker)
    say(done.key, tone="bad")
    return onward("bodies")


def _tag(desk: Desk, body: Body) -> Response:
    """Put the word that was typed on the body, or take off the one that was pressed."""
    typed, pressed = tags.read(request.form.get("tag", "")), request.form.get("off", "")
    change, word = (tags.take, pressed) if pressed else (tags.put, typed)
    if not word.isprintable() or not word:
        say("bodies.tags.unclear", tone="bad")
        return onward("body", code=body.code)
    done = change(desk.database, body.code, word, officer=officer(), now=desk.now())
    if isinstance(done, NotPossible):
        say(done.key, tone="bad")
    else:
        say("bodies.tags.off" if pressed else "bodies.tags.on")
    return onward("body", code=body.code)


def _form(
    desk: Desk, body: Body, given: Form, faults: Faults, overtaken: Overtaken | None = None
) -> Response:
    return _page(
        desk,
        "body_edit.html",
        desk.text("bodies.edit.title"),
        status=422 if faults or overtaken else 200,
        body=body,
        given=given,
        faults=faults,
        overtaken=overtaken,
        choices=CHOICES,
    )


def _given(body: Body) -> Form:
    return MultiDict(
        {
            "body": body.name,
            "category": body.category,
            "province": body.province or "",
            "keys": "\n".join(body.keys),
        }
    )


def _page(
    desk: Desk, template: str, title: str, *, status: int = 200, **values: object
) -> Response:
    return page(desk, template, title=title, status=status, section="bodies", **values)


def _is_masked() -> bool:
    return masking.is_masked(officer().role)


def _phone(person: Person) -> str:
    return forms.phone(person.phone.e164, person.phone.extension)


def _masked_phone(person: Person) -> str:
    return masking.phone(person.phone.e164)


def _email(person: Person) -> str:
    return person.email


def _masked_email(person: Person) -> str:
    return masking.email(person.email)
