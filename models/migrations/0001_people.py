"""Contacts on LINE, agencies, and who speaks for which."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

CATEGORIES = (
    "category IN ('government', 'state_enterprise', 'public_organisation', "
    "'independent', 'provincial')"
)


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("display_name", sa.String(200)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("line_id", name="uq_contacts_line_id"),
    )
    _create_agencies()
    _create_agency_contacts()


def downgrade() -> None:
    op.drop_table("agency_contacts")
    op.drop_table("agencies")
    op.drop_table("contacts")


def _create_agencies() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("folded", sa.String(300), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("province", sa.String(60)),
        sa.Column("keys", sa.String(2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("code", name="uq_agencies_code"),
        sa.UniqueConstraint("folded", name="uq_agencies_folded"),
        sa.CheckConstraint(CATEGORIES, name=op.f("ck_agencies_category")),
    )


def _create_agency_contacts() -> None:
    op.create_table(
        "agency_contacts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("contact_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("phone_extension", sa.String(20)),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
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
    op.create_index("ix_agency_contacts_contact_id", "agency_contacts", ["contact_id"])
    op.create_index(
        "uq_agency_contacts_main",
        "agency_contacts",
        ["agency_id"],
        unique=True,
        sqlite_where=sa.text("role = 'main'"),
        postgresql_where=sa.text("role = 'main'"),
    )
