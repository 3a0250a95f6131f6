"""The screening desk's page: what is selected, its figures, and the way back to it."""

from typing import Final

from flask import Blueprint, Response, request

from bot.console import bulk, selecting
from bot.console.desk import Desk, officer, page
from bot.services import boards, selection
from bot.services.selection import Cursor, Holder, Letter, Selection, Sort
from models.vocabulary import AgencyCategory, MeetingApp, Origin

DIGITS: Final = 12  # of the number of an act
CHOICES: Final = {
    "category": tuple(AgencyCategory),
    "app": tuple(MeetingApp),
    "province": selection.provinces(),
    "origin": tuple(Origin),
    "holder": tuple(Holder),
    "letter": tuple(Letter),
    "sort": tuple(Sort),
}


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/queue")
    def queue() -> Response:
        return _page(desk, Selection.parse(request.args), Cursor.parse(request.args))

    @routes.get("/queue/news")
    def queue_news() -> Response:
        """The figures anew, and how many requests others changed since the page was made."""
        known = _number(request.args.get("since", ""))
        found = boards.news(desk.database, known, officer=officer(), now=desk.now())
        return page(
            desk,
            "queue_news.html",
            title="",
            selection=Selection.parse(request.args),
            tally=found.tally,
            changed=found.changed,
            pulse=known,
        )


def _number(written: str) -> int:
    is_one = written.isascii() and written.isdecimal() and len(written) <= DIGITS
    return int(written) if is_one else 0


def _page(desk: Desk, wanted: Selection, cursor: Cursor | None) -> Response:
    now = desk.now()
    board = boards.board(desk.database, wanted, cursor, officer=officer(), now=now)
    return page(
        desk,
        "queue.html",
        title=desk.text("queue.title"),
        selection=wanted,
        cursor=cursor,
        here=selecting.here(wanted, cursor),
        board=board,
        tally=board.tally,
        pulse=board.pulse,
        choices=CHOICES,
        undo=bulk.seconds_to_undo(now),
    )
