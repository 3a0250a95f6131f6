"""Dialogues, the events LINE sent, the messages sent back, and the record of acts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INBOX_STATES = "state IN ('waiting', 'done', 'unreadable', 'failed')"
OUTBOX_STATES = (
    "state IN ('waiting', 'attempting', 'sent', 'inferred', 'dropped', 'uncertain', 'failed')"
)
WAITING = "state = 'waiting'"
DUE = "state IN ('waiting', 'attempting')"


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("contact_id", sa.Integer, primary_key=True),
        sa.Column("turns", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("draft_form", sa.String(40)),
        sa.Column("draft", sa.JSON),
        sa.Column("draft_saved_at", sa.DateTime(timezone=True)),
        sa.Column("reminded_at", sa.DateTime(timezone=True)),
        sa.Column("offered", sa.JSON),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.Column("lookups", sa.Integer, nullable=False),
        sa.Column("lookups_since_ms", sa.BigInteger),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_conversations_contact_id"
        ),
    )
    op.create_index("ix_conversations_draft_saved_at", "conversations", ["draft_saved_at"])
    _create_inbox()
    _create_outbox()
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(16), nullable=False),
        sa.Column("actor_id", sa.Integer),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("details", sa.JSON),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_subject", "audit", ["subject"])


def downgrade() -> None:
    op.drop_table("audit")
    op.drop_table("outbox")
    op.drop_table("inbox")
    op.drop_table("conversations")


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("lane", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("reply_token", sa.String(200)),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_ms", sa.BigInteger, nullable=False),
        sa.Column("handled_ms", sa.BigInteger),
        sa.Column("error", sa.String(500)),
        sa.UniqueConstraint("event_id", name="uq_inbox_event_id"),
        sa.UniqueConstraint("message_id", name="uq_inbox_message_id"),
        sa.CheckConstraint(INBOX_STATES, name=op.f("ck_inbox_state")),
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["lane", "at_ms"],
        sqlite_where=sa.text(WAITING),
        postgresql_where=sa.text(WAITING),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("inbox_id", sa.Integer),
        sa.Column("lane", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("importance", sa.String(10), nullable=False),
        sa.Column("reply_token", sa.String(200)),
        sa.Column("retry_key", sa.String(36), nullable=False),
        sa.Column("messages", sa.Text, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("is_unclear", sa.Boolean, nullable=False),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("deadline_ms", sa.BigInteger, nullable=False),
        sa.Column("next_ms", sa.BigInteger, nullable=False),
        sa.Column("lease_ms", sa.BigInteger, nullable=False),
        sa.Column("settled_ms", sa.BigInteger),
        sa.Column("error", sa.String(500)),
        sa.UniqueConstraint("inbox_id", "lane", name="uq_outbox_inbox_id_lane"),
        sa.UniqueConstraint("retry_key", name="uq_outbox_retry_key"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_outbox_inbox_id"),
        sa.CheckConstraint(OUTBOX_STATES, name=op.f("ck_outbox_state")),
        sa.CheckConstraint("channel IN ('reply', 'push')", name=op.f("ck_outbox_channel")),
        sa.CheckConstraint("importance IN ('must', 'courtesy')", name=op.f("ck_outbox_importance")),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["next_ms"],
        sqlite_where=sa.text(DUE),
        postgresql_where=sa.text(DUE),
    )
    op.create_index("ix_outbox_lane_state", "outbox", ["lane", "state"])
