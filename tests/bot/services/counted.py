"""Who can be reached, counted one by one from the rows that are the truth; slow and plain."""

from collections import Counter
from typing import Any

import orjson
from sqlalchemy import Connection, select

from models.agency import Agency
from models.audience import AgencyTag, AudienceBody, AudienceMember, Segment
from models.contact import AgencyContact, Contact
from models.lifecycle import OPEN
from models.registration import Registration, RegistrationApp

COUNTS = ("reachable", "blocked", "stopped", "bodies", "bodies_reached", "bodies_off_line")


def expected(connection: Connection) -> dict[str, dict[str, int]]:
    """The counts of every segment that is not empty, by what it means."""
    world = _World(connection)
    counts: dict[str, Counter[str]] = {}
    for person in world.contacts:
        if not person.line_id.startswith("erased-"):
            facts = {world.facts[body] for body in world.bodies_of(person.id)}
            counts.setdefault(_key(facts), Counter())[_standing(person)] += 1
    for body, facts in world.facts.items():
        own = counts.setdefault(_key({facts}), Counter())
        reached = world.standings_at(body)
        own["bodies"] += 1
        own["bodies_reached"] += "reachable" in reached
        own["bodies_off_line"] += not reached
    return {key: {name: own[name] for name in COUNTS} for key, own in counts.items() if own.total()}


def kept(connection: Connection) -> dict[str, dict[str, int]]:
    """What the segments say."""
    rows = connection.execute(select(Segment.__table__)).all()
    assert len({row.key for row in rows}) == len(rows)
    return {
        _key({_written(body) for body in row.facts}): {name: getattr(row, name) for name in COUNTS}
        for row in rows
        if any(getattr(row, name) for name in COUNTS)
    }


def members(connection: Connection) -> dict[str, dict[str, int]]:
    """The same, from the rows of who is in which segment."""
    facts = {row.id: row.facts for row in connection.execute(select(Segment.__table__))}
    counts: dict[int, Counter[str]] = {segment: Counter() for segment in facts}
    for row in connection.execute(select(AudienceMember.__table__)):
        counts[row.segment_id][row.standing] += 1
    for row in connection.execute(select(AudienceBody.__table__)):
        counts[row.segment_id]["bodies"] += 1
        counts[row.segment_id]["bodies_reached"] += row.is_reached
        counts[row.segment_id]["bodies_off_line"] += not row.is_on_line
    return {
        _key({_written(body) for body in facts[segment]}): {name: own[name] for name in COUNTS}
        for segment, own in counts.items()
        if own.total()
    }


class _World:
    """All rows that matter, read whole."""

    def __init__(self, connection: Connection) -> None:
        def rows(table: Any) -> list[Any]:
            return list(connection.execute(select(table.__table__)).all())

        self.contacts = rows(Contact)
        self.links = [row for row in rows(AgencyContact) if row.role in ("main", "deputy")]
        self.requests, self.apps, self.tags = (
            rows(Registration),
            rows(RegistrationApp),
            rows(AgencyTag),
        )
        agencies = rows(Agency)
        self.living = {row.id: row.merged_into or row.id for row in agencies}
        self.facts = {
            row.id: _written(self._facts(row))
            for row in agencies
            if row.merged_into is None and self._is_known(row.id)
        }

    def bodies_of(self, contact_id: int) -> set[int]:
        return {self.living[link.agency_id] for link in self.links if link.contact_id == contact_id}

    def standings_at(self, body: int) -> set[str]:
        theirs = {link.contact_id for link in self.links if self.living[link.agency_id] == body}
        return {
            _standing(person)
            for person in self.contacts
            if person.id in theirs and not person.line_id.startswith("erased-")
        }

    def _is_known(self, body: int) -> bool:
        return any(self.living[row.agency_id] == body for row in (*self.links, *self.requests))

    def _facts(self, agency: Any) -> dict[str, Any]:
        own = [row for row in self.requests if self.living[row.agency_id] == agency.id]
        newest = sorted(own, key=lambda row: (row.status in OPEN, row.submitted_at, row.id))[-1:]
        apps = [
            [app.app, app.status]
            for request in newest
            for app in self.apps
            if app.registration_id == request.id and app.status != "dropped"
        ]
        return {
            "category": newest[0].category if newest else agency.category,
            "province": agency.province,
            "status": newest[0].status if newest else None,
            "apps": sorted(apps),
            "tags": sorted({t.tag for t in self.tags if self.living[t.agency_id] == agency.id}),
        }


def _standing(person: Any) -> str:
    if person.blocked_at is not None:
        return "blocked"
    return "reachable" if person.notices_stopped_at is None else "stopped"


def _written(facts: Any) -> str:
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS).decode()


def _key(facts: set[str]) -> str:
    return " ".join(sorted(facts))
