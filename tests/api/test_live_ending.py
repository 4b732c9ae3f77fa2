"""The live feed ends with what opened it."""

from collections.abc import Awaitable, Callable

import pytest

from bolo.accounts.caller import Caller, Role, Visitor
from bolo.wiring import Services
from tests.api.door import Door, key_of, stranger
from tests.platform.waiting import until

SIGNED_OUT = 4401
Ending = Callable[[Services, Caller], Awaitable[object]]


async def sign_out(services: Services, who: Caller) -> None:
    await services.people.sessions.revoke_others(who)


async def revoke(services: Services, who: Caller) -> None:
    for key in await services.accounts.api_keys(who):
        await services.accounts.revoke_key(who, key.id)


async def expel(services: Services, who: Caller) -> None:
    async with services.db.raw() as connection:
        await connection.execute("DELETE FROM membership WHERE user_id = $1", who.user)


@pytest.mark.parametrize("ending", [sign_out, revoke, expel])
async def test_who_may_listen_no_more_is_hung_up_on(door: Door, ending: Ending) -> None:
    services, other = door.services, await stranger(door.services)
    _, tokens = await services.people.sessions.begin(other, Visitor("192.0.2.9"), "link")
    headers = {"authorization": f"Bearer {tokens.access}"}
    if ending is not sign_out:
        headers = await key_of(services, other)

    async with door.live() as owners, door.live(headers=headers) as feed:
        for one in (owners, feed):
            await one.receive_json(timeout=300)
        await ending(services, other)
        await feed.receive(timeout=300)
        still_open = not owners.closed

    assert other.role is Role.OWNER
    assert feed.close_code == SIGNED_OUT
    assert still_open
    await until(lambda: not services.people.vigil._listening)  # noqa: SLF001  (nobody is left)
