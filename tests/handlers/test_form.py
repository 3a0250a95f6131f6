"""What every form can do, tried on a small form that asks for apps, users and a contact."""

from dataclasses import replace

import pytest

from handlers import form as forms
from handlers import questions as q
from handlers.form import Moved
from handlers.lexicon import Lexicon
from handlers.question import Form
from handlers.turn import Answer, Ask, Choice, Draft, Option, Press, Review, Say, Tell, Words
from tests.handlers.deciding import keys


def _review(form: Form, draft: Draft) -> Review:
    return Review(Words("registration.review"), (), (forms.way("submit", draft, primary=True),))


SMALL = Form("small", 3, (q.APPS, q.USERS, *q.CONTACT), _review)
CONTACT: dict[str, Answer] = {
    "name": "สมชาย ใจดี",
    "phone": "+6621417010",
    "extension": "12",
    "email": "somchai@tmd.go.th",
}
FULL: dict[str, Answer] = {"apps": "teams", "users": 450, **CONTACT}


def draft(answers: dict[str, Answer] | None = None, **more: object) -> Draft:
    opened = forms.start(SMALL, version=6, at=100, answers=answers)
    return replace(opened, **more)  # type: ignore[arg-type]


def hear(now: Draft, text: str, lexicon: Lexicon) -> Moved:
    return forms.hear(SMALL, now, text, lexicon, at=200)


def asked(now: Draft) -> str:
    return keys([forms.ask(SMALL, now)])[0]


def press(name: str, **more: str) -> Press:
    return Press(name, **more, version=7)


def test_form_starts_with_a_version_no_older_button_has() -> None:
    assert forms.start(SMALL, version=6, at=100, subject="WFH-63-00001-E") == Draft(
        form="small", version=7, answers={}, subject="WFH-63-00001-E", asked_at=100
    )


def test_questions_are_asked_in_the_order_of_the_table() -> None:
    answered: list[dict[str, Answer]] = [
        {},
        {"apps": "teams"},
        {"apps": "teams", "users": 450},
        {"apps": "teams", "users": 450, "name": "สมชาย ใจดี"},
        {"apps": "teams", "users": 450, "name": "สมชาย ใจดี", "phone": "+6621417010"},
        FULL,
    ]

    assert [asked(draft(answers)) for answers in answered] == [
        "ask.apps",
        "ask.users",
        "ask.contact",
        "ask.phone",
        "ask.email",
        "registration.review",
    ]


def test_question_that_is_not_asked_of_this_agency_is_passed_over() -> None:
    form = Form("small", 1, (q.CATEGORY, q.PROVINCE, q.APPS), _review)
    central = draft({"category": "government"})
    provincial = draft({"category": "provincial"})

    assert keys([forms.ask(form, central)]) == ["ask.apps"]
    assert keys([forms.ask(form, provincial)]) == ["ask.province"]


def test_card_of_a_question_shows_its_step_its_answers_and_the_ways_out() -> None:
    card = forms.ask(SMALL, draft({"apps": "teams"}))

    assert isinstance(card, Ask)
    assert (card.step, card.steps) == (3, 3)
    assert card.choices[0] == Choice(
        Words("choice.users", {"users": 50}), press("answer", what="users", value="50")
    )
    assert [choice.press for choice in card.ways] == [press("back"), press("cancel")]


def test_first_card_offers_no_way_back() -> None:
    card = forms.ask(SMALL, draft())

    assert isinstance(card, Ask)
    assert [choice.press for choice in card.ways] == [press("cancel")]


def test_text_answers_the_question_and_the_next_is_asked(lexicon: Lexicon) -> None:
    moved = hear(draft(), "webex", lexicon)

    assert moved.draft == draft({"apps": "webex"}, version=8, asked_at=200)
    assert keys(moved.says) == ["ask.users"]


def test_text_with_several_answers_is_taken_whole(lexicon: Lexicon) -> None:
    text = "สมชาย ใจดี 0 2141 7010 ต่อ 12 somchai@tmd.go.th ใช้ teams 450 คน"

    moved = hear(draft(), text, lexicon)

    assert moved.draft.answers == FULL
    assert keys(moved.says) == ["registration.review"]


def test_contact_given_in_part_asks_only_for_what_is_missing(lexicon: Lexicon) -> None:
    contact = draft({"apps": "teams", "users": 450})

    moved = hear(contact, "สมชาย ใจดี 0812345678", lexicon)

    assert moved.draft.answers == {
        "apps": "teams",
        "users": 450,
        "name": "สมชาย ใจดี",
        "phone": "+66812345678",
    }
    assert keys(moved.says) == ["ask.email"]


