"""Administrators open, change and close accounts; a first password is shown once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.console.desk import Desk
from bot.console.staff import ACTS
from bot.services import passwords, sessions, staff_list
from models.vocabulary import Role
from tests.bot.console.conftest import NOW, Browser
from tests.bot.services.colleagues import hire, row_of

SignedIn = Callable[[Role], Browser]
FIRST = re.compile(r"<code>([a-z0-9-]{19})</code>")


@pytest.fixture
def admin(signed_in: SignedIn) -> Browser:
    return signed_in(Role.ADMIN)


def new(login: str = "malee", name: str = "มาลี ใจดี", role: str = "screener") -> dict[str, str]:
    return {"login": login, "name": name, "role": role}


def test_the_listing_leads_to_each_account(admin: Browser, desk: Desk) -> None:
    staff_id = hire(desk.database, name="<b>สมชาย", locked_until=NOW + timedelta(minutes=15))

    page = admin.get("/console/staff").text

    assert f'<a href="/console/staff/{staff_id}">&lt;b&gt;สมชาย</a>' in page
    assert "ถูกล็อกถึง 17\u00a0มี.ค.\u00a02563\u00a009.45\u00a0น." in page


def test_a_new_account_shows_its_first_password_once(admin: Browser, desk: Desk) -> None:
    page = admin.post("/console/staff/new", new()).text
    account = staff_list.by_login(desk.database, "malee", now=NOW)
    assert account is not None
    (first,) = FIRST.findall(page)

    later = admin.get(f"/console/staff/{account.id}").text

    assert passwords.is_right(row_of(desk.database, account.id).password_hash, first)
    assert FIRST.findall(later) == []


@pytest.mark.parametrize(
    "form", [new(login="ab"), new(name=""), new(role="king"), new(login="test.admin"), {}]
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    admin: Browser, desk: Desk, form: dict[str, str]
) -> None:
    answer = admin.post("/console/staff/new", form)

    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert f'value="{form.get("name", "")}"' in answer.text
    assert len(staff_list.listing(desk.database, now=NOW)) == 1


def test_another_role_is_given(admin: Browser, desk: Desk) -> None:
    staff_id = hire(desk.database)

    answer = admin.post(f"/console/staff/{staff_id}/role", {"role": "screener"})
    wrong = admin.post(f"/console/staff/{staff_id}/role", {"role": "king"})

    assert (answer.status_code, wrong.status_code) == (303, 404)
    assert row_of(desk.database, staff_id).role == Role.SCREENER


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_done_and_said(admin: Browser, desk: Desk, act: str) -> None:
    staff_id = hire(desk.database, failures=5, locked_until=NOW + timedelta(minutes=15))
    sessions.begin(desk.database, staff_id, browser="x", now=NOW)

    answer = admin.post(f"/console/staff/{staff_id}/{act}")
    account = staff_list.one(desk.database, staff_id, now=NOW)

    assert account is not None
    assert (account.sessions, account.left_at) == (act == "unlock", NOW if act == "close" else None)
    assert account.is_locked is (act not in {"unlock", "reset_password"})
    assert answer.status_code == (200 if act == "reset_password" else 303)
    assert len(FIRST.findall(answer.text)) == (act == "reset_password")


def test_ones_own_account_is_left_alone(admin: Browser, desk: Desk) -> None:
    (me,) = staff_list.listing(desk.database, now=NOW)
    hire(desk.database, "second", role=Role.ADMIN)

    page = admin.get(f"/console/staff/{me.id}").text
    for act in ("close", "end_sessions"):
        admin.post(f"/console/staff/{me.id}/{act}")
    admin.post(f"/console/staff/{me.id}/role", {"role": "viewer"})

    assert "<fieldset" not in page
    assert staff_list.one(desk.database, me.id, now=NOW) == me


def test_a_closed_account_offers_nothing_more(admin: Browser, desk: Desk) -> None:
    staff_id = hire(desk.database, left_at=NOW)

    page = admin.get(f"/console/staff/{staff_id}").text

    assert f"/console/staff/{staff_id}/" not in page


def test_an_account_that_is_not_there_is_not_found(admin: Browser) -> None:
    assert admin.get("/console/staff/999").status_code == 404
    assert admin.post("/console/staff/3/promote").status_code == 404
