from flask import Flask
from flask.testing import FlaskClient

from bot.health import make_health


def client(**found: str | None) -> FlaskClient:
    app = Flask("desk")
    checks = {name: (lambda said=said: said) for name, said in found.items()}
    app.register_blueprint(make_health(checks))
    return app.test_client()


def test_healthz_answers_whatever_is_wrong() -> None:
    response = client(database="not migrated").get("/healthz")

    assert (response.status_code, response.json) == (200, {"status": "ok"})


def test_readyz_is_ready_when_every_check_is_fine() -> None:
    response = client(database=None, runner=None).get("/readyz")

    assert (response.status_code, response.json) == (
        200,
        {"status": "ok", "checks": {"database": "ok", "runner": "ok"}},
    )


def test_readyz_says_which_check_is_not_fine() -> None:
    response = client(database=None, settings="LINE_CHANNEL_SECRET").get("/readyz")

    assert (response.status_code, response.json) == (
        503,
        {
            "status": "not ready",
            "checks": {"database": "ok", "settings": "LINE_CHANNEL_SECRET"},
        },
    )


def test_readyz_tells_what_is_noted_and_is_ready_all_the_same() -> None:
    app = Flask("desk")
    app.register_blueprint(make_health({"database": lambda: None}, {"worker": lambda: "asleep"}))

    response = app.test_client().get("/readyz")

    assert (response.status_code, response.json) == (
        200,
        {"status": "ok", "checks": {"database": "ok"}, "notes": {"worker": "asleep"}},
    )
