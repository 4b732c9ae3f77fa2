"""VAT on what a workspace sells: how it owes it, and how much of each deal and sale it is."""

import sqlalchemy as sa
from alembic import op

revision = "0035_vat"
down_revision = "0034_asked_share"
branch_labels = None
depends_on = None

NOTHING = {"server_default": "0"}


def upgrade() -> None:
    for column in (
        sa.Column("vat_scheme", sa.Text(), server_default="none", nullable=False),
        sa.Column("vat_rate", sa.Numeric(12, 6), nullable=False, **NOTHING),
        sa.Column("vat_reclaimed", sa.Boolean(), server_default=sa.true(), nullable=False),
    ):
        op.add_column("costing", column)
    op.add_column("opportunity", sa.Column("vat", sa.Numeric(18, 4), nullable=False, **NOTHING))
    op.add_column("sale", sa.Column("vat", sa.Numeric(18, 4), nullable=True, **NOTHING))


def downgrade() -> None:
    op.drop_column("sale", "vat")
    op.drop_column("opportunity", "vat")
    for name in ("vat_reclaimed", "vat_rate", "vat_scheme"):
        op.drop_column("costing", name)
