"""The ways a request may go: every status can be reached, closed ones are left by nobody."""

from itertools import pairwise

import pytest

from models.lifecycle import (
    APP_TRANSITIONS,
    CLOSED,
    EDITABLE,
    OPEN,
    REOPENED,
    STAGES,
    TRANSITIONS,
    may_move,
    may_move_app,
    of_apps,
)
from models.vocabulary import Actor, AppStatus, RegistrationStatus

S = RegistrationStatus
A = AppStatus


def test_every_status_is_reached_from_submitted() -> None:
    reached, ahead = {S.SUBMITTED}, [S.SUBMITTED]
    while ahead:
        onward = set(TRANSITIONS[ahead.pop()]) - reached
        reached |= onward
        ahead += onward

    assert reached == set(S)
    assert set(TRANSITIONS) == set(S)


def test_a_status_is_open_or_closed() -> None:
    assert set(S) == OPEN | CLOSED
    assert {S.EXPIRED, S.REJECTED, S.WITHDRAWN, S.MERGED} == CLOSED


def test_what_contacts_edit_themselves_is_open_and_not_yet_approved() -> None:
    approved = {S.APPROVED, S.FORWARDED, S.ACTIVE}
    assert OPEN - approved == EDITABLE


def test_stages_follow_one_another() -> None:
    assert [step for step in pairwise(STAGES) if step[1] not in TRANSITIONS[step[0]]] == []


@pytest.mark.parametrize("status", sorted(OPEN))
def test_contacts_may_withdraw_whatever_is_open(status: RegistrationStatus) -> None:
    assert may_move(status, to=S.WITHDRAWN, by=Actor.CONTACT) is True


@pytest.mark.parametrize("status", sorted(CLOSED))
@pytest.mark.parametrize("to", sorted(S))
def test_nobody_moves_a_closed_request(status: RegistrationStatus, to: RegistrationStatus) -> None:
    assert [may_move(status, to=to, by=actor) for actor in Actor] == [False] * len(Actor)


def test_contacts_decide_nothing_for_the_office() -> None:
    steps = {
        (status, to)
        for status, onward in TRANSITIONS.items()
        for to in onward
        if may_move(status, to=to, by=Actor.CONTACT) and to is not S.WITHDRAWN
    }
    assert steps == {(S.NEED_INFO, S.SCREENING)}


def test_what_is_reopened_goes_back_to_screening_and_merged_requests_never_do() -> None:
    assert {S.NEED_INFO, S.APPROVED, S.REJECTED, S.WITHDRAWN, S.EXPIRED} == REOPENED


def test_every_app_status_has_its_ways_and_is_reached_from_waiting() -> None:
    reached, ahead = {A.WAITING}, [A.WAITING]
    while ahead:
        onward = set(APP_TRANSITIONS[ahead.pop()]) - reached
        reached |= onward
        ahead += onward

    assert reached == set(A) == set(APP_TRANSITIONS)


def test_contacts_only_drop_and_ask_again_for_an_app() -> None:
    steps = {
        (status, to)
        for status, onward in APP_TRANSITIONS.items()
        for to in onward
        if may_move_app(status, to=to, by=Actor.CONTACT)
    }
    assert steps == {(A.WAITING, A.DROPPED), (A.DROPPED, A.WAITING)}


@pytest.mark.parametrize(
    ("apps", "status"),
    [
        ((), None),
        ((A.DROPPED,), None),
        ((A.WAITING, A.WAITING), S.APPROVED),
        ((A.WAITING, A.REFUSED), S.APPROVED),
        ((A.WAITING, A.FORWARDED), S.FORWARDED),
        ((A.ACKNOWLEDGED, A.REFUSED), S.FORWARDED),
        ((A.ACTIVE, A.FORWARDED), S.ACTIVE),
        ((A.ACTIVE, A.EXPIRED), S.ACTIVE),
        ((A.EXPIRED, A.REFUSED), S.EXPIRED),
        ((A.REFUSED, A.DROPPED), S.REJECTED),
    ],
)
def test_an_approved_request_stands_where_its_apps_do(
    apps: tuple[AppStatus, ...], status: RegistrationStatus | None
) -> None:
    assert of_apps(apps) == status
