"""A form knows its own questions and no others."""

from handlers import questions as q
from handlers.question import Form
from handlers.registration import review


def test_form_finds_a_question_by_its_name() -> None:
    form = Form("small", 2, (q.APPS, q.USERS), review)

    assert form.question("users") is q.USERS


def test_form_has_no_question_of_another_release() -> None:
    form = Form("small", 2, (q.APPS, q.USERS), review)

    assert [form.question(name) for name in ("fax", "", None)] == [None, None, None]
