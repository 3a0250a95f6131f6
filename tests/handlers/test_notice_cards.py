"""What officers see of a notice: only buttons that can work, and the truth after each act."""

import pytest

from handlers import notice_cards, outcome
from handlers.turn import NoticeAsked, NoticeRefused, NoticeStale, NoticeStands, Press, Tell, Words
from models.vocabulary import BroadcastState
from tests.handlers.deciding import keys
from tests.handlers.desk import notice

S = BroadcastState


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (S.DRAFT, ["submit", "test", "cancel"]),
        (S.PENDING, ["approve", "send_back"]),
        (S.READY, ["cancel"]),
        (S.PREPARING, ["stop_sure"]),
        (S.SENDING, ["pause", "stop_sure"]),
        (S.PAUSED, ["resume", "stop_sure"]),
        (S.DONE, []),
        (S.STOPPED, []),
        (S.CANCELLED, []),
    ],
)
def test_a_card_offers_what_can_be_done_at_that_stage(state: S, steps: list[str]) -> None:
    card = notice_cards.card(notice(state))

    assert card.words.key == f"announce.stands.{state}"
    assert [choice.press for choice in card.choices] == [
        Press("notice", what=step, value="7.3") for step in steps
    ]


def test_whoever_wrote_it_is_not_offered_to_approve_it() -> None:
    card = notice_cards.card(notice(S.PENDING, is_mine=True))

    assert [choice.press for choice in card.choices] == [Press("notice", "cancel", "7.3")]


def test_a_draft_with_a_fault_cannot_be_sent() -> None:
    why = Words("broadcast.refused.nobody")

    says = notice_cards.checked(notice(), {"whom": ""}, is_big=False, faults=(why,))

    assert says[0] == Tell(Words("announce.refused", {"why": why}))
    assert [choice.words.key for choice in says[1].choices] == ["button.notice.cancel"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("is_big", "label"), [(False, "button.notice.submit"), (True, "button.notice.submit_big")]
)
def test_a_draft_to_many_is_handed_on_by_the_same_step(is_big: bool, label: str) -> None:
    (card,) = notice_cards.checked(notice(), {}, is_big=is_big, faults=())

    first = card.choices[0]  # type: ignore[union-attr]
    assert (first.words.key, first.press) == (label, Press("notice", "submit", "7.3"))


@pytest.mark.parametrize(
    ("came_to", "said"),
    [
        (NoticeAsked("preview"), ["announce.asked.preview"]),
        (
            NoticeStands(notice(S.READY), "approve"),
            ["announce.did.approve", "announce.stands.ready"],
        ),
        (NoticeStands(notice(S.CANCELLED), "cancel"), ["announce.did.cancel"]),
        (NoticeStale(notice(S.DONE), "ประชา"), ["announce.stale", "announce.stands.done"]),
        (NoticeStale(notice(S.DONE), ""), ["announce.already", "announce.stands.done"]),
        (NoticeRefused("broadcast.refused.own"), ["announce.refused"]),
    ],
)
def test_the_answer_says_what_came_of_it(came_to: notice_cards.Told, said: list[str]) -> None:
    assert keys(outcome.word(came_to)) == said


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("approve", [("U1", ["announce.heard.approve", "announce.stands.ready"])]),
        ("send_back", [("U1", ["announce.heard.send_back", "announce.stands.ready"])]),
        ("pause", []),
    ],
)
def test_writers_hear_what_a_colleague_decided(verb: str, said: list[object]) -> None:
    stands = NoticeStands(notice(S.READY), verb, "ประชา", ("U1",))

    assert [(to, keys(says)) for to, says in outcome.for_others(stands)] == said


def test_the_question_to_approve_names_who_asks_and_how_many_it_reaches() -> None:
    card = notice_cards.to_approve(notice(S.PENDING))

    assert (card.words.key, card.words.values["author"], card.words.values["people"]) == (
        "announce.to_approve",
        "วิภา",
        84,
    )
