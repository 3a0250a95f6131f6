"""
Pictures and PDFs that contacts sent, handed to staff so that nothing in them can act.

A picture is shown, everything else is a download; no browser may guess what it is, and a page
of its own it gets only in a sandbox.
"""

from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, abort

from bot.console.desk import Desk
from bot.console.presenting import HEADERS
from bot.services import cases
from bot.services.caseviews import Content

SHOWN: Final = frozenset({"image/jpeg", "image/png"})
KNOWN: Final = SHOWN | {"application/pdf"}
ENDINGS: Final = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
SAFELY: Final = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """One route for every file."""

    @routes.get("/attachments/<int:attachment_id>")
    def attachment(attachment_id: int) -> Response:
        found = cases.content(desk.database, attachment_id)
        if found is None:
            abort(404)
        media_type = found.media_type if found.media_type in KNOWN else "application/octet-stream"
        headers = {**SAFELY, "Content-Disposition": _disposition(found)}
        return Response(found.data, headers=headers, mimetype=media_type)


def _disposition(content: Content) -> str:
    way = "inline" if content.media_type in SHOWN else "attachment"
    ending = ENDINGS.get(content.media_type, "")
    name = content.name if content.name.lower().endswith(ending) else content.name + ending
    return f"{way}; filename*=UTF-8''{quote(name, safe='')}"
