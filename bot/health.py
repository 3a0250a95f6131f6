"""
/healthz says that the process answers, /readyz whether it can do its work.

What is only noted there does not make it unready: a process that receives must go on receiving
when nobody sends.

Nobody is asked who they are, so both tell nothing but names of settings and yes or no.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from flask import Blueprint, Response, jsonify

Check = Callable[[], str | None]
FINE: Final = "ok"


def make_health(
    checks: Mapping[str, Check], notes: Mapping[str, Check] = MappingProxyType({})
) -> Blueprint:
    """The routes; each check and note returns what is wrong, or None when nothing is."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def alive() -> Response:
        return jsonify(status=FINE)

    @routes.get("/readyz")
    def ready() -> tuple[Response, int]:
        found = {name: check() or FINE for name, check in checks.items()}
        is_ready = all(said == FINE for said in found.values())
        status = FINE if is_ready else "not ready"
        noted = {name: note() or FINE for name, note in notes.items()}
        told = {"notes": noted} if noted else {}
        return jsonify(status=status, checks=found, **told), 200 if is_ready else 503

    return routes
