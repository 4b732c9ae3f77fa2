"""The street and the world of every test of the way out."""

from collections.abc import AsyncIterator

import pytest

from tests.platform.http.street import Street, Time, World, opened_street


@pytest.fixture
async def street() -> AsyncIterator[Street]:
    async with opened_street() as street:
        yield street


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def time(world: World) -> Time:
    return world.time
