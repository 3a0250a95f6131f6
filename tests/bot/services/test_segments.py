"""Whatever happens, the counts are those that counting everybody would give."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from bot.services import appointing, contacts, erasing, segments, subscribing, tags, uniting
from bot.services.officer import Officer
from bot.services.recording import Act
from handlers.turn import AgencyAnswer, Amend, AskToJoin, DecideJoin, Withdraw
from models.agency import Agency
from models.base import Database
from models.contact import Contact
from models.vocabulary import AgencyCategory, Change, ContactRole, MeetingApp, Role
from tests import databases
from tests.bot.services import counted
from tests.bot.services.colleagues import hire
from tests.bot.services.office import CHIANG_MAI, MORNING, SOMCHAI, WEATHER, Office, submit

pytestmark = pytest.mark.both

CODES = ("GOV-091", "PROV-421", "SOE-001", "PUB-001")
BODIES = (
    WEATHER,
    CHIANG_MAI,
    AgencyAnswer("SOE-001", "การประปา", AgencyCategory.STATE_ENTERPRISE),
    AgencyAnswer("PUB-001", "องค์การ", AgencyCategory.PUBLIC_ORGANISATION),
)
PEOPLE = 5

number = st.integers(1, 6)
# Whatever else may write to the tables, services of later releases among them.
CHANGES = (
    "UPDATE contacts SET blocked_at = NULL WHERE id = :a",
    "UPDATE contacts SET blocked_at = '2020-03-17 02:30:00' WHERE id = :a",
    "UPDATE contacts SET line_id = 'erased-' || id WHERE id = :a AND :b = 1",
    "UPDATE contacts SET display_name = 'x' WHERE id = :a",
    "INSERT INTO contacts (line_id, created_at) SELECT 'V' || max(id), '2020-03-17' FROM contacts",
    "DELETE FROM contacts WHERE id = :a",
    "UPDATE agency_contacts SET role = 'deputy' WHERE id = :a",
    "UPDATE agency_contacts SET role = 'former' WHERE id = :a",
    "UPDATE agency_contacts SET agency_id = :b WHERE id = :a",
    "UPDATE agency_contacts SET contact_id = :b WHERE id = :a",
    "UPDATE agency_contacts SET contact_id = NULL WHERE id = :a",
    "DELETE FROM agency_contacts WHERE id = :a",
    "UPDATE registrations SET status = 'active' WHERE id = :a",
    "UPDATE registrations SET status = 'expired' WHERE id = :a",
    "UPDATE registrations SET status = 'merged' WHERE id = :a",
    "UPDATE registrations SET agency_id = :b WHERE id = :a",
    "UPDATE registrations SET category = 'independent' WHERE id = :a",
    "UPDATE registrations SET submitted_at = '2020-03-19 02:30:00' WHERE id = :a",
    "UPDATE registration_apps SET status = 'active' WHERE id = :a",
    "UPDATE registration_apps SET status = 'dropped' WHERE id = :a",
    "UPDATE registration_apps SET registration_id = :b WHERE id = :a",
    "DELETE FROM registration_apps WHERE id = :a",
    "UPDATE agencies SET province = 'ตาก' WHERE id = :a",
    "UPDATE agencies SET category = 'independent' WHERE id = :a",
    "UPDATE agencies SET merged_into = :b WHERE id = :a AND id <> :b"
    " AND id NOT IN (SELECT merged_into FROM agencies WHERE merged_into IS NOT NULL)"
    " AND :b IN (SELECT id FROM agencies WHERE merged_into IS NULL)",
    "UPDATE agencies SET merged_into = NULL WHERE id = :a",
    "DELETE FROM agency_tags WHERE agency_id = :a",
    "UPDATE agency_tags SET agency_id = :b WHERE agency_id = :a",
    "UPDATE agency_tags SET tag = 'ข' WHERE agency_id = :a AND tag = 'ก'",
)
SERVICES = (
    *("register", "enter", "amend", "withdraw", "join", "welcome", "appoint"),
    *("stop", "resume", "tag", "unite", "erase"),
)
# What is done, to whom, and how many marks are looked at afterwards.
ACTS = st.tuples(
    st.sampled_from(SERVICES) | st.sampled_from(CHANGES),
    number,
    number,
    st.sampled_from((0, 0, 2, 1_000)),
)


class World:
    """A database with some bodies and people, and what may be done to them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.officer = Officer(hire(database), "สมศรี", Role.SCREENER)
        self.now = MORNING
        self.events = 0
        with database.write() as connection:
            for person in range(PEOPLE):
                connection.execute(
                    insert(Contact.__table__), {"line_id": f"U{person}", "created_at": MORNING}
                )
            for body in BODIES:
                own = {"code": body.code, "name": body.name, "folded": body.name}
                own |= {"category": body.category, "province": body.province}
                connection.execute(insert(Agency.__table__), own | {"created_at": MORNING})
        for person in (1, 2, 3):
            self.register(person, person)
        self.join(4, 0)
        self.welcome(1, 4)
        self.join(2, 0)
        self.welcome(1, 5)
        self.tag(1, 1)
        segments.settle(database)

    def do(self, what: str, a: int, b: int) -> None:
        self.now += timedelta(minutes=1)
        act: Callable[[int, int], None] | None = getattr(self, what, None)
        if act is not None:
            act(a, b)
            return
        try:
            with self.database.write() as connection:
                named = {name: value for name, value in (("a", a), ("b", b)) if f":{name}" in what}
                connection.execute(text(what), named)
        except IntegrityError:
            pass  # the database forbids it, so it has not happened

    def register(self, a: int, b: int) -> None:
        apps = list(MeetingApp)[: 1 + b % 3]
        self._say(a, submit(BODIES[b % 4], *apps))

    def amend(self, a: int, b: int) -> None:
        apps = frozenset(list(MeetingApp)[b % 3 :])
        self._say(a, Amend(self._reference(b), Change.APPS, apps=apps))

    def withdraw(self, a: int, b: int) -> None:
        self._say(a, Withdraw(self._reference(b)))

    def join(self, a: int, b: int) -> None:
        self._say(a, AskToJoin(self._reference(b), SOMCHAI))

    def welcome(self, a: int, b: int) -> None:
        self._say(a, DecideJoin(b, is_welcome=True))

    def enter(self, _: int, b: int) -> None:
        appointing.add(self.database, CODES[b % 4], SOMCHAI, officer=self.officer, now=self.now)

    def appoint(self, a: int, b: int) -> None:
        view = contacts.find(self.database, a)
        if view is not None:
            to = (ContactRole.MAIN, ContactRole.DEPUTY, ContactRole.FORMER)[b % 3]
            seen = {"seen_mark": view.mark, "officer": self.officer, "now": self.now}
            appointing.appoint(self.database, a, to=to, **seen)

    def tag(self, a: int, b: int) -> None:
        change = tags.put if b % 3 else tags.take
        change(self.database, CODES[a % 4], "กข"[b % 2], officer=self.officer, now=self.now)

    def stop(self, a: int, _: int) -> None:
        self._subscribe(a, are_wanted=False)

    def resume(self, a: int, _: int) -> None:
        self._subscribe(a, are_wanted=True)

    def unite(self, a: int, b: int) -> None:
        into = CODES[b % 4]
        uniting.unite(self.database, CODES[a % 4], into=into, officer=self.officer, now=self.now)

    def erase(self, a: int, b: int) -> None:
        if b == 1:
            with self.database.write() as connection:
                erasing.forget_person(Act(connection, None, None, self.now), a)

    def _subscribe(self, contact: int, *, are_wanted: bool) -> None:
        with self.database.write() as connection:
            subscribing.keep(Act(connection, contact, None, self.now), are_wanted=are_wanted)

    def _say(self, contact: int, effect: Any) -> None:
        with self.database.write() as connection:
            if connection.scalar(select(Contact.__table__.c.id).filter_by(id=contact)):
                self.events += 1
                Office(connection, self.events).do(contact, effect, now=self.now)

    def _reference(self, nth: int) -> str:
        with self.database.read() as connection:
            found = "SELECT reference FROM registrations ORDER BY id"
            references = connection.scalars(text(found)).all()
        return references[nth % len(references)] if references else "WFH-63-00001-E"


def compare(database: Database) -> None:
    with database.read() as connection:
        assert segments.is_settled(connection)
        assert counted.kept(connection) == counted.expected(connection)
        assert counted.members(connection) == counted.kept(connection)


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(ACTS, min_size=3, max_size=12))
def test_counts_are_as_if_everybody_was_counted(kind: str, acts: list[Any]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.fresh(kind, Path(folder)) as database,
    ):
        world = World(database)

        for what, a, b, marks in acts:
            world.do(what, a, b)
            segments.fold(database, most=marks)
        segments.settle(database, most=10_000)

        compare(database)
