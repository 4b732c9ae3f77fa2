"""The audit log: every entry chained to the one before, and no way to change one."""

import asyncio
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bolo.accounts.audit.store import Wanted
from bolo.accounts.caller import Caller
from bolo.platform.database.access import Database
from tests.accounts.people import ADA, HOME, PASSWORD, House, house


@pytest.fixture
async def home(database: Database) -> House:
    found = house(database)
    await found.people.signing.register(ADA, HOME)
    return found


async def written(home: House, count: int = 3) -> Caller:
    who, _ = await home.login(ADA.email, PASSWORD)
    for n in range(count):
        await home.people.audit.record(who, "add_watch", f"/watches/{n}")
        home.clock.on(1)
    return who


async def test_what_was_done_is_listed_with_the_newest_first(home: House) -> None:
    who = await written(home)

    audit = home.people.audit
    found = await audit.page(who, Wanted(2))
    older = await audit.page(who, Wanted(2, before=found[-1].number))

    assert [one.number for one in found + older] == [3, 2, 1]
    assert (found[0].actor, found[0].via, found[0].target) == ("Ada", "session", "/watches/2")
    assert await audit.actions(who) == ("add_watch",)
    assert await audit.page(who, Wanted(2, action="other")) == ()
    assert await audit.page(who, Wanted(2, user=who.workspace)) == ()
    assert (await audit.verify(who.workspace)).broken_at is None


async def test_entries_of_the_same_moment_stand_in_one_chain(home: House) -> None:
    who = await written(home, 0)

    await asyncio.gather(*(home.people.audit.record(who, "act", str(n)) for n in range(8)))

    [told] = await home.people.audit.verify_all()
    assert (told.entries, told.broken_at) == (8, None)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET target = 'other'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
    ],
)
async def test_nothing_written_can_be_changed(home: House, change: str) -> None:
    who = await written(home)

    async with home.db.raw() as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(change)
    with pytest.raises(DBAPIError, match="permission denied"):
        async with home.db.for_workspace(who.workspace) as session:
            await session.execute(text(change))


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        ("UPDATE audit_entry SET target = 'other' WHERE number = 2", 2),
        ("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE number = 1", 1),
        ("UPDATE audit_entry SET user_id = NULL WHERE number = 3", 3),
        ("DELETE FROM audit_entry WHERE number = 2", 2),
        ("UPDATE audit_entry SET number = 9 WHERE number = 3", 3),
    ],
)
async def test_who_goes_past_the_guard_leaves_a_trace(
    home: House, change: str, broken_at: int
) -> None:
    who = await written(home)
    async with home.db.raw() as connection:
        await connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
        await connection.execute(change)

    assert (await home.people.audit.verify(who.workspace)).broken_at == broken_at


async def test_a_workspace_that_is_erased_takes_its_log_along(home: House) -> None:
    who = await written(home)

    await home.people.profiles.leave(who, PASSWORD, HOME.address)
    await home.people.audit.record(who, "remove_me", "/users/me")

    assert await home.people.audit.verify_all() == ()


async def test_who_has_left_is_nobody_in_the_log(home: House) -> None:
    who = await written(home)
    async with home.db.raw() as connection:
        await connection.execute("DELETE FROM app_user")

    found = await home.people.audit.page(who, Wanted(1))

    assert found[0].actor is None
    assert isinstance(found[0].user, UUID)
    assert (await home.people.audit.verify(who.workspace)).broken_at is None
