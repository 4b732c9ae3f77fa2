"""Whether an alert is read is each person's: one row for an alert and whoever is to read it."""

import sqlalchemy as sa
from alembic import op

from bolo.platform.database.tenancy import protect

revision = "0033_readers"
down_revision = "0032_attending"
branch_labels = None
depends_on = None
PARENTS = {"workspace_id": "workspace", "user_id": "app_user", "alert_id": "alert"}


def upgrade() -> None:
    op.create_table(
        "alert_reader",
        *(sa.Column(column, sa.Uuid(), nullable=False) for column in PARENTS),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        *(_belongs(column, table) for column, table in PARENTS.items()),
        sa.PrimaryKeyConstraint(*PARENTS, name=op.f("pk_alert_reader")),
    )
    op.create_index(op.f("ix_alert_reader_alert_id"), "alert_reader", ["alert_id"])
    op.create_index(op.f("ix_alert_reader_user_id"), "alert_reader", ["user_id"])
    op.create_index(
        "ix_alert_reader_unread",
        "alert_reader",
        ["workspace_id", "user_id"],
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.execute("""
        INSERT INTO alert_reader (workspace_id, user_id, alert_id, read_at)
        SELECT a.workspace_id, m.user_id, a.id, a.read_at FROM alert a
        JOIN membership m ON m.workspace_id = a.workspace_id
            AND (a.user_id IS NULL OR a.user_id = m.user_id)
    """)
    op.drop_column("alert", "read_at")
    protect(op, "alert_reader")


def _belongs(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_alert_reader_{column}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.add_column("alert", sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("""
        UPDATE alert SET read_at =
            (SELECT min(read_at) FROM alert_reader WHERE alert_id = alert.id)
    """)
    op.drop_table("alert_reader")
