"""What the doors of the console work with, and how they answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Response, flash, g, redirect, url_for

from bot.console import presenting
from bot.line.outcomes import Cause, Quota, TryLater, Verdict
from bot.services.officer import Officer
from bot.services.sessions import Signed
from bot.services.telling import Render
from bot.settings import Settings
from messages_th import Catalogue
from models.base import Database

UNASKED: Final = TryLater(Cause.RESTING, is_unclear=False)  # where there is no LINE to ask
NAME: Final = "console"  # of the blueprint: its endpoints are console.queue …


@dataclass(frozen=True, slots=True)
class Desk:
    """
    Everything a door needs. `catalogue` gives the texts as they stand now, `wake` has the
    messages to a chat sent, `now` is the clock, `render` words what contacts are told, `begin`
    has waiting jobs begun at once, `basic_id` is what LINE finds our account under. `validate`
    and `quota` ask LINE; `announce` has notices begun that may go.
    """

    settings: Settings
    database: Database
    catalogue: Callable[[], Catalogue]
    wake: Callable[[str], None]
    now: Callable[[], datetime]
    render: Render
    begin: Callable[[], None] = lambda: None
    basic_id: Callable[[], str | None] = lambda: None
    validate: Callable[[str], Verdict] = lambda _: UNASKED
    quota: Callable[[], Quota | None] = lambda: None
    announce: Callable[[], None] = lambda: None

    def text(self, key: str, /, **values: Any) -> str:
        """A text as it stands now."""
        return self.catalogue().text(key, **values)


def signed() -> Signed:
    """Who is signed in; only within a route that is not open."""
    found: Signed = g.signed
    return found


def officer() -> Officer:
    """The member of staff who acts."""
    return signed().officer


def page(desk: Desk, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """A whole page, or the part of one that a template without the frame is."""
    return presenting.page(
        template, desk.catalogue(), status=status, title=title, signed=g.get("signed"), **values
    )


def onward(endpoint: str, **values: Any) -> Response:
    """Send the browser on to a page, as after everything that changed something."""
    response: Response = redirect(url_for(f"{NAME}.{endpoint}", **values), 303)  # type: ignore[assignment]
    return response


def say(key: str, *, tone: str = "good", **values: Any) -> None:
    """Have the next page say something: `tone` good, warn or bad."""
    flash({"key": key, "values": values, "tone": tone})  # type: ignore[arg-type]
