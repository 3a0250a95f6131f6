"""One moment of a dialogue: the open form, what is known, and how a turn is made of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

from handlers import form as forms
from handlers.form import Moved
from handlers.lexicon import Lexicon
from handlers.question import Form
from handlers.talk import HUMAN, MISSES_BEFORE_A_PERSON, RESUME
from handlers.turn import Ask, Draft, Effect, Facts, Say, Shelf, Turn

THAI_TIME: Final = timezone(timedelta(hours=7))
LATEST: Final = 253_370_764_800_000  # milliseconds: the last year a calendar has


@dataclass(frozen=True, slots=True)
class Open:
    """An open form: its table and what is answered."""

    form: Form
    draft: Draft

    def ask(self) -> Say:
        """The card of the question it stands at."""
        return forms.ask(self.form, self.draft)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a turn is worked out from."""

    open: Open | None
    facts: Facts
    lexicon: Lexicon
    at: int

    @property
    def draft(self) -> Draft | None:
        """What is answered of the open form."""
        return self.open.draft if self.open else None

    @property
    def today(self) -> date:
        """The day it is in Thailand."""
        return datetime.fromtimestamp(min(self.at, LATEST) / 1000, THAI_TIME).date()

    @property
    def version(self) -> int:
        """Higher than any button's that may still be seen."""
        return max(self.facts.version, self.open.draft.version if self.open else 0)

    def say(self, *says: Say, effects: tuple[Effect, ...] = (), misses: int = 0) -> Turn:
        """Say something; an open form stays as it is and its question is not repeated."""
        return Turn(self.draft, says, effects, misses, self.version)

    def aside(self, *says: Say, effects: tuple[Effect, ...] = (), misses: int = 0) -> Turn:
        """
        Say something in the middle of whatever is open, and lead back to it: by asking the
        form's question again, or by a button when what was said is a question itself.
        """
        return self.say(*self._leading_back(says), effects=effects, misses=misses)

    def keep(self, moved: Moved) -> Turn:
        """The form moved on. After two misses in a row its card also offers a person."""
        misses = 0 if moved.is_understood else self.facts.misses + 1
        says = moved.says
        if misses >= MISSES_BEFORE_A_PERSON and isinstance(says[-1], Ask):
            says = (*says[:-1], replace(says[-1], ways=(*says[-1].ways, HUMAN)))
        return Turn(moved.draft, says, (), misses, moved.draft.version)

    def close(self, *says: Say, effects: tuple[Effect, ...] = ()) -> Turn:
        """The form is done with; none of its buttons works any more."""
        return Turn(None, says, effects, 0, self.version + 1)

    def _leading_back(self, says: tuple[Say, ...]) -> tuple[Say, ...]:
        if self.open is None:
            return says
        match says[-1:]:
            case (Ask() as question,):
                return (*says[:-1], _with_way_back(question))
            case (Shelf(cards),):
                return (*says[:-1], Shelf(tuple(map(_with_way_back, cards))))
        return (*says, self.open.ask())


def _with_way_back(question: Ask) -> Ask:
    offered = (choice.press for choice in (*question.choices, *question.ways))
    if RESUME.press in offered:
        return question
    return replace(question, ways=(*question.ways, RESUME))
