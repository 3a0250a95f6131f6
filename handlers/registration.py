"""The registration form: its questions, its review card, and the request it makes."""

from typing import Final

from handlers import questions as q
from handlers.form import edit_press, way
from handlers.question import Form
from handlers.turn import Draft, PhoneNumber, Review, Row, Submit, Value, Words
from models.vocabulary import MeetingApp

STEPS: Final = 5
# What a form's sending is called, where it is not a confirmation.
SENDING: Final = {"registration": "submit", "join": "submit"}


def review(form: Form, draft: Draft) -> Review:
    """Everything answered, each row with its way to edit, and the button that sends."""
    send = way("submit", draft, label=SENDING.get(form.name, "confirm"), primary=True)
    return Review(
        title=Words(f"{form.name}.review"),
        rows=rows(form, draft),
        choices=(send, way("cancel", draft)),
        note=Words(f"{form.name}.note"),
        step=form.steps,
        steps=form.steps,
    )


def rows(form: Form, draft: Draft) -> tuple[Row, ...]:
    """A row for each question of the form that is answered."""
    asked = (item for item in form.questions if item.when(draft.answers))
    return tuple(
        Row(Words(f"row.{item.name}"), _value(item.name, draft), edit_press(draft, item.name))
        for item in asked
        if draft.answers.get(item.name, "-") != "-" or item.name == "agency"
    )


def submit(draft: Draft) -> Submit:
    """The request that a complete draft makes. Answers no longer asked for stay behind."""
    return Submit(
        agency=q.agency_of(draft.answers),
        apps=q.apps_of(draft.answers),
        users=int(draft.answers["users"]),
        person=q.person_of(draft.answers),
        notice=str(draft.answers.get("notice", "")),
    )


def app_words(apps: frozenset[MeetingApp]) -> tuple[Words, ...]:
    """The apps' names in the order they are offered."""
    return tuple(Words(f"label.app.{app}") for app in MeetingApp if app in apps)


def _value(name: str, draft: Draft) -> Value:
    answers = draft.answers
    is_later = answers.get("letter") == q.LATER
    shown: dict[str, Value] = {
        "agency": str(answers.get("agency_name", "")),
        "category": Words(f"label.category.{answers.get('category')}"),
        "apps": app_words(q.apps_of(answers)) if "apps" in answers else "",
        "users": Words("count.users", {"users": answers.get("users", 0)}),
        "phone": q.phone_of(answers) if "phone" in answers else PhoneNumber(""),
        "letter": Words("row.letter_later" if is_later else "row.letter_sent"),
    }
    return shown.get(name, str(answers.get(name, "")))


REGISTRATION: Final = Form(
    "registration",
    STEPS,
    (q.AGENCY, q.CATEGORY, q.PROVINCE, q.APPS, q.USERS, *q.CONTACT),
    review,
)
