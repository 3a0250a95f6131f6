"""
/healthz says that the process answers, /readyz whether it can do its work.

Nobody is asked who they are, so both tell nothing but names of settings and yes or no.
"""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response, jsonify

Check = Callable[[], str | None]
FINE: Final = "ok"


def make_health(checks: Mapping[str, Check]) -> Blueprint:
    """The routes; each check returns what is wrong, or None when nothing is."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def alive() -> Response:
        return jsonify(status=FINE)

    @routes.get("/readyz")
    def ready() -> tuple[Response, int]:
        found = {name: check() or FINE for name, check in checks.items()}
        is_ready = all(said == FINE for said in found.values())
        status = FINE if is_ready else "not ready"
        return jsonify(status=status, checks=found), 200 if is_ready else 503

    return routes