def test_text_that_is_no_answer_changes_nothing_and_asks_again(lexicon: Lexicon) -> None:
    now = draft({"apps": "teams"})

    moved = hear(now, "หลายคน", lexicon)

    assert moved == Moved(
        now, (Tell(Words("unclear.count")), forms.ask(SMALL, now)), is_understood=False
    )


def test_answer_to_a_later_question_is_kept_and_counts_as_understood(lexicon: Lexicon) -> None:
    moved = hear(draft(), "450 คน", lexicon)

    assert moved.draft.answers == {"users": 450}
    assert moved.is_understood
    assert keys(moved.says) == ["form.noted", "ask.apps"]


def test_text_of_two_meanings_asks_which_and_the_choice_is_the_answer(lexicon: Lexicon) -> None:
    which = hear(draft({"apps": "teams"}), "100-150", lexicon)

    card = which.says[0]
    assert isinstance(card, Ask)
    assert card.words == Words("ask.users_range", {"min": 100, "max": 150})
    assert [choice.words.values for choice in card.choices] == [{"users": 100}, {"users": 150}]

    taken = forms.pick(SMALL, which.draft, Press("option", "users", "1", 8), at=300)

    assert taken.draft == draft({"apps": "teams", "users": 150}, version=9, asked_at=300)
    assert keys(taken.says) == ["ask.contact"]


def test_choice_between_meanings_is_given_up_when_something_else_is_typed(lexicon: Lexicon) -> None:
    which = hear(draft({"apps": "teams"}), "100-150", lexicon)

    moved = hear(which.draft, "120", lexicon)

    assert moved.draft == draft({"apps": "teams", "users": 120}, version=9, asked_at=200)


def test_what_else_was_certain_is_kept_while_it_asks_which(lexicon: Lexicon) -> None:
    contact = draft({"apps": "teams", "users": 450})

    moved = hear(contact, "สมชาย ใจดี 0812345678 somchai@gmial.com", lexicon)

    assert moved.draft.answers["phone"] == "+66812345678"
    assert "email" not in moved.draft.answers
    assert keys(moved.says) == ["ask.email_meant"]
    assert moved.draft.options == tuple(
        Option(Words("choice.email", {"email": address}), {"email": address})
        for address in ("somchai@gmail.com", "somchai@gmial.com")
    )


def test_pressed_answer_is_taken() -> None:
    moved = forms.pick(SMALL, draft(), press("answer", what="apps", value="teams+webex"), at=200)

    assert moved.draft == draft({"apps": "teams+webex"}, version=8, asked_at=200)
    assert keys(moved.says) == ["ask.users"]


@pytest.mark.parametrize(
    ("do", "what", "value"),
    [
        ("answer", "apps", "zoom"),
        ("answer", "apps", ""),
        ("answer", "users", "50"),
        ("answer", "nothing", "teams"),
        ("option", "apps", "0"),
        ("option", "apps", "-1"),
        ("option", "apps", "²"),
        ("option", "apps", "9" * 200),
    ],
)
def test_pressed_answer_that_the_card_does_not_offer_changes_nothing(
    do: str, what: str, value: str
) -> None:
    now = draft()

    moved = forms.pick(SMALL, now, Press(do, what, value, 7), at=200)

    assert moved == Moved(now, (Tell(Words("form.stale")), forms.ask(SMALL, now)))


def test_back_forgets_only_the_newest_step() -> None:
    moved = forms.back(SMALL, draft({"apps": "teams", "users": 450}), at=200)

    assert moved.draft == draft({"apps": "teams"}, version=8, asked_at=200)
    assert keys(moved.says) == ["ask.users"]


def test_back_from_the_review_forgets_the_contact_and_all_that_came_with_it() -> None:
    moved = forms.back(SMALL, draft(FULL), at=200)

    assert moved.draft.answers == {"apps": "teams", "users": 450}
    assert keys(moved.says) == ["ask.contact"]


def test_back_at_the_first_question_says_that_it_is_the_first() -> None:
    now = draft()

    assert forms.back(SMALL, now, at=200) == Moved(
        now, (Tell(Words("form.first")), forms.ask(SMALL, now))
    )


def test_back_from_an_edit_returns_to_the_review_with_the_old_answer() -> None:
    editing = forms.edit(SMALL, draft(FULL), "users", at=200).draft

    moved = forms.back(SMALL, editing, at=300)

    assert moved.draft == draft(FULL, version=9, asked_at=300)
    assert keys(moved.says) == ["registration.review"]


def test_back_from_a_choice_of_meanings_asks_the_question_itself(lexicon: Lexicon) -> None:
    which = hear(draft({"apps": "teams"}), "100-150", lexicon).draft

    moved = forms.back(SMALL, which, at=300)

    assert moved.draft == draft({"apps": "teams"}, version=9, asked_at=300)
    assert keys(moved.says) == ["ask.users"]


