"""What somebody wants of their apps: these and no others, these as well, or without these."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.answers import app
from handlers.answers.normalise import normalise
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon
from models.vocabulary import MeetingApp

Apps = frozenset[MeetingApp]


class Way(StrEnum):
    """How a wish changes what was chosen before."""

    ONLY = "only"
    INSTEAD = "instead"
    ALSO = "also"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True)
class AppWish:
    """Apps, and what is wished of them; `without` are those they take the place of."""

    apps: Apps
    way: Way = Way.ONLY
    without: Apps = frozenset()

    def upon(self, chosen: Apps) -> Apps:
        """What is chosen once the wish is granted; it may be nothing."""
        match self.way:
            case Way.ALSO:
                return chosen | self.apps
            case Way.WITHOUT:
                return chosen - self.apps
            case Way.INSTEAD:
                return chosen - self.without | self.apps
        return self.apps


def read(text: str, lexicon: Lexicon) -> AppWish | Unclear:
    """The wish of an answer or a correction, where apps were asked about."""
    seen = normalise(text, lexicon)
    spots, meant = app.subjects(seen, lexicon)
    named = frozenset(one for one in MeetingApp if any(spot.meaning == one for spot in spots))
    is_clear = bool(named) and not app.doubts(text, lexicon)
    if is_clear and (lexicon.apps.dropping.search(seen) or not meant & named):
        return AppWish(named, Way.WITHOUT)
    if is_clear and named - meant:
        return AppWish(named & meant, Way.INSTEAD, named - meant)
    found = app.read(text, lexicon)
    if isinstance(found, Unclear):
        return found
    return AppWish(found, Way.ALSO if lexicon.apps.adding.search(seen) else Way.ONLY)
