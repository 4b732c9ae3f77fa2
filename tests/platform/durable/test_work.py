"""A job knows its key, and its effects in the database happen once."""

import asyncio
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.errors import Broken
from bolo.platform.database.access import Database
from bolo.platform.durable.work import Work, current_work, doing, first_time

WORK = Work("price.read:1", "price.read", {"ids": ["a"]})
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(payload=st.dictionaries(st.text(), json), attempt=st.integers(min_value=0))
def test_work_is_read_back_as_it_was_written(payload: dict[str, object], attempt: int) -> None:
    work = Work("a:1", "a", payload, attempt)

    assert Work.from_json(work.to_json()) == work


def test_each_attempt_has_a_name_and_all_share_the_id() -> None:
    again = WORK.again().again()

    assert (WORK.run, again.run, again.id) == ("price.read:1", "price.read:1~2", "price.read:1")


def test_outside_of_a_job_there_is_none() -> None:
    with doing(WORK):
        assert current_work() is WORK

    with pytest.raises(Broken):
        current_work()


async def test_the_second_time_is_not_the_first(database: Database) -> None:
    with doing(WORK):
        async with database.transaction() as session:
            first = await first_time(session)
        async with database.transaction() as session:
            second, part = await first_time(session), await first_time(session, "mail")

    assert (first, second, part) == (True, False, True)


async def test_what_was_rolled_back_did_not_happen(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await first_time(session)
            _ = 1 / 0

    with doing(WORK):
        with pytest.raises(ZeroDivisionError):
            await fail()
        async with database.transaction() as session:
            assert await first_time(session)


async def test_of_two_at_the_same_moment_one_is_first(database: Database) -> None:
    async def attempt() -> bool:
        with doing(WORK):
            async with database.transaction() as session:
                first = await first_time(session)
                await asyncio.sleep(0.02)
                return first

    assert sorted(await asyncio.gather(attempt(), attempt())) == [False, True]


async def test_a_tenants_work_is_marked_too(database: Database) -> None:
    with doing(WORK):
        async with database.for_workspace(uuid4()) as session:
            assert await first_time(session)
