"""Signing in by a password: tokens that rotate, and what failed attempts cost."""

import sqlalchemy as sa
from alembic import op

revision = "0023_signing_in"
down_revision = "0022_feed"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("app_user", sa.Column("email_verified_at", MOMENT))
    op.add_column(
        "app_user", sa.Column("operator", sa.Boolean(), nullable=False, server_default="false")
    )
    op.execute("""
        update app_user set operator = true where id = (
            select u.id from app_user u join membership m on m.user_id = u.id
            where m.role = 'owner' order by u.created_at limit 1)
    """)
    op.execute("delete from session")  # their cookies are of another kind: sign in again
    op.drop_column("session", "token_hash")
    op.add_column("session", sa.Column("method", sa.Text(), nullable=False))
    op.add_column("session", sa.Column("agent", sa.Text(), nullable=False))
    op.add_column("session", sa.Column("address", sa.Text(), nullable=False))
    op.add_column("session", sa.Column("seen_at", MOMENT, nullable=False))
    op.create_index(op.f("ix_session_user_id"), "session", ["user_id"])
    op.create_table(
        "refresh_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_refresh_token_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_refresh_token")),
    )
    op.create_index(op.f("ix_refresh_token_session_id"), "refresh_token", ["session_id"])
    op.create_table(
        "signin_failure",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", MOMENT, nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_signin_failure")),
    )
    for table in ("refresh_token", "signin_failure"):  # no tenant reads these: no policy
        op.execute(f"alter table {table} enable row level security")


def downgrade() -> None:
    op.drop_table("signin_failure")
    op.drop_table("refresh_token")
    op.drop_index(op.f("ix_session_user_id"), "session")
    op.execute("delete from session")
    for column in ("seen_at", "address", "agent", "method"):
        op.drop_column("session", column)
    op.add_column("session", sa.Column("token_hash", sa.LargeBinary(), nullable=False))
    op.create_unique_constraint(op.f("uq_session_token_hash"), "session", ["token_hash"])
    op.drop_column("app_user", "operator")
    op.drop_column("app_user", "email_verified_at")