def test_skip_leaves_an_edit_as_it_was() -> None:
    editing = forms.edit(SMALL, draft(FULL), "users", at=200).draft

    assert forms.skip(SMALL, editing, at=300).draft.answers == FULL


def test_skip_says_that_a_question_is_needed() -> None:
    now = draft()

    assert forms.skip(SMALL, now, at=200) == Moved(
        now, (Tell(Words("form.needed")), forms.ask(SMALL, now))
    )


def test_edit_asks_one_question_anew_and_returns_to_the_review(lexicon: Lexicon) -> None:
    editing = forms.edit(SMALL, draft(FULL), "name", at=200)

    assert keys(editing.says) == ["ask.name"]
    assert editing.draft.answers == FULL

    moved = hear(editing.draft, "มาลี ตั้งใจงาน", lexicon)

    assert moved.draft == draft(FULL | {"name": "มาลี ตั้งใจงาน"}, version=9, asked_at=200)
    assert keys(moved.says) == ["registration.review"]


def test_edit_hears_only_the_answer_it_asked_for(lexicon: Lexicon) -> None:
    editing = forms.edit(SMALL, draft(FULL), "users", at=200).draft

    moved = hear(editing, "500 คน 0899999999", lexicon)

    assert moved.draft.answers == FULL | {"users": 500}


def test_edit_that_is_not_understood_asks_again(lexicon: Lexicon) -> None:
    editing = forms.edit(SMALL, draft(FULL), "users", at=200).draft

    moved = hear(editing, "หลายคน", lexicon)

    assert moved.draft == editing
    assert keys(moved.says) == ["unclear.count", "ask.users"]


def test_edit_of_a_phone_number_drops_the_extension_of_the_old_one(lexicon: Lexicon) -> None:
    editing = forms.edit(SMALL, draft(FULL), "phone", at=200).draft

    moved = hear(editing, "0812345678", lexicon)

    without = {name: value for name, value in FULL.items() if name != "extension"}
    assert moved.draft.answers == without | {"phone": "+66812345678"}


def test_edit_of_a_question_this_form_has_not_changes_nothing() -> None:
    now = draft(FULL)

    moved = forms.edit(SMALL, now, "agency", at=200)

    assert moved.draft == now
    assert keys(moved.says) == ["form.stale", "registration.review"]


def test_correction_with_its_value_is_taken_at_once(lexicon: Lexicon) -> None:
    now = draft({"users": 450, **CONTACT})

    moved = forms.correct(SMALL, now, "users", "500", lexicon, at=200)

    assert moved.draft.answers == {"users": 500, **CONTACT}
    assert keys(moved.says)[-1] == "ask.apps"


@pytest.mark.parametrize("text", ["", "  ", "หลายคน"])
def test_correction_without_a_value_asks_for_it(text: str, lexicon: Lexicon) -> None:
    moved = forms.correct(SMALL, draft(FULL), "users", text, lexicon, at=200)

    assert moved.draft.editing == "users"
    assert keys(moved.says) == ["ask.users"]


def test_text_at_the_review_is_no_answer(lexicon: Lexicon) -> None:
    now = draft(FULL)

    moved = hear(now, "อะไรนะ", lexicon)

    assert moved == Moved(
        now, (Tell(Words("unclear.review")), forms.ask(SMALL, now)), is_understood=False
    )


# ---- drafts that another release wrote -------------------------------------------------


def test_draft_without_a_new_question_is_asked_it() -> None:
    older = draft({name: value for name, value in FULL.items() if name != "users"})

    assert asked(older) == "ask.users"


def test_draft_with_answers_nobody_asks_any_more_goes_on(lexicon: Lexicon) -> None:
    older = draft({"apps": "teams", "fax": "021417011"})

    moved = hear(older, "450", lexicon)

    assert moved.draft.answers == {"apps": "teams", "fax": "021417011", "users": 450}
    assert keys(moved.says) == ["ask.contact"]


def test_draft_editing_a_question_that_is_gone_goes_on_where_it_stands(lexicon: Lexicon) -> None:
    older = draft({"apps": "teams"}, editing="fax")

    assert asked(older) == "ask.users"
    assert hear(older, "450", lexicon).draft == draft(
        {"apps": "teams", "users": 450}, version=8, asked_at=200
    )


def _review_of(says: tuple[Say, ...]) -> Review:
    review = says[-1]
    assert isinstance(review, Review)
    return review


def test_buttons_of_an_older_card_never_fit_the_newer_one(lexicon: Lexicon) -> None:
    older, newer = draft(FULL), forms.edit(SMALL, draft(FULL), "users", at=200).draft
    back = forms.back(SMALL, newer, at=300)

    assert forms.edit_press(older, "users") == Press("edit", "users", version=7)
    assert _review_of(back.says).choices[0].press == Press("submit", version=9)
