"""The newest listings of one shop are read from an index, instead of all of them sorted."""

from alembic import op

revision = "0031_newest_of_a_shop"
down_revision = "0030_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_listing_shop_newest", "listing", ["shop", "first_seen_at", "id"])
    op.drop_index("ix_listing_shop", table_name="listing")


def downgrade() -> None:
    op.create_index("ix_listing_shop", "listing", ["shop"])
    op.drop_index("ix_listing_shop_newest", table_name="listing")
