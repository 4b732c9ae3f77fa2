"""Paper trading of a workspace: its rules, what it did, and how far it has come."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect

revision = "0018_paper"
down_revision = "0017_promises"
branch_labels = None
depends_on = None


def upgrade() -> None:
    held = postgresql.JSONB(astext_type=sa.Text())
    op.create_table(
        "paper",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("walked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("trades", held, nullable=False),
        sa.Column("curve", held, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_paper_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_paper")),
    )
    protect(op, "paper")


def downgrade() -> None:
    op.drop_table("paper")
