"""How long what kind of data is kept: one table, shown to everybody and done by a chore."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text

from bolo.platform.clock import Clock
from bolo.platform.database.access import Database


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data; after `days` past `since` it goes. `None` days: with its workspace."""

    name: str
    what: str
    days: int | None
    table: str | None = None
    since: str | None = None
    only: str = "true"


SELLERS_DAYS = 30
HASHED = "hash:"
HASH_SELLERS = text("""
    UPDATE listing SET facts = '', seller = :hashed || left(encode(
        sha256(:key || convert_to(seller, 'UTF8') || :key), 'hex'), 24)
    WHERE gone_at < :before AND seller IS NOT NULL AND NOT starts_with(seller, :hashed)
""").bindparams(hashed=HASHED)
"""What comes back is read as new: its digest is taken away, so that its seller is told again."""
READ_BY_ALL = """NOT EXISTS (
    SELECT FROM alert_reader r
    JOIN membership m ON m.workspace_id = r.workspace_id AND m.user_id = r.user_id
    WHERE r.alert_id = alert.id AND r.read_at IS NULL
)"""
"""Whoever has left keeps nothing."""
KINDS = (
    Kind("sessions", "Where you are signed in, with address and browser", 7, "session", "seen_at"),
    Kind("signin_links", "One-time links", 1, "signin_link", "expires_at"),
    Kind("letters", "To whom mail was sent, and when", 30, "letter", "created_at"),
    Kind("proofs", "Links in letters", 0, "proof", "expires_at"),
    Kind("invitations", "Invitations that nobody answered", 0, "invitation", "expires_at"),
    Kind("failed_signins", "Failed attempts to sign in", 1, "signin_failure", "failed_at"),
    Kind("repeated_writes", "Answers of writes that were named", 0, "idempotency", "expires_at"),
    Kind("revoked_keys", "API keys that were revoked", 90, "api_key", "revoked_at"),
    Kind("api_usage", "How often which routes of the API were used", 90, "api_usage", "day"),
    Kind("payments", "That Stripe told of a payment", 90, "stripe_event", "received_at"),
    Kind("alerts", "Alerts that all have read", 365, "alert", "created_at", READ_BY_ALL),
    Kind("sellers", "Who sold what is no longer offered; a hash after that", SELLERS_DAYS),
    Kind("audit", "Who did what in a workspace", None),
    Kind("workspace", "Watches, opportunities, settings, sales", None),
)


@dataclass(frozen=True, slots=True)
class Retention:
    """The chore."""

    db: Database
    clock: Clock
    key: bytes

    async def apply(self) -> dict[str, int]:
        """Let go of what is too old; return how much of what."""
        gone = {"sellers": await self._forget_sellers()}
        for kind in KINDS:
            if kind.table is None or kind.days is None:
                continue
            query = text(f"""
                DELETE FROM {kind.table} WHERE {kind.since} < :before AND {kind.only}
            """)  # noqa: S608  (our own words)
            before = self.clock() - timedelta(days=kind.days)
            async with self.db.transaction() as session:
                done = await session.execute(query, {"before": before})
                gone[kind.name] = getattr(done, "rowcount", 0)
        return gone

    async def _forget_sellers(self) -> int:
        """Have a hash in place of who sold what is long gone: the same seller has the same."""
        before = self.clock() - timedelta(days=SELLERS_DAYS)
        async with self.db.transaction() as session:
            done = await session.execute(HASH_SELLERS, {"before": before, "key": self.key})
        return int(getattr(done, "rowcount", 0))
