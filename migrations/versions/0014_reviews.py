"""What people say of matches: reviews, labels, the models that learn from them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect

revision = "0014_reviews"
down_revision = "0013_worth"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("link", sa.Column("model", sa.Text(), nullable=True))
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=True),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("probability", sa.Numeric(precision=7, scale=6), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reasons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("urgency", sa.Numeric(precision=7, scale=6), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        _reference("review", "workspace_id", "workspace"),
        _reference("review", "listing_id", "listing"),
        _reference("review", "other_id", "listing"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            "workspace_id",
            "listing_id",
            "other_id",
            name=op.f("uq_review_workspace_id_listing_id_other_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index("ix_review_urgency", "review", ["urgency", "id"], unique=False)
    op.create_index("ix_review_listing", "review", ["listing_id"], unique=False)
    op.create_index("ix_review_other", "review", ["other_id"], unique=False)
    op.create_table(
        "match_label",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("right_said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("probability", sa.Numeric(precision=7, scale=6), nullable=False),
        _reference("match_label", "workspace_id", "workspace"),
        _reference("match_label", "review_id", "review"),
        _reference("match_label", "listing_id", "listing"),
        _reference("match_label", "other_id", "listing"),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
            name=op.f("fk_match_label_user_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_label")),
        sa.UniqueConstraint(
            "workspace_id", "review_id", name=op.f("uq_match_label_workspace_id_review_id")
        ),
    )
    op.create_index("ix_match_label_listing", "match_label", ["listing_id"], unique=False)
    op.create_index("ix_match_label_other", "match_label", ["other_id"], unique=False)
    op.create_index("ix_match_label_review", "match_label", ["review_id"], unique=False)
    op.create_table(
        "match_model",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("labels", sa.Integer(), nullable=False),
        sa.Column("trained_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_match_model")),
    )
    protect(op, "review", shared=True)
    protect(op, "match_label")


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("match_model")
    op.drop_table("match_label")
    op.drop_table("review")
    op.drop_column("link", "model")
