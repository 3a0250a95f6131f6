"""
All that an officer has before them when a request is open: the request itself, what may be a
duplicate, what to look at twice, and the conversation with one of its contacts.
"""

from dataclasses import dataclass

from bot.services import cases, duplicates, hints, transcripts
from bot.services.caseviews import CaseView, Person
from bot.services.duplicates import Twin
from bot.services.hints import Hint
from bot.services.officer import Officer
from bot.services.transcripts import Transcript
from models.base import Database
from models.vocabulary import ContactRole, Role

CLAIMING = frozenset({Role.OFFICER, Role.SCREENER, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Casework:
    """`chat` is the conversation with `speaker`, `following` the next request's reference."""

    view: CaseView
    twins: tuple[Twin, ...]
    hints: tuple[Hint, ...]
    speakers: tuple[Person, ...]
    speaker: Person | None
    chat: Transcript | None
    following: str | None
    colleagues: tuple[tuple[int, str], ...]


def open_case(
    database: Database,
    reference: str,
    *,
    officer: Officer,
    speaker: int | None = None,
    before: int | None = None,
) -> Casework | None:
    """The request with this reference as `officer` works on it; None when there is none."""
    with database.read() as connection:
        view = cases.read(connection, reference)
        if view is None:
            return None
        speakers = _speakers(view)
        person = next((one for one in speakers if one.contact_id == speaker), None)
        person = person or next(iter(speakers), None)
        is_working = officer.role in CLAIMING
        return Casework(
            view=view,
            twins=duplicates.find(connection, view),
            hints=hints.of(view, usual=hints.usual_users(connection, view)),
            speakers=speakers,
            speaker=person,
            chat=transcripts.read(
                connection,
                agency_id=view.agency.id,
                contact_id=person.contact_id or 0,
                before=before,
            )
            if person and is_working
            else None,
            following=cases.following(connection, view.id, staff_id=officer.id),
            colleagues=cases.colleagues(connection, CLAIMING) if is_working else (),
        )


def compare(database: Database, reference: str, other: str) -> tuple[CaseView, CaseView] | None:
    """Two requests beside each other, None when one of them is not there."""
    with database.read() as connection:
        one, two = cases.read(connection, reference), cases.read(connection, other)
    return (one, two) if one and two else None


def _speakers(view: CaseView) -> tuple[Person, ...]:
    """The contacts who can be written to on LINE, those of today first."""
    known = (person for person in view.contacts if person.contact_id is not None)
    return tuple(sorted(known, key=lambda person: person.role is ContactRole.FORMER))
