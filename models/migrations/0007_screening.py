"""
What screening needs: claims, what was asked for, what providers gave, an audit that is a chain.

SQLite can neither change a constraint nor a column, so there two tables are written anew.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

STATUSES = (
    "status IN ('submitted', 'screening', 'need_info', 'approved', 'forwarded', 'active', "
    "'expired', 'rejected', 'withdrawn', 'merged')"
)
FORMER_CHANGES = "'submitted', 'status', 'users', 'apps', 'contact', 'joined', 'withdrawn'"
CHANGES = f"{FORMER_CHANGES}, 'category', 'app', 'agency', 'letter', 'note'"
MOMENT = sa.DateTime(timezone=True)
ADDED: tuple[tuple[str, Callable[[], sa.Column[Any]]], ...] = (
    ("agencies", lambda: sa.Column("searched", sa.String(3000), nullable=False, server_default="")),
    ("agencies", lambda: sa.Column("edited_at", MOMENT)),
    ("agencies", lambda: sa.Column("merged_into", sa.Integer)),
    ("amendments", lambda: sa.Column("decided_by", sa.Integer)),
    ("amendments", lambda: sa.Column("is_granted", sa.Boolean)),
    ("audit", lambda: sa.Column("digest", sa.String(64))),
    ("outbox", lambda: sa.Column("event_id", sa.Integer)),
    ("outbox", lambda: sa.Column("carried_by", sa.Integer)),
    ("registration_apps", lambda: sa.Column("licence", sa.String(100))),
    ("registration_apps", lambda: sa.Column("granted", sa.Integer)),
    ("registration_apps", lambda: sa.Column("valid_from", sa.Date)),
    ("registration_apps", lambda: sa.Column("valid_to", sa.Date)),
    ("registration_apps", lambda: sa.Column("note", sa.String(500))),
    ("registration_apps", lambda: sa.Column("reminded_at", MOMENT)),
    (
        "registrations",
        lambda: sa.Column("origin", sa.String(8), nullable=False, server_default="line"),
    ),
    ("registrations", lambda: sa.Column("wanted", sa.JSON)),
    ("registrations", lambda: sa.Column("claimed_by", sa.Integer)),
    ("registrations", lambda: sa.Column("claimed_at", MOMENT)),
    ("registrations", lambda: sa.Column("merged_into", sa.Integer)),
)
INDEXES = (
    ("ix_outbox_event_id", "outbox", ["event_id"]),
    ("ix_registration_apps_app_status", "registration_apps", ["app", "status"]),
    ("ix_registrations_status_submitted_at", "registrations", ["status", "submitted_at", "id"]),
    ("ix_registrations_submitted_at", "registrations", ["submitted_at", "id"]),
)
EVENT_COLUMNS = (
    "id, registration_id, at, change, actor, contact_id, inbox_id, from_status, status, users,"
    " category, reason, details"
)
LINK_COLUMNS = "id, agency_id, contact_id, role, name, phone, phone_extension, email, since"


def upgrade() -> None:
    for table, column in ADDED:
        op.add_column(table, column())
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    _let_contacts_be_unknown_to_line()
    _let_history_tell_more()
    _forbid_changes_of_the_audit()


def downgrade() -> None:
    _allow_changes_of_the_audit()
    op.execute(
        f"UPDATE registration_events SET change = 'status' WHERE change NOT IN ({FORMER_CHANGES})"
    )
    _let_history_tell_less()
    op.execute("DELETE FROM agency_contacts WHERE contact_id IS NULL")
    _let_contacts_be_known_to_line()
    for name, table, _ in reversed(INDEXES):
        op.drop_index(name, table)
    for table, column in reversed(ADDED):
        op.drop_column(table, column().name)


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _let_contacts_be_unknown_to_line() -> None:
    if _is_sqlite():
        _rewrite_agency_contacts(is_known=False)
    else:
        op.alter_column("agency_contacts", "contact_id", nullable=True)


def _let_contacts_be_known_to_line() -> None:
    if _is_sqlite():
        _rewrite_agency_contacts(is_known=True)
    else:
        op.alter_column("agency_contacts", "contact_id", nullable=False)


def _let_history_tell_more() -> None:
    if _is_sqlite():
        _rewrite_events(CHANGES, sa.Column("staff_id", sa.Integer))
        return
    op.add_column("registration_events", sa.Column("staff_id", sa.Integer))
    _exchange_check(CHANGES)


def _let_history_tell_less() -> None:
    if _is_sqlite():
        _rewrite_events(FORMER_CHANGES)
        return
    _exchange_check(FORMER_CHANGES)
    op.drop_column("registration_events", "staff_id")


def _exchange_check(changes: str) -> None:
    name = op.f("ck_registration_events_change")
    op.drop_constraint(name, "registration_events", type_="check")
    op.create_check_constraint(name, "registration_events", f"change IN ({changes})")


def _rewrite_agency_contacts(*, is_known: bool) -> None:
    op.drop_index("ix_agency_contacts_contact_id", "agency_contacts")
    op.drop_index("uq_agency_contacts_main", "agency_contacts")
    op.rename_table("agency_contacts", "agency_contacts_before")
    op.create_table(
        "agency_contacts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("contact_id", sa.Integer, nullable=not is_known),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("phone_extension", sa.String(20)),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.UniqueConstraint(
            "agency_id", "contact_id", name="uq_agency_contacts_agency_id_contact_id"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_agency_contacts_agency_id"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_agency_contacts_contact_id"
        ),
        sa.CheckConstraint(
            "role IN ('main', 'deputy', 'asking', 'former')", name=op.f("ck_agency_contacts_role")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_agency_contacts_name")),
    )
    _move_rows("agency_contacts", LINK_COLUMNS)
    op.create_index("ix_agency_contacts_contact_id", "agency_contacts", ["contact_id"])
    is_main = sa.text("role = 'main'")
    op.create_index(
        "uq_agency_contacts_main",
        "agency_contacts",
        ["agency_id"],
        unique=True,
        sqlite_where=is_main,
    )


def _rewrite_events(changes: str, *added: sa.Column[Any]) -> None:
    op.drop_index("ix_registration_events_registration_id_at", "registration_events")
    op.rename_table("registration_events", "registration_events_before")
    op.create_table(
        "registration_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("registration_id", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("change", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(16), nullable=False),
        sa.Column("contact_id", sa.Integer),
        sa.Column("inbox_id", sa.Integer),
        sa.Column("from_status", sa.String(16)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("users", sa.Integer, nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(500)),
        sa.Column("details", sa.JSON),
        *added,
        sa.UniqueConstraint("inbox_id", name="uq_registration_events_inbox_id"),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_registration_events_registration_id",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_registration_events_contact_id"
        ),
        sa.CheckConstraint(f"change IN ({changes})", name=op.f("ck_registration_events_change")),
        sa.CheckConstraint(STATUSES, name=op.f("ck_registration_events_status")),
    )
    _move_rows("registration_events", EVENT_COLUMNS)
    op.create_index(
        "ix_registration_events_registration_id_at",
        "registration_events",
        ["registration_id", "at"],
    )


def _move_rows(table: str, columns: str) -> None:
    op.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_before")
    op.drop_table(f"{table}_before")


def _forbid_changes_of_the_audit() -> None:
    if _is_sqlite():
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit"
                " BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit is only ever added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()"
    )


def _allow_changes_of_the_audit() -> None:
    if _is_sqlite():
        op.execute("DROP TRIGGER audit_no_update")
        op.execute("DROP TRIGGER audit_no_delete")
        return
    op.execute("DROP TRIGGER audit_no_change ON audit")
    op.execute("DROP FUNCTION audit_refuses")
