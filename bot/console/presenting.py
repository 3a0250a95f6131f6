"""
How pages of the console are made: one frame, one style, one script, one set of headers.

Every value is escaped, no script or style stands in a page, nothing is loaded from elsewhere,
and no page is kept by browsers or proxies.
"""

import hashlib
from pathlib import Path
from typing import Any, Final

from flask import Response, get_flashed_messages, url_for
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.console import access
from bot.html import linked
from bot.services.sessions import Signed
from messages_th import Catalogue, forms

ROOM: Final = Path(__file__).parent
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
FOR_EVER: Final = "public, max-age=31536000, immutable"  # the address changes with the content


def _joined(pattern: str) -> str:
    """All files of a kind as one: what pages share comes first, so that areas may differ."""
    found = (ROOM / "static").glob(pattern)
    files = sorted(found, key=lambda file: (file.stem != "console", file.name))
    return "\n".join(file.read_text("utf-8") for file in files if file.name != "htmx.min.js")


STYLE: Final = _joined("*.css")
SCRIPT: Final = _joined("*.js")
HTMX: Final = (ROOM / "static" / "htmx.min.js").read_text("utf-8")


def mark(content: str) -> str:
    """What stands in the address of a static file, so that it changes with its content."""
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def page(
    name: str, catalogue: Catalogue, *, signed: Signed | None, status: int = 200, **values: Any
) -> Response:
    """The page of a template, as it goes out."""
    role = signed.officer.role if signed else None
    values = {
        "signed": signed,
        "officer": signed.officer if signed else None,
        "csrf": signed.csrf if signed else "",
        "may": lambda endpoint, method="GET": (
            role is not None and access.may(role, endpoint, method)
        ),
        "said": get_flashed_messages,
        "marks": MARKS,
        **values,
    }
    text = _TEMPLATES.get_template(name).render(
        values,
        t=catalogue.text,
        url=_url,
        label=lambda kind, word: catalogue.text(f"label.{kind}.{word}"),
    )
    return Response(text, status, headers=HEADERS, mimetype="text/html")


def static(content: str, mimetype: str) -> Response:
    """A static file, which browsers may keep."""
    return Response(content, headers={**HEADERS, "Cache-Control": FOR_EVER}, mimetype=mimetype)


def _url(endpoint: str, **values: Any) -> str:
    return url_for(f"console.{endpoint}", **values)


MARKS: Final = {"style": mark(STYLE), "script": mark(SCRIPT), "htmx": mark(HTMX)}
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(ROOM / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {"held": forms.held, "linked": linked, "written": forms.written}
