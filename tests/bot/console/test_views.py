"""A selection is kept by a form on the page that shows it."""

from collections.abc import Callable

import pytest

from models.vocabulary import Role
from tests.bot.console.conftest import Browser

SignIn = Callable[[Role], Browser]


def test_a_view_is_kept_shown_and_dropped(signed_in: SignIn) -> None:
    browser = signed_in(Role.VIEWER)

    answer = browser.post(
        "/console/queue/views", {"name": "งาน <จังหวัด>", "back": "category=provincial"}
    )
    kept = browser.get("/console/queue").text
    browser.post("/console/queue/views/1/drop")
    dropped = browser.get("/console/queue").text

    assert answer.headers["Location"] == "/console/queue?category=provincial"
    assert ">งาน &lt;จังหวัด&gt;</a>" in kept
    assert ">งาน &lt;จังหวัด&gt;</a>" not in dropped


def test_a_view_without_a_name_is_not_kept(signed_in: SignIn) -> None:
    browser = signed_in(Role.VIEWER)

    browser.post("/console/queue/views", {"name": " "})

    assert "กรุณาตั้งชื่อมุมมอง" in browser.get("/console/queue").text


@pytest.mark.parametrize("row", ["1", "9" * 30])
def test_the_view_of_somebody_else_is_none(signed_in: SignIn, row: str) -> None:
    signed_in(Role.VIEWER).post("/console/queue/views", {"name": "งาน"})

    assert signed_in(Role.ADMIN).post(f"/console/queue/views/{row}/drop").status_code == 404
