"""
The verbs of the screening desk: what an officer decides about one request.

Whoever was not the first sees the request as it stands now, with who changed it and what they
had typed themselves; a second press of the same button changes nothing and says so.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, abort, request

from bot.console import casepage
from bot.console.casepage import Typed
from bot.console.desk import Desk, officer, onward, say
from bot.services import granting, joining, screening
from bot.services.decisions import Decision, Moved, NotPossible, Stale
from models.vocabulary import AgencyCategory, RegistrationStatus, Wanted

Act = Callable[[Desk, int, Typed, int], Decision]


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """One route for every verb."""

    _add_answers(routes, desk)

    @routes.post("/cases/<reference>/do/<verb>")
    def case_verb(reference: str, verb: str) -> Response:
        if verb not in VERBS:
            abort(404)
        typed, row = _typed(verb), casepage.row_of(desk, reference)
        decision = VERBS[verb](desk, row, typed, version())
        return answer(desk, reference, typed, decision)


def _add_answers(routes: Blueprint, desk: Desk) -> None:
    """What contacts asked the office for: a change after approval, a part in a request."""

    @routes.post("/cases/<reference>/wishes/<int:wish_id>")
    def case_wish(reference: str, wish_id: int) -> Response:
        is_granted = request.form.get("granted") == "yes"
        typed = Typed("granted" if is_granted else "refused", wish_id, text())
        decision = granting.decide_amendment(
            desk.database,
            wish_id,
            officer=officer(),
            is_granted=is_granted,
            note=typed.text,
            now=desk.now(),
            render=desk.render,
        )
        return answer(desk, reference, typed, decision)

    @routes.post("/cases/<reference>/joins/<int:link_id>")
    def case_join(reference: str, link_id: int) -> Response:
        is_welcome = request.form.get("welcome") == "yes"
        decision = joining.decide_by_staff(
            desk.database,
            link_id,
            officer=officer(),
            is_welcome=is_welcome,
            now=desk.now(),
            render=desk.render,
        )
        typed = Typed("welcomed" if is_welcome else "declined", link_id)
        return answer(desk, reference, typed, decision)


def answer(desk: Desk, reference: str, typed: Typed, decision: Decision) -> Response:
    """What the officer sees of a decision; the chats it concerns are woken."""
    match decision:
        case Moved():
            for lane in decision.lanes:
                desk.wake(lane)
            say(f"case.done.{typed.verb}")
            return onward("case", reference=reference)
        case Stale():
            if _is_my_own(typed.verb, decision):
                say("case.done.already", tone="warn")
                return onward("case", reference=reference)
            return casepage.show(desk, reference, typed=typed, stale=decision, status=409)
        case NotPossible(key):
            return casepage.show(desk, reference, typed=replace(typed, fault=key), status=422)


def version() -> int:
    """The version of the request that the officer saw; 0, which none has, when it is not said."""
    typed = request.form.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def text() -> str:
    """What was typed, or else the sentence chosen from the list."""
    return request.form.get("text", "").strip() or request.form.get("canned", "").strip()


def _typed(verb: str) -> Typed:
    return Typed(
        verb=verb,
        text=text(),
        wanted=frozenset(request.form.getlist("wanted")),
        category=request.form.get("category", ""),
    )


def _is_my_own(verb: str, stale: Stale) -> bool:
    """Whether what was quicker was the same press: a double click."""
    return stale.by == officer().name and stale.status == LEADS_TO.get(verb)


def _approve(desk: Desk, registration_id: int, typed: Typed, seen: int) -> Decision:
    return screening.approve(
        desk.database,
        registration_id,
        officer=officer(),
        seen_version=seen,
        now=desk.now(),
        render=desk.render,
    )


def _ask(desk: Desk, registration_id: int, typed: Typed, seen: int) -> Decision:
    return screening.ask(
        desk.database,
        registration_id,
        officer=officer(),
        seen_version=seen,
        wanted=frozenset(word for word in Wanted if word in typed.wanted),
        note=typed.text,
        now=desk.now(),
        render=desk.render,
    )


def _with_reason(decide: Callable[..., Decision]) -> Act:
    def act(desk: Desk, registration_id: int, typed: Typed, seen: int) -> Decision:
        return decide(
            desk.database,
            registration_id,
            officer=officer(),
            seen_version=seen,
            reason=typed.text,
            now=desk.now(),
            render=desk.render,
        )

    return act


def _recategorise(desk: Desk, registration_id: int, typed: Typed, seen: int) -> Decision:
    category = next((one for one in AgencyCategory if one == typed.category), None)
    if category is None:
        return NotPossible("case.fault.category")
    return screening.recategorise(
        desk.database,
        registration_id,
        officer=officer(),
        seen_version=seen,
        category=category,
        now=desk.now(),
    )


LEADS_TO: Final = casepage.LEADS_TO | {
    "reopen": RegistrationStatus.SCREENING,
    "merge": RegistrationStatus.MERGED,
}
VERBS: Final[dict[str, Act]] = {
    "approve": _approve,
    "ask": _ask,
    "reject": _with_reason(screening.reject),
    "withdraw": _with_reason(screening.withdraw),
    "reopen": _with_reason(screening.reopen),
    "recategorise": _recategorise,
}
