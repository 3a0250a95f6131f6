"""Requests, their apps, their history, and what was asked for after approval."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

STATUSES = (
    "'submitted', 'screening', 'need_info', 'approved', 'forwarded', 'active', 'expired', "
    "'rejected', 'withdrawn', 'merged'"
)
CHANGES = "'submitted', 'status', 'users', 'apps', 'contact', 'joined', 'withdrawn'"
APPS = "'teams', 'webex', 'hangouts'"
APP_STATUSES = "'waiting', 'forwarded', 'acknowledged', 'active', 'refused', 'expired', 'dropped'"
IS_OPEN = "status IN ('active', 'approved', 'forwarded', 'need_info', 'screening', 'submitted')"


def upgrade() -> None:
    _create_registrations()
    _create_registration_apps()
    _create_registration_events()
    _create_amendments()
    op.create_table(
        "counters",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("counters")
    op.drop_table("amendments")
    op.drop_table("registration_events")
    op.drop_table("registration_apps")
    op.drop_table("registrations")


def _create_registrations() -> None:
    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(500)),
        sa.Column("users", sa.Integer, nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Integer),
        sa.Column("notice_version", sa.String(20)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("reference", name="uq_registrations_reference"),
        sa.UniqueConstraint("year", "number", name="uq_registrations_year_number"),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_registrations_agency_id"),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["contacts.id"], name="fk_registrations_submitted_by"
        ),
        sa.CheckConstraint(f"status IN ({STATUSES})", name=op.f("ck_registrations_status")),
        sa.CheckConstraint("users > 0", name=op.f("ck_registrations_users")),
    )
    op.create_index(
        "uq_registrations_open_agency",
        "registrations",
        ["agency_id"],
        unique=True,
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )
    op.create_index(
        "ix_registrations_agency_id_submitted_at", "registrations", ["agency_id", "submitted_at"]
    )


def _create_registration_apps() -> None:
    op.create_table(
        "registration_apps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("registration_id", sa.Integer, nullable=False),
        sa.Column("app", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("users", sa.Integer),
        sa.UniqueConstraint(
            "registration_id", "app", name="uq_registration_apps_registration_id_app"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name="fk_registration_apps_registration_id"
        ),
        sa.CheckConstraint(f"app IN ({APPS})", name=op.f("ck_registration_apps_app")),
        sa.CheckConstraint(f"status IN ({APP_STATUSES})", name=op.f("ck_registration_apps_status")),
    )


def _create_registration_events() -> None:
    op.create_table(
        "registration_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("registration_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
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
        sa.UniqueConstraint("inbox_id", name="uq_registration_events_inbox_id"),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_registration_events_registration_id",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_registration_events_contact_id"
        ),
        sa.CheckConstraint(f"change IN ({CHANGES})", name=op.f("ck_registration_events_change")),
        sa.CheckConstraint(f"status IN ({STATUSES})", name=op.f("ck_registration_events_status")),
    )
    op.create_index(
        "ix_registration_events_registration_id_at",
        "registration_events",
        ["registration_id", "at"],
    )


def _create_amendments() -> None:
    op.create_table(
        "amendments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("registration_id", sa.Integer, nullable=False),
        sa.Column("change", sa.String(16), nullable=False),
        sa.Column("wanted", sa.JSON, nullable=False),
        sa.Column("asked_by", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inbox_id", sa.Integer),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("inbox_id", name="uq_amendments_inbox_id"),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name="fk_amendments_registration_id"
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["contacts.id"], name="fk_amendments_asked_by"),
        sa.CheckConstraint(f"change IN ({CHANGES})", name=op.f("ck_amendments_change")),
    )
    op.create_index("ix_amendments_registration_id", "amendments", ["registration_id"])
