"""
What is watched: figures, alarms, and indexes that hold nothing but what went wrong.

Each index is written to when something ends badly, or is pushed; not by a plain answer.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# name, table, columns, which rows
INDEXES = (
    ("ix_inbox_dead", "inbox", ["state", "id"], "state IN ('failed', 'unreadable')"),
    ("ix_jobs_failed", "jobs", ["id"], "state = 'failed'"),
    (
        "ix_outbox_dead",
        "outbox",
        ["state", "id"],
        "state IN ('failed', 'uncertain', 'dropped')",
    ),
    (
        "ix_outbox_pushed",
        "outbox",
        ["settled_ms"],
        "channel = 'push' AND state = 'sent'",
    ),
    (
        "ix_broadcast_chunks_dead",
        "broadcast_chunks",
        ["state"],
        "state IN ('failed', 'uncertain')",
    ),
    (
        "ix_broadcast_chunks_sent",
        "broadcast_chunks",
        ["settled_ms", "size"],
        "state = 'sent'",
    ),
)


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("slot", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "alarms",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("is_raised", sa.Boolean, nullable=False),
        sa.Column("since_ms", sa.BigInteger, nullable=False),
        sa.Column("told", sa.BigInteger, nullable=False),
    )
    for name, table, columns, which in INDEXES:
        where = sa.text(which)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, table, _, _ in reversed(INDEXES):
        op.drop_index(name, table)
    op.drop_table("alarms")
    op.drop_table("figures")
