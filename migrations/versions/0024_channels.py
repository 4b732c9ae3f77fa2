"""Channels instead of webhook endpoints: dispatches, attempts, and how a person is told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect_all

revision = "0024_channels"
down_revision = "0023_signing_in"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEEP_ENDPOINTS = """
    INSERT INTO channel (id, workspace_id, kind, label, shown, sealed, enabled, failures,
        last_status, last_told, created_at)
    SELECT id, workspace_id, 'webhook', '', jsonb_build_object('url', url), secret, enabled,
        failures, last_status, last_error, created_at
    FROM webhook_endpoint
"""
KEEP_DELIVERIES = """
    INSERT INTO dispatch (id, workspace_id, channel_id, message_id, state, attempts, next_try_at,
        last_status, last_told, created_at, done_at)
    SELECT delivery.id, delivery.workspace_id, endpoint_id, alert_id, state, attempts,
        next_try_at, last_status, last_error, alert.created_at, done_at
    FROM delivery JOIN alert ON alert.id = alert_id
"""
BACK_TO_ENDPOINTS = """
    INSERT INTO webhook_endpoint (id, workspace_id, url, secret, enabled, failures, last_status,
        last_error, created_at)
    SELECT id, workspace_id, shown->>'url', sealed, enabled, failures, last_status, last_told,
        created_at
    FROM channel WHERE kind = 'webhook'
"""
BACK_TO_DELIVERIES = """
    UPDATE delivery SET state = dispatch.state, attempts = dispatch.attempts,
        next_try_at = dispatch.next_try_at, last_status = dispatch.last_status,
        last_error = dispatch.last_told, done_at = dispatch.done_at
    FROM dispatch WHERE dispatch.id = delivery.dispatch_id
