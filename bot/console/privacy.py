"""A person's rights over what is kept of them: administrators find them, give a copy, erase."""

from typing import Final

from flask import Blueprint, Response, abort, request

from bot.console import presenting
from bot.console.desk import Desk, officer, onward, page, say
from bot.services import datacopy, privacy, retention, scrubbing
from bot.services.privacy import Person

LONGEST: Final = 100  # of what is searched for


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """Finding a person, what is kept of them, the copy, and erasing."""

    @routes.get("/privacy", endpoint="privacy")
    def show() -> Response:
        wanted = request.args.get("q", "").strip()[:LONGEST]
        return page(
            desk,
            "privacy.html",
            title=desk.text("record.privacy"),
            wanted=wanted,
            people=privacy.search(desk.database, wanted),
            terms=_terms(desk),
        )

    @routes.get("/privacy/<whom>")
    def person(whom: str) -> Response:
        found = _person(desk, whom)
        copy = datacopy.collect(desk.database, found.whom)
        return page(desk, "privacy_person.html", title=found.name, person=found, copy=copy)

    @routes.post("/privacy/<whom>/copy")
    def person_copy(whom: str) -> Response:
        return _copy(desk, _person(desk, whom))

    @routes.route("/privacy/<whom>/erase", methods=["GET", "POST"])
    def person_erase(whom: str) -> Response:
        found = _person(desk, whom)
        if request.method == "GET":
            return _asked(desk, found)
        if not _is_confirmed(found, request.form.get("name", "")):
            return _asked(desk, found, fault="record.erase.not_confirmed")
        return _erase(desk, found)


def _person(desk: Desk, written: str) -> Person:
    whom = privacy.whom(written)
    found = privacy.find(desk.database, whom) if whom else None
    if found is None:
        abort(404)
    return found


def _terms(desk: Desk) -> list[tuple[str, int]]:
    """What the privacy notice promises, as it is kept."""
    return [(desk.text(f"record.kept.{rule.name}"), rule.days) for rule in retention.KEPT]


def _copy(desk: Desk, person: Person) -> Response:
    copy = datacopy.collect(desk.database, person.whom)
    if copy is None:
        abort(404)
    privacy.note_copied(desk.database, person.whom, officer=officer(), now=desk.now())
    name = f'attachment; filename="{person.whom}.zip"'
    headers = {**presenting.HEADERS, "Content-Disposition": name}
    return Response(datacopy.packed(copy, desk.text), headers=headers, mimetype="application/zip")


def _asked(desk: Desk, person: Person, *, fault: str | None = None) -> Response:
    title = desk.text("record.erase.title", name=person.name)
    status = 422 if fault else 200
    return page(desk, "privacy_erase.html", title=title, status=status, person=person, fault=fault)


def _is_confirmed(person: Person, typed: str) -> bool:
    """Whether the name was typed, however it is spaced."""
    return typed.split() == person.name.split()


def _erase(desk: Desk, person: Person) -> Response:
    traces = privacy.erase(desk.database, person.whom, officer=officer(), now=desk.now())
    if traces is None:
        abort(404)
    if scrubbing.scrub(desk.database):
        say("record.erase.done", chats=traces.chats, files=traces.files, parts=traces.parts)
    else:
        say("record.erase.not_scrubbed", tone="warn")
    return onward("privacy")
