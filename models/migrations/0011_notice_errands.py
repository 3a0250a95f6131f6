"""What officers asked for from LINE that needs a question to LINE first."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "notice_errands",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("broadcast_id", sa.Integer, nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("verb", sa.String(10), nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("lease_ms", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name="fk_notice_errands_broadcast_id"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_notice_errands_staff_id"),
        sa.UniqueConstraint(
            "broadcast_id",
            "staff_id",
            "verb",
            "seen",
            name="uq_notice_errands_broadcast_id_staff_id_verb_seen",
        ),
    )


def downgrade() -> None:
    op.drop_table("notice_errands")
