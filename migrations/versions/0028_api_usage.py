"""How each route of the API is used: by key and day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect

revision = "0028_api_usage"
down_revision = "0027_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_usage",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("requests", sa.BigInteger(), nullable=False),
        sa.Column("errors", sa.BigInteger(), nullable=False),
        sa.Column("took", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        *(_belongs(column, table) for column, table in PARENTS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_usage")),
        sa.UniqueConstraint(
            *("workspace_id", "day", "user_id", "key_id", "method", "route"),
            name="uq_api_usage_place",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_api_usage_user_id"), "api_usage", ["user_id"])
    op.create_index(op.f("ix_api_usage_key_id"), "api_usage", ["key_id"])
    protect(op, "api_usage")


PARENTS = {"workspace_id": "workspace", "user_id": "app_user", "key_id": "api_key"}


def _belongs(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_api_usage_{column}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("api_usage")