"""


def upgrade() -> None:
    _create_channel()
    _create_dispatch()
    op.execute(KEEP_ENDPOINTS)
    op.execute(KEEP_DELIVERIES)
    _change_delivery()
    op.drop_table("webhook_endpoint")
    _create_telling()
    op.create_table(
        "push_key",
        sa.Column("id", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_key")),
    )
    op.add_column("alert", sa.Column("user_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_alert_user_id"), "alert", "app_user", ["user_id"], ["id"], ondelete="CASCADE"
    )
    op.create_index(op.f("ix_alert_user_id"), "alert", ["user_id"])
    empty = sa.text("''")
    op.add_column("alert", sa.Column("scope", sa.Text(), server_default=empty, nullable=False))
    op.add_column("alert", sa.Column("worth", sa.Numeric(), nullable=True))
    op.add_column("alert", sa.Column("clicked_at", MOMENT, nullable=True))
    op.add_column(
        "alert",
        sa.Column("about", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )
    protect_all(op, ["channel", "dispatch", "attempt", "telling"])


def _create_channel() -> None:
    op.create_table(
        "channel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("shown", postgresql.JSONB(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("rests_until", MOMENT, nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_told", sa.Text(), nullable=True),
        sa.Column("last_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        _belongs("channel", "workspace"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_channel_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
    )
    op.create_index(op.f("ix_channel_workspace_id"), "channel", ["workspace_id"])
    op.create_index(op.f("ix_channel_user_id"), "channel", ["user_id"])


def _create_dispatch() -> None:
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_told", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        _belongs("dispatch", "workspace"),
        _belongs("dispatch", "channel"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
    )
    op.create_index("ix_dispatch_channel", "dispatch", ["channel_id", "created_at"])
    op.create_index(
        "ix_dispatch_history",
        "dispatch",
        ["workspace_id", sa.literal_column("created_at DESC"), "id"],
    )
    op.create_index(
        "ix_dispatch_due",
        "dispatch",
        ["next_try_at"],
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "attempt",
        sa.Column("dispatch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        _belongs("attempt", "dispatch"),
        _belongs("attempt", "workspace"),
        sa.PrimaryKeyConstraint("dispatch_id", "number", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_workspace_id"), "attempt", ["workspace_id"])


def _change_delivery() -> None:
    op.drop_index("ix_delivery_due", "delivery")
    op.drop_constraint("fk_delivery_endpoint_id", "delivery")
    op.drop_constraint("uq_delivery_alert_id_endpoint_id", "delivery")
    op.alter_column("delivery", "endpoint_id", new_column_name="channel_id")
    op.alter_column("delivery", "next_try_at", new_column_name="due_at")
    op.add_column("delivery", sa.Column("dispatch_id", sa.Uuid(), nullable=True))
    op.add_column("delivery", sa.Column("untold", sa.Text(), nullable=True))
    op.execute("UPDATE delivery SET dispatch_id = id")
    for name in ("state", "attempts", "last_status", "last_error", "done_at"):
        op.drop_column("delivery", name)
    op.create_unique_constraint(
        op.f("uq_delivery_alert_id_channel_id"), "delivery", ["alert_id", "channel_id"]
    )
    for other in ("channel", "dispatch"):
        op.create_foreign_key(
            op.f(f"fk_delivery_{other}_id"),
            "delivery",
            other,
            [f"{other}_id"],
            ["id"],
            ondelete="CASCADE",
        )
    op.create_index(op.f("ix_delivery_dispatch_id"), "delivery", ["dispatch_id"])
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["channel_id", "due_at"],
        postgresql_where=sa.text("dispatch_id IS NULL AND untold IS NULL"),
    )


def _create_telling() -> None:
    op.create_table(
        "telling",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("pace", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.Column("at_most", sa.Integer(), nullable=True),
        sa.Column("min_worth", sa.Numeric(), nullable=True),
        sa.Column("muted_until", MOMENT, nullable=True),
        sa.Column("channels", postgresql.ARRAY(sa.Uuid()), nullable=True),
        _belongs("telling", "workspace"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_telling_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "scope", name=op.f("pk_telling")),
    )


def _belongs(table: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for name in ("about", "clicked_at", "worth", "scope", "user_id"):
        op.drop_column("alert", name)
    for table in ("push_key", "telling", "attempt"):
        op.drop_table(table)
    _recreate_endpoints()
    op.execute(BACK_TO_ENDPOINTS)
    op.execute("DELETE FROM delivery WHERE dispatch_id IS NULL")
    op.execute(
        "DELETE FROM delivery USING channel WHERE channel.id = channel_id AND kind <> 'webhook'"
    )
    op.drop_index("ix_delivery_waiting", "delivery")
    op.drop_constraint("uq_delivery_alert_id_channel_id", "delivery")
    op.drop_constraint("fk_delivery_channel_id", "delivery")
    op.drop_constraint("fk_delivery_dispatch_id", "delivery")
    op.alter_column("delivery", "channel_id", new_column_name="endpoint_id")
    op.alter_column("delivery", "due_at", new_column_name="next_try_at")
    for column in (
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
    ):
        op.add_column("delivery", column)
    op.execute(BACK_TO_DELIVERIES)
    op.alter_column("delivery", "state", nullable=False)
    op.alter_column("delivery", "attempts", nullable=False)
    op.drop_column("delivery", "dispatch_id")
    op.drop_column("delivery", "untold")
    op.create_foreign_key(
        op.f("fk_delivery_endpoint_id"),
        "delivery",
        "webhook_endpoint",
        ["endpoint_id"],
        ["id"],
        ondelete="CASCADE",
    )
    op.create_unique_constraint(
        op.f("uq_delivery_alert_id_endpoint_id"), "delivery", ["alert_id", "endpoint_id"]
    )
    op.create_index(
        "ix_delivery_due",
        "delivery",
        ["next_try_at"],
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_table("dispatch")
    op.drop_table("channel")


def _recreate_endpoints() -> None:
    op.create_table(
        "webhook_endpoint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        _belongs("webhook_endpoint", "workspace"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_endpoint")),
    )
    op.create_index(op.f("ix_webhook_endpoint_workspace_id"), "webhook_endpoint", ["workspace_id"])
    protect_all(op, ["webhook_endpoint"])
