"""A page of the queue comes back from what its forms carry."""

from urllib.parse import unquote

from flask import Flask

from bot.console import selecting
from bot.services.selection import Cursor, Selection


def test_a_form_carries_its_page(app: Flask) -> None:
    wanted, cursor = Selection(q="กรม & กอง", late=True), Cursor(7, 84, is_back=True)
    carried = selecting.here(wanted, cursor)

    with app.test_request_context(method="POST", data={"back": carried}):
        found, location = selecting.selected(), unquote(selecting.back().headers["Location"])

    assert found == wanted
    assert location == "/console/queue?late=yes&q=กรม+&+กอง&before=7.84"


def test_without_anything_it_is_the_beginning(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"back": "%%%=&;" * 900}):
        assert selecting.selected() == Selection()
        assert selecting.back().headers["Location"] == "/console/queue"
