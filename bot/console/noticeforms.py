"""The form of a notice: what is typed and ticked, read into what a notice says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

from werkzeug.datastructures import MultiDict

from bot.console import daypicking
from bot.services import notice_rules, notice_texts, selection
from bot.services.conditions import Conditions, Scope
from bot.services.notices import Content
from bot.services.working_days import THAI_TIME
from models.vocabulary import AgencyCategory, AppStatus, MeetingApp, RegistrationStatus

MOST: Final = 100  # of the same field; nobody ticks as many
LONGEST_TAG: Final = 40
OTHER: Final = "other"  # the button leads to an address, which stands in a field of its own
NONE: Final = ""
NOBODYS: Final = frozenset({-1})  # no body has this number

# What may be asked of bodies from a closed list, in the order of the page.
KINDS: Final[Mapping[str, type[StrEnum]]] = {
    "categories": AgencyCategory,
    "apps": MeetingApp,
    "statuses": RegistrationStatus,
    "app_statuses": AppStatus,
}
LABELS: Final = {
    "categories": "category",
    "apps": "app",
    "statuses": "status",
    "app_statuses": "app_status",
}
# Where a button may lead, beside an address.
PLACES: Final = (*sorted(notice_texts.GUIDES), notice_texts.STATUS)

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent; `is_unread` when a moment was chosen that is none."""

    content: Content
    is_unread: bool = False
    day: str = ""
    clock: str = ""


def read(form: MultiDict[str, str], *, now: datetime) -> Typed:
    """What the form of a notice says."""
    day, clock = (form.get(name, "")[: daypicking.LONGEST].strip() for name in ("day", "clock"))
    is_later = form.get("when") == "later"
    send_ms = moment(day, clock, now=now) if is_later else None
    content = Content(
        title=form.get("title", ""),
        body=form.get("body", ""),
        button=form.get("button") or None,
        link=_link(form),
        is_urgent=form.get("urgent") == "yes",
        conditions=_conditions(form),
        send_ms=send_ms,
    )
    return Typed(
        notice_texts.cleaned(content), is_unread=is_later and send_ms is None, day=day, clock=clock
    )


def moment(day: str, clock: str, *, now: datetime) -> int | None:
    """The moment that is meant, in milliseconds since 1970; None when it is none."""
    latest = (now.astimezone(THAI_TIME) + notice_rules.LONGEST_WAIT + timedelta(days=1)).date()
    on, at = daypicking.read(day, latest=latest), _clock(clock)
    if on is None or at is None:
        return None
    return int(datetime.combine(on, at, THAI_TIME).timestamp() * 1000)


def written(send_ms: int | None) -> tuple[str, str]:
    """The day and the time of a moment as its two fields show them."""
    if send_ms is None:
        return "", ""
    at = datetime.fromtimestamp(send_ms / 1000, THAI_TIME)
    return daypicking.shown(at.date()), f"{at:%H:%M}"


def place(link: str | None) -> str:
    """Which choice of places a link belongs to."""
    if not link:
        return NONE
    return link if link in PLACES else OTHER


def version(form: Mapping[str, str]) -> int:
    """The version that was seen; 0, which none has, when it is not said."""
    return number(form.get("version", ""))


def number(typed: str) -> int:
    """A number of ours that a form carries; 0 when somebody meddled with it."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _clock(written: str) -> time | None:
    hours, _, minutes = written.replace(".", ":").partition(":")
    if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (hours, minutes)):
        return None
    if int(hours) > 23 or int(minutes) > 59:
        return None
    return time(int(hours), int(minutes))


def _link(form: MultiDict[str, str]) -> str | None:
    chosen = form.get("place", NONE)
    return form.get("link") or None if chosen == OTHER else (chosen or None)


def _conditions(form: MultiDict[str, str]) -> Conditions:
    """What is ticked. What is not on the page reaches nobody: without it, it would reach more."""
    kinds: dict[str, Any] = {name: _words(form, name, words) for name, words in KINDS.items()}
    asked = {name: set(form.getlist(name)[:MOST]) for name in (*KINDS, "provinces", "agencies")}
    provinces = asked["provinces"] & set(selection.provinces())
    agencies = set(filter(None, map(number, asked["agencies"])))
    scope = form.get("scope", Scope.REGISTERED)
    tags = {tag.strip() for tag in form.getlist("tags")[:MOST]} - {""}
    known = {**kinds, "provinces": provinces, "agencies": agencies}
    is_strange = (
        scope not in set(Scope)
        or any(len(known[it]) < len(asked[it]) for it in asked)
        or any(len(tag) > LONGEST_TAG for tag in tags)
    )
    return Conditions(
        scope=Scope.EVERYONE if scope == Scope.EVERYONE else Scope.REGISTERED,
        provinces=frozenset(provinces),
        agencies=NOBODYS if is_strange else frozenset(agencies),
        tags=frozenset(tag for tag in tags if len(tag) <= LONGEST_TAG),
        **kinds,
    )


def _words(form: MultiDict[str, str], name: str, words: type[Word]) -> frozenset[Word]:
    ticked = set(form.getlist(name)[:MOST])
    return frozenset(word for word in words if word in ticked)
