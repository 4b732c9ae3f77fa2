"""How far each subscriber has come in the outbox: events are followed, no longer made jobs of."""

import sqlalchemy as sa
from alembic import op

revision = "0026_subscribers"
down_revision = "0025_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriber",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("begun", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=True),
        sa.Column("careful", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_subscriber")),
    )
    op.execute("alter table subscriber enable row level security")  # no tenant reads it
    op.create_index("ix_outbox_kind_position", "outbox", ["kind", "position"])


def downgrade() -> None:
    op.drop_index("ix_outbox_kind_position", table_name="outbox")
    op.drop_table("subscriber")
