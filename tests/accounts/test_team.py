"""Who works together: invitations, roles, and an owner at all times."""

from dataclasses import replace
from uuid import uuid4

import pytest

from bolo.accounts.caller import Caller, Role
from bolo.accounts.scopes import OF_ROLE
from bolo.accounts.service import Accounts
from bolo.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from bolo.platform.database.access import Database
from tests.accounts.people import ADA, HOME, PASSWORD, House, house, token_in
from tests.pipeline.street import rows_of

EVE = replace(ADA, email="eve@example.com", name="Eve")


@pytest.fixture
async def home(database: Database) -> House:
    found = house(database)
    await found.people.signing.register(ADA, HOME)
    await found.people.signing.register(EVE, HOME)
    return found


async def ada(home: House) -> Caller:
    return (await home.login(ADA.email, PASSWORD))[0]


async def eve(home: House) -> Caller:
    return (await home.login(EVE.email, PASSWORD))[0]


async def joined(home: House, role: Role) -> tuple[Caller, Caller]:
    """Let Eve join Ada's workspace; return both, there."""
    owner, guest = await ada(home), await eve(home)
    _, link = await home.people.team.invite(owner, EVE.email, role)
    await home.people.team.accept(guest, link.partition("#")[2])
    access = await home.people.team.switch(guest, owner.workspace)
    return owner, await home.people.sessions.by_access(access)


async def test_who_is_invited_joins_and_works_there(home: House) -> None:
    owner, guest = await joined(home, Role.BUYER)

    members = await home.people.team.members(guest)

    assert (guest.workspace, guest.role) == (owner.workspace, Role.BUYER)
    assert [(one.name, one.role) for one in members] == [("Ada", "owner"), ("Eve", "buyer")]
    assert await home.people.team.invitations(owner) == ()


async def test_an_invitation_is_good_once_for_a_while_and_until_withdrawn(home: House) -> None:
    owner, guest = await ada(home), await eve(home)
    team = home.people.team
    first, one = await team.invite(owner, "a@example.com", Role.VIEWER)
    _, two = await team.invite(owner, "b@example.com", Role.VIEWER)
    _, three = await team.invite(owner, "c@example.com", Role.VIEWER)
    await team.withdraw(owner, first.id)
    await team.accept(guest, two.partition("#")[2])
    home.clock.on(15 * 86_400)

    for link in (one, two, three):
        with pytest.raises(Invalid, match="invited again"):
            await team.accept(guest, link.partition("#")[2])
    with pytest.raises(NotFound):
        await team.withdraw(owner, first.id)


async def test_an_invitation_ends_when_who_made_it_may_invite_no_more(home: House) -> None:
    owner, guest = await joined(home, Role.OWNER)
    team = home.people.team
    links = []
    for less in (Role.APPROVER, None):
        await team.set_role(owner, guest.user, Role.OWNER)
        _, link = await team.invite(guest, "back@example.com", Role.OWNER)
        links.append(link)
        if less is None:
            await team.remove(owner, guest.user)
        else:
            await team.set_role(owner, guest.user, less)
        assert await team.invitations(owner) == ()

    _, kept = await team.invite(owner, "other@example.com", Role.VIEWER)

    for link in links:
        with pytest.raises(Invalid, match="invited again"):
            await team.accept(guest, link.partition("#")[2])
    assert (await team.read(kept.partition("#")[2], HOME)).by == "Ada"


async def test_an_invitation_ends_with_the_account_that_made_it(home: House) -> None:
    owner, guest = await joined(home, Role.OWNER)
    await home.people.team.invite(guest, "back@example.com", Role.OWNER)

    await home.people.profiles.leave(guest, PASSWORD, HOME.address)

    assert await home.people.team.invitations(owner) == ()


async def test_asking_again_takes_the_place_of_the_time_before(home: House) -> None:
    owner = await ada(home)
    _, old = await home.people.team.invite(owner, "A@example.com", Role.VIEWER)
    _, new = await home.people.team.invite(owner, "a@example.com", Role.BUYER)

    [one] = await home.people.team.invitations(owner)
    told = await home.people.team.read(new.partition("#")[2], HOME)

    assert one.role is Role.BUYER
    assert (told.by, told.workspace, told.known) == ("Ada", "Ada's workspace", False)
    with pytest.raises(Invalid):
        await home.people.team.read(old.partition("#")[2], HOME)


async def test_who_belongs_already_is_not_invited(home: House) -> None:
    owner, _ = await joined(home, Role.BUYER)

    with pytest.raises(Conflict, match="belong"):
        await home.people.team.invite(owner, EVE.email, Role.OWNER)


async def test_who_has_no_account_makes_one_by_the_invitation_where_nobody_may_register(
    database: Database, home: House
) -> None:
    closed = house(database, "invited", mail=True)
    owner = await ada(home)
    await closed.people.team.invite(owner, "new@example.com", Role.APPROVER)
    [letter] = await closed.deliver()

    with pytest.raises(Invalid):
        await closed.people.team.register("wrong", PASSWORD, None, HOME)
    who, tokens = await closed.people.team.register(token_in(letter), PASSWORD, "New", HOME)

    assert (who.workspace, who.role, who.email) == (owner.workspace, "approver", "new@example.com")
    assert await closed.people.sessions.by_access(tokens.access) == who
    assert (await closed.login("new@example.com", PASSWORD))[0].workspace == owner.workspace


