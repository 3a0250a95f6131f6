"""The pages of guides, troubles and answers, to be read in a browser or printed."""

from collections.abc import Callable
from functools import cache

from flask import Blueprint, Response, abort, request

from bot import html
from bot.guidesheets import sheets
from bot.services.fresh import Fresh
from messages_th import Catalogue

RULES = (
    "/guides",
    "/guides/<path:below>",
    "/troubles/<path:below>",
    "/answers",
    "/answers/<path:below>",
)


def make_guidepages(catalogue: Callable[[], Catalogue], home: str) -> Blueprint:
    """The routes of these pages."""
    routes = Blueprint("guidepages", __name__)
    pages = Fresh(catalogue, lambda words: _pages(words, home), every=0)

    def show(below: str = "") -> Response:
        page = pages()(request.path)
        if page is None:
            abort(404)
        return html.kept(page, request)

    for rule in RULES:
        routes.add_url_rule(rule, view_func=show, provide_automatic_options=False)
    return routes


def _pages(catalogue: Catalogue, home: str) -> Callable[[str], str | None]:
    """The page of a path; each is put together when it is first asked for, then kept."""
    known = sheets(catalogue)

    @cache
    def made(path: str) -> str:
        sheet = known[path]
        return html.render(
            sheet.template,
            catalogue,
            title=sheet.title,
            crumbs=sheet.crumbs,
            here=sheet.here or sheet.title,
            address=home + path,
            **sheet.values,
        )

    return lambda path: made(path) if path in known else None
