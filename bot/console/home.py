"""The first page: what waits, what one has taken on or is to agree to, what happened last."""

from flask import Blueprint, Response

from bot.console.desk import Desk, officer, page
from bot.services import boards, notices


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/")
    def home() -> Response:
        front = boards.front(desk.database, officer=officer(), now=desk.now())
        agrees = officer().role in notices.ANNOUNCING
        with desk.database.read() as connection:
            waiting = notices.waiting_for(connection, officer().id) if agrees else ()
        title = desk.text("console.home")
        return page(desk, "home.html", title=title, front=front, waiting=waiting)
