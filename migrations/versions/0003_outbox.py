"""The outbox, the processes at work, and what is kept about durable jobs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from bolo.platform.database.tenancy import TENANT, protect

revision = "0003_outbox"
down_revision = "0002_fetching"
branch_labels = None
depends_on = None

NOW = sa.text("now()")
INSTANT = sa.DateTime(timezone=True)
OURS = ("executor", "job_trouble", "schedule")


def upgrade() -> None:
    op.execute("create sequence outbox_position")
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("ids", ARRAY(sa.Uuid), nullable=False),
        sa.Column("workspace_id", sa.Uuid),
        sa.Column("created_at", INSTANT, server_default=NOW, nullable=False),
        sa.Column("position", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("position", name="uq_outbox_position"),
    )
    op.create_index(
        "ix_outbox_waiting", "outbox", ["id"], postgresql_where=sa.text("position is null")
    )
    protect(op, "outbox", shared=True)
    op.create_table(
        "executor",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("started_at", INSTANT, server_default=NOW, nullable=False),
        sa.Column("beat_at", INSTANT, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_executor"),
    )
    _jobs()


def _jobs() -> None:
    op.create_table(
        "job_done",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("done_at", INSTANT, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job_done"),
    )
    op.create_index("ix_job_done_done_at", "job_done", ["done_at"], postgresql_using="brin")
    op.create_table(
        "job_trouble",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("work", sa.Text, nullable=False),
        sa.Column("crashes", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("crashed_at", INSTANT, server_default=NOW, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("failed_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_job_trouble"),
    )
    op.create_index(
        "ix_job_trouble_failed_at",
        "job_trouble",
        ["failed_at"],
        postgresql_where=sa.text("failed_at is not null"),
    )
    op.create_table(
        "schedule",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("ran_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_schedule"),
    )
    for table in OURS:
        op.execute(f"revoke all on {table} from {TENANT}")


def downgrade() -> None:
    for table in ("schedule", "job_trouble", "job_done", "executor", "outbox"):
        op.drop_table(table)
    op.execute("drop sequence outbox_position")
