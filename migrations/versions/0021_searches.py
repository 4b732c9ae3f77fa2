"""Saved searches, the watches that ask for them, and what they caught."""

import sqlalchemy as sa
from alembic import op

from bolo.platform.database.tenancy import protect_all

revision = "0021_searches"
down_revision = "0020_judgements"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("CREATE SEQUENCE saved_search_revision")
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("title", "rule", "state")),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("template", sa.Text(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        _belongs("saved_search", "workspace"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    newest = sa.text("created_at DESC")
    op.create_index("ix_saved_search_list", "saved_search", ["workspace_id", newest, "id"])
    op.create_index("ix_saved_search_revision", "saved_search", ["revision"])
    op.create_table(
        "search_hit",
        *(
            sa.Column(name, sa.Uuid(), nullable=False)
            for name in ("id", "search_id", "listing_id", "workspace_id")
        ),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_search.id"],
            name=op.f("fk_search_hit_search_id"),
            ondelete="CASCADE",
        ),
        _belongs("search_hit", "listing"),
        _belongs("search_hit", "workspace"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_hit")),
        sa.UniqueConstraint(
            "search_id", "listing_id", name=op.f("uq_search_hit_search_id_listing_id")
        ),
    )
    op.create_index(
        "ix_search_hit_list", "search_hit", ["search_id", sa.text("found_at DESC"), "id"]
    )
    op.create_index("ix_search_hit_listing", "search_hit", ["listing_id"])
    op.create_index("ix_search_hit_workspace", "search_hit", ["workspace_id"])
    protect_all(op, ["saved_search", "search_hit"])
    op.add_column("watch", sa.Column("search_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_watch_search_id"),
        "watch",
        "saved_search",
        ["search_id"],
        ["id"],
        ondelete="CASCADE",
    )
    mine = sa.text("search_id IS NOT NULL")
    op.create_index("ix_watch_search", "watch", ["search_id"], postgresql_where=mine)
    op.drop_constraint(op.f("uq_watch_workspace_id_kind_key"), "watch")
    op.create_unique_constraint(
        op.f("uq_watch_workspace_id_kind_key_search_id"),
        "watch",
        ["workspace_id", "kind", "key", "search_id"],
        postgresql_nulls_not_distinct=True,
    )


def _belongs(table: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    op.execute("DELETE FROM watch WHERE search_id IS NOT NULL")
    op.drop_constraint(op.f("uq_watch_workspace_id_kind_key_search_id"), "watch")
    op.create_unique_constraint(
        op.f("uq_watch_workspace_id_kind_key"), "watch", ["workspace_id", "kind", "key"]
    )
    op.drop_index("ix_watch_search", "watch")
    op.drop_column("watch", "search_id")
    op.drop_table("search_hit")
    op.drop_table("saved_search")
    op.execute("DROP SEQUENCE saved_search_revision")