async def test_who_has_an_account_joins_with_it(home: House) -> None:
    owner = await ada(home)
    _, link = await home.people.team.invite(owner, EVE.email, Role.VIEWER)

    with pytest.raises(Conflict, match="sign in"):
        await home.people.team.register(link.partition("#")[2], PASSWORD, None, HOME)

    assert (await home.people.team.read(link.partition("#")[2], HOME)).known


async def test_the_last_owner_stays_one(home: House) -> None:
    owner, guest = await joined(home, Role.VIEWER)
    team = home.people.team

    for refused in (team.set_role(owner, owner.user, Role.BUYER), team.remove(owner, owner.user)):
        with pytest.raises(Conflict, match="needs an owner"):
            await refused
    with pytest.raises(Conflict, match="owner of Ada's workspace"):
        await home.people.profiles.leave(owner, PASSWORD, HOME.address)
    await team.set_role(owner, guest.user, Role.OWNER)
    await team.set_role(guest, owner.user, Role.BUYER)

    roles = {one.name: one.role for one in await team.members(guest)}
    assert roles == {"Ada": "buyer", "Eve": "owner"}


async def test_who_is_removed_is_out_at_once_and_goes_on_at_home(home: House) -> None:
    owner, guest = await joined(home, Role.OWNER)
    access = home.people.sessions.access_for(guest, guest.workspace)
    _, tokens = await home.login(EVE.email, PASSWORD)
    there = await home.people.sessions.by_access(tokens.access)
    await home.people.team.switch(there, owner.workspace)

    await home.people.team.remove(owner, guest.user)

    with pytest.raises(NotSignedIn):
        await home.people.sessions.by_access(access)
    renewed = await home.people.sessions.renew(tokens.refresh)
    at_home = await home.people.sessions.by_access(renewed.access)
    assert at_home.workspace_name == "Eve's workspace"
    with pytest.raises(NotFound):
        await home.people.team.remove(owner, guest.user)


async def test_a_workspace_of_ones_own_is_made_named_and_entered(home: House) -> None:
    owner = await ada(home)
    home.clock.on(1)
    second = await home.people.team.found(owner, "  Second  shop ")
    access = await home.people.team.switch(owner, second)
    there = await home.people.sessions.by_access(access)
    await home.people.team.rename(there, "Watches")

    _, homes = await home.people.profiles.me(there)

    assert there.workspace == second
    assert [one.name for one in homes] == ["Ada's workspace", "Watches"]
    with pytest.raises(NotFound):
        await home.people.team.switch(owner, (await eve(home)).workspace)
    with pytest.raises(Invalid, match="API key"):
        await home.people.team.switch(replace(owner, session=None), second)


async def test_leaving_for_good_takes_what_is_ones_own_alone(home: House) -> None:
    owner, guest = await joined(home, Role.BUYER)

    await home.people.profiles.leave(guest, PASSWORD, HOME.address)

    assert await rows_of(home.db, "SELECT name FROM workspace") == [("Ada's workspace",)]
    assert len(await home.people.team.members(owner)) == 1


async def test_a_key_may_no_more_than_its_maker(home: House) -> None:
    _, guest = await joined(home, Role.BUYER)
    accounts = Accounts(home.db, home.clock, uuid4)
    scopes = OF_ROLE[Role.BUYER]

    whole = await accounts.create_api_key(guest, "whole")
    reading = await accounts.create_api_key(guest, "reading", frozenset({*scopes} - {"write"}))
    found = await accounts.by_api_key(reading.token or "")

    assert set(whole.scopes) == {"read", "write", "account"}
    assert found.role is Role.BUYER
    assert found.scopes == frozenset({"read", "account"})
    with pytest.raises(NotAllowed, match="manage"):
        await accounts.create_api_key(guest, "more", OF_ROLE[Role.OWNER])
    with pytest.raises(NotAllowed, match="write"):
        await accounts.create_api_key(found, "more again", scopes)
    with pytest.raises(Invalid, match="at least one"):
        await accounts.create_api_key(guest, "none", frozenset())


async def test_keys_are_seen_and_revoked_by_their_makers_and_by_owners(home: House) -> None:
    owner, guest = await joined(home, Role.BUYER)
    accounts = Accounts(home.db, home.clock, uuid4)
    mine = await accounts.create_api_key(guest, "mine")
    theirs = await accounts.create_api_key(owner, "theirs")

    assert [one.name for one in await accounts.api_keys_for(guest)] == ["mine"]
    assert {one.name for one in await accounts.api_keys_for(owner)} == {"mine", "theirs"}
    with pytest.raises(NotFound):
        await accounts.revoke_key(guest, theirs.id)
    await accounts.revoke_key(owner, mine.id)
    with pytest.raises(NotSignedIn):
        await accounts.by_api_key(mine.token or "")
