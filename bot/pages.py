"""
The home page, the privacy notice, and what is shown when there is no such page.

Their words come from the catalogue; each page is put together anew when that has changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response

from bot import html
from bot.html import Link
from bot.services.fresh import Fresh
from messages_th import Catalogue

SECTIONS: Final = ("who", "what", "why", "shared", "how_long", "rights", "contact")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages as they go out."""

    home: str
    notice: str
    missing: str


def make_pages(catalogue: Callable[[], Catalogue]) -> Blueprint:
    """The routes of these pages, and of the style that all pages share."""
    routes = Blueprint("pages", __name__)
    pages = Fresh(catalogue, _pages, every=0)

    @routes.get("/")
    def show_home() -> Response:
        return html.response(pages().home)

    @routes.get("/privacy")
    def show_notice() -> Response:
        return html.response(pages().notice)

    @routes.get(html.STYLE_PATH)
    def show_style() -> Response:
        return html.style_response()

    @routes.app_errorhandler(404)
    def show_missing(_: Exception) -> Response:
        return html.response(pages().missing, 404)

    return routes


def _pages(catalogue: Catalogue) -> Pages:
    return Pages(
        home=html.render("home.html", catalogue, title=catalogue.text("page.title")),
        notice=_notice(catalogue),
        missing=html.render("missing.html", catalogue, title=catalogue.text("page.missing")),
    )


def _notice(catalogue: Catalogue) -> str:
    text = catalogue.text
    return html.render(
        "notice.html",
        catalogue,
        title=text("notice.title"),
        crumbs=(Link("/", text("page.home")),),
        here=text("page.privacy"),
        version=text("notice.version_line", version=text("notice.version")),
        sections=[
            (text(f"notice.{section}.title"), text(f"notice.{section}.body"))
            for section in SECTIONS
        ],
    )
