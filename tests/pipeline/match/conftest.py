"""A desk to answer reviews at."""

from uuid import uuid4

import pytest

from bolo.platform.database.access import Database
from tests.pipeline.match.desk import Desk
from tests.pipeline.street import partitions, workspace


@pytest.fixture
async def desk(database: Database) -> Desk:
    async with database.transaction() as session:
        await partitions(session)
        owner = await workspace(session)
    return Desk(database, owner, uuid4())
