"""
Who can be reached with a notice, counted beforehand.

Triggers note whom and what body a change concerns, so that no service has to remember to. What
is known already is noted here and counted by the first sweep.
"""

from typing import NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

IS_MERGED = sa.text("merged_into IS NOT NULL")
BODY, BODIES = ("{row}.agency_id",), ("{row}.id", "{row}.merged_into")
OF_REQUEST = "(SELECT agency_id FROM registrations WHERE id = {row}.registration_id)"


class Watched(NamedTuple):
    """A table, whose changes of some columns concern these people and these bodies."""

    table: str
    columns: tuple[str, ...]
    contacts: tuple[str, ...]
    agencies: tuple[str, ...]


WATCHED = (
    Watched("contacts", ("line_id", "blocked_at", "notices_stopped_at"), ("{row}.id",), ()),
    Watched("agency_contacts", ("agency_id", "contact_id", "role"), ("{row}.contact_id",), BODY),
    Watched("registrations", ("status", "agency_id", "category", "submitted_at"), (), BODY),
    Watched("registration_apps", ("registration_id", "app", "status"), (), (OF_REQUEST,)),
    Watched("agencies", ("category", "province", "merged_into"), (), BODIES),
    Watched("agency_tags", ("agency_id", "tag"), (), BODY),
)
EVENTS = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}


def upgrade() -> None:
    _make_segments()
    _make_people()
    _make_tags()
    for watched in WATCHED:
        for event in EVENTS:
            _watch(watched, event)
    op.execute("INSERT INTO audience_stale (contact_id) SELECT id FROM contacts")
    op.execute(
        "INSERT INTO audience_stale (agency_id) SELECT agency_id FROM agency_contacts"
        " UNION SELECT agency_id FROM registrations"
    )


def downgrade() -> None:
    for watched in WATCHED:
        for event in EVENTS:
            _unwatch(watched, event)
    op.drop_index("ix_agencies_merged_into", "agencies")
    for table in ("audience", "audience_bodies", "segments", "audience_stale", "agency_tags"):
        op.drop_table(table)


def _make_segments() -> None:
    op.create_table(
        "segments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("reachable", sa.Integer, nullable=False),
        sa.Column("blocked", sa.Integer, nullable=False),
        sa.Column("stopped", sa.Integer, nullable=False),
        sa.Column("bodies", sa.Integer, nullable=False),
        sa.Column("bodies_reached", sa.Integer, nullable=False),
        sa.Column("bodies_off_line", sa.Integer, nullable=False),
        sa.UniqueConstraint("key", name="uq_segments_key"),
    )
    op.create_table(
        "audience_bodies",
        sa.Column("agency_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("segment_id", sa.Integer, nullable=False),
        sa.Column("is_reached", sa.Boolean, nullable=False),
        sa.Column("is_on_line", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segments.id"], name="fk_audience_bodies_segment_id"
        ),
    )


def _make_people() -> None:
    op.create_table(
        "audience",
        sa.Column("contact_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("segment_id", sa.Integer, nullable=False),
        sa.Column("standing", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["segment_id"], ["segments.id"], name="fk_audience_segment_id"),
        sa.CheckConstraint(
            "standing IN ('reachable', 'blocked', 'stopped')", name=op.f("ck_audience_standing")
        ),
    )
    op.create_index("ix_audience_segment_id_contact_id", "audience", ["segment_id", "contact_id"])
    op.create_table(
        "audience_stale",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("contact_id", sa.Integer),
        sa.Column("agency_id", sa.Integer),
    )


def _make_tags() -> None:
    op.create_table(
        "agency_tags",
        sa.Column("agency_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("tag", sa.String(40), primary_key=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_agency_tags_agency_id"),
    )
    op.create_index(
        "ix_agencies_merged_into",
        "agencies",
        ["merged_into"],
        sqlite_where=IS_MERGED,
        postgresql_where=IS_MERGED,
    )


def _watch(watched: Watched, event: str) -> None:
    name = f"audience_{watched.table}_{event}"
    columns = f" OF {', '.join(watched.columns)}" if event == "update" else ""
    notes = _notes(watched, EVENTS[event])
    fires = f"CREATE TRIGGER {name} AFTER {event.upper()}{columns} ON {watched.table} FOR EACH ROW"
    if _is_sqlite():
        op.execute(f"{fires} WHEN {_differs(watched, event, 'IS NOT')} BEGIN {notes} END")
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN {notes} RETURN NULL; END $$"
    )
    differs = _differs(watched, event, "IS DISTINCT FROM")
    op.execute(f"{fires} WHEN ({differs}) EXECUTE FUNCTION {name}()")


def _unwatch(watched: Watched, event: str) -> None:
    name = f"audience_{watched.table}_{event}"
    if _is_sqlite():
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {watched.table}")
    op.execute(f"DROP FUNCTION {name}()")


def _notes(watched: Watched, rows: tuple[str, ...]) -> str:
    marked = (("contact_id", watched.contacts), ("agency_id", watched.agencies))
    return " ".join(_note(column, whom, rows) for column, whom in marked if whom)


def _note(column: str, whom: tuple[str, ...], rows: tuple[str, ...]) -> str:
    each = [one.format(row=row) for one in whom for row in rows]
    found = " UNION ".join(f"SELECT {one} WHERE {one} IS NOT NULL" for one in each)
    return f"INSERT INTO audience_stale ({column}) {found};"


def _differs(watched: Watched, event: str, differs: str) -> str:
    if event != "update":
        return "1 = 1"
    return " OR ".join(f"old.{column} {differs} new.{column}" for column in watched.columns)


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"
