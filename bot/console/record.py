"""The record of acts: who did what to what and when, and whether its chain is whole."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, request

from bot.console import daypicking
from bot.console.desk import Desk, onward, page, say
from bot.services import auditing, record
from bot.services.notice_steps import Verb
from bot.services.record import Entry, Wish
from bot.services.working_days import thai_day
from models.vocabulary import Actor, Change, JobKind

LONGEST: Final = 64  # of what is typed into a field
OTHERS: Final = (Actor.CONTACT, Actor.SYSTEM)  # who acts without being a member of staff

# Every act there is, by the first word of its name; what each is called stands in record.toml.
ACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "registration": (*Change, "claimed", "released"),
    "amendment": ("users", "apps"),
    "contact": (
        *("asking", "main", "deputy", "former", "added", "edited", "code", "linked"),
        *("notices_stopped", "notices_resumed"),
    ),
    "agency": ("edited", "merged", "absorbed", "tagged", "untagged"),
    "staff": (
        *("added", "closed", "unlocked", "role_changed", "password_changed", "password_reset"),
        *("authenticator_set", "second_factor_reset", "passkey_added", "passkey_removed"),
        *("signed_in", "sign_in_failed", "locked", "signed_out", "signed_out_others"),
        *("sessions_ended", "line_code", "line_bound", "line_unbound"),
    ),
    "job": (*JobKind, "fetched"),
    "reason": ("added", "changed", "dropped"),
    "wording": ("changed", "restored"),
    "view": ("kept", "dropped"),
    "broadcast": ("draft", *Verb),
    "privacy": ("copied", "erased", "swept", "restored"),
    "letter": ("sent_again", "sent_twice", "handled_again", "done_again"),
}
# A note in the history that says who has a request is an act of its own to who reads of it.
HOLDERS: Final = ("claimed", "released")

# What entries say beside the act, as far as officers can make use of it.
DETAILS: Final = (
    *("from", "to", "added", "dropped", "status", "category", "role", "app", "users", "wanted"),
    *("key", "people", "corrects"),
)
FROM_TO: Final = ("from", "to")  # values in these acts, numbers of rows in others
CHANGES_VALUE: Final = frozenset(
    f"registration.{change}" for change in (Change.USERS, Change.APPS, Change.CATEGORY, Change.APP)
)
# Under which labels a word in an entry may be found.
WORDS: Final = (
    *("status", "app_status", "category", "app", "role", "staff_role", "wanted", "broadcast"),
)
SUBJECTS: Final = (
    *("registration", "agency", "agency contact", "contact", "staff", "wording", "job"),
    *("canned reason", "retention", "broadcast", "message", "event"),
)


def add_routes(routes: Blueprint, desk: Desk) -> None:
    """The record, and looking through all of it."""

    @routes.get("/record", endpoint="record")
    def show() -> Response:
        wish = _wish(desk)
        found = record.listing(desk.database, wish)
        newest, digest = record.head(desk.database)
        return page(
            desk,
            "record.html",
            title=desk.text("record.title"),
            rows=[(entry, *_worded(desk, entry)) for entry in found.entries],
            older=found.older,
            newest=newest,
            digest=digest,
            people=record.colleagues(desk.database),
            families=[(name, desk.text(f"record.family.{name}")) for name in ACTS],
            asked=_asked(),
        )

    @routes.post("/record/check", endpoint="record_check")
    def check() -> Response:
        expected = request.form.get("expected", "").strip().lower()[:LONGEST] or None
        chain = auditing.verify(desk.database, expected=expected)
        if chain.broken_at is not None:
            say("record.chain.broken", tone="bad", entry=chain.broken_at)
        elif not chain.has_expected:
            say("record.chain.other", tone="bad")
        else:
            say("record.chain.whole", entries=chain.entries)
        return onward("record")


def _asked() -> dict[str, str]:
    """What the filter's fields hold, to be shown again."""
    return {
        name: request.args.get(name, "").strip()[:LONGEST] for name in ("who", "act", "of", "day")
    }


def _wish(desk: Desk) -> Wish:
    """What is asked for; whatever cannot be read is left out."""
    asked = _asked()
    return Wish(
        who=Actor(asked["who"]) if asked["who"] in OTHERS else _number(asked["who"]),
        family=asked["act"] if asked["act"] in ACTS else None,
        subject=asked["of"],
        day=daypicking.read(asked["day"], latest=thai_day(desk.now())),
        before=_number(request.args.get("before", "")),
    )


def _number(written: str) -> int | None:
    is_number = written.isascii() and written.isdecimal() and len(written) < 10
    return int(written) if is_number else None


def _worded(desk: Desk, entry: Entry) -> tuple[str, str, str, str]:
    """Who, did what, to what, and what the entry says beside."""
    return _who(desk, entry), _act(desk, entry), _subject(desk, entry), _details(desk, entry)


def _who(desk: Desk, entry: Entry) -> str:
    return entry.name or desk.text(f"record.actor.{entry.actor}")


def _act(desk: Desk, entry: Entry) -> str:
    family, _, act = entry.action.partition(".")
    act = next((word for word in HOLDERS if word in entry.details), act)
    if act in ACTS.get(family, ()):
        return desk.text(f"record.act.{family}.{act}")
    return desk.text("record.unknown", act=entry.action)


def _subject(desk: Desk, entry: Entry) -> str:
    if entry.subject.name:
        return entry.subject.name
    kind = entry.subject.kind
    key = f"record.subject.{kind.replace(' ', '_')}" if kind in SUBJECTS else "record.subject.other"
    return desk.text(key, number=entry.subject.number)


def _details(desk: Desk, entry: Entry) -> str:
    told = (
        desk.text(f"record.detail.{name}", value=_value(desk, entry.details[name]))
        for name in DETAILS
        if entry.details.get(name) is not None
        and (name not in FROM_TO or entry.action in CHANGES_VALUE)
    )
    return " ".join(told)


def _value(desk: Desk, value: Any) -> str:
    match value:
        case list():
            return ", ".join(_value(desk, one) for one in value) or "-"
        case int():
            return f"{value:,}"
    texts = desk.catalogue().texts
    keys = (f"label.{kind}.{value}" for kind in WORDS)
    return next((texts[key] for key in keys if key in texts), str(value))
