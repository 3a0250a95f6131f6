"""What is wrong with the text of a notice, by LINE's limits and ours. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from typing import Any, Final
from urllib.parse import urlsplit

import regex

from bot.line import limits
from bot.services import decisions
from bot.services.notices import Content
from models.vocabulary import MeetingApp

TITLE: Final = 100  # UTF-16 units; longer is no headline, and the notification shows it whole
BODY: Final = 1_000  # UTF-16 units; longer is nobody's reading on a telephone
BUTTON: Final = 20  # clusters: what fits on a button of ours, and what LINE takes
GUIDES: Final = frozenset(f"guide:{app}" for app in MeetingApp)
STATUS: Final = "status"

_PRINTED: Final = regex.compile(r"[!-~]+")  # LINE takes no others in an address
_TELEPHONE: Final = regex.compile(r"tel:\+?[0-9]{3,15}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend: the field it is in, the message that says what, and its values."""

    field: str
    key: str
    values: Mapping[str, Any] = field_of(default_factory=dict)


def cleaned(content: Content) -> Content:
    """The same without what cannot be seen or sent; lines of the body are kept."""
    return replace(
        content,
        title=limits.tidy(content.title, 4 * TITLE),
        body=decisions.said(content.body)[: 4 * BODY],
        button=limits.tidy(content.button or "", 4 * BUTTON) or None,
        link=(content.link or "").strip()[: limits.URI + 1] or None,
    )


def faults(content: Content) -> tuple[Fault, ...]:
    """All that must be mended before it can be sent, in the order of the form."""
    return tuple(_faults(content))


def _faults(content: Content) -> Iterator[Fault]:
    if not content.title:
        yield Fault("title", "broadcast.fault.title_missing")
    if not content.body:
        yield Fault("body", "broadcast.fault.body_missing")
    for name, text, most in (("title", content.title, TITLE), ("body", content.body, BODY)):
        if limits.units(text) > most:
            over = {"most": most, "over": limits.units(text) - most}
            yield Fault(name, "broadcast.fault.long", over)
    if content.button and not content.link:
        yield Fault("link", "broadcast.fault.link_missing")
    if content.link and not content.button:
        yield Fault("button", "broadcast.fault.button_missing")
    if content.button and limits.clusters(content.button) > BUTTON:
        yield Fault("button", "broadcast.fault.button_long", {"most": BUTTON})
    if content.link and not is_link(content.link):
        yield Fault("link", "broadcast.fault.link")


def is_link(link: str) -> bool:
    """Whether a button may lead there: a safe page, a telephone, a guide or the status."""
    if link in GUIDES or link == STATUS or _TELEPHONE.fullmatch(link):
        return True
    if not _PRINTED.fullmatch(link) or limits.units(link) > limits.URI:
        return False
    try:
        parts = urlsplit(link)
        has_place = bool(parts.hostname) and parts.port != 0  # raises for one that cannot be
    except ValueError:
        return False
    return parts.scheme == "https" and has_place and "@" not in parts.netloc
