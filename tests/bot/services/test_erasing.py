"""Nothing tells of a person any more, and everything that others need is as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.services import breakdowns, erasing, reporting, scrubbing, trending
from bot.services.erasing import Traces
from bot.services.recording import Act
from models.attachment import Attachment
from models.base import Database
from models.contact import AgencyContact, Contact
from models.outbox import OutboxMessage
from models.registration import RegistrationEvent
from models.staff import SavedView
from models.vocabulary import Actor
from tests.bot.services.office import MALEE, later
from tests.bot.services.remembered import OTHER_ID, TELLING, Cast, remember, told

WEDNESDAY = date(2020, 3, 18)
_link, _out, _event = AgencyContact.__table__, OutboxMessage.__table__, RegistrationEvent.__table__


@pytest.fixture
def cast(peopled: Database) -> Cast:
    return remember(peopled)


def forget(database: Database, contact_id: int) -> Traces:
    with database.write() as connection:
        act = Act(connection, None, None, later(days=3), Actor.SYSTEM)
        return erasing.forget_person(act, contact_id)


def figures(database: Database) -> list[object]:
    asked: list[Callable[[Database, date], object]] = [
        reporting.figures,
        breakdowns.by_app,
        breakdowns.by_status,
        breakdowns.by_province,
        lambda opened, day: trending.trend(opened, day, days=5),
    ]
    return [ask(database, day) for ask in asked for day in (WEDNESDAY, date(2020, 3, 21))]


def test_no_table_tells_of_the_person_any_more(peopled: Database, cast: Cast) -> None:
    with peopled.read() as connection:
        before = told(connection)

    forget(peopled, cast.ghost)

    with peopled.read() as connection:
        assert set().union(*before.values()) == set(TELLING)
        assert len(before) >= 15  # there was something to find, in many places
        assert told(connection) == {}


@pytest.mark.only_sqlite
def test_no_byte_of_the_files_tells_of_the_person_any_more(peopled: Database, cast: Cast) -> None:
    forget(peopled, cast.ghost)

    assert scrubbing.scrub(peopled)

    assert peopled.file is not None
    written = b"".join(
        file.read_bytes() for file in sorted(peopled.file.parent.glob(f"{peopled.file.name}*"))
    )
    assert [secret for secret in TELLING if secret.encode() in written] == []
    assert MALEE.email.encode() in written


def test_figures_of_every_day_stay(peopled: Database, cast: Cast) -> None:
    before = figures(peopled)

    forget(peopled, cast.ghost)

    assert figures(peopled) == before


def test_a_colleague_keeps_everything_but_the_mention(peopled: Database, cast: Cast) -> None:
    forget(peopled, cast.ghost)

    with peopled.read() as connection:
        own = connection.execute(select(_link).where(_link.c.contact_id == cast.other)).one()
        said = connection.scalars(
            select(_out.c.messages).where(_out.c.lane == OTHER_ID, _out.c.inbox_id.is_not(None))
        ).all()
        views = connection.scalars(select(SavedView.__table__.c.query)).all()
    assert (own.name, own.phone, own.email) == (MALEE.name, MALEE.phone.e164, MALEE.email)
    assert said == ['[{"type":"text","text":"- -\u00a0ต่อ\u00a077 -"}]']
    assert views == ["q=teams"]


def test_what_is_left_of_the_person_is_a_number(peopled: Database, cast: Cast) -> None:
    traces = forget(peopled, cast.ghost)

    with peopled.read() as connection:
        person = connection.execute(
            select(Contact.__table__).where(Contact.__table__.c.id == cast.ghost)
        ).one()
        link = connection.execute(select(_link).where(_link.c.contact_id == cast.ghost)).one()
        file = connection.execute(select(Attachment.__table__)).one()
        waiting = connection.scalars(
            select(_out.c.id).where(_out.c.state.in_(("waiting", "attempting")))
        ).all()
    assert person.line_id.startswith("erased-")
    assert (person.display_name, person.blocked_at) == (None, later(days=3))
    assert (link.role, link.name, link.phone, link.email) == ("former", "-", "", "")
    assert (file.state, file.name, file.media_type, file.digest) == ("erased", "-", None, None)
    assert waiting == []
    assert replace(traces, mentions=0) == Traces(chats=6, files=1, parts=1)


def test_history_keeps_figures_and_words_of_closed_sets(peopled: Database, cast: Cast) -> None:
    forget(peopled, cast.ghost)

    with peopled.read() as connection:
        rows = connection.execute(
            select(_event.c.reason, _event.c.details)
            .where(_event.c.change == "note")
            .order_by(_event.c.id)
        ).all()
    assert [tuple(row) for row in rows] == [
        (None, {"given": ["users"], "from": 450, "to": 500}),
        ("โทรหา- แล้ว", None),
    ]


def test_erasing_twice_does_nothing_more(peopled: Database, cast: Cast) -> None:
    forget(peopled, cast.ghost)

    assert forget(peopled, cast.ghost) == Traces()


def test_a_number_that_a_colleague_gave_too_stays_in_what_they_wrote(
    peopled: Database, cast: Cast
) -> None:
    with peopled.write() as connection:
        shared = select(_link.c.phone).where(_link.c.contact_id == cast.ghost).scalar_subquery()
        connection.execute(
            _link.update().where(_link.c.contact_id == cast.other).values(phone=shared)
        )

    forget(peopled, cast.ghost)

    with peopled.read() as connection:
        places = {place for place, found in told(connection).items() if "899999123" in found}
    assert places == {"agency_contacts.phone"}


@pytest.mark.parametrize(
    ("details", "kept"),
    [
        (None, None),
        ({}, None),
        ({"note": "โทร 081"}, None),
        ({"from": 1, "to": 2}, {"from": 1, "to": 2}),
        ({"added": ["teams"], "dropped": []}, {"added": ["teams"], "dropped": []}),
        ({"status": "approved", "by": "somebody"}, {"status": "approved"}),
        ({"list": ["teams", "สมชาย"]}, None),
    ],
)
def test_harmless_keeps_what_tells_of_nobody(details: object, kept: object) -> None:
    assert erasing.harmless(details) == kept
