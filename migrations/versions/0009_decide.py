"""Policies and verdicts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect_all

revision = "0009_decide"
down_revision = "0008_value"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("min_profit", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("max_investment", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("min_margin", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.Column("wanted_roi", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.Column("max_days", sa.Integer(), nullable=False),
        sa.Column("min_probability", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.Column("roi_definition", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_policy_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint(
            "workspace_id", "category", name=op.f("uq_policy_workspace_id_category")
        ),
    )
    op.create_table(
        "verdict",
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reasons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("risk", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("max_cost", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_verdict_opportunity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_verdict_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_verdict")),
    )
    op.create_index("ix_verdict_workspace", "verdict", ["workspace_id", "verdict"], unique=False)

    protect_all(op, ["policy", "verdict"])


def downgrade() -> None:
    op.drop_table("verdict")
    op.drop_table("policy")
