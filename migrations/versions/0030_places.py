"""Where a listing is: what it is called there, its country, and degrees."""

import sqlalchemy as sa
from alembic import op

revision = "0030_places"
down_revision = "0029_following"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("place", "country"):
        op.add_column("listing", sa.Column(name, sa.Text(), nullable=True))
    for name in ("latitude", "longitude"):
        op.add_column("listing", sa.Column(name, sa.Double(), nullable=True))


def downgrade() -> None:
    for name in ("longitude", "latitude", "country", "place"):
        op.drop_column("listing", name)
