"""
The home page, the privacy notice, and what is shown when there is no such page.

Their words come from the catalogue, and are fixed until the next start.
"""

from typing import Final

from flask import Blueprint, Response

from bot import html
from bot.html import Link
from messages_th import Catalogue

SECTIONS: Final = ("who", "what", "why", "shared", "how_long", "rights", "contact")


def make_pages(catalogue: Catalogue) -> Blueprint:
    """The routes of these pages, and of the style that all pages share."""
    routes = Blueprint("pages", __name__)
    text = catalogue.text
    home = html.render("home.html", catalogue, title=text("page.title"))
    notice = _notice(catalogue)
    missing = html.render("missing.html", catalogue, title=text("page.missing"))

    @routes.get("/")
    def show_home() -> Response:
        return html.response(home)

    @routes.get("/privacy")
    def show_notice() -> Response:
        return html.response(notice)

    @routes.get(html.STYLE_PATH)
    def show_style() -> Response:
        return html.style_response()

    @routes.app_errorhandler(404)
    def show_missing(_: Exception) -> Response:
        return html.response(missing, 404)

    return routes


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
