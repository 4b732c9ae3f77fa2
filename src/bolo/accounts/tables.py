"""Rows of people, workspaces, the ways in and named writes. Tokens are kept only as hashes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row

MOMENT = DateTime(timezone=True)


class WorkspaceRow(Row):
    """What is shared by the people who work together."""

    __tablename__ = "workspace"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT)


class UserRow(Row):
    """A person. Without a password they come in by a one-time link only."""

    __tablename__ = "app_user"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text, unique=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    email_verified_at: Mapped[datetime | None] = mapped_column(MOMENT)
    operator: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Runs this installation: the owner of the first start."""
    must_verify: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_since: Mapped[datetime | None] = mapped_column(MOMENT)
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0, server_default=text("0"))
    """The newest half minute whose code was used: no code opens twice."""


class MembershipRow(Row):
    """Who belongs to which workspace, and as what."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(Text)


class ApiKeyRow(Row):
    """A key for programs."""

    __tablename__ = "api_key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    last_used_at: Mapped[datetime | None] = mapped_column(MOMENT)
    revoked_at: Mapped[datetime | None] = mapped_column(MOMENT)
    scopes: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=text("'{read,write,approve,manage,account}'")
    )


class SessionRow(Row):
    """A signed-in browser or program; ending it ends every token of it."""

    __tablename__ = "session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    expires_at: Mapped[datetime] = mapped_column(MOMENT)
    method: Mapped[str] = mapped_column(Text)
    agent: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    seen_at: Mapped[datetime] = mapped_column(MOMENT)


class RefreshTokenRow(Row):
    """A token that is good for one renewal; all of a session's are one family."""

    __tablename__ = "refresh_token"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    session_id: Mapped[UUID] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(MOMENT)
    used_at: Mapped[datetime | None] = mapped_column(MOMENT)


class SigninFailureRow(Row):
    """How often signing in failed of late, for an account or from an address."""

    __tablename__ = "signin_failure"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    failed_at: Mapped[datetime] = mapped_column(MOMENT)
    locked_until: Mapped[datetime | None] = mapped_column(MOMENT)


class SigninLinkRow(Row):
    """A link that signs a browser in, once."""

    __tablename__ = "signin_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(MOMENT)
    used_at: Mapped[datetime | None] = mapped_column(MOMENT)


class IdempotencyRow(Row):
    """A write that its caller named by a key; no status while it is being done."""

    __tablename__ = "idempotency"

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    method: Mapped[str] = mapped_column(Text, primary_key=True)
    path: Mapped[str] = mapped_column(Text, primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    lease: Mapped[UUID]
    leased_until: Mapped[datetime] = mapped_column(MOMENT)
    expires_at: Mapped[datetime] = mapped_column(MOMENT, index=True)
    status: Mapped[int | None] = mapped_column(Integer)
    content_type: Mapped[str | None] = mapped_column(Text)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: some answers hold a secret that is shown once."""


class LetterRow(Row):
    """Mail to be sent; what it says is sealed, and gone once it is sent."""

    __tablename__ = "letter"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    sent_at: Mapped[datetime | None] = mapped_column(MOMENT)
    failed: Mapped[str | None] = mapped_column(Text)


class ProofRow(Row):
    """A token that was sent to an address, and what whoever shows it may do."""

    __tablename__ = "proof"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(MOMENT)


class RecoveryCodeRow(Row):
    """A code that stands in for a lost second factor, once."""

    __tablename__ = "recovery_code"

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)


class InvitationRow(Row):
    """Somebody who was asked to join a workspace and has not answered yet."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("workspace_id", "email"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    invited_by: Mapped[UUID]
    email: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    expires_at: Mapped[datetime] = mapped_column(MOMENT)


class AuditEntryRow(Row):
    """What somebody did; each entry's hash holds the one before."""

    __tablename__ = "audit_entry"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(MOMENT)
    user_id: Mapped[UUID | None]
    via: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class WorkspacePlanRow(Row):
    """Which plan a workspace has: by the operator's hand, or by what Stripe says it pays for."""

    __tablename__ = "workspace_plan"

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    granted: Mapped[str | None] = mapped_column(Text)
    """The plan that the operator gave; it goes before what is paid for."""
    locked_at: Mapped[datetime | None] = mapped_column(MOMENT)
    customer: Mapped[str | None] = mapped_column(Text, unique=True)
    subscription: Mapped[str | None] = mapped_column(Text)
    plan: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    """Stripe's own word for how the subscription stands."""
    period_end: Mapped[datetime | None] = mapped_column(MOMENT)
    cancels: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Ends with the period that is paid for."""
    past_due_since: Mapped[datetime | None] = mapped_column(MOMENT)
    lapsed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    """When the days of grace were over and the plan was taken away."""
    told_at: Mapped[datetime | None] = mapped_column(MOMENT)
    """When what is kept here was true, by Stripe's clock: what is older comes too late."""
    told_by: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))


class StripeEventRow(Row):
    """An event of Stripe that was taken: it is sent again until we say so, and taken once."""

    __tablename__ = "stripe_event"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    received_at: Mapped[datetime] = mapped_column(MOMENT)


class ApiUsageRow(Row):
    """How a route was used on a day; without a key by somebody who was signed in."""

    __tablename__ = "api_usage"
    __table_args__ = (
        UniqueConstraint(
            *("workspace_id", "day", "user_id", "key_id", "method", "route"),
            name="uq_api_usage_place",
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    key_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api_key.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[date] = mapped_column(Date)
    method: Mapped[str] = mapped_column(Text)
    route: Mapped[str] = mapped_column(Text)
    requests: Mapped[int] = mapped_column(BigInteger)
    errors: Mapped[int] = mapped_column(BigInteger)
    took: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    """A histogram of milliseconds, by the bounds of `usage.store`."""
