"""
What a text wants: an intent, three to choose from, or nothing we know.

Words that always work come first, and a reference number; all else is judged by what was
learned from the examples. Never wrong is better than never asking.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import regex

from handlers import features, slots
from handlers.answers import command, keyboard
from handlers.answers.normalise import normalise
from handlers.intent import Intent
from handlers.lexicon import Lexicon
from handlers.slots import Slots
from models import reference

LONGEST: Final = 200  # characters that are looked at: a question has been asked by then
CHOICES: Final = 3
RANKED: Final = 5
MOST_PARTS: Final = 4
COURTESY: Final = frozenset({Intent.GREET, Intent.THANKS, Intent.OOS, Intent.ABUSE})
UNOFFERED: Final = COURTESY | {Intent.HUMAN, Intent.HELP}
# Worth a button only where nothing is likelier: nobody should stop notices out of doubt.
SELDOM: Final = frozenset({Intent.NOTICES_STOP, Intent.NOTICES_RESUME})

_PARTS: Final = regex.compile(r"[\n?]+")

# What a word that always works says of its sender.
WANTED: Final[Mapping[str, Intent]] = {
    "menu": Intent.HELP,
    "help": Intent.HELP,
    "human": Intent.HUMAN,
    "thanks": Intent.THANKS,
    "greet": Intent.GREET,
    "abuse": Intent.ABUSE,
    "guides": Intent.GUIDE_INSTALL,
    "troubles": Intent.HELP,
    "status": Intent.STATUS,
    "register": Intent.REG_START,
    "restart": Intent.REG_START,
    "continue": Intent.REG_CONTINUE,
    "submit": Intent.REG_CONTINUE,
    "review": Intent.REG_CONTINUE,
    "cancel": Intent.REG_CANCEL,
    "halt": Intent.REG_CANCEL,
    "notices": Intent.NOTICES_RESUME,
    "stop_notices": Intent.NOTICES_STOP,
    "resume_notices": Intent.NOTICES_RESUME,
    "withdraw": Intent.REG_CANCEL,
    "edit": Intent.REG_EDIT,
    "join": Intent.REG_EDIT,
    "link": Intent.REG_EDIT,
    "info": Intent.REG_EDIT,
    "amend_users": Intent.REG_EDIT,
    "amend_apps": Intent.REG_EDIT,
    "amend_contact": Intent.REG_EDIT,
}


class Mode(StrEnum):
    """How sure a text is understood."""

    ANSWER = "answer"
    CHOICES = "choices"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Understood:
    """
    What a text wants, likeliest first, and what it speaks of.

    `read_as` is the text as it was read, another one when the keyboard was on the wrong
    layout; `because` is the layer that knew: a word, a reference, or what was learned.
    """

    mode: Mode
    ranked: tuple[Intent, ...]
    slots: Slots
    read_as: str
    because: str
    likelihoods: Mapping[Intent, float] = field(default_factory=dict)

    @property
    def intent(self) -> Intent | None:
        """The intent, when it is sure."""
        return self.ranked[0] if self.mode is Mode.ANSWER else None

    @property
    def choices(self) -> tuple[Intent, ...]:
        """The likeliest intents worth a button: none of courtesy, and a person has their own."""
        unoffered = UNOFFERED if self.ranked[0] in SELDOM else UNOFFERED | SELDOM
        return tuple(intent for intent in self.ranked if intent not in unoffered)[:CHOICES]


def understand(text: str, lexicon: Lexicon) -> Understood:
    """What a text wants. Takes well under a millisecond, however long the text is."""
    read_as = keyboard.recovered(text, lexicon) or text
    found, told = essence(read_as, lexicon)
    likely = lexicon.weights.likelihoods(features.runs(told))
    ranked = tuple(Intent(name) for name in sorted(likely, key=lambda name: -likely[name]))
    said = command.command(read_as, lexicon)
    known = WANTED.get(said or "") or (Intent.STATUS if reference.find(read_as) else None)
    if known:
        others = tuple(intent for intent in ranked if intent is not known)
        because = "command" if said else "reference"
        return Understood(Mode.ANSWER, (known, *others)[:RANKED], found, read_as, because)
    mode = _mode(likely, ranked, lexicon)
    if mode is Mode.ANSWER and slots.is_bare(told):
        mode = Mode.CHOICES  # a name alone asks nothing yet
    shares = {Intent(name): share for name, share in likely.items()}
    return Understood(mode, _shown(mode, ranked), found, read_as, "learned", shares)


def essence(text: str, lexicon: Lexicon) -> tuple[Slots, str]:
    """What a text names, and the text as it is compared with the examples."""
    found, signed = slots.read(normalise(text[:LONGEST], lexicon), lexicon)
    return found, features.essence(signed)


def each(text: str, lexicon: Lexicon) -> tuple[Understood, ...]:
    """
    What the parts of a message want, where it surely asks two things or more, or one beside
    a courtesy; else none.
    """
    seen = lexicon.questions.joining.sub("\n", text[: LONGEST * MOST_PARTS])
    parts = [part for part in map(str.strip, _PARTS.split(seen)) if part]
    if len(parts) < 2:
        return ()
    told = [understand(part, lexicon) for part in parts[:MOST_PARTS]]
    sure = {one.intent: one for one in told if one.intent and one.intent not in COURTESY}
    is_courtesy = [one.intent in COURTESY for one in told]
    is_with_courtesy = len(sure) == 1 and sum(is_courtesy) == len(told) - 1
    return tuple(sure.values()) if len(sure) > 1 or is_with_courtesy else ()


def _mode(likely: Mapping[str, float], ranked: tuple[Intent, ...], lexicon: Lexicon) -> Mode:
    weights = lexicon.weights
    first, second = likely[ranked[0]], likely[ranked[1]]
    if ranked[0] is Intent.OOS:
        may_be_ours = first < weights.answer_from and second >= max(weights.choose_from, first / 2)
        return Mode.CHOICES if may_be_ours else Mode.FALLBACK
    if first < weights.choose_from:
        return Mode.FALLBACK
    return Mode.ANSWER if first >= weights.answer_from else Mode.CHOICES


def _shown(mode: Mode, ranked: tuple[Intent, ...]) -> tuple[Intent, ...]:
    """Nothing can be chosen about what is none of our matter: it comes behind the choices."""
    if mode is not Mode.CHOICES or ranked[0] is Intent.OOS:
        return ranked[:RANKED]
    ours = tuple(intent for intent in ranked if intent is not Intent.OOS)
    return (*ours[:CHOICES], Intent.OOS, *ours[CHOICES:])[:RANKED]
