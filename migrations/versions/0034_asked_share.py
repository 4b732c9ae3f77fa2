"""How much of what others ask a sale is expected to bring: a figure of each workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0034_asked_share"
down_revision = "0033_readers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "costing",
        sa.Column("asked_share", sa.Numeric(12, 6), server_default="0.82", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("costing", "asked_share")
