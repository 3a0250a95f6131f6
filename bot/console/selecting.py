"""The address of a page of the queue, carried by its forms so that they lead back to it."""

from typing import Final
from urllib.parse import parse_qsl, urlencode

from flask import Response, request

from bot.console.desk import onward
from bot.services.selection import Cursor, Selection

LONGEST: Final = 4_000  # a search of a hundred Thai letters takes nine hundred


def here(selection: Selection, cursor: Cursor | None) -> str:
    """What stands in the field `back` of a form."""
    return urlencode({**selection.query(), **_place(cursor)})


def selected() -> Selection:
    """The selection of the page whose form was sent."""
    return Selection.parse(_sent())


def back() -> Response:
    """Lead to the page whose form was sent."""
    sent = _sent()
    return onward("queue", **Selection.parse(sent).query(), **_place(Cursor.parse(sent)))


def _sent() -> dict[str, str]:
    return dict(parse_qsl(request.form.get("back", "")[:LONGEST]))


def _place(cursor: Cursor | None) -> dict[str, str]:
    if cursor is None:
        return {}
    return {"before" if cursor.is_back else "after": str(cursor)}
