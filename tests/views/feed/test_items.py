"""Written listings are kept by version: when they are written anew, and how many are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from bolo.views.feed.items import FeedItems, Version
from bolo.views.feed.query import Wanted, find

ME = uuid4()
FOUND = find(Wanted(ME, uuid4()), None, 10)


@dataclass
class Rows:
    """A database that lists these versions; what was made of a listing stands beside it."""

    listed: dict[UUID, Version]
    made: dict[UUID, str] = field(default_factory=dict)
    written: list[UUID] = field(default_factory=list)
    gone: set[UUID] = field(default_factory=set)
    connected: int = 1

    async def read(
        self, workspace_id: UUID, query: str, values: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """Answer the question for versions, or the one that has listings written."""
        assert workspace_id == ME
        if ":ids" not in query:
            return [(*key, self.made.get(one)) for one, key in self.listed.items()]
        asked = [one for one in values["ids"] if one not in self.gone]
        self.written += asked
        return [
            (*self.listed[one], f'{{"id":"{one}","seen":{self.listed[one][1]}}}') for one in asked
        ]


def _said(one: UUID, version: int) -> str:
    return f'{{"id":"{one}","seen":{version}}}'


def rows(count: int) -> Rows:
    """Return a database of so many listings in their first version."""
    return Rows({one: (one, 1, 1, None) for one in (uuid4() for _ in range(count))})


async def test_a_listing_is_written_once_for_each_version() -> None:
    database = rows(2)
    items, [first, second] = FeedItems(database), list(database.listed)
    before = await items.items(ME, FOUND)

    again = await items.items(ME, FOUND)
    database.listed[first] = (first, 2, 1, None)
    changed = await items.items(ME, FOUND)

    assert before == again
    assert changed[0].startswith(f'{{"id":"{first}","seen":2,"viewed":false')
    assert changed[1] == before[1]
    assert database.written == [first, second, first]


async def test_what_somebody_made_of_a_listing_is_its_end() -> None:
    database = rows(1)
    [only] = database.listed
    database.made[only] = '{"viewed":true}'

    [said] = await FeedItems(database).items(ME, FOUND)

    assert said == f'{{"id":"{only}","seen":1,"viewed":true}}'


async def test_a_listing_that_is_gone_in_between_is_left_out() -> None:
    database = rows(2)
    [first, second] = database.listed
    database.gone = {first}

    [said] = await FeedItems(database).items(ME, FOUND)

    assert str(second) in said


async def test_no_more_is_kept_than_was_allowed() -> None:
    database = rows(20)
    items = FeedItems(database, most=3)

    found = [await items.items(ME, FOUND) for _ in range(3)]

    assert found[0] == found[1] == found[2]
    assert len(found[0]) == len(database.listed)
    assert items.kept <= 2 * 3


async def test_what_is_read_again_outlives_what_is_not() -> None:
    database = rows(2)
    items, all_of_them = FeedItems(database, most=2), dict(database.listed)
    [first, second] = all_of_them
    await items.items(ME, FOUND)
    for _ in range(3):
        database.listed = {first: all_of_them[first], (new := uuid4()): (new, 1, 1, None)}
        await items.items(ME, FOUND)

    database.listed = all_of_them
    await items.items(ME, FOUND)

    assert database.written.count(first) == 1
    assert database.written.count(second) == 2


async def test_nothing_is_kept_from_another_server() -> None:
    database = rows(1)
    items = FeedItems(database)
    await items.items(ME, FOUND)

    database.connected += 1
    await items.items(ME, FOUND)

    assert database.written == list(database.listed) * 2
