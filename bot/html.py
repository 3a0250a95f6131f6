"""
What all pages for browsers share: one frame, one style, one set of headers.

Templates hold structure and take their words from the catalogue; every value is escaped.
Nothing on a page runs, nothing is loaded from anywhere else, nothing about a visitor is kept.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from messages_th import Catalogue, forms

ROOM: Final = Path(__file__).parent
STYLE: Final = (ROOM / "static" / "pages.css").read_text("utf-8")
STYLE_PATH: Final = f"/static/pages-{hashlib.sha256(STYLE.encode()).hexdigest()[:12]}.css"
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
AN_HOUR: Final = "public, max-age=3600"
FOR_EVER: Final = "public, max-age=31536000, immutable"  # the name changes with the style

_CALLED: Final = re.compile(r"(?<!\d)0[ \u00a0]\d{4}[ \u00a0]\d{4}(?!\d)|\bwww\.[\w.-]+\w")


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page; `is_here` when it leads to the page it stands on."""

    href: str
    label: str
    is_here: bool = False


def render(name: str, catalogue: Catalogue, **values: Any) -> str:
    """The page of a template: `title`, `crumbs` and whatever else that template asks for."""
    frame = {"here": None, "crumbs": (), "address": None, "style": STYLE_PATH}
    return _TEMPLATES.get_template(name).render({**frame, **values}, t=catalogue.text)


def response(page: str, status: int = 200) -> Response:
    """A page as it goes out."""
    return Response(page, status, headers=HEADERS, mimetype="text/html")


def kept(page: str, request: Request) -> Response:
    """A page that browsers may keep for an hour, and need not fetch twice while it is the same."""
    answer = response(page)
    answer.headers["Cache-Control"] = AN_HOUR
    answer.set_etag(hashlib.sha256(page.encode()).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def style_response() -> Response:
    """The style of every page."""
    headers = {**HEADERS, "Cache-Control": FOR_EVER}
    return Response(STYLE, headers=headers, mimetype="text/css")


def linked(text: str) -> Markup:
    """The text with its telephone numbers to be called and its websites to be opened."""
    parts, end = [], 0
    for found in _CALLED.finditer(text):
        parts += [escape(text[end : found.start()]), _way_to(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def host(uri: str) -> str:
    """https://support.google.com/meet → support.google.com."""
    return urlsplit(uri).hostname or uri


def _way_to(name: str) -> Markup:
    number = re.sub(r"\D", "", name)
    href = f"https://{name}" if name.startswith("www.") else f"tel:+66{number.removeprefix('0')}"
    return Markup('<a href="{}">{}</a>').format(href, name)


_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(ROOM / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {"held": forms.held, "linked": linked, "host": host}
