"""Letters and proofs, second factors, invitations, scopes of keys, and the audit log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import TENANT, protect_all

revision = "0025_people"
down_revision = "0024_channels"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
GUARD = """
create function audit_entry_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.workspace_id::text = current_setting('bolo.erasing', true) then
        return old;
    end if;
    raise exception 'the audit log is only ever appended to'
        using errcode = 'insufficient_privilege';
end $$
"""


def upgrade() -> None:
    op.add_column(
        "app_user", sa.Column("must_verify", sa.Boolean(), nullable=False, server_default="false")
    )
    op.add_column("app_user", sa.Column("totp_secret", sa.LargeBinary()))
    op.add_column("app_user", sa.Column("totp_since", MOMENT))
    op.add_column(
        "app_user", sa.Column("totp_step", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column(
        "api_key",
        sa.Column(
            "scopes",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            server_default="{read,write,approve,manage,account}",
        ),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("failed", sa.Text(), nullable=True),
        _belongs("letter", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_table(
        "proof",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _belongs("proof", "user"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_proof")),
    )
    op.create_index(op.f("ix_proof_user_id"), "proof", ["user_id"])
    op.create_table(
        "recovery_code",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        _belongs("recovery_code", "user"),
        sa.PrimaryKeyConstraint("user_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _belongs("invitation", "workspace"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
        sa.UniqueConstraint("workspace_id", "email", name=op.f("uq_invitation_workspace_id_email")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "number", name=op.f("pk_audit_entry")),
    )
    protect_all(op, ["invitation", "audit_entry"])
    for table in ("letter", "proof", "recovery_code"):  # no tenant reads these: no policy
        op.execute(f"alter table {table} enable row level security")
    op.execute(f"revoke update, delete, truncate on audit_entry from {TENANT}")
    op.execute(GUARD)
    op.execute(
        "create trigger audit_entry_stays before update or delete on audit_entry"
        " for each row execute function audit_entry_stays()"
    )
    op.execute(
        "create trigger audit_entry_is_kept before truncate on audit_entry"
        " for each statement execute function audit_entry_stays()"
    )


def _belongs(table: str, other: str) -> sa.ForeignKeyConstraint:
    owner = "app_user" if other == "user" else other
    return sa.ForeignKeyConstraint(
        [f"{other}_id"], [f"{owner}.id"], name=op.f(f"fk_{table}_{other}_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("audit_entry", "invitation", "recovery_code", "proof", "letter"):
        op.drop_table(table)
    op.execute("drop function audit_entry_stays()")
    op.drop_column("api_key", "scopes")
    for column in ("totp_step", "totp_since", "totp_secret", "must_verify"):
        op.drop_column("app_user", column)
