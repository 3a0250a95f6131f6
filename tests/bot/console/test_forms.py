"""Forms of the console: passwords hidden, tokens carried, and no field that is a fault to fill."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from bot.console import presenting
from models.base import Database
from models.staff import Staff
from models.vocabulary import Role
from tests.bot.console import casefile
from tests.bot.console.conftest import Browser
from tests.bot.console.test_hostile import real, ways

SignIn = Callable[[Role], Browser]

PAGES = {path.name: path.read_text("utf-8") for path in presenting.ROOM.glob("templates/*.html")}
PASSWORD = re.compile(r'<input[^>]*name="(?:password|known|wanted|repeated)"[^>]*>')
FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)
FIELD = re.compile(r'name="([a-z_]+)"')
# Forms of who is not signed in yet, and so has no token.
BEFORE = {"signing_in.html", "signing_in_second.html"}


def row_of(database: Database, login: str) -> dict[str, object]:
    table = Staff.__table__
    with database.read() as connection:
        return dict(connection.execute(select(table).where(table.c.login == login)).one()._mapping)


def test_passwords_are_hidden_and_managers_of_passwords_are_helped() -> None:
    fields = [
        field
        for page in PAGES.values()
        for field in PASSWORD.findall(page)
        if 'type="checkbox"' not in field
    ]

    assert len(fields) == 5
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(?:current|new)-password"', field)


@pytest.mark.parametrize("name", sorted(PAGES.keys() - BEFORE))
def test_every_form_carries_its_token(name: str) -> None:
    lacking = [form for form in FORM.findall(PAGES[name]) if "csrf" not in form]

    assert lacking == []


def test_fields_that_a_form_does_not_have_are_ignored(
    database: Database, signed_in: SignIn
) -> None:
    browser = signed_in(Role.VIEWER)
    before = row_of(database, "test.viewer")
    more = {"role": "admin", "id": "1", "staff_id": "1", "login": "root", "must_change": "1"}

    answer = browser.post("/console/me/shortcuts", {"shortcuts": "on", **more})

    assert answer.status_code == 303
    assert row_of(database, "test.viewer") == before | {"has_shortcuts": True}


@pytest.mark.parametrize("typed", ["9" * 40, "²", "{x.__class__}%s", "ก" * 300])
def test_no_field_is_a_fault_whatever_is_typed(
    database: Database, app: Flask, signed_in: SignIn, typed: str
) -> None:
    casefile.file_two(database)
    names = {name for page in PAGES.values() for name in FIELD.findall(page)} - {"csrf"}
    form = dict.fromkeys(sorted(names), typed)

    told = {}
    for name, rule in ways(app, "POST"):
        told[name] = signed_in(Role.ADMIN).post(real(rule), form).status_code
    for name, rule in ways(app, "GET"):
        query = {field: text[:500] for field, text in form.items()}
        answer = signed_in(Role.ADMIN).get(real(rule), query_string=query)
        told[f"{name}, looked at"] = answer.status_code

    assert [name for name, status in told.items() if status >= 500] == []
