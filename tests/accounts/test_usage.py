"""What is counted of requests, and what happens to it while the database is away."""

import asyncio
from uuid import UUID, uuid4

from bolo.accounts.caller import Caller
from bolo.accounts.usage.service import Usage
from bolo.accounts.usage.store import BOUNDS, Count, Used
from bolo.accounts.vigil import Vigil
from bolo.platform.database.access import Database
from tests.pipeline.street import NOON, Hand

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
WHO = Caller(uuid4(), uuid4(), "Ada", None, "Hers", "EUR", key=uuid4())
ROUTE = ("GET", "/api/v1/listings")


def used(*seconds: float) -> Used:
    count = Count()
    for one in seconds:
        count.add(one, refused=False)
    key, day = UUID(int=1), NOON.date()
    return Used(
        *(day, WHO.user, "Ada", key, "laptop", *ROUTE, count.requests, count.errors),
        *(count.took, "place"),
    )


def test_nineteen_of_twenty_are_told_by_the_bound_that_they_kept() -> None:
    quick, slow = [0.004] * 19, [0.4]

    assert used(*quick, *slow).within(0.95) == 5
    assert used(*quick[1:], *slow, *slow).within(0.95) == 500
    assert used(BOUNDS[-1] / 1000).within(0.95) == BOUNDS[-1]
    assert used(BOUNDS[-1] / 1000 + 1).within(0.95) is None


async def test_what_cannot_be_written_is_counted_on() -> None:
    usage = Usage(Database(NOWHERE, patience=0.01), Hand(), every=0.01)

    async with usage.counting():
        usage.note(WHO, ROUTE, 200, 0.1)
        await asyncio.sleep(0.1)
        usage.note(WHO, ROUTE, 404, 0.1)
    await usage.db.close()

    [count] = usage._counts.values()  # noqa: SLF001  (nothing shows it before it is written)
    assert (count.requests, count.errors, sum(count.took)) == (2, 1, 2)


async def test_who_listens_is_not_hung_up_on_because_the_database_is_away() -> None:
    database = Database(NOWHERE, patience=0.01)
    vigil = Vigil(database, Hand(), every=0.01)

    async with vigil.over(WHO) as one, vigil.over(WHO) as other:
        await asyncio.sleep(0.2)
        still = not one.is_set() and not other.is_set()
    await database.close()

    assert still
    assert vigil._watching is None  # noqa: SLF001  (nobody is left)
