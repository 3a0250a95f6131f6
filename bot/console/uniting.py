"""Two rows of the directory that are one body: find the other, see what will happen, do it."""

from flask import Blueprint, Response, request

from bot.console.bodies import LONGEST_SEARCH, living
from bot.console.desk import Desk, officer, onward, page, say
from bot.services import bodies, uniting
from bot.services.bodies import Body, Sought
from bot.services.uniting import United


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.route("/bodies/<code>/merge", methods=["GET", "POST"])
    def body_merge(code: str) -> Response:
        return _unite(desk, code) if request.method == "POST" else _page(desk, living(desk, code))


def _unite(desk: Desk, code: str) -> Response:
    into = request.form.get("into", "")
    done = uniting.unite(desk.database, code, into=into, officer=officer(), now=desk.now())
    if isinstance(done, United):
        say("bodies.merge.done")
        return onward("body", code=done.code)
    say(done.key, tone="bad")
    return onward("body", code=code)


def _page(desk: Desk, body: Body) -> Response:
    """Without a text the body's own name is searched: what is one is called alike."""
    text = request.args.get("q", body.name)[:LONGEST_SEARCH]
    into = request.args.get("into")
    prospect = uniting.prospect(desk.database, body.code, into=into) if into else None
    return page(
        desk,
        "body_merge.html",
        title=desk.text("bodies.merge.title"),
        section="bodies",
        body=body,
        text=text,
        shelf=None if prospect else bodies.shelf(desk.database, Sought(text)),
        prospect=prospect,
    )
