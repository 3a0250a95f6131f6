"""An entry of a request's history in words: what was done, and to what."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from bot.console.desk import Desk
from bot.services.histories import Entry
from models.vocabulary import Change

# What an entry was, where its details say it better than the kind of change.
SAID_BETTER: Final = {
    "released": "case.history.released",
    "undone": "case.history.undone",
    "refused": "case.history.refused",
    "into": "case.history.merged",
    "merged": "case.history.merged",
    "given": "case.history.given",
    "ends": "case.history.reminded",
}


def headline(desk: Desk, entry: Entry) -> str:
    """What was done."""
    if "claimed" in entry.details:
        if entry.holder is None or entry.holder == entry.by:
            return desk.text("case.history.claimed")
        return desk.text("case.history.assigned", name=entry.holder)
    better = next((key for name, key in SAID_BETTER.items() if name in entry.details), None)
    return desk.text(better) if better else desk.text(f"label.change.{entry.change}")


def particulars(desk: Desk, entry: Entry) -> tuple[str, ...]:
    """What it was done to: from what to what, which things."""
    return tuple(_particulars(desk, entry))


def named(desk: Desk, kind: str, words: Iterable[str]) -> str:
    """Several words of one kind by what they are called."""
    return ", ".join(desk.text(f"label.{kind}.{word}") for word in words)


def _particulars(desk: Desk, entry: Entry) -> Iterator[str]:
    details = entry.details
    if entry.before is not None:
        yield _moved(desk, "status", entry.before, entry.status)
    if "app" in details:
        yield named(desk, "app", [details["app"]])
    if "ends" in details:
        yield desk.text("case.history.ends", day=date.fromisoformat(details["ends"]))
    elif "from" in details and "to" in details:
        yield _from_to(desk, entry)
    for name, kind, key in _LISTS:
        if details.get(name):
            yield desk.text(key, words=named(desk, kind, details[name]))


def _from_to(desk: Desk, entry: Entry) -> str:
    before, after = entry.details["from"], entry.details["to"]
    if entry.change is Change.CATEGORY:
        return _moved(desk, "category", before, after)
    if entry.change is Change.APP:
        return _moved(desk, "app_status", before, after)
    return desk.text("case.history.users", before=before, after=after)


def _moved(desk: Desk, kind: str, before: Any, after: Any) -> str:
    return desk.text(
        "case.history.moved", before=named(desk, kind, [before]), after=named(desk, kind, [after])
    )


# Details that list words: their name, the kind of the words, and how they are told.
_LISTS: Final = (
    ("added", "app", "case.history.added"),
    ("dropped", "app", "case.history.dropped"),
    ("wanted", "wanted", "case.history.wanted"),
    ("given", "wanted", "case.history.gave"),
)
