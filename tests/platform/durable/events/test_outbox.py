"""Events go into the outbox with the change they tell of, or not at all."""

from itertools import count
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bolo.core.errors import Broken
from bolo.core.events import KINDS, PriceMoved
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import event_of, payload_of, publish

ROWS = text("select kind, ids, workspace_id, position from outbox order by id")


async def test_an_event_lies_in_the_outbox_once_its_transaction_commits(database: Database) -> None:
    listing = uuid4()

    async with database.transaction() as session:
        await publish(session, PriceMoved(ids=(listing,)))

    async with database.transaction() as session:
        rows = (await session.execute(ROWS)).all()
    assert [tuple(row) for row in rows] == [("PriceMoved", [listing], None, None)]


async def test_an_event_of_a_change_that_failed_was_never_told(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(uuid4(),)))
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with database.transaction() as session:
        assert (await session.execute(ROWS)).all() == []


async def test_nothing_happening_to_nothing_is_not_told(database: Database) -> None:
    async with database.transaction() as session:
        await publish(session, PriceMoved(ids=()))

        assert (await session.execute(ROWS)).all() == []


async def test_a_big_batch_becomes_several_events_in_order(database: Database) -> None:
    numbers = count(1)
    ids = tuple(uuid4() for _ in range(1001))

    async with database.transaction() as session:
        await publish(session, PriceMoved(ids=ids), make_id=lambda: UUID(int=next(numbers)))
        rows = (await session.execute(ROWS)).all()

    assert [len(row.ids) for row in rows] == [500, 500, 1]
    assert tuple(key for row in rows for key in row.ids) == ids


async def test_a_tenant_tells_events_of_its_own_workspace(database: Database) -> None:
    workspace = uuid4()

    async with database.for_workspace(workspace) as session:
        await publish(session, PriceMoved(ids=(uuid4(),), workspace=workspace))

    async with database.transaction() as session:
        rows = (await session.execute(ROWS)).all()
    assert [row.workspace_id for row in rows] == [workspace]


@given(
    kind=st.sampled_from(sorted(KINDS)),
    ids=st.lists(st.uuids(), min_size=1, max_size=5),
    workspace=st.none() | st.uuids(),
)
def test_a_job_is_told_the_same_event_that_was_published(
    kind: str, ids: list[UUID], workspace: UUID | None
) -> None:
    told = KINDS[kind](tuple(ids), workspace)

    event = event_of(payload_of(told))

    assert event == told


def test_an_event_of_an_unknown_kind_is_broken() -> None:
    with pytest.raises(Broken, match="Unheard"):
        event_of({"kind": "Unheard", "ids": [], "workspace": None})
