"""What may be done with a notice at each stage, and what it comes to."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.services import notice_steps
from bot.services.notice_rules import Sum
from bot.services.notice_steps import WAYS, Refused, Step, Verb
from bot.services.notices import Notice, Place
from bot.services.officer import Officer
from models.vocabulary import BroadcastState, Role
from tests.bot.services.noticing import CONTENT, LATER, MESSAGES, NOW, checked, submission

S = BroadcastState

AUTHOR = Officer(1, "สมศรี", Role.ANNOUNCER)
SECOND = Officer(2, "วิภา", Role.ADMIN)
DRAFT = Notice(
    id=7,
    state=S.DRAFT,
    version=3,
    origin=Place.CONSOLE,
    content=CONTENT,
    author_id=1,
    author="สมศรี",
    editors=frozenset({1}),
    created_at=NOW,
    edited_at=NOW,
)


def at(state: BroadcastState, **more: object) -> Notice:
    return replace(DRAFT, state=state, **more)


def decide(notice: Notice, step: Step, officer: Officer = AUTHOR):
    return notice_steps.decide(notice, step, officer=officer, now=LATER)


def ms(delta: timedelta) -> int:
    return int((LATER + delta).timestamp() * 1000)


@pytest.mark.parametrize(("verb", "state"), list(product(Verb, S)))
def test_where_there_is_no_way_the_stage_is_told(verb: Verb, state: BroadcastState) -> None:
    step = Step(verb, note="แก้", failed=1, checked=checked(DRAFT), size=50)

    found = decide(at(state), step, SECOND)

    if state in WAYS[verb]:
        assert not isinstance(found, Refused)
    else:
        assert found == Refused(f"broadcast.stands.{state}")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.SCREENER])
def test_only_announcing_staff_take_any_step(role: Role) -> None:
    other = replace(SECOND, role=role)

    found = {decide(at(S.PENDING), Step(verb), other).key for verb in Verb}

    assert found == {"broadcast.refused.role"}


def test_every_stage_can_be_left_and_what_is_over_stays_so() -> None:
    left = {state for ways in WAYS.values() for state in ways}

    assert set(S) - left == {S.STOPPED, S.CANCELLED}


@pytest.mark.parametrize(("people", "to"), [(50, S.READY), (51, S.PENDING)])
def test_submitting_freezes_what_was_checked(people: int, to: BroadcastState) -> None:
    assert decide(DRAFT, submission(DRAFT, people)) == {
        "state": to,
        "submitted_at": LATER,
        "messages": MESSAGES,
        "expected": people,
        "approver_id": None,
        "approved_at": None,
        "note": None,
    }


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ({"version": 2}, "unchecked"),
        ({"people": 0}, "nobody"),
        ({"problems": ("altText",)}, "line"),
        ({"is_certain": False}, "unsure"),
        ({"sum": Sum(None, 0, 84, is_known=False)}, "unsure"),
        ({"sum": Sum(300, 217, 84)}, "quota"),
    ],
)
def test_what_a_check_finds_stands_in_the_way(found: dict[str, object], key: str) -> None:
    refused = decide(DRAFT, Step(Verb.SUBMIT, checked=replace(checked(DRAFT), **found), size=50))

    assert isinstance(refused, Refused)
    assert refused.key == f"broadcast.refused.{key}"


def test_what_is_missing_of_the_quota_is_told() -> None:
    found = replace(checked(DRAFT, people=87), sum=Sum(300, 216, 87))

    refused = decide(DRAFT, Step(Verb.SUBMIT, checked=found, size=50))

    assert refused == Refused("broadcast.refused.quota", {"missing": 3, "people": 87})


@pytest.mark.parametrize(
    ("delta", "key"),
    [
        (timedelta(minutes=-2), "past"),
        (timedelta(seconds=-30), None),
        (timedelta(days=90), None),
        (timedelta(days=91), "far"),
    ],
)
def test_a_time_must_lie_ahead_and_not_too_far(delta: timedelta, key: str | None) -> None:
    wrong = notice_steps.wrong_time(ms(delta), now=LATER)

    assert (wrong and wrong.key) == (key and f"broadcast.refused.{key}")


@pytest.mark.parametrize(
    ("planned", "is_approved"),
    [(None, True), (timedelta(hours=1), True), (-timedelta(hours=1), False)],
)
def test_what_is_late_is_not_sent_at_once_instead(
    planned: timedelta | None, is_approved: bool
) -> None:
    content = CONTENT if planned is None else replace(CONTENT, send_ms=ms(planned))

    found = decide(at(S.PENDING, content=content), Step(Verb.APPROVE), SECOND)

    approved = {"state": S.READY, "approver_id": 2, "approved_at": LATER}
    assert found == (approved if is_approved else Refused("broadcast.refused.past"))


def test_sending_back_needs_a_note_of_some_length() -> None:
    short = decide(at(S.PENDING), Step(Verb.SEND_BACK), SECOND)
    long = decide(at(S.PENDING), Step(Verb.SEND_BACK, note="ก" * 401), SECOND)
    done = decide(at(S.PENDING, messages=MESSAGES), Step(Verb.SEND_BACK, note="แก้วันที่"), SECOND)

    assert short == Refused("broadcast.refused.note_missing")
    assert long == Refused("broadcast.refused.note_long", {"most": 400})
    assert (done["state"], done["note"], done["messages"]) == (S.DRAFT, "แก้วันที่", None)


def test_what_was_paused_because_it_grew_needs_somebody_else() -> None:
    grown = at(S.PAUSED, paused_why="grown", recipients=90)

    assert decide(grown, Step(Verb.RESUME)) == Refused("broadcast.refused.own_grown")
    assert decide(grown, Step(Verb.RESUME), SECOND) == {
        "state": S.SENDING,
        "paused_why": None,
        "next_ms": 0,
        "approver_id": 2,
        "approved_at": LATER,
        "expected": 90,
    }
