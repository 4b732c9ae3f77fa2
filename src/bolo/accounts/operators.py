"""Who runs this bolo: the owner of its first start, and those whose addresses are set.

An address counts once it was proven: else whoever registers it first would run everything.
"""

from dataclasses import dataclass

from sqlalchemy import text

from bolo.accounts.caller import Caller
from bolo.core.errors import NotAllowed
from bolo.platform.database.access import Database

QUERY = """
    SELECT operator, CASE WHEN email_verified_at IS NOT NULL THEN email END AS email
    FROM app_user WHERE id = :user
"""


@dataclass(frozen=True, slots=True)
class Operators:
    """The question; `addresses` are in lower case."""

    db: Database
    addresses: frozenset[str]

    @classmethod
    def of(cls, db: Database, told: str) -> "Operators":
        """Read addresses that are parted by commas."""
        parts = (one.strip().lower() for one in told.split(","))
        return cls(db, frozenset(filter(None, parts)))

    async def include(self, who: Caller) -> bool:
        """Tell whether somebody runs this bolo."""
        async with self.db.transaction() as session:
            row = (await session.execute(text(QUERY), {"user": who.user})).first()
        return row is not None and (row.operator or (row.email or "").lower() in self.addresses)

    async def check(self, who: Caller) -> None:
        """Refuse who does not."""
        if not await self.include(who):
            raise NotAllowed("only whoever runs this bolo may do this (BOLO_OPERATORS)")
