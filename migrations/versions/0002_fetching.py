"""Kept answers and token buckets."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_fetching"
down_revision = "0001_foundation"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_DOUBLE: sa.types.TypeEngine[float] = postgresql.DOUBLE_PRECISION()


def upgrade() -> None:
    op.create_table(
        "http_cache",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("headers", postgresql.JSONB(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("coding", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("answered_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_http_cache"),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_http_cache_answered_at", "http_cache", ["answered_at"])
    op.execute("ALTER TABLE http_cache ALTER COLUMN body SET STORAGE EXTERNAL")
    op.create_table(
        "token_bucket",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("capacity", _DOUBLE, nullable=False),
        sa.Column("per_second", _DOUBLE, nullable=False),
        sa.Column("tokens", _DOUBLE, nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.Column("blocked_until", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_token_bucket"),
    )
    op.execute("ALTER TABLE token_bucket SET (fillfactor = 50)")


def downgrade() -> None:
    op.drop_table("token_bucket")
    op.drop_table("http_cache")
