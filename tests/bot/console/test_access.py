"""The written table of who may call what, held against every route there is."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Blueprint, Flask
from werkzeug.routing import Rule

from bot.console import access, entrance
from bot.console.desk import Desk
from models.vocabulary import Role
from tests.bot.console.conftest import Browser, Clock

SignedIn = Callable[[Role], Browser]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def rules(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("console."))


def name(rule: Rule) -> str:
    return rule.endpoint.removeprefix("console.")


def served(app: Flask) -> set[tuple[str, str]]:
    """Every route, by each method it answers to."""
    return {
        (name(rule), method) for rule in rules(app) for method in METHODS if method in rule.methods
    }


def listed() -> set[tuple[str, str]]:
    return {(endpoint, method) for endpoint, ways in access.ACCESS.items() for method in ways}


def path(rule: Rule) -> str:
    """An address of this route that leads to nothing that exists."""
    return rule.build({key: _nothing(rule, key) for key in rule.arguments})[1]


def _nothing(rule: Rule, key: str) -> str | int:
    converter = rule._converters[key]
    if converter.regex.startswith("(?:"):  # one of a few words
        return str(min(converter.items))
    return 999_999 if "int" in type(converter).__name__.lower() else "nothing"


def is_refused(answer) -> bool:
    away = answer.headers.get("Location", "")
    return answer.status_code == 403 or away.startswith(("/console/sign-in", "/console/confirm"))


def send(browser: Browser, rule: Rule, method: str):
    return browser.get(path(rule)) if method == "GET" else browser.post(path(rule))


def test_every_route_stands_in_the_table_and_every_line_has_its_route(app: Flask) -> None:
    closed = {way for way in served(app) if way[0] not in access.OPEN}

    assert sorted(closed - listed()) == []
    assert sorted(listed() - closed) == []
    assert sorted(access.OPEN - {endpoint for endpoint, _ in served(app)}) == []
    assert sorted((access.FRESH | access.FIRST) - access.ACCESS.keys()) == []


def test_no_line_of_the_table_is_open_to_nobody() -> None:
    roles = [roles for ways in access.ACCESS.values() for roles in ways.values()]

    assert frozenset() not in roles


@pytest.mark.parametrize("role", Role)
def test_each_role_is_let_in_where_the_table_says_so_and_nowhere_else(
    app: Flask, signed_in: SignedIn, role: Role
) -> None:
    found, told = {}, {}
    for rule in rules(app):
        for method in sorted(rule.methods & set(METHODS)):
            if name(rule) in access.OPEN:
                continue
            answer = send(signed_in(role), rule, method)
            key = f"{method} {path(rule)}"
            found[key] = "broken" if answer.status_code >= 500 else not is_refused(answer)
            told[key] = access.may(role, name(rule), method)
            if name(rule) == "sign_out":  # leads to where one signs in
                found[key] = told[key]

    assert found == told


def test_every_act_that_needs_a_fresh_proof_asks_for_it(
    app: Flask, signed_in: SignedIn, clock: Clock
) -> None:
    admin = signed_in(Role.ADMIN)
    clock.now += timedelta(minutes=10)
    ways = [
        (rule, method)
        for rule in rules(app)
        for method in sorted(rule.methods & set(METHODS))
        if name(rule) in access.FRESH
    ]

    answers = {send(admin, *way).headers.get("Location", "")[:16] for way in ways}

    assert (len(ways) >= len(access.FRESH), answers) == (True, {"/console/confirm"})


def test_a_stranger_is_let_in_nowhere(app: Flask) -> None:
    stranger = Browser(app.test_client(), "")
    let_in = [
        f"{method} {path(rule)}"
        for rule in rules(app)
        for method in sorted(rule.methods & set(METHODS))
        if name(rule) not in access.OPEN and not is_refused(send(stranger, rule, method))
    ]

    assert let_in == []


def test_a_route_without_a_line_is_closed_to_all_and_seen(desk: Desk, signed_in: SignedIn) -> None:
    planted = entrance.make_console(desk)
    planted.add_url_rule("/planted", "planted", lambda: "in", methods=["GET", "POST"])
    wild = Flask("wild", static_folder=None)
    wild.secret_key = "test"
    wild.register_blueprint(planted)
    browser = signed_in(Role.ADMIN)
    cookie = browser.client.get_cookie("desk")
    assert cookie is not None
    client = wild.test_client()
    client.set_cookie("desk", cookie.value)

    answers = [client.get("/console/planted"), client.post("/console/planted")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert served(wild) - listed() >= {("planted", "GET"), ("planted", "POST")}


def test_a_line_without_a_route_is_seen(app: Flask) -> None:
    bare = Flask("bare", static_folder=None)
    bare.register_blueprint(Blueprint("console", __name__, url_prefix="/console"))

    assert listed() - served(bare) == listed()


def test_roles_that_change_nothing_change_nothing() -> None:
    """Whoever signs in by password alone changes only what is their own."""
    own = {"unknown", "sign_out", "confirm", "confirm_passkey", "view_keep", "view_drop"}
    changing = [
        endpoint
        for endpoint, ways in access.ACCESS.items()
        if ways.get("POST", frozenset()) & access.PASSWORD_ALONE
        and not endpoint.startswith("me_")
        and endpoint not in own
    ]

    assert changing == []
