"""The parts of a verdict's risk, its shortfall, score and chance of loss."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012_risk"
down_revision = "0011_second_thoughts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("verdict", sa.Column("weighed", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("verdict", "weighed")
