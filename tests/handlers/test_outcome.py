"""What is said once an effect was carried out, to the person and to others."""

from dataclasses import replace

import pytest

from handlers import outcome, status, talk
from handlers.turn import (
    AlreadyOpen,
    Amended,
    Ask,
    Choice,
    Impossible,
    InfoTaken,
    JoinAsked,
    JoinDecided,
    Linked,
    Outcome,
    Press,
    Say,
    Submitted,
    Tell,
    Withdrawn,
    Words,
)
from models.vocabulary import Change, ContactRole, Wanted
from tests.handlers.deciding import REFERENCE, SOMCHAI, WEATHER_NAME, keys, request

MINE = request(role=ContactRole.MAIN)
STRANGE = request()
ABOUT = {"reference": REFERENCE, "agency": WEATHER_NAME}
NAMED = {"name": SOMCHAI.name, "agency": WEATHER_NAME}


def tell(key: str) -> Tell:
    return Tell(Words(key, ABOUT))


@pytest.mark.parametrize(
    ("came", "says"),
    [
        (Submitted(MINE), (tell("outcome.submitted"), status.card(MINE))),
        (AlreadyOpen(MINE), (tell("outcome.already_yours"), status.card(MINE))),
        (AlreadyOpen(STRANGE), (tell("outcome.already_open"), status.card(STRANGE))),
        (JoinAsked(STRANGE, 5, SOMCHAI, "U1"), (tell("outcome.join_asked"),)),
        (JoinAsked(STRANGE, 5, SOMCHAI, None), (tell("outcome.join_asked_office"),)),
        (
            JoinDecided(MINE, SOMCHAI, True, "U2"),
            (Tell(Words("outcome.join_accepted", NAMED)),),
        ),
        (
            JoinDecided(MINE, SOMCHAI, False, "U2"),
            (Tell(Words("outcome.join_declined", NAMED)),),
        ),
        (
            Linked(WEATHER_NAME, MINE),
            (Tell(Words("linking.done", {"agency": WEATHER_NAME})), status.card(MINE)),
        ),
        (
            Linked(WEATHER_NAME, None),
            (Tell(Words("linking.done", {"agency": WEATHER_NAME})),),
        ),
        (Amended(MINE, Change.USERS, True), (tell("outcome.amended"), status.card(MINE))),
        (
            Amended(MINE, Change.USERS, False),
            (tell("outcome.amendment_asked"), status.card(MINE)),
        ),
        (
            Withdrawn(MINE, ("U2",)),
            (
                Ask(
                    Words("outcome.withdrawn", ABOUT),
                    choices=(status.begin("registration"), talk.MENU),
                ),
            ),
        ),
        (
            Impossible("outcome.gone"),
            (Ask(Words("outcome.gone"), choices=(talk.STATUS, talk.HUMAN)),),
        ),
    ],
)
def test_person_is_told_what_it_came_to(came: Outcome, says: tuple[Say, ...]) -> None:
    assert outcome.word(came) == says


def test_main_contact_decides_about_who_asks_to_join() -> None:
    ((line_id, says),) = outcome.for_others(JoinAsked(STRANGE, 5, SOMCHAI, "U1"))

    assert line_id == "U1"
    assert says == (
        Ask(
            Words("notice.join_asked", {"name": SOMCHAI.name, **ABOUT}),
            choices=(
                Choice(Words("button.accept"), Press("decide", "accept", "5")),
                Choice(Words("button.decline"), Press("decide", "decline", "5")),
            ),
        ),
    )


def test_who_asked_is_told_the_decision_and_sees_the_request_only_when_welcome() -> None:
    welcome = outcome.for_others(JoinDecided(MINE, SOMCHAI, True, "U2"))
    declined = outcome.for_others(JoinDecided(MINE, SOMCHAI, False, "U2"))

    assert welcome == (("U2", (tell("notice.join_accepted"), status.card(MINE))),)
    assert declined == (("U2", (tell("notice.join_declined"),)),)


def test_other_contacts_are_told_of_a_withdrawal() -> None:
    assert outcome.for_others(Withdrawn(MINE, ("U2", "U3"))) == (
        ("U2", (tell("notice.withdrawn"),)),
        ("U3", (tell("notice.withdrawn"),)),
    )


@pytest.mark.parametrize(
    "came",
    [
        Submitted(MINE),
        AlreadyOpen(STRANGE),
        JoinAsked(STRANGE, 5, SOMCHAI, None),
        Amended(MINE, Change.USERS, True),
        Impossible("outcome.gone"),
    ],
)
def test_nobody_else_is_told_of_the_rest(came: Outcome) -> None:
    assert outcome.for_others(came) == ()


@pytest.mark.parametrize("role", [ContactRole.ASKING, ContactRole.FORMER])
def test_agency_with_a_request_is_not_yours_before_you_are_its_contact(role: ContactRole) -> None:
    assert keys(outcome.already_open(request(role=role)))[0] == "outcome.already_open"


@pytest.mark.parametrize("role", [ContactRole.MAIN, ContactRole.DEPUTY])
def test_agency_with_a_request_is_yours_as_its_contact(role: ContactRole) -> None:
    assert keys(outcome.already_open(request(role=role)))[0] == "outcome.already_yours"


def test_what_was_given_is_thanked_for_and_what_is_missing_named() -> None:
    waiting = replace(MINE, wanted=(Wanted.LETTER,))
    fields = (Words("label.wanted.letter"),)
    partial = Words("outcome.info_partial", {"reference": REFERENCE, "fields": fields})
    rest = Ask(partial, choices=(status.answer(waiting), talk.HUMAN))

    assert outcome.word(InfoTaken(MINE)) == (tell("outcome.info_taken"), status.card(MINE))
    assert outcome.word(InfoTaken(waiting, "attachment.gone")) == (
        Tell(Words("attachment.gone")),
        rest,
    )
    assert outcome.word(InfoTaken(waiting)) == (rest,)
