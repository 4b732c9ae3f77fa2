"""Plans of workspaces, what was taken of Stripe's events, and what a plan holds back."""

import sqlalchemy as sa
from alembic import op

from bolo.platform.database.tenancy import protect

revision = "0027_plans"
down_revision = "0026_subscribers"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "workspace_plan",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("granted", sa.Text(), nullable=True),
        sa.Column("locked_at", MOMENT, nullable=True),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in ("customer", "subscription", "plan", "status")
        ),
        sa.Column("period_end", MOMENT, nullable=True),
        sa.Column("cancels", sa.Boolean(), nullable=False, server_default="false"),
        *(
            sa.Column(name, MOMENT, nullable=True)
            for name in ("past_due_since", "lapsed_at", "told_at")
        ),
        sa.Column("told_by", sa.Integer(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_workspace_plan_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_workspace_plan")),
        sa.UniqueConstraint("customer", name=op.f("uq_workspace_plan_customer")),
    )
    op.create_table(
        "stripe_event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stripe_event")),
    )
    protect(op, "workspace_plan")
    op.execute("alter table stripe_event enable row level security")  # no tenant reads it
    op.add_column("saved_search", sa.Column("held", sa.Text(), nullable=True))
    op.add_column("watch", sa.Column("held", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("watch", "held")
    op.drop_column("saved_search", "held")
    op.drop_table("stripe_event")
    op.drop_table("workspace_plan")
