"""Backtests of a workspace: what was asked, how far it has come, what came of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect

revision = "0016_backtests"
down_revision = "0015_price_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    held = postgresql.JSONB(astext_type=sa.Text())
    op.create_table(
        "backtest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("progress", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("summary", held, nullable=True),
        sa.Column("report", held, nullable=True),
        sa.Column("trades", held, nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_backtest_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backtest")),
    )
    op.create_index("ix_backtest_workspace", "backtest", ["workspace_id", "created_at"])
    protect(op, "backtest")


def downgrade() -> None:
    op.drop_table("backtest")
