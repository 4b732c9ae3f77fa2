"""Worths that are really written: by how much their intervals were stretched."""

import sqlalchemy as sa
from alembic import op

revision = "0017_promises"
down_revision = "0016_backtests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("worth", "prediction"):
        stretch = sa.Column(
            "stretch",
            sa.Numeric(precision=8, scale=4),
            server_default=sa.text("1"),
            nullable=False,
        )
        op.add_column(table, stretch)


def downgrade() -> None:
    for table in ("prediction", "worth"):
        op.drop_column(table, "stretch")
