"""Marks of where a page of a list ended: a sort value and the id of its last row.

Pages are cut by key, so a list scrolls as fast at its end as at its beginning and nothing
is shown twice when rows arrive. A mark says of which list it is, by which filters and in which
order: in any other it would begin somewhere, and what lies before would never be shown.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2s
from typing import Self
from uuid import UUID

import orjson

from bolo.core.errors import Invalid

NOT_OURS = "this cursor is not one of ours; begin again without it"
ANOTHER = (
    "this cursor belongs to another list, or to other filters or another order: "
    "send it with what it was answered to, or begin again without it"
)
SHORT = 6
"""Bytes that stand for a list: they are to tell lists apart, not to keep a secret."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one list, as it was asked for."""

    of: str

    @classmethod
    def within(cls, name: str, *asked: object) -> Self:
        """Return those of a list by its name; `asked` is all that chooses and orders its rows."""
        told = repr((name, *asked)).encode()
        return cls(blake2s(told, digest_size=SHORT).hexdigest())

    def make(self, value: str, row: UUID | str) -> str:
        """Return an opaque mark of the last row of a page."""
        mark = orjson.dumps([self.of, value, str(row)])
        return base64.urlsafe_b64encode(mark).decode().rstrip("=")

    def read(self, cursor: str) -> tuple[str, UUID]:
        """Read a mark that `make` made; `Invalid` for anything else."""
        try:
            told = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            of, value, row = told
            value, row = str(value), UUID(str(row))
        except (ValueError, TypeError, binascii.Error) as error:
            raise Invalid(NOT_OURS) from error
        if of != self.of:
            raise Invalid(ANOTHER)
        return value, row

    def moment(self, cursor: str | None) -> tuple[datetime, UUID] | None:
        """Read a mark whose sort value is a moment; `None` at the beginning of a list."""
        if cursor is None:
            return None
        value, row = self.read(cursor)
        try:
            at = datetime.fromisoformat(value)
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), row
        except (ValueError, OverflowError) as error:
            raise Invalid(NOT_OURS) from error

    def number(self, cursor: str | None) -> int | None:
        """Read a mark whose sort value is a number that counts; `None` at the beginning."""
        if cursor is None:
            return None
        value, _ = self.read(cursor)
        if not (value.isascii() and value.isdigit() and len(value) < len(str(2**63))):
            raise Invalid(NOT_OURS)
        return int(value)
