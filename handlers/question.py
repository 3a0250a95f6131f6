"""What forms are made of: questions with their buttons, and the ways an answer can be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon
from handlers.turn import Answer, Draft, Option, Say, Words

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a text answered; a value of None forgets that answer."""

    answers: Mapping[str, Answer | None]


@dataclass(frozen=True, slots=True)
class Which:
    """A text that can be read in more than one way: ask which."""

    words: Words
    options: tuple[Option, ...]


Reading = Answered | Which | Unclear


@dataclass(frozen=True, slots=True)
class Button:
    """A ready answer; `code` stays the same from release to release."""

    code: str
    words: Words
    answers: Mapping[str, Answer | None]


@dataclass(frozen=True, slots=True)
class Question:
    """
    One question of a form.

    `read` understands a text, `take` turns what was understood into answers; `left_out` are the
    answers of whoever skips it, None where nobody may. Questions that
    share a `group` are asked together while none of them is answered. `when` says whether it
    is asked at all. The words are `ask.<name>`, and `ask.<group>` for a whole group.
    """

    name: str
    step: int
    read: Callable[[str, Lexicon], Any]
    take: Callable[[Any, Answers], Reading]
    buttons: tuple[Button, ...] = ()
    also: tuple[str, ...] = ()
    group: str | None = None
    left_out: Mapping[str, Answer] | None = None
    when: Callable[[Answers], bool] = lambda answers: True


@dataclass(frozen=True, slots=True)
class Form:
    """A table of questions, how many steps they make, and the card shown when all are answered."""

    name: str
    steps: int
    questions: tuple[Question, ...]
    review: Callable[["Form", Draft], Say]

    def question(self, name: str | None) -> Question | None:
        """The question of that name, None when this release has none."""
        return next((question for question in self.questions if question.name == name), None)
