"""The sentences that officers often give as a reason: looked at, changed, added, dropped."""

from flask import Blueprint, Response, request

from bot.console.desk import Desk, officer, onward, page, say
from bot.services import reasons
from bot.services.decisions import NotPossible


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """One page with a form for every sentence."""

    @routes.get("/reasons", endpoint="reasons")
    def listed() -> Response:
        return _page(desk)

    @routes.post("/reasons")
    def reason_add() -> Response:
        verb, typed = request.form.get("verb", ""), request.form.get("text", "")
        done = reasons.add(desk.database, verb, typed, officer=officer(), now=desk.now())
        if isinstance(done, NotPossible):
            return _page(desk, verb=verb, typed=typed, fault=done.key)
        say("case.reasons.saved")
        return onward("reasons")

    @routes.post("/reasons/<int:reason_id>")
    def reason_change(reason_id: int) -> Response:
        who, now = officer(), desk.now()
        if "drop" in request.form:
            reasons.drop(desk.database, reason_id, officer=who, now=now)
            say("case.reasons.removed")
            return onward("reasons")
        typed = request.form.get("text", "")
        refusal = reasons.change(desk.database, reason_id, typed, officer=who, now=now)
        if refusal is not None:
            return _page(desk, reason_id=reason_id, typed=typed, fault=refusal.key)
        say("case.reasons.saved")
        return onward("reasons")


def _page(
    desk: Desk, *, reason_id: int = 0, verb: str = "", typed: str = "", fault: str = ""
) -> Response:
    """The page, with what was typed last if it could not be kept."""
    return page(
        desk,
        "reasons.html",
        title=desk.text("case.reasons.title"),
        status=422 if fault else 200,
        section="queue",
        listed=reasons.of(desk.database),
        verbs=reasons.VERBS,
        longest=reasons.LONGEST,
        reason_id=reason_id,
        verb=verb,
        typed=typed,
        fault=fault,
    )
