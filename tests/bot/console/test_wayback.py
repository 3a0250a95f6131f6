"""Whoever was led aside comes back to a page of ours."""

import pytest
from flask import Flask, request

from bot.console import wayback


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("/console/queue?q=กรม", "/console/queue?q=กรม"),
        ("/console/", "/console/"),
        (None, "/console/"),
        ("", "/console/"),
        ("https://evil.example/console/", "/console/"),
        ("//evil.example/console/", "/console/"),
        ("/console", "/console/"),
        ("/callback", "/console/"),
        ("/console/\\evil", "/console/"),
        ("/console/\r\nSet-Cookie: a=b", "/console/"),
        ("/console/" + "a" * 500, "/console/"),
        ("javascript:alert(1)", "/console/"),
    ],
)
def test_only_paths_of_the_console_are_ways_back(given: str | None, path: str) -> None:
    assert wayback.own_path(given) == path


@pytest.mark.parametrize(
    ("method", "headers", "path"),
    [
        ("GET", {}, "/console/me?a=1"),
        ("POST", {}, "/console/"),
        ("POST", {"Referer": "http://localhost/console/staff/3?b=2"}, "/console/staff/3?b=2"),
        ("POST", {"Referer": "http://evil.example/console/staff/3"}, "/console/"),
        (
            "GET",
            {"HX-Request": "true", "Referer": "http://localhost/console/queue"},
            "/console/queue",
        ),
    ],
)
def test_a_form_and_a_part_belong_to_the_page_they_came_from(
    method: str, headers: dict[str, str], path: str
) -> None:
    with Flask("way").test_request_context("/console/me?a=1", method=method, headers=headers):
        assert wayback.here(request) == path


def test_the_way_back_is_a_new_request() -> None:
    with Flask("way").test_request_context():
        answer = wayback.back("/console/me")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/me")
