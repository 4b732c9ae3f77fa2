"""Marks of where a page of a list ended: a sort value and the id of its last row.

Pages are cut by key, so a list scrolls as fast at its end as at its beginning and nothing
is shown twice when rows arrive.
"""

import base64
import binascii
from datetime import UTC, datetime
from uuid import UUID

import orjson

from bolo.core.errors import Invalid


def make_cursor(value: str, row: UUID | str) -> str:
    """Return an opaque mark of the last row of a page."""
    return base64.urlsafe_b64encode(orjson.dumps([value, str(row)])).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, UUID]:
    """Read a mark that `make_cursor` made; `Invalid` for anything else."""
    try:
        value, row = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return str(value), UUID(str(row))
    except (ValueError, TypeError, binascii.Error) as error:
        msg = "this cursor is not one of ours; begin again without it"
        raise Invalid(msg) from error


def read_moment(cursor: str | None) -> tuple[datetime, UUID] | None:
    """Read a mark whose sort value is a moment; `None` at the beginning of a list."""
    if cursor is None:
        return None
    value, row = read_cursor(cursor)
    try:
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), row
    except (ValueError, OverflowError) as error:
        msg = "this cursor belongs to another list; begin again without it"
        raise Invalid(msg) from error
