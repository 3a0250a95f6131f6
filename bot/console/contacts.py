"""Contacts of a body: added, corrected, handed over, ended, joined to their LINE account."""

import segno
from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import MultiDict

from bot.console import reading
from bot.console.bodies import living
from bot.console.desk import Desk, officer, onward, page, say
from bot.console.reading import Faults, Form
from bot.services import appointing, contacts, linking
from bot.services.appointing import Kept
from bot.services.bodies import Body
from bot.services.codes import Code
from bot.services.contacts import ContactView
from bot.services.decisions import NotPossible
from messages_th import forms
from models.vocabulary import ContactRole

LARGEST_ROW = 2**31 - 1


def add_routes(routes: Blueprint, desk: Desk) -> None:
    _add_forms(routes, desk)
    _add_acts(routes, desk)


def _add_forms(routes: Blueprint, desk: Desk) -> None:
    @routes.route("/bodies/<code>/contacts/new", methods=["GET", "POST"])
    def contact_new(code: str) -> Response:
        body = living(desk, code)
        if request.method == "POST":
            return _add(desk, body)
        return _form(desk, body.name, code, MultiDict(), {})

    @routes.route("/contacts/<int:link_id>/edit", methods=["GET", "POST"])
    def contact_edit(link_id: int) -> Response:
        view = _view(desk, link_id)
        if request.method == "POST":
            return _edit(desk, view)
        return _form(desk, view.agency, view.code, _given(view), {}, view)


def _add_acts(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/contacts/<int:link_id>/role")
    def contact_role(link_id: int) -> Response:
        view = _view(desk, link_id)
        to = next((role for role in ContactRole if role == request.form.get("to")), None)
        if to is None:
            abort(404)
        kept = appointing.appoint(
            desk.database,
            link_id,
            to=to,
            officer=officer(),
            seen_mark=request.form.get("mark", ""),
            now=desk.now(),
        )
        return _told(kept, f"bodies.contact.made.{to}", view.code)

    @routes.post("/contacts/<int:link_id>/code")
    def contact_code(link_id: int) -> Response:
        view = _view(desk, link_id)
        made = linking.make(desk.database, link_id, officer=officer(), now=desk.now())
        if isinstance(made, NotPossible):
            return _told(made, made.key, view.code)
        return _code_page(desk, view, made)


def _add(desk: Desk, body: Body) -> Response:
    read = reading.contact(request.form)
    if isinstance(read, dict):
        return _form(desk, body.name, body.code, request.form, read)
    added = appointing.add(desk.database, body.code, read, officer=officer(), now=desk.now())
    return _told(added, "bodies.contact.added", body.code)


def _edit(desk: Desk, view: ContactView) -> Response:
    read = reading.contact(request.form)
    if isinstance(read, dict):
        return _form(desk, view.agency, view.code, request.form, read, view)
    kept = appointing.edit(
        desk.database,
        view.id,
        read,
        officer=officer(),
        seen_mark=request.form.get("mark", ""),
        now=desk.now(),
    )
    return _told(kept, "bodies.contact.edited", view.code)


def _code_page(desk: Desk, view: ContactView, code: Code) -> Response:
    """The only time that a code is shown."""
    typed = desk.text("bodies.code.typed", code=code.text)
    basic_id = desk.basic_id()
    drawn = segno.make(linking.address(basic_id, typed), error="m", micro=False)
    return page(
        desk,
        "body_code.html",
        title=desk.text("bodies.code.title"),
        section="bodies",
        contact=view,
        code=code,
        typed=typed,
        opens_chat=basic_id is not None,
        picture=drawn.svg_data_uri(border=4, light="#fff"),
    )


def _view(desk: Desk, link_id: int) -> ContactView:
    view = contacts.find(desk.database, link_id) if link_id <= LARGEST_ROW else None
    if view is None:
        abort(404)
    return view


def _told(done: Kept | NotPossible, key: str, code: str) -> Response:
    if isinstance(done, NotPossible):
        say(done.key, tone="warn")
    else:
        say(key)
    return onward("body", code=code)


def _form(
    desk: Desk,
    agency: str,
    code: str,
    given: Form,
    faults: Faults,
    view: ContactView | None = None,
) -> Response:
    return page(
        desk,
        "body_contact.html",
        title=desk.text("bodies.contact.edit" if view else "bodies.contact.new"),
        status=422 if faults else 200,
        section="bodies",
        agency=agency,
        code=code,
        contact=view,
        given=given,
        faults=faults,
    )


def _given(view: ContactView) -> Form:
    person = view.person
    number = forms.phone(person.phone.e164, person.phone.extension)
    return MultiDict({"name": person.name, "phone": number, "email": person.email})
