"""Keeping a selection of the queue, and dropping one."""

from flask import Blueprint, Response, abort, request

from bot.console import selecting
from bot.console.desk import Desk, officer, say
from bot.services import views


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/queue/views")
    def view_keep() -> Response:
        name = request.form.get("name", "")
        wrong = views.keep(
            desk.database, name, selecting.selected(), officer=officer(), now=desk.now()
        )
        say(wrong or "queue.views.kept", tone="warn" if wrong else "good")
        return selecting.back()

    @routes.post("/queue/views/<int(max=999999999):view_id>/drop")
    def view_drop(view_id: int) -> Response:
        if not views.drop(desk.database, view_id, officer=officer(), now=desk.now()):
            abort(404)
        say("queue.views.dropped")
        return selecting.back()
