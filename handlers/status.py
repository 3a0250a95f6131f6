"""
Where a request stands, told as a timeline card.

A contact of the agency sees everything; anybody else only what is public: the agency,
the stage and since when. Looking at other people's requests is counted and limited.
"""

from dataclasses import replace
from typing import Final

from handlers import amendment
from handlers.turn import (
    AppView,
    Ask,
    Choice,
    CountLookup,
    Effect,
    Facts,
    Press,
    RequestView,
    Row,
    Say,
    Stage,
    Tell,
    Timeline,
    Timelines,
    Value,
    Words,
)
from models.lifecycle import CLOSED, OPEN, STAGES
from models.reference import Mistyped, Reference
from models.vocabulary import AppStatus, ContactRole, RegistrationStatus

MOST_CARDS: Final = 10

Answer = tuple[tuple[Say, ...], tuple[Effect, ...]]


def mine(facts: Facts) -> tuple[Say, ...]:
    """The person's own requests; with none, how to ask about another."""
    views = facts.registry.mine()
    if not views:
        return (Ask(Words("status.none"), choices=(begin("registration"),)),)
    cards = tuple(card(view) for view in views[:MOST_CARDS])
    return (cards[0],) if len(cards) == 1 else (Timelines(cards),)


def of_reference(found: Reference | Mistyped, facts: Facts) -> Answer:
    """The request with this reference, whoever asks."""
    if isinstance(found, Mistyped):
        return (Tell(Words("status.mistyped")),), ()
    return _look_up(facts.registry.by_reference(str(found)), facts, "status.unknown")


def of_agency(code: str, facts: Facts) -> Answer:
    """An agency's request, whoever asks."""
    return _look_up(facts.registry.of_agency(code), facts, "status.no_request")


def card(view: RequestView) -> Timeline:
    """The whole story of a request, for its contacts; the public part for anybody else."""
    return _full_card(view) if view.role in amendment.MINE else public_card(view)


def office_card(view: RequestView, choices: tuple[Choice, ...]) -> Timeline:
    """The whole story of a request as the office sees it."""
    return replace(_full_card(view), choices=choices)


def public_card(view: RequestView) -> Timeline:
    """Agency, stage and date: no persons, no figures."""
    stage = Stage(Words(f"label.status.{view.status}"), view.since, is_current=True)
    is_asking = view.role is ContactRole.ASKING
    note = Words("status.asking" if is_asking else "status.public")
    may_join = amendment.may_open(amendment.JOIN, view)
    return Timeline(
        title=Words("status.title", {"reference": view.reference}),
        subject=Words("status.agency", {"agency": view.agency}),
        stages=(stage,),
        notes=(note,),
        choices=(begin("join", view.reference),) if may_join else (),
    )


def begin(form: str, subject: str = "") -> Choice:
    """The button that opens a form, about a request when `subject` names one."""
    return Choice(Words(f"button.start.{form}"), Press("start", what=form, value=subject))


def answer(view: RequestView) -> Choice:
    """The button that opens the form for what the office asked for once more."""
    return replace(begin("info", view.reference), primary=True)


def changes(view: RequestView) -> Ask:
    """What a contact may change about a request."""
    forms = (amendment.USERS, amendment.APPS, amendment.PERSON, amendment.WITHDRAW)
    words = Words("amend.which", {"reference": view.reference})
    return Ask(words, choices=tuple(begin(form.name, view.reference) for form in forms))


def _look_up(view: RequestView | None, facts: Facts, missing: str) -> Answer:
    if view is not None and view.role is not None:
        return (card(view),), ()
    if facts.lookups_left <= 0:
        return (Tell(Words("status.too_many")),), ()
    says: tuple[Say, ...] = (card(view),) if view else (Tell(Words(missing)),)
    return says, (CountLookup(),)


def _full_card(view: RequestView) -> Timeline:
    return Timeline(
        title=Words("status.title", {"reference": view.reference}),
        subject=Words("status.agency_users", {"agency": view.agency, "users": view.users}),
        stages=_stages(view),
        apps=tuple(
            Row(Words(f"label.app.{item.app}"), _standing(item))
            for item in view.apps
            if item.status != AppStatus.DROPPED
        ),
        notes=_notes(view),
        choices=_choices(view),
    )


def _standing(item: AppView) -> Words:
    """Where an app is, and what was granted once it is active."""
    stage = Words(f"label.app_status.{item.status}")
    if item.status is not AppStatus.ACTIVE or item.granted is None or item.valid_to is None:
        return Words("status.app", {"status": stage, "since": item.since})
    granted: dict[str, Value] = {"users": item.granted, "until": item.valid_to}
    return Words("status.app_granted", {"status": stage, **granted})


def _stages(view: RequestView) -> tuple[Stage, ...]:
    reached: dict[RegistrationStatus, Stage] = {}
    for status, at in view.history:
        for undone in (status, *_beyond(status)):  # the office may have gone back
            reached.pop(undone, None)
        is_current = status is view.status
        since = view.since if is_current else at
        reached[status] = Stage(Words(f"label.status.{status}"), since, is_current=is_current)
    if view.status in CLOSED:
        return tuple(reached.values())
    last = max((STAGES.index(status) for status in reached if status in STAGES), default=-1)
    ahead = (Stage(Words(f"label.status.{status}"), None) for status in STAGES[last + 1 :])
    return (*reached.values(), *ahead)


def _beyond(status: RegistrationStatus) -> frozenset[RegistrationStatus]:
    """What a request at this stage has not reached, or not any more."""
    ahead = STAGES[STAGES.index(status) + 1 :] if status in STAGES else ()
    return CLOSED.union(ahead) - {status}


def _notes(view: RequestView) -> tuple[Words, ...]:
    reason = (Words("status.reason", {"reason": view.reason}),) if view.reason else ()
    onward = Words(f"status.next.{view.status}")
    fields = tuple(Words(f"label.wanted.{word}") for word in view.wanted)
    asked = (Words("status.wanted", {"fields": fields}),) if fields else ()
    expected = (Words("status.expected", {"day": view.next_day}),) if view.next_day else ()
    return (*reason, *asked, onward, *expected)


def _choices(view: RequestView) -> tuple[Choice, ...]:
    guide = Choice(Words("button.guides"), Press("guide"), primary=True)
    if view.status not in OPEN:
        return (guide, begin("registration"))
    change = Choice(Words("button.change"), Press("change", value=view.reference))
    return (answer(view), change) if view.wanted else (guide, change)
