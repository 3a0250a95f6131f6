"""What ended badly: administrators look at it, and have it done once more."""

from typing import Final

from flask import Blueprint, Response, abort, request

from bot.console.desk import Desk, officer, onward, page, say
from bot.services import deadletters, replaying
from bot.services.deadletters import STATES, Kind, Letter, Listing, Wish
from bot.services.replaying import Again
from models.vocabulary import InboxState, OutboxState

LARGEST: Final = 2**31 - 1
LATE: Final = "the deadline passed"
# Kinds of events that have a name here; LINE may have others.
NAMED: Final = ("reply", "push", "message", "postback", "follow")


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """The list, and doing one of them once more."""

    @routes.get("/letters")
    def letters() -> Response:
        wish = _wish()
        found = deadletters.listing(desk.database, wish)
        return page(
            desk,
            "letters.html",
            title=desk.text("letters.title"),
            section="letters",
            wish=wish,
            kinds=[(kind, _named(desk, kind, found)) for kind in Kind],
            states=[(state, _state(desk, state)) for state in STATES[wish.kind]],
            rows=[(letter, *_worded(desk, letter)) for letter in found.letters],
            older=found.older,
            notices=found.notices,
        )

    @routes.post("/letters/<kind>/<int(max=2147483647):letter_id>")
    def letter_again(kind: str, letter_id: int) -> Response:
        if kind not in set(Kind):
            abort(404)
        done = replaying.repeat(
            desk.database,
            Kind(kind),
            letter_id,
            seen=_whole(request.form.get("seen")) or 0,
            may_arrive_twice=request.form.get("twice") == "yes",
            officer=officer(),
            now=desk.now(),
        )
        if not isinstance(done, Again):
            say(done.key, tone="warn")
        else:
            _begin(desk, done)
            say(f"letters.done.{kind}")
        return onward("letters", kind=kind)


def _begin(desk: Desk, done: Again) -> None:
    if done.lane is None:
        desk.begin()
    else:
        desk.wake(done.lane)


def _wish() -> Wish:
    """What is asked for; whatever cannot be read is left out."""
    asked, state = request.args.get("kind", ""), request.args.get("state", "")
    kind = Kind(asked) if asked in set(Kind) else Kind.MESSAGE
    before = _whole(request.args.get("before"))
    is_row = before is not None and before <= LARGEST
    return Wish(kind, state if state in STATES[kind] else None, before if is_row else None)


def _whole(typed: str | None) -> int | None:
    is_whole = typed is not None and typed.isascii() and typed.isdigit() and len(typed) <= 15
    return int(typed) if typed is not None and is_whole else None


def _named(desk: Desk, kind: Kind, found: Listing) -> str:
    return desk.text(f"letters.kind.{kind}", number=found.counts[kind])


def _state(desk: Desk, state: str) -> str:
    return desk.text(f"letters.state.{state}")


def _worded(desk: Desk, letter: Letter) -> tuple[str, str, str, str]:
    """What it is called, how and why it ended, and what was said of it besides."""
    state = _state(desk, letter.state)
    if letter.kind is Kind.JOB:
        # What went wrong stands on the page of the work, with the values of its message.
        return desk.text(f"label.job_kind.{letter.about}"), state, "", ""
    name = letter.about if letter.about in NAMED else "other"
    said = (letter.error or "") if letter.error != LATE else ""
    return desk.text(f"letters.about.{name}"), state, desk.text(_why(letter)), said


def _why(letter: Letter) -> str:
    match letter.state:
        case OutboxState.UNCERTAIN:
            return "letters.why.uncertain"
        case InboxState.UNREADABLE:
            return "letters.why.unreadable"
    if letter.kind is Kind.EVENT:
        return "letters.why.turn"
    return "letters.why.late" if letter.error == LATE else "letters.why.line"
