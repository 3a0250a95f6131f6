"""
What nobody has looked at for long.

Advice, not a fault: an answer does not become wrong by waiting, but somebody should look
whether it has. The day it is counted from is given, for only the bot has a clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from messages_th.answerbook import load_answers
from messages_th.catalogue import ANSWERS, FOLDER
from messages_th.guidebook import load_guides
from messages_th.troublebook import load_troubles

CHECK_AGAIN: Final = 90  # days


@dataclass(frozen=True, slots=True)
class Due:
    """Something to look at again: where its `checked` stands, and the day it names."""

    file: str
    key: str
    checked: date


def overdue(as_of: date, folder: Path = FOLDER) -> list[Due]:
    """What was last looked at more than CHECK_AGAIN days before, the oldest first."""
    late = [one for one in _checked(folder) if (as_of - one.checked).days > CHECK_AGAIN]
    return sorted(late, key=lambda one: one.checked)


def _checked(folder: Path) -> Iterator[Due]:
    """Every `checked` there is: one an answer, one a file of guides or troubles."""
    for key, article in load_answers(folder / ANSWERS).items():
        yield Due(ANSWERS, key, article.checked)
    for name, trouble in load_troubles(folder / "troubles").items():
        yield Due(f"troubles/{name}.toml", "-", trouble.checked)
    guides = load_guides(folder / "guides").items()
    for app, checked in {key.partition(".")[0]: guide.checked for key, guide in guides}.items():
        yield Due(f"guides/{app}.toml", "-", checked)
