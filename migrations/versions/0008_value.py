"""Costing and opportunities."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect_all

revision = "0008_value"
down_revision = "0007_match"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "costing",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("venues", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("shipping", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("prep", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("tax_rate", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.Column("import_rate", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.Column("currency_spread", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_costing_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_costing")),
    )
    op.create_table(
        "opportunity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("price", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("cost", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("exit_price", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("fees", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("proceeds", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("profit", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("break_even", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("margin", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.Column("roi", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("probability", sa.Numeric(precision=7, scale=6), nullable=False),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("in_stock", sa.Boolean(), nullable=False),
        sa.Column("confirmed_fees", sa.Boolean(), nullable=False),
        sa.Column("match_gates", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("doubts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_opportunity_listing_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
            name=op.f("fk_opportunity_product_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_opportunity_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
        sa.UniqueConstraint(
            "workspace_id",
            "listing_id",
            "venue",
            name=op.f("uq_opportunity_workspace_id_listing_id_venue"),
        ),
    )
    op.create_index("ix_opportunity_listing", "opportunity", ["listing_id"], unique=False)
    op.create_index("ix_opportunity_product", "opportunity", ["product_id"], unique=False)
    op.create_index(
        "ix_opportunity_profit",
        "opportunity",
        ["workspace_id", "profit", "id"],
        unique=False,
        postgresql_where=sa.text("gone_at IS NULL"),
    )

    protect_all(op, ["costing", "opportunity"])


def downgrade() -> None:
    op.drop_table("opportunity")
    op.drop_table("costing")
