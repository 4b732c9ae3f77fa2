"""What people make of listings, and the ways to find them again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect_all

revision = "0022_feed"
down_revision = "0021_searches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_listing_first_seen", "listing", ["first_seen_at", "id"])
    op.create_index(
        "ix_listing_title",
        "listing",
        ["title"],
        postgresql_using="gin",
        postgresql_ops={"title": "gin_trgm_ops"},
    )
    op.create_table(
        "listing_mark",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("viewed_at", "saved_at", "hidden_at", "opened_at")
        ),
        sa.Column("opened", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _belongs("listing_mark", "workspace", "workspace_id"),
        _belongs("listing_mark", "app_user", "user_id"),
        _belongs("listing_mark", "listing", "listing_id"),
        sa.PrimaryKeyConstraint(
            "listing_id", "workspace_id", "user_id", name=op.f("pk_listing_mark")
        ),
    )
    op.create_index(
        "ix_listing_mark_saved",
        "listing_mark",
        ["workspace_id", "user_id", "saved_at"],
        postgresql_where=sa.text("saved_at IS NOT NULL"),
    )
    op.create_table(
        "listing_note",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "tags",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        _belongs("listing_note", "workspace", "workspace_id"),
        _belongs("listing_note", "listing", "listing_id"),
        sa.PrimaryKeyConstraint("listing_id", "workspace_id", name=op.f("pk_listing_note")),
    )
    op.create_index("ix_listing_note_workspace_id", "listing_note", ["workspace_id"])
    protect_all(op, ["listing_mark", "listing_note"])


def _belongs(table: str, other: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("listing_note")
    op.drop_table("listing_mark")
    op.drop_index("ix_listing_title", table_name="listing")
    op.drop_index("ix_listing_first_seen", table_name="listing")
