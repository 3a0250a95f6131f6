"""The first page: what waits, what one has taken on, what happened last."""

from flask import Blueprint, Response

from bot.console.desk import Desk, officer, page
from bot.services import boards


def add_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.get("/")
    def home() -> Response:
        front = boards.front(desk.database, officer=officer(), now=desk.now())
        return page(desk, "home.html", title=desk.text("console.home"), front=front)
