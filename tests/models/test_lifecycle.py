"""The ways a request may go: every status can be reached, closed ones are left by nobody."""

from itertools import pairwise

import pytest

from models.lifecycle import CLOSED, EDITABLE, OPEN, STAGES, TRANSITIONS, may_move
from models.vocabulary import Actor, RegistrationStatus

S = RegistrationStatus


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
