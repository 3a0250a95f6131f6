"""The pages of guides, troubles and answers, to be read in a browser or printed."""

from functools import cache

from flask import Blueprint, Response, abort, request

from bot import html
from bot.guidesheets import sheets
from messages_th import Catalogue

RULES = (
    "/guides",
    "/guides/<path:below>",
    "/troubles/<path:below>",
    "/answers",
    "/answers/<path:below>",
)


def make_guidepages(catalogue: Catalogue, home: str) -> Blueprint:
    """The routes of these pages; each is put together when it is first asked for, then kept."""
    routes = Blueprint("guidepages", __name__)
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

    def show(below: str = "") -> Response:
        if request.path not in known:
            abort(404)
        return html.kept(made(request.path), request)

    for rule in RULES:
        routes.add_url_rule(rule, view_func=show, provide_automatic_options=False)
    return routes
