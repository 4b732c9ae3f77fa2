"""Sessions: tokens that rotate, copies that are noticed, ends that hold at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import jwt
import pytest

from bolo.accounts.caller import Caller, Tokens, Visitor
from bolo.accounts.person.tokens import Access, AccessTokens
from bolo.core.errors import NotFound, NotSignedIn
from bolo.platform.database.access import Database
from bolo.platform.secrets import Secrets
from tests.accounts.people import ADA, HOME, PASSWORD, House, house
from tests.pipeline.street import Hand, rows_of


@pytest.fixture
async def home(database: Database) -> House:
    found = house(database)
    await found.people.signing.register(ADA, HOME)
    return found


async def sign_in(home: House) -> tuple[Caller, Tokens]:
    return await home.login(ADA.email, PASSWORD, HOME)


async def test_an_access_token_lasts_half_an_hour_and_a_refresh_token_seven_days(
    home: House,
) -> None:
    who, tokens = await sign_in(home)

    home.clock.on(29 * 60)
    assert await home.people.sessions.by_access(tokens.access) == who
    home.clock.on(60)
    with pytest.raises(NotSignedIn, match="refresh"):
        await home.people.sessions.by_access(tokens.access)
    home.clock.on(6 * 86_400)
    renewed = await home.people.sessions.renew(tokens.refresh)
    assert await home.people.sessions.by_access(renewed.access) == who
    home.clock.on(7 * 86_400)
    with pytest.raises(NotSignedIn, match="sign in again"):
        await home.people.sessions.renew(renewed.refresh)


async def test_a_refresh_token_that_comes_twice_ends_the_whole_family(home: House) -> None:
    _, first = await sign_in(home)
    _, other = await sign_in(home)
    second = await home.people.sessions.renew(first.refresh)
    third = await home.people.sessions.renew(second.refresh)

    with pytest.raises(NotSignedIn):
        await home.people.sessions.renew(first.refresh)

    with pytest.raises(NotSignedIn):
        await home.people.sessions.renew(third.refresh)
    with pytest.raises(NotSignedIn):
        await home.people.sessions.by_access(third.access)
    assert (await home.people.sessions.by_access(other.access)).email == ADA.email


async def test_of_two_who_renew_at_the_same_moment_neither_keeps_the_session(home: House) -> None:
    _, tokens = await sign_in(home)

    both = await asyncio.gather(
        *(home.people.sessions.renew(tokens.refresh) for _ in range(2)), return_exceptions=True
    )

    assert sorted(isinstance(one, NotSignedIn) for one in both) == [False, True]
    assert await rows_of(home.db, "SELECT count(*) FROM session") == [(0,)]


async def test_tokens_are_kept_as_hashes(home: House) -> None:
    _, tokens = await sign_in(home)

    [(kept,)] = await rows_of(home.db, "SELECT encode(token_hash, 'escape') FROM refresh_token")

    assert tokens.refresh not in str(kept)
    with pytest.raises(NotSignedIn):
        await home.people.sessions.renew("made up")


async def test_signing_out_ends_every_token_by_whichever_is_shown(home: House) -> None:
    sessions = home.people.sessions
    for shown in ("access", "refresh", "old refresh", "old access"):
        _, tokens = await sign_in(home)
        last = await sessions.renew(tokens.refresh) if shown == "old refresh" else tokens
        given = {
            "access": (tokens.access, None),
            "refresh": (None, tokens.refresh),
            "old refresh": (None, tokens.refresh),
            "old access": (tokens.access, "unknown"),
        }[shown]

        await sessions.end(*given)

        with pytest.raises(NotSignedIn):
            await sessions.by_access(last.access)


async def test_what_is_of_no_session_ends_none(home: House) -> None:
    _, tokens = await sign_in(home)

    await home.people.sessions.end("nonsense", "unknown")
    await home.people.sessions.end(None, None)

    assert (await home.people.sessions.by_access(tokens.access)).email == ADA.email


async def test_sessions_are_listed_with_where_they_are_and_can_be_ended(home: House) -> None:
    sessions = home.people.sessions
    here, _ = await sign_in(home)
    home.clock.on(60)
    there, theirs = await sessions.begin(here, Visitor("2001:db8::1", "curl " * 99), "link")

    listed = await sessions.all(here)
    await sessions.revoke(here, there.session or uuid4())

    assert [one.id for one in listed] == [there.session, here.session]
    assert (listed[0].method, listed[0].address) == ("link", "2001:db8::1")
    assert len(listed[0].agent) == 300
    with pytest.raises(NotSignedIn):
        await sessions.by_access(theirs.access)
    with pytest.raises(NotFound):
        await sessions.revoke(here, there.session or uuid4())


async def test_nobody_ends_anothers_session(home: House) -> None:
    await home.people.signing.register(replace(ADA, email="eve@example.com"), HOME)
    ada, tokens = await sign_in(home)
    eve, _ = await home.login("eve@example.com", PASSWORD, HOME)

    with pytest.raises(NotFound):
        await home.people.sessions.revoke(eve, ada.session or uuid4())

    assert await home.people.sessions.by_access(tokens.access) == ada


async def test_all_others_end_at_once(home: House) -> None:
    here, mine = await sign_in(home)
    for _ in range(2):
        await sign_in(home)

    assert await home.people.sessions.revoke_others(here) == 2
    assert await home.people.sessions.by_access(mine.access) == here
    assert len(await home.people.sessions.all(here)) == 1


def claims(**changed: object) -> dict[str, object]:
    now = int(Hand()().timestamp())
    names = {name: str(uuid4()) for name in ("sub", "wsp", "sid")}
    return {"iss": "bolo", "iat": now, "exp": now + 60, **names, **changed}


KEY = Secrets([b"k" * 32]).derived("bolo access tokens")
KID, SECRET = next(iter(KEY.items()))


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        jwt.encode(claims(), SECRET, "HS256"),
        jwt.encode(claims(), SECRET, "HS256", headers={"kid": "other"}),
        jwt.encode(claims(), b"x" * 32, "HS256", headers={"kid": KID}),
        jwt.encode(claims(), SECRET * 2, "HS384", headers={"kid": KID}),
        jwt.encode(claims(), "", "none", headers={"kid": KID}),
        jwt.encode(claims(iss="other"), SECRET, "HS256", headers={"kid": KID}),
        jwt.encode(claims(sid="no id"), SECRET, "HS256", headers={"kid": KID}),
        jwt.encode(claims(exp=1), SECRET, "HS256", headers={"kid": KID}),
        jwt.encode(claims(exp=2**62), SECRET, "HS256", headers={"kid": KID}),
        jwt.encode({"iss": "bolo"}, SECRET, "HS256", headers={"kid": KID}),
    ],
    ids=[
        *("nonsense", "no key id", "unknown key", "foreign key", "another algorithm", "unsigned"),
        *("another issuer", "no session", "old", "no time", "no claims"),
    ],
)
def test_only_what_we_signed_is_believed(token: str) -> None:
    with pytest.raises(NotSignedIn):
        AccessTokens(KEY, Hand()).read(token)


def test_a_token_of_an_older_key_holds_after_a_new_one_is_put_in_front() -> None:
    old, new = b"o" * 32, b"n" * 32
    access = Access(uuid4(), uuid4(), uuid4())
    token = AccessTokens(Secrets([old]).derived("p"), Hand()).issue(access)

    rotated = AccessTokens(Secrets([new, old]).derived("p"), Hand())

    assert rotated.read(token) == access
    with pytest.raises(NotSignedIn):
        AccessTokens(Secrets([new]).derived("p"), Hand()).read(token)
    with pytest.raises(NotSignedIn):
        AccessTokens(Secrets([old]).derived("another purpose"), Hand()).read(token)


async def test_ended_sessions_are_forgotten_with_their_tokens(home: House) -> None:
    await sign_in(home)
    home.clock.on(timedelta(days=8).total_seconds())

    listed = await home.people.sessions.all((await sign_in(home))[0])

    assert len(listed) == 1
