"""Whether somebody wants notices is kept with them, and told as it was before."""

from datetime import datetime

import pytest
from sqlalchemy import select

from handlers.turn import NoticesSet, SetNotices
from models.audit import AuditEntry
from models.contact import Contact
from tests.bot.services.office import MORNING, Office, later

_contacts, _audit = Contact.__table__, AuditEntry.__table__

STOP, RESUME = SetNotices(are_wanted=False), SetNotices(are_wanted=True)


def stopped(office: Office) -> list[datetime | None]:
    found = select(_contacts.c.notices_stopped_at).order_by(_contacts.c.id)
    return list(office.connection.scalars(found))


def audited(office: Office) -> list[tuple[str, str]]:
    found = select(_audit.c.action, _audit.c.subject).order_by(_audit.c.id)
    return [(action, subject) for action, subject in office.connection.execute(found)]


@pytest.mark.both
def test_stopping_is_kept_for_this_person_alone(office: Office) -> None:
    assert office.do(1, STOP) == NoticesSet(are_wanted=False)

    assert stopped(office) == [MORNING, None, None]
    assert audited(office) == [("contact.notices_stopped", "contact 1")]


@pytest.mark.both
def test_stopping_twice_changes_nothing_and_says_so(office: Office) -> None:
    office.do(1, STOP)

    assert office.do(1, STOP, now=later(days=1)) == NoticesSet(are_wanted=False, was_so=True)

    assert stopped(office) == [MORNING, None, None]
    assert len(audited(office)) == 1


@pytest.mark.both
def test_notices_come_again_when_wanted(office: Office) -> None:
    office.do(1, STOP)
    office.do(2, STOP)

    assert office.do(1, RESUME) == NoticesSet(are_wanted=True)

    assert stopped(office) == [None, MORNING, None]
    assert audited(office)[-1] == ("contact.notices_resumed", "contact 1")


def test_wanting_what_comes_already_says_so(office: Office) -> None:
    assert office.do(1, RESUME) == NoticesSet(are_wanted=True, was_so=True)
    assert audited(office) == []
