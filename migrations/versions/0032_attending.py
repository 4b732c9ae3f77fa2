"""What is followed is read: by a watch that was made for it; and counts towards the plan."""

import sqlalchemy as sa
from alembic import op

revision = "0032_attending"
down_revision = "0031_newest_of_a_shop"
branch_labels = None
depends_on = None


def upgrade() -> None:
    no = sa.text("false")
    op.add_column("watch", sa.Column("followed", sa.Boolean(), server_default=no, nullable=False))
    op.add_column("follow", sa.Column("held", sa.Text(), nullable=True))
    op.add_column("follow", sa.Column("watch_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_follow_watch_id"), "follow", ["watch_id"])
    op.create_foreign_key(
        op.f("fk_follow_watch_id"), "follow", "watch", ["watch_id"], ["id"], ondelete="SET NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_follow_watch_id"), "follow", type_="foreignkey")
    op.drop_index(op.f("ix_follow_watch_id"), "follow")
    for table, name in (("follow", "watch_id"), ("follow", "held"), ("watch", "followed")):
        op.drop_column(table, name)
