"""
What an officer may want to look at twice before deciding, as keys of messages.

None of it decides anything: each hint says something that is as a rule otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from sqlalchemy import Connection, bindparam, select

import messages_th
from bot.services.caseviews import CaseView, Person
from bot.services.recording import MEMBERS
from models.registration import Registration
from models.vocabulary import ContactRole, FileState

SAMPLE: Final = 200  # the newest requests of the same kind of body
FEWEST: Final = 5  # of them; fewer say nothing of the others
FAR: Final = 10  # times the usual number of users, or a tenth of it
OFFICIAL: Final = (".go.th", ".or.th", ".ac.th", ".mi.th")

_r = Registration.__table__
_USERS: Final = (
    select(_r.c.users)
    .where(_r.c.category == bindparam("category"), _r.c.id != bindparam("id"))
    .order_by(_r.c.submitted_at.desc(), _r.c.id.desc())
    .limit(SAMPLE)
)


@dataclass(frozen=True, slots=True)
class Hint:
    """A message by its key and values; `tone` good, warn or plain."""

    key: str
    tone: str = "warn"
    values: Mapping[str, str | int] = field(default_factory=dict)


def usual_users(connection: Connection, view: CaseView) -> int | None:
    """How many users bodies of this kind ask for as a rule, None when too few did."""
    values = {"category": view.category, "id": view.id}
    users = connection.scalars(_USERS, values).all()
    return round(median(users)) if len(users) >= FEWEST else None


def of(view: CaseView, *, usual: int | None) -> tuple[Hint, ...]:
    """Everything that is to be said of a request."""
    main = next((person for person in view.contacts if person.role is ContactRole.MAIN), None)
    return (
        *_of_body(view),
        *(_of_users(view.users, usual) if usual else ()),
        *(_of_person(main, view) if main else (Hint("case.hint.no_contact"),)),
        *_of_letter(view),
    )


def domain_of(address: str) -> str:
    """somchai@TMD.go.th → tmd.go.th."""
    return address.rpartition("@")[2].lower()


def _of_body(view: CaseView) -> Iterator[Hint]:
    if not view.agency.is_listed:
        yield Hint("case.hint.not_listed")


def _of_users(users: int, usual: int) -> Iterator[Hint]:
    if users >= usual * FAR:
        yield Hint("case.hint.many_users", values={"usual": usual})
    elif users * FAR <= usual:
        yield Hint("case.hint.few_users", values={"usual": usual})


def _of_person(person: Person, view: CaseView) -> Iterator[Hint]:
    yield _of_address(person.email, view.agency.keys)
    if person.phone.startswith(("+666", "+668", "+669")):
        yield Hint("case.hint.mobile", tone="plain")
    if person.is_blocked:
        yield Hint("case.hint.blocked")
    elif person.contact_id is None:
        yield Hint("case.hint.no_line", tone="plain")
    speakers = [one for one in view.contacts if one.role in MEMBERS and one.elsewhere]
    if speakers:
        yield Hint("case.hint.elsewhere", values={"count": max(p.elsewhere for p in speakers)})


def _of_address(address: str, keys: tuple[str, ...]) -> Hint:
    domain = domain_of(address)
    if domain.partition(".")[0] in {key.lower() for key in keys}:
        return Hint("case.hint.own_domain", "good", {"domain": domain})
    if domain.endswith(OFFICIAL):
        return Hint("case.hint.official_domain", "good", {"domain": domain})
    if domain in messages_th.load_lexicon()["email"]["domains"]:
        return Hint("case.hint.public_domain", values={"domain": domain})
    return Hint("case.hint.other_domain", values={"domain": domain})


def _of_letter(view: CaseView) -> Iterator[Hint]:
    if not any(file.state is FileState.KEPT for file in view.files):
        yield Hint("case.hint.no_letter", tone="plain")
