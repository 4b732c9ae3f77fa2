"""What is followed, the offers of followed products, and what came true."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect_all

revision = "0029_following"
down_revision = "0028_api_usage"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    stated = sa.text("seller IS NOT NULL")
    op.create_index("ix_listing_seller", "listing", ["seller"], postgresql_where=stated)
    op.create_table(
        "follow",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "workspace_id")),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("kind", "key", "label", "currency")
        ),
        sa.Column("conditions", postgresql.JSONB(), nullable=False),
        sa.Column("margin", sa.Numeric(precision=7, scale=4), nullable=False),
        sa.Column("goods", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("since", "created_at")),
        _belongs("follow", "workspace"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint(
            "workspace_id", "kind", "key", name=op.f("uq_follow_workspace_id_kind_key")
        ),
    )
    op.create_index("ix_follow_key", "follow", ["kind", "key"])
    op.create_index("ix_follow_list", "follow", ["workspace_id", sa.text("created_at DESC"), "id"])
    op.create_table(
        "follow_member",
        *(
            sa.Column(name, sa.Uuid(), nullable=False)
            for name in ("follow_id", "listing_id", "workspace_id")
        ),
        sa.Column("joined_at", MOMENT, nullable=True),
        *(_belongs("follow_member", one) for one in ("follow", "listing", "workspace")),
        sa.PrimaryKeyConstraint("follow_id", "listing_id", name=op.f("pk_follow_member")),
    )
    op.create_index("ix_follow_member_listing", "follow_member", ["listing_id"])
    op.create_index(op.f("ix_follow_member_workspace_id"), "follow_member", ["workspace_id"])
    _create_hits()
    protect_all(op, ["follow", "follow_member", "follow_hit"])


def _create_hits() -> None:
    amounts = ("amount", "before_amount", "low_amount")
    op.create_table(
        "follow_hit",
        *(
            sa.Column(name, sa.Uuid(), nullable=False)
            for name in ("id", "follow_id", "listing_id", "workspace_id")
        ),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("condition", "currency")),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("at", "found_at")),
        *(sa.Column(one, sa.Numeric(precision=18, scale=4), nullable=True) for one in amounts),
        *(_belongs("follow_hit", one) for one in ("follow", "listing", "workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_hit")),
        sa.UniqueConstraint(
            "follow_id",
            "condition",
            "listing_id",
            "at",
            name=op.f("uq_follow_hit_follow_id_condition_listing_id_at"),
        ),
    )
    op.create_index("ix_follow_hit_list", "follow_hit", ["follow_id", sa.text("at DESC"), "id"])
    op.create_index("ix_follow_hit_listing", "follow_hit", ["listing_id"])
    op.create_index("ix_follow_hit_workspace", "follow_hit", ["workspace_id"])


def _belongs(table: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("follow_hit", "follow_member", "follow"):
        op.drop_table(table)
    op.drop_index("ix_listing_seller", "listing")
