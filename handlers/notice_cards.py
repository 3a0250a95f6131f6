"""What officers are told on LINE about a notice to many: where it stands, and what they may do."""

from collections.abc import Mapping
from typing import Final

from handlers.turn import (
    Ask,
    Choice,
    NoticeAsked,
    NoticeRefused,
    NoticeStale,
    NoticeStands,
    NoticeView,
    Press,
    Say,
    Tell,
    Value,
    Words,
)
from models.vocabulary import BroadcastState

S = BroadcastState
Told = NoticeAsked | NoticeStands | NoticeStale | NoticeRefused

# What may be done with a notice where it stands, likeliest first.
STEPS: Final[Mapping[BroadcastState, tuple[str, ...]]] = {
    S.DRAFT: ("submit", "test", "cancel"),
    S.PENDING: ("approve", "send_back"),
    S.READY: ("cancel",),
    S.PREPARING: ("stop_sure",),
    S.SENDING: ("pause", "stop_sure"),
    S.PAUSED: ("resume", "stop_sure"),
}
# What writers hear when a colleague has done it.
HEARD: Final = frozenset({"approve", "send_back"})
PRIMARY: Final = frozenset({"submit", "submit_big", "approve", "resume"})


def told(outcome: Told) -> tuple[Say, ...]:
    """What came of what an officer asked for."""
    match outcome:
        case NoticeAsked(verb):
            return (Tell(Words(f"announce.asked.{verb}")),)
        case NoticeStands(view, verb):
            return (Tell(Words(f"announce.did.{verb}", _values(view))), *_standing(view, verb))
        case NoticeStale(view, by):
            words = Words("announce.stale", {"by": by}) if by else Words("announce.already")
            return (Tell(words), card(view))
        case NoticeRefused(key, values):
            return (Tell(refusal(key, values)),)


def card(view: NoticeView) -> Ask:
    """Where a notice stands, as a card with its buttons."""
    is_own_pending = view.is_mine and view.state is S.PENDING
    steps = ("cancel",) if is_own_pending else STEPS.get(view.state, ())
    return Ask(
        Words(f"announce.stands.{view.state}", _values(view)),
        choices=tuple(button(step, view) for step in steps),
        title=Words("announce.title"),
    )


def checked(
    view: NoticeView, facts: Mapping[str, Value], *, is_big: bool, faults: tuple[Words, ...]
) -> tuple[Say, ...]:
    """A draft with whom it reaches and what it costs; to be sent only when nothing is wrong."""
    steps = ("cancel",) if faults else ("submit_big" if is_big else "submit", "test", "cancel")
    told: tuple[Say, ...] = tuple(Tell(Words("announce.refused", {"why": why})) for why in faults)
    return (
        *told,
        Ask(
            Words("announce.checked", {**_values(view), **facts}),
            choices=tuple(button(step, view) for step in steps),
            title=Words("announce.title"),
        ),
    )


def to_approve(view: NoticeView) -> Ask:
    """A colleague is asked to look at it."""
    return Ask(
        Words("announce.to_approve", _values(view)),
        choices=tuple(button(step, view) for step in STEPS[S.PENDING]),
        title=Words("announce.title"),
    )


def for_writers(outcome: NoticeStands) -> tuple[Say, ...]:
    """What the writers of a notice hear when a colleague has decided about it."""
    values = {**_values(outcome.view), "by": outcome.by}
    words = Words(f"announce.heard.{outcome.verb}", values)
    return (Tell(words), card(outcome.view))


def sure(view: NoticeView) -> Ask:
    """Stopping cannot be taken back, so it is asked once more."""
    return Ask(
        Words("announce.stop_sure", _values(view)),
        choices=(button("stop", view), button("show", view)),
    )


def refusal(key: str, values: Mapping[str, Value]) -> Words:
    """Why something could not be done."""
    return Words("announce.refused", {"why": Words(key, values)})


def button(step: str, view: NoticeView) -> Choice:
    """A button under a notice: it carries the version it was shown at, and no authority."""
    pressed = Press("notice", what=step.removesuffix("_big"), value=f"{view.id}.{view.version}")
    return Choice(Words(f"button.notice.{step}"), pressed, primary=step in PRIMARY)


def _standing(view: NoticeView, verb: str) -> tuple[Say, ...]:
    return () if verb in ("cancel", "send_back") else (card(view),)


def _values(view: NoticeView) -> dict[str, Value]:
    return {
        "title": view.title,
        "author": view.author,
        "reach": view.reach,
        "people": view.people,
        "told": view.told,
        "failed": view.failed,
        "note": view.note,
    }
