"""Texts that were not understood for sure, and the device that guides were last read for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("device", sa.String(10)))
    op.create_table(
        "utterances",
        sa.Column("inbox_id", sa.Integer, primary_key=True),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("offered", sa.JSON, nullable=False),
        sa.Column("chosen", sa.String(40)),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_utterances_inbox_id"),
    )


def downgrade() -> None:
    op.drop_table("utterances")
    op.drop_column("conversations", "device")
