"""A running API over a fresh database, and three who stand before it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from fastapi import FastAPI

from bolo.api.app import Open, create_app
from bolo.platform.settings import Settings
from bolo.wiring import Services, for_api
from tests.accounts.people import quick
from tests.api.door import Door, key_of, serving, stranger, visitor


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a dashboard of a few files; one script lies there packed, too."""
    folder = tmp_path_factory.mktemp("dashboard")
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>bolo</title>")
    (folder / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "assets" / "index-1.js").write_text("export {};" + " // long" * 500)
    (folder / "assets" / "packed-1.js").write_text("export {};" + " // long" * 500)
    (folder / "assets" / "packed-1.js.br").write_bytes(b"packed")
    return folder


@dataclass
class Next:
    """What the one application opens when it is served the next time."""

    open: Open | None = None

    def __call__(self) -> AbstractAsyncContextManager[Services]:
        """Open it."""
        assert self.open is not None
        return self.open()


@pytest.fixture(scope="session")
def served(dashboard: Path) -> tuple[FastAPI, Next]:
    """Make the application once: it keeps nothing but the services that it opens."""
    opens = Next()
    return create_app(opens, dashboard), opens


@pytest.fixture
async def door(
    database_url: str, tmp_path: Path, served: tuple[FastAPI, Next]
) -> AsyncIterator[Door]:
    """Stand before a running API as its owner's program."""
    settings = Settings(
        data=tmp_path, database_url=database_url, allow_private_addresses=True, database_pool=3
    )
    application, opens = served
    opens.open = for_api(settings, database_url, supervised=True)
    async with serving(application) as origin, aiohttp.ClientSession() as session:
        services = application.state.services
        services.people.profiles.passwords.make = quick
        owner = await services.accounts.ensure_owner()
        yield Door(origin, services, session, await key_of(services, owner))


@pytest.fixture
async def nobody(door: Door) -> AsyncIterator[Door]:
    """Stand there without credentials."""
    async with visitor(door, {}) as found:
        yield found


@pytest.fixture
async def foreigner(door: Door) -> AsyncIterator[Door]:
    """Stand there as a program of another workspace."""
    other = await stranger(door.services)
    async with visitor(door, await key_of(door.services, other)) as found:
        yield found


@pytest.fixture
async def browser(door: Door) -> AsyncIterator[Door]:
    """Stand there as the owner's browser, signed in by a one-time link."""
    token = await door.services.accounts.signin_link_token()
    async with visitor(door, {"x-bolo-csrf": "1"}) as found:
        signed_in = await found.ask("POST", "/session", json={"token": token})
        assert signed_in.status == 200
        yield found
