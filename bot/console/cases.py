"""The page of a request, who has taken it on, and who else looks at it."""

from flask import Blueprint, Response, abort, request

from bot.console import casepage
from bot.console.casepage import Typed
from bot.console.desk import Desk, officer, onward, page, say
from bot.services import claiming, histories
from bot.services.claiming import Claim, Claimed, TakenBy
from bot.services.decisions import NotPossible


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """The page, its parts that look anew by themselves, and claims."""

    @routes.get("/cases/<reference>")
    def case(reference: str) -> Response:
        return casepage.show(desk, reference)

    @routes.get("/cases/<reference>/fates/<int:event_id>")
    def case_fates(reference: str, event_id: int) -> Response:
        entry = histories.one(desk.database, casepage.row_of(desk, reference), event_id)
        if entry is None:
            abort(404)
        return page(desk, "case_fates.html", title="", reference=reference, entry=entry)

    @routes.post("/cases/<reference>/watch")
    def case_watch(reference: str) -> Response:
        row = casepage.row_of(desk, reference)
        names = claiming.watch(desk.database, row, officer=officer(), now=desk.now())
        told = desk.text("case.claim.watching", names=", ".join(names)) if names else ""
        return Response(told, mimetype="text/plain", headers={"Cache-Control": "no-store"})

    _add_claims(routes, desk)


def _add_claims(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/cases/<reference>/claim")
    def case_claim(reference: str) -> Response:
        row = casepage.row_of(desk, reference)
        claim = claiming.claim(desk.database, row, officer=officer(), now=desk.now())
        return _claimed(desk, reference, claim, "case.claim.done")

    @routes.post("/cases/<reference>/release")
    def case_release(reference: str) -> Response:
        row = casepage.row_of(desk, reference)
        if claiming.release(desk.database, row, officer=officer(), now=desk.now()):
            say("case.claim.released")
        return onward("case", reference=reference)

    @routes.post("/cases/<reference>/assign")
    def case_assign(reference: str) -> Response:
        typed = request.form.get("colleague", "")
        to = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
        row = casepage.row_of(desk, reference)
        claim = claiming.assign(desk.database, row, to=to, officer=officer(), now=desk.now())
        return _claimed(desk, reference, claim, "case.claim.assigned")


def _claimed(desk: Desk, reference: str, claim: Claim, key: str) -> Response:
    match claim:
        case Claimed():
            say(key)
        case TakenBy(name, at):
            say("case.claim.taken_by", tone="warn", name=name, at=at)
        case NotPossible(key):
            return casepage.show(desk, reference, typed=Typed("assign", fault=key), status=422)
    return onward("case", reference=reference)
