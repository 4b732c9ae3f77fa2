"""Puts a page together of items that are JSON already: PostgreSQL wrote them (`views.wire`)."""

from collections.abc import Sequence

import orjson
from fastapi import Response

from bolo.views.cursors import Marks


def page(items: Sequence[str], following: str | None, **more: object) -> Response:
    """Return a page, and what `more` it says of the whole list."""
    rest = orjson.dumps({"next": following, **more})
    body = b'{"items":[%b],%b' % (",".join(items).encode(), rest[1:])
    return Response(body, media_type="application/json")


def cursor_of(item: str, moment: str, marks: Marks) -> str:
    """Return the mark of an item that a list is sorted by, with the name of its moment."""
    said = orjson.loads(item)
    return marks.make(said[moment], said["id"])
