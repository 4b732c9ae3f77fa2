"""Who may come in, and that no workspace sees what another has."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bolo.accounts.service import Accounts
from bolo.core.errors import Conflict, Invalid, NotFound, NotSignedIn
from bolo.platform.database.access import Database
from tests.pipeline.street import Hand, question, rows_of, wanted, workspace


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database, Hand(), uuid4)


async def test_there_is_one_owner_even_when_two_start_together(accounts: Accounts) -> None:
    both = await asyncio.gather(*(accounts.ensure_owner() for _ in range(2)))

    assert both[0] == both[1]
    assert await rows_of(accounts.db, "SELECT count(*) FROM app_user") == [(1,)]
    assert await accounts.owner_has_password() is False


async def test_a_key_lets_in_until_it_is_revoked(accounts: Accounts) -> None:
    owner = await accounts.ensure_owner()
    key = await accounts.create_api_key(owner, " laptop ")
    assert key.token is not None

    callers = [await accounts.by_api_key(key.token) for _ in range(2)]
    [listed] = await accounts.api_keys(owner)
    await accounts.revoke_api_key(owner, "laptop")

    assert {(one.user, one.workspace, one.role) for one in callers} == {
        (owner.user, owner.workspace, owner.role)
    }
    assert (listed.name, listed.token) == ("laptop", None)
    assert listed.last_used_at is not None
    with pytest.raises(NotSignedIn):
        await accounts.by_api_key(key.token)
    with pytest.raises(NotFound):
        await accounts.revoke_api_key(owner, "laptop")
    assert (await accounts.create_api_key(owner, "laptop")).name == "laptop"


async def test_a_name_is_given_once_even_at_the_same_moment(accounts: Accounts) -> None:
    owner = await accounts.ensure_owner()

    both = [accounts.create_api_key(owner, "one") for _ in range(2)]
    results = await asyncio.gather(*both, return_exceptions=True)

    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]


@pytest.mark.parametrize("name", [" ", "n" * 81])
async def test_a_key_has_a_name_of_some_length(accounts: Accounts, name: str) -> None:
    with pytest.raises(Invalid, match="1 to 80"):
        await accounts.create_api_key(await accounts.ensure_owner(), name)


async def test_a_link_is_good_once_and_expires_and_is_forgotten(accounts: Accounts) -> None:
    clock = accounts.clock
    assert isinstance(clock, Hand)
    late, link = await accounts.signin_link_token(), await accounts.signin_link_token()

    assert await accounts.redeem(link) == await accounts.ensure_owner()
    with pytest.raises(NotSignedIn):
        await accounts.redeem(link)
    clock.now += timedelta(minutes=16)
    with pytest.raises(NotSignedIn):
        await accounts.redeem(late)
    await accounts.forget_expired()
    assert await rows_of(accounts.db, "SELECT count(*) FROM signin_link") == [(0,)]


async def test_no_workspace_sees_or_writes_what_is_anothers(accounts: Accounts) -> None:
    owner = await accounts.ensure_owner()
    await accounts.create_api_key(owner, "mine")
    async with accounts.db.transaction() as session:
        await wanted(session, owner.workspace, await question(session))
        other = await workspace(session)
    tables = ("workspace", "app_user", "membership", "api_key", "watch", "watch_question")

    seen = {}
    for who in (owner.workspace, other):
        async with accounts.db.for_workspace(who) as session:
            for table in tables:
                found = await session.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
                seen[table, who] = found.scalar_one()

    assert [seen[table, owner.workspace] for table in tables] == [1] * 6
    assert [seen[table, other] for table in tables] == [1, 0, 0, 0, 0, 0]
    with pytest.raises(DBAPIError, match="row-level security"):
        async with accounts.db.for_workspace(other) as session:
            await wanted(session, owner.workspace)
