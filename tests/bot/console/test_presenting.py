"""Pages go out with their words, their headers, and nothing that runs."""

from pathlib import Path

import pytest
from flask import Flask

from bot.console import presenting
from bot.console.desk import Desk

TEMPLATES = sorted((presenting.ROOM / "templates").glob("*.html"))


def test_a_page_is_escaped_and_goes_out_with_its_headers(app: Flask, desk: Desk) -> None:
    with app.test_request_context("/console/"):
        page = presenting.page(
            "refused.html", desk.catalogue(), signed=None, status=403, title="<b>", message="<i>"
        )

    text = page.get_data(as_text=True)
    assert (page.status_code, page.mimetype) == (403, "text/html")
    assert ("&lt;b&gt;" in text, "<h1>&lt;i&gt;</h1>" in text) == (True, True)
    assert {name: page.headers[name] for name in presenting.HEADERS} == presenting.HEADERS


def test_static_files_are_found_by_their_content_and_kept(app: Flask) -> None:
    browser, marks = app.test_client(), presenting.MARKS
    paths = [f"{marks['style']}.css", f"{marks['script']}.js", f"htmx-{marks['htmx']}.js"]

    answers = [browser.get(f"/console/static/{path}") for path in paths]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert {answer.headers["Cache-Control"] for answer in answers} == {presenting.FOR_EVER}
    assert answers[0].text == presenting.STYLE


def test_a_mark_changes_with_the_content() -> None:
    assert presenting.mark("a") != presenting.mark("b")
    assert presenting.mark("a") == presenting.mark("a")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_script_a_style_or_a_handler_of_its_own(template: Path) -> None:
    text = template.read_text("utf-8")

    found = [sign for sign in ("<style", " style=", " onclick=", " onload=") if sign in text]
    assert found == []
    assert all("src=" in part.split(">")[0] for part in text.split("<script")[1:])
