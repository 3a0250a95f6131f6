"""
A text as it will be read: in the cards of the chat it stands in, with sample values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.line import outbound
from bot.services import samples, wording
from bot.services.dialogue import Message
from handlers import talk
from handlers.turn import Ask, Choice, Press, Say, Tell, Words
from messages_th import Catalogue
from messages_th.checktexts import LABELS, PAGES
from messages_th.forms import Value

MOST_CARDS: Final = 2
# Beside the pages, texts that no chat says.
UNSAID: Final = ("label.", "row.", "report.", "jobs.", "door.names", "door.hello")


@dataclass(frozen=True, slots=True)
class Sample:
    """How a text is read: `told` with sample values, `messages` as LINE gets them."""

    told: str
    messages: tuple[Message, ...]


def sample(catalogue: Catalogue, key: str) -> Sample:
    """A text in the cards it stands in, or alone; no messages where the chat never says it."""
    says = cards(key)[:MOST_CARDS] or _alone(catalogue, key)
    messages = (message for say in says for message in outbound.render((say,), catalogue))
    told = catalogue.text(key, **samples.values(catalogue, key)) if key in catalogue.texts else ""
    return Sample(told, tuple(messages))


def cards(key: str) -> tuple[Say, ...]:
    """The samples in which an entry is read; of an entry of a book, its page."""
    page = samples.page(wording.shipped(), key)
    return (page,) if page else _by_key().get(key, ())


class _Listening(Catalogue):
    """A catalogue that notes what is asked of it."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue.texts, catalogue.guides, catalogue.articles, catalogue.troubles)
        self.asked: set[str] = set()

    def text(self, key: str, /, **values: Value) -> str:
        self.asked.add(key)
        return super().text(key, **values)


@cache
def _by_key() -> Mapping[str, tuple[Say, ...]]:
    """For everything that is asked of a catalogue, the samples that ask for it."""
    found: dict[str, tuple[Say, ...]] = {}
    for say in samples.says(wording.shipped()):
        listening = _Listening(wording.shipped())
        outbound.render((say,), listening)
        for key in listening.asked:
            found[key] = (*found.get(key, ()), say)
    return found


def _alone(catalogue: Catalogue, key: str) -> tuple[Say, ...]:
    """A text that no sample holds, in the simplest thing that may say it."""
    if key not in catalogue.texts:
        return ()
    words = Words(key, samples.values(catalogue, key))
    if LABELS.match(key):
        return (Ask(Words("menu.text"), choices=(Choice(words, Press("menu")), talk.HUMAN)),)
    if key.startswith("ask."):
        return (Ask(words, choices=(talk.HUMAN,)),)
    return () if key.startswith((*PAGES, *UNSAID)) else (Tell(words),)
