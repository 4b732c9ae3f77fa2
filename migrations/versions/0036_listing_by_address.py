"""A listing is found by the address of its page. By its hash: addresses may be of any length."""

from alembic import op

revision = "0036_listing_by_address"
down_revision = "0035_vat"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_listing_url", "listing", ["url"], postgresql_using="hash")


def downgrade() -> None:
    op.drop_index("ix_listing_url", table_name="listing")
