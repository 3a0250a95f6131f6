"""
The form by which contacts give what the office asked for once more.

It holds exactly the questions that were named, in the order of `Wanted`. Which these are is
an answer of the draft, so that a form begun before the office asked anew keeps its questions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from handlers import form as forms
from handlers import questions as q
from handlers.answers import note
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon
from handlers.question import Answered, Answers, Button, Form, Question, Reading
from handlers.registration import review
from handlers.turn import Answer, AnswerInfo, Draft, RequestView, Say, Tell, Words
from models.vocabulary import Wanted

PERSON: Final = frozenset({Wanted.NAME, Wanted.PHONE, Wanted.EMAIL})


def _read_letter(text: str, lexicon: Lexicon) -> Unclear:
    # A letter is sent and not typed; its button is understood before a form reads.
    return Unclear("unclear.letter")


def _take_letter(found: Unclear, answers: Answers) -> Reading:
    return found


def _take_note(found: str | Unclear, answers: Answers) -> Reading:
    return found if isinstance(found, Unclear) else Answered({"note": found})


LETTER: Final = Question(
    "letter",
    0,
    _read_letter,
    _take_letter,
    buttons=(Button(q.LATER, Words("choice.letter_later"), {"letter": q.LATER}),),
    left_out={"letter": q.LATER},
)
NOTE: Final = Question("note", 0, note.read, _take_note)
QUESTIONS: Final[Mapping[Wanted, Question]] = {
    Wanted.USERS: q.USERS,
    Wanted.APPS: q.APPS,
    **dict(zip((Wanted.NAME, Wanted.PHONE, Wanted.EMAIL), q.CONTACT, strict=True)),
    Wanted.LETTER: LETTER,
    Wanted.NOTE: NOTE,
}
INFO: Final = Form("info", 0, tuple(QUESTIONS.values()), review)


def form_of(answers: Mapping[str, Answer]) -> Form:
    """The form with the questions that these answers say are wanted."""
    named = str(answers.get("wanted", "")).split("+")
    wanted = [word for word in QUESTIONS if word in named]
    is_whole = set(wanted) >= PERSON  # only then are name, telephone and e-mail asked together
    asked = (
        replace(QUESTIONS[word], group=None) if word in PERSON and not is_whole else QUESTIONS[word]
        for word in wanted
    )
    # A step back is to the question before, whatever places they have in other forms.
    steps = {word: step for step, word in enumerate(wanted)}
    steps |= dict.fromkeys(PERSON, steps[Wanted.NAME]) if is_whole else {}
    placed = zip(wanted, asked, strict=True)
    return replace(INFO, questions=tuple(replace(one, step=steps[word]) for word, one in placed))


def is_free(filed: Draft | None) -> bool:
    """Whether the question to answer takes whatever is written."""
    return _asks(filed, NOTE)


def is_letter(filed: Draft | None) -> bool:
    """Whether the question to answer takes a picture or a file."""
    return _asks(filed, LETTER)


def begin(view: RequestView) -> dict[str, Answer]:
    """What the form begins with: which questions it has."""
    return {"wanted": "+".join(view.wanted)}


def opening(view: RequestView) -> tuple[Say, ...]:
    """What the officer wrote about it, said before the first question."""
    return (Tell(Words("info.asked", {"note": view.reason})),) if view.reason else ()


def effect(draft: Draft) -> AnswerInfo:
    """What a complete draft gives."""
    answers = {question.name: draft.answers.get(question.name) for question in _asked(draft)}
    users, name, email, said = (answers.get(key) for key in ("users", "name", "email", "note"))
    letter = answers.get("letter")
    return AnswerInfo(
        reference=draft.subject or "",
        users=int(users) if users is not None else None,
        apps=q.apps_of(answers) if answers.get("apps") else None,
        name=_text(name),
        phone=q.phone_of(draft.answers) if answers.get("phone") else None,
        email=_text(email),
        letter=None if letter == q.LATER else _text(letter),
        note=_text(said),
    )


def _asks(draft: Draft | None, question: Question) -> bool:
    if draft is None or draft.form != INFO.name:
        return False
    current = forms.current(form_of(draft.answers), draft)
    return current is not None and current.name == question.name


def _asked(draft: Draft) -> Iterable[Question]:
    return form_of(draft.answers).questions


def _text(value: Answer | None) -> str | None:
    return None if value is None else str(value)
