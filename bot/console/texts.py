"""Texts: find one, word it anew with a preview and the checks, look back, and restore."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, request

from bot.console import textforms
from bot.console.desk import Desk, officer, onward, page, say
from bot.console.textforms import Draft
from bot.console.textnames import REST, SECTIONS, named, section
from bot.services import rewording, wording
from bot.services.rewording import Faulty, Kept, Overtaken, Standing
from messages_th import Catalogue

PER_PAGE: Final = 40
LONGEST_SEARCH: Final = 100
LONGEST_SHOWN: Final = 200  # characters of a text in the list
REFUSED: Final = 422
CONFLICT: Final = 409


@dataclass(frozen=True, slots=True)
class Asked:
    """Which texts are looked for; the page begins behind the text `after`."""

    words: str
    section: str
    is_changed: bool
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A text in the list."""

    key: str
    name: str
    text: str
    is_changed: bool


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """The list of texts, and the page of each."""
    _add_list(routes, desk)
    _add_editor(routes, desk)


def _add_list(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/texts")
    def texts() -> Response:
        asked = _asked()
        with desk.database.read() as connection:
            own = wording.own(connection)
        found = list(_found(desk.catalogue(), own, asked))
        start = next((at + 1 for at, line in enumerate(found) if line.key == asked.after), 0)
        shown = found[start : start + PER_PAGE]
        names = (*SECTIONS, REST)
        return page(
            desk,
            "texts.html",
            title=desk.text("texts.title"),
            asked=asked,
            sections=[(name, desk.text(f"texts.section.{name}")) for name in names],
            number=len(found),
            shown=shown,
            following=shown[-1].key if start + PER_PAGE < len(found) else None,
        )


def _add_editor(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/texts/<key>")
    def text(key: str) -> Response:
        standing = _standing(desk, key)
        return _editor(desk, textforms.draft(desk, standing, standing.text))

    @routes.post("/texts/<key>")
    def text_change(key: str) -> Response:
        standing, typed = _standing(desk, key), textforms.typed(key, request.form)
        if "do" in request.form:
            typed = textforms.moved(typed, request.form["do"])
            return _editor(desk, textforms.draft(desk, standing, typed))
        seen = textforms.number(request.form, "seen")
        outcome = rewording.change(
            desk.database, key, typed, officer=officer(), seen_id=seen, now=desk.now()
        )
        return _answer(desk, standing, typed, outcome, done="texts.saved")

    @routes.post("/texts/<key>/restore")
    def text_restore(key: str) -> Response:
        standing = _standing(desk, key)
        to, seen = (textforms.number(request.form, name) for name in ("to", "seen"))
        outcome = rewording.restore(
            desk.database, key, to=to, officer=officer(), seen_id=seen, now=desk.now()
        )
        return _answer(desk, standing, standing.text, outcome, done="texts.restored")

    @routes.post("/texts/<key>/preview")
    def text_preview(key: str) -> Response:
        """How what is typed would look and what is wrong with it; nothing is kept."""
        standing = _standing(desk, key)
        draft = textforms.draft(desk, standing, textforms.typed(key, request.form))
        return page(desk, "text_preview.html", title="", view=textforms.view(desk, draft))


def _standing(desk: Desk, key: str) -> Standing:
    with desk.database.read() as connection:
        return rewording.one(connection, key) or abort(404)


def _editor(desk: Desk, draft: Draft, status: int = 200) -> Response:
    view = textforms.view(desk, draft)
    return page(desk, "text.html", title=view.name, status=status, view=view)


def _answer(
    desk: Desk, standing: Standing, typed: str, outcome: rewording.Outcome, *, done: str
) -> Response:
    match outcome:
        case Kept(is_changed):
            say(done if is_changed else "texts.same", tone="good" if is_changed else "warn")
            return onward("text", key=standing.key)
        case Overtaken():
            newer = _standing(desk, standing.key)
            return _editor(desk, textforms.draft(desk, newer, typed, overtaken=outcome), CONFLICT)
        case Faulty():
            refused = textforms.draft(desk, standing, typed, is_refused=True)
            return _editor(desk, refused, REFUSED)


def _asked() -> Asked:
    args = request.args
    return Asked(
        words=args.get("q", "")[:LONGEST_SEARCH].strip(),
        section=args.get("in", "") if args.get("in") in {*SECTIONS, REST} else "",
        is_changed=bool(args.get("changed")),
        after=args.get("after", ""),
    )


def _found(catalogue: Catalogue, own: Mapping[str, str], asked: Asked) -> Iterator[Line]:
    """The texts that are looked for, in the order of the sections."""
    entries = {**wording.entries(), **own}
    for key in _in_order(asked.section or None, tuple(entries)):
        name = named(catalogue, key)
        whole = f"{key}\n{name}\n{entries[key]}".casefold()
        if (key in own or not asked.is_changed) and asked.words.casefold() in whole:
            yield Line(key, name, entries[key][:LONGEST_SHOWN], key in own)


def _in_order(only: str | None, keys: Sequence[str]) -> list[str]:
    order = [only] if only else [*SECTIONS, REST]
    places = {name: place for place, name in enumerate(order)}
    kept = [(places[name], key) for key in keys if (name := section(key)) in places]
    return [key for _, key in sorted(kept, key=lambda pair: pair[0])]
