"""What a turn is made with: the deciding, the wording, the doing, put together at the start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from handlers.turn import Draft, Effect, Facts, Input, Offer, Outcome, Registry, Say, Turn

Message = dict[str, Any]
Notice = tuple[str, tuple[Say, ...]]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """
    The functions a turn calls, in the order it calls them; see `bot.app.make_dialogue`.

    `names` tells the words a group calls the account by, `home` is where our pages are read
    and `notice_version` tells which notice stands there.
    """

    registry: Callable[[Connection, int, date], Registry]
    step: Callable[[Draft | None, Input, Facts], Turn]
    carry_out: Callable[[Connection, Effect, int, int, datetime], Outcome | None]
    word: Callable[[Outcome], tuple[Say, ...]]
    tell_others: Callable[[Outcome], tuple[Notice, ...]]
    in_group: Callable[[str, date], tuple[Say, ...]]
    on_joining: Callable[[], tuple[Say, ...]]
    render: Callable[[Sequence[Say]], list[Message]]
    offers: Callable[[Sequence[Say]], tuple[Offer, ...]]
    apology: Callable[[], list[Message]]
    names: Callable[[], tuple[str, ...]] = tuple
    home: str = ""
    notice_version: Callable[[], str] = str
