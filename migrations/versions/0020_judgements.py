"""What verdicts rest on, and what a workspace assumes of risks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect_all

revision = "0020_judgements"
down_revision = "0019_judging"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("hash", "deal", "versions")),
        sa.Column("hashes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _belongs("judgement", "opportunity"),
        _belongs("judgement", "workspace"),
        sa.PrimaryKeyConstraint("opportunity_id", "slot", name=op.f("pk_judgement")),
    )
    op.create_index("ix_judgement_workspace", "judgement", ["workspace_id"])
    op.create_table(
        "basis",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        _belongs("basis", "workspace"),
        sa.PrimaryKeyConstraint("workspace_id", "hash", name=op.f("pk_basis")),
    )
    op.create_table(
        "risk_setting",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _belongs("risk_setting", "workspace"),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_risk_setting")),
    )
    protect_all(op, ["judgement", "basis", "risk_setting"])


def _belongs(table: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("risk_setting", "basis", "judgement"):
        op.drop_table(table)
