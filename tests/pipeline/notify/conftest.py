"""The world in which alerts are told."""

import pytest

from bolo.platform.database.access import Database
from tests.pipeline.notify.world import World


@pytest.fixture
async def world(database: Database) -> World:
    """Give a workspace with a person and an opportunity."""
    world = World(database)
    await world.begin()
    return world
