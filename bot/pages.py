"""
The few pages for people who open the bot's address in a browser.

Words come from the catalogue and are escaped; nothing is loaded from anywhere, nothing
runs, and nothing about a visitor is kept.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Final

from flask import Blueprint, Response
from markupsafe import Markup, escape

from messages_th import Catalogue

SECTIONS: Final = ("who", "what", "why", "shared", "how_long", "rights", "contact")

STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.7 "Sarabun", "Noto Sans Thai", "Loma", sans-serif;
  max-width: 40rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.4; }
h2 { font-size: 1.1rem; margin: 2rem 0 0; }
p { margin: .4rem 0; }
a { color: LinkText; }
footer { margin-top: 3rem; opacity: .8; font-size: .95rem; }
"""
STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

Text = Callable[[str], str]


def make_pages(catalogue: Catalogue) -> Blueprint:
    """The routes of the pages; their words are fixed until the next start."""
    routes = Blueprint("pages", __name__)
    text: Text = catalogue.text
    home = _page(text("page.title"), text, _home(text))
    notice = _page(text("notice.title"), text, _notice(catalogue))
    missing = _page(text("page.title"), text, [_paragraph(text("page.missing"))])

    @routes.get("/")
    def show_home() -> Response:
        return _response(home)

    @routes.get("/privacy")
    def show_notice() -> Response:
        return _response(notice)

    @routes.app_errorhandler(404)
    def show_missing(_: Exception) -> Response:
        return _response(missing, 404)

    return routes


def _home(text: Text) -> list[Markup]:
    link = Markup('<a href="/privacy">{}</a>').format(text("page.privacy"))
    return [_paragraph(text("page.about")), _paragraph(link)]


def _notice(catalogue: Catalogue) -> list[Markup]:
    version = catalogue.text("notice.version_line", version=catalogue.text("notice.version"))
    parts = [_paragraph(version)]
    for section in SECTIONS:
        title = catalogue.text(f"notice.{section}.title")
        parts.append(Markup("<h2>{}</h2>").format(title))
        parts.append(_paragraph(catalogue.text(f"notice.{section}.body")))
    return parts


def _paragraph(words: str) -> Markup:
    return Markup("<p>{}</p>").format(words)


def _page(title: str, text: Text, parts: Iterable[Markup]) -> str:
    return Markup(
        '<!doctype html>\n<html lang="th"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{title}</title><style>{style}</style></head>"
        "<body><main><h1>{title}</h1>{parts}</main><footer>{footer}</footer></body></html>\n"
    ).format(
        title=title,
        style=Markup(STYLE),  # our own, and its quotation marks must stay what they are
        parts=Markup("\n").join(parts),
        footer=escape(text("page.contact")),
    )


def _response(page: str, status: int = 200) -> Response:
    return Response(page, status, headers=HEADERS, mimetype="text/html")
