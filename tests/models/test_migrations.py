"""The numbered steps lead to the tables of the models, and back, with data in them."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

import models
from bot.services import migrating
from models.base import Base, Database, open_database

# Every file of the models adds its tables, those of later releases too.
for module in pkgutil.iter_modules(models.__path__, "models."):
    importlib.import_module(module.name)

TABLES = frozenset(Base.metadata.tables)
FILES = {"attachments", "attachment_contents", "wordings", "jobs", "job_files"}
STAFF = {"staff", "staff_sessions", "passkeys", "one_time_codes", "saved_views", "watchers"} | {
    "canned_reasons",
    "form_keys",
}
MANY = {"broadcasts", "broadcast_recipients", "broadcast_chunks", "buckets"}
AUDIENCE = {"segments", "audience", "audience_bodies", "audience_stale", "agency_tags"}
WATCHED = {"figures", "alarms"}
ERRANDS = {"notice_errands"}
LATEST = MANY | WATCHED | ERRANDS | AUDIENCE
LATER = STAFF | FILES | LATEST
AFTER_EACH_STEP = {
    "base": frozenset(),
    "0001": frozenset({"contacts", "agencies", "agency_contacts"}),
    "0002": TABLES - {"conversations", "inbox", "outbox", "audit", "utterances"} - LATER,
    "0003": TABLES - {"utterances"} - LATER,
    "0004": TABLES - LATER,
    "0005": TABLES - FILES - LATEST,
    "0006": TABLES - LATEST,
    "0007": TABLES - LATEST,
    "0008": TABLES - WATCHED - ERRANDS - AUDIENCE,
    "0011": TABLES - AUDIENCE,
    "0012": TABLES,
}
# A person in the middle of a form, whose last text was not understood.
KNOWN = (
    "INSERT INTO contacts (id, line_id, created_at) VALUES (1, 'U1', '2020-03-17 02:30:00')",
    "INSERT INTO counters (name, value) VALUES ('agency', 7)",
    "INSERT INTO conversations (contact_id, turns, version, misses, lookups, device)"
    " VALUES (1, 3, 1, 1, 0, 'ios')",
    "INSERT INTO inbox (id, event_id, lane, kind, at_ms, received_ms, raw, state, tries, next_ms)"
    " VALUES (1, 'E1', 'U1', 'message', 1, 1, '{}', 'done', 0, 0)",
    "INSERT INTO utterances (inbox_id, text, offered, heard_at)"
    " VALUES (1, 'how far', '[]', '2020-03-17 02:30:00')",
)


@pytest.fixture
def fresh(tmp_path: Path) -> Any:
    database = open_database(f"sqlite:///{tmp_path}/fresh.db")
    yield database
    database.close()


def tables(database: Database) -> frozenset[str]:
    with database.read() as connection:
        return frozenset(inspect(connection).get_table_names()) - {"alembic_version"}


def shape(connection: Connection) -> dict[str, Any]:
    """Everything the database says about its tables, in an order of its own."""
    found = inspect(connection)
    return {
        table: {
            # Sorted, because a column that a later step adds comes last.
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"])
                for column in found.get_columns(table)
            ),
            "primary": found.get_pk_constraint(table),
            "foreign": sorted(map(str, found.get_foreign_keys(table))),
            "unique": sorted(map(str, found.get_unique_constraints(table))),
            "checks": sorted(map(str, found.get_check_constraints(table))),
            "indexes": sorted(
                connection.scalars(
                    text("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :t"),
                    {"t": table},
                ).all(),
                key=str,
            ),
        }
        for table in sorted(found.get_table_names())
        if table != "alembic_version"
    }


def test_upgrade_makes_the_tables_of_the_models(fresh: Database, tmp_path: Path) -> None:
    modelled = open_database(f"sqlite:///{tmp_path}/modelled.db")
    with modelled.write() as connection:
        Base.metadata.create_all(connection)

    migrating.upgrade(fresh)

    with fresh.read() as here, modelled.read() as there:
        assert shape(here) == shape(there)
    modelled.close()


def test_upgrade_leaves_nothing_for_alembic_to_change(fresh: Database) -> None:
    migrating.upgrade(fresh)

    with fresh.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_step_goes_up_and_down_with_data(fresh: Database) -> None:
    migrating.upgrade(fresh)
    with fresh.write() as connection:
        for known in KNOWN:
            connection.execute(text(known))

    seen = {}
    for step in ("0011", "0008", "0007", "0006", "0005", "0004", "0003", "0002", "0001"):
        migrating.downgrade(fresh, to=step)
        seen[step] = tables(fresh)
    with fresh.read() as connection:
        kept = connection.scalars(text("SELECT line_id FROM contacts")).all()
    migrating.downgrade(fresh, to="base")
    seen["base"] = tables(fresh)
    migrating.upgrade(fresh)
    seen["0012"] = tables(fresh)

    assert seen == AFTER_EACH_STEP
    assert kept == ["U1"]


def test_a_conversation_outlives_the_step_that_gave_it_a_device(fresh: Database) -> None:
    migrating.upgrade(fresh)
    with fresh.write() as connection:
        for known in KNOWN:
            connection.execute(text(known))

    migrating.downgrade(fresh, to="0003")
    migrating.upgrade(fresh)

    with fresh.read() as connection:
        found = connection.execute(text("SELECT turns, misses, device FROM conversations")).all()
    assert found == [(3, 1, None)]


def test_steps_are_sql_for_postgresql_too() -> None:
    script = migrating.script("postgresql")

    assert [table for table in TABLES if f"CREATE TABLE {table} (" not in script] == []
    assert "WHERE role = 'main'" in script
    assert script.rstrip().endswith("COMMIT;")
