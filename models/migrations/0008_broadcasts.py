"""Notices to many: what is said, to whom, how far it is; and how names are sorted."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

LETTERS = sa.String(700).with_variant(sa.String(700, collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
BROADCAST_STATES = (
    "state IN ('draft', 'pending', 'ready', 'preparing', 'sending', 'paused', 'done', "
    "'stopped', 'cancelled')"
)
CHUNK_STATES = "state IN ('waiting', 'attempting', 'sent', 'failed', 'uncertain', 'stopped')"
IS_OPEN = sa.text("state IN ('ready', 'preparing', 'sending', 'paused')")
IS_DUE = sa.text("state IN ('waiting', 'attempting')")


def upgrade() -> None:
    op.add_column("contacts", sa.Column("notices_stopped_at", MOMENT))
    op.add_column("agencies", sa.Column("sorted_as", LETTERS))
    _make_broadcasts()
    _index_broadcasts()
    _make_recipients()
    _make_chunks()


def downgrade() -> None:
    for table in ("buckets", "broadcast_chunks", "broadcast_recipients", "broadcasts"):
        op.drop_table(table)
    op.drop_column("agencies", "sorted_as")
    op.drop_column("contacts", "notices_stopped_at")


def _make_broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.Integer, primary_key=True),
        *_what_is_said(),
        *_how_far_it_is(),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name="fk_broadcasts_author_id"),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["staff.id"], name="fk_broadcasts_changed_by_id"
        ),
        sa.ForeignKeyConstraint(["approver_id"], ["staff.id"], name="fk_broadcasts_approver_id"),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["broadcasts.id"], name="fk_broadcasts_corrects_id"
        ),
        sa.CheckConstraint(BROADCAST_STATES, name=op.f("ck_broadcasts_state")),
    )


def _what_is_said() -> list[sa.Column[Any]]:
    return [
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("origin", sa.String(8), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("button", sa.String(80)),
        sa.Column("link", sa.String(1000)),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        sa.Column("conditions", sa.JSON, nullable=False),
        sa.Column("send_ms", sa.BigInteger),
        sa.Column("messages", sa.Text),
        sa.Column("expected", sa.Integer),
        sa.Column("author_id", sa.Integer, nullable=False),
        sa.Column("editors", sa.JSON, nullable=False),
        sa.Column("changed_by_id", sa.Integer),
        sa.Column("changed_how", sa.String(10)),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=False),
        sa.Column("tested_at", MOMENT),
        sa.Column("submitted_at", MOMENT),
        sa.Column("approver_id", sa.Integer),
        sa.Column("approved_at", MOMENT),
        sa.Column("note", sa.String(500)),
    ]


def _how_far_it_is() -> list[sa.Column[Any]]:
    return [
        sa.Column("paused_why", sa.String(20)),
        sa.Column("next_ms", sa.BigInteger, nullable=False),
        sa.Column("lease_ms", sa.BigInteger, nullable=False),
        sa.Column("cursor", sa.Integer, nullable=False),
        sa.Column("recipients", sa.Integer, nullable=False),
        sa.Column("reach", sa.JSON),
        sa.Column("left_out", sa.JSON),
        sa.Column("started_ms", sa.BigInteger),
        sa.Column("ended_ms", sa.BigInteger),
        sa.Column("corrects_id", sa.Integer),
    ]


def _index_broadcasts() -> None:
    op.create_index(
        "ix_broadcasts_open",
        "broadcasts",
        ["send_ms"],
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
    op.create_index("ix_broadcasts_started_ms", "broadcasts", ["started_ms"])


def _make_recipients() -> None:
    op.create_table(
        "broadcast_recipients",
        sa.Column("broadcast_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("contact_id", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


def _make_chunks() -> None:
    op.create_table(
        "broadcast_chunks",
        sa.Column("broadcast_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("retry_key", sa.String(36), nullable=False),
        sa.Column("first_id", sa.Integer, nullable=False),
        sa.Column("last_id", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("is_unclear", sa.Boolean, nullable=False),
        sa.Column("next_ms", sa.BigInteger, nullable=False),
        sa.Column("lease_ms", sa.BigInteger, nullable=False),
        sa.Column("deadline_ms", sa.BigInteger),
        sa.Column("settled_ms", sa.BigInteger),
        sa.Column("error", sa.String(500)),
        sa.UniqueConstraint("retry_key", name="uq_broadcast_chunks_retry_key"),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name="fk_broadcast_chunks_broadcast_id"
        ),
        sa.CheckConstraint(CHUNK_STATES, name=op.f("ck_broadcast_chunks_state")),
    )
    op.create_index(
        "ix_broadcast_chunks_due",
        "broadcast_chunks",
        ["broadcast_id", "next_ms", "number"],
        sqlite_where=IS_DUE,
        postgresql_where=IS_DUE,
    )
    op.create_index(
        "ix_broadcast_chunks_broadcast_id_last_id", "broadcast_chunks", ["broadcast_id", "last_id"]
    )
    op.create_table(
        "buckets",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("next_us", sa.BigInteger, nullable=False),
    )
