"""Registering and signing in: open, guarded, and telling nothing of who is there."""

import asyncio
from datetime import timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher

from bolo.accounts.caller import Role, Visitor
from bolo.accounts.person.signing import Applicant
from bolo.core.errors import Invalid, NotAllowed, NotSignedIn, TooMany
from bolo.platform.database.access import Database
from tests.accounts.people import ADA, HOME, PASSWORD, House, house
from tests.pipeline.street import rows_of


@pytest.fixture
def home(database: Database) -> House:
    return house(database)


async def test_who_registers_signs_in_to_a_workspace_of_their_own(home: House) -> None:
    email = await home.people.signing.register(ADA, HOME)
    who, tokens = await home.login(" ADA@Example.com ", PASSWORD, HOME)

    assert email == "ada@example.com"
    assert (who.name, who.email, who.role) == ("Ada", "ada@example.com", Role.OWNER)
    assert await home.people.sessions.by_access(tokens.access) == who
    assert await rows_of(home.db, "SELECT name, currency FROM workspace") == [
        ("Ada's workspace", "USD")
    ]


async def test_a_taken_address_is_answered_alike_and_stays_as_it_is(home: House) -> None:
    first = await home.people.signing.register(ADA, HOME)
    second = await home.people.signing.register(
        Applicant("Ada@example.com", "another good password", "Eve"), HOME
    )

    assert first == second
    assert await rows_of(home.db, "SELECT name FROM app_user") == [("Ada",)]
    assert await rows_of(home.db, "SELECT count(*) FROM workspace") == [(1,)]
    with pytest.raises(NotSignedIn):
        await home.login("ada@example.com", "another good password", HOME)


async def test_two_who_take_an_address_at_the_same_moment_are_one(home: House) -> None:
    await asyncio.gather(*(home.people.signing.register(ADA, HOME) for _ in range(3)))

    assert await rows_of(home.db, "SELECT count(*) FROM app_user") == [(1,)]
    assert await rows_of(home.db, "SELECT count(*) FROM membership") == [(1,)]


async def test_a_name_is_the_addresss_when_none_is_said(home: House) -> None:
    await home.people.signing.register(Applicant("grace@example.com", PASSWORD), HOME)

    assert await rows_of(home.db, "SELECT name FROM app_user") == [("grace",)]


@pytest.mark.parametrize(
    ("applicant", "told"),
    [
        (Applicant("no address", PASSWORD), "name@example.com"),
        (Applicant("a@b..example", PASSWORD), "name@example.com"),
        (Applicant("a\x00@example.com", PASSWORD), "name@example.com"),
        (Applicant("ada@example.com", "short"), "10 to 256"),
        (Applicant("ada@example.com", "x" * 257), "10 to 256"),
        (Applicant("ada@example.com", "Password123"), "first that are guessed"),
        (Applicant("ada@example.com", "aaaaaaaaaaaa"), "first that are guessed"),
        (Applicant("ada@example.com", "Ada@Example.com"), "first that are guessed"),
        (Applicant("ada@example.com", PASSWORD, "n" * 81), "1 to 80"),
        (Applicant("ada@example.com", PASSWORD, "a\x07b"), "printable"),
    ],
)
async def test_what_cannot_be_kept_is_refused_with_what_would_be_right(
    home: House, applicant: Applicant, told: str
) -> None:
    with pytest.raises(Invalid, match=told):
        await home.people.signing.register(applicant, HOME)


@pytest.mark.parametrize(("registration", "told"), [("invited", "invite"), ("closed", "open")])
async def test_who_may_not_register_is_told_what_to_do(
    database: Database, registration: Literal["invited", "closed"], told: str
) -> None:
    closed = house(database, registration)

    with pytest.raises(NotAllowed, match=told):
        await closed.people.signing.register(ADA, HOME)


async def test_a_wrong_address_and_a_wrong_password_are_refused_alike(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    told = []
    for email, password in (
        ("ada@example.com", "wrong password"),
        ("eve@example.com", PASSWORD),
        ("nothing at all", PASSWORD),
    ):
        with pytest.raises(NotSignedIn) as refused:
            await home.login(email, password, HOME)
        told.append(str(refused.value))

    assert len(set(told)) == 1


async def test_an_unknown_address_costs_a_verification_too(database: Database) -> None:
    counted: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002  (argon2's)
            counted.append(str(password))
            return super().verify(hash, password)

    home = house(database, make=lambda: Counting(time_cost=1, memory_cost=8, parallelism=1))

    with pytest.raises(NotSignedIn):
        await home.login("eve@example.com", PASSWORD, HOME)

    assert counted == [PASSWORD]


@pytest.mark.parametrize("email", ["ada@example.com", "eve@example.com"])
async def test_an_account_is_locked_for_longer_and_longer_known_or_not(
    home: House, email: str
) -> None:
    await home.people.signing.register(ADA, HOME)

    async def fail() -> type[Exception]:
        with pytest.raises((NotSignedIn, TooMany)) as refused:
            await home.login(email, "wrong password", HOME)
        return refused.type

    first = [await fail() for _ in range(6)]
    home.clock.on(31)
    then = [await fail() for _ in range(2)]
    home.clock.on(31)
    still = await fail()
    home.clock.on(30)
    again = await fail()

    assert first == [NotSignedIn] * 5 + [TooMany]
    assert then == [NotSignedIn, TooMany]
    assert (still, again) == (TooMany, NotSignedIn)


async def test_a_lock_does_not_outlast_a_clock_that_is_set_back(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    home.clock.on(86_400)
    for _ in range(6):
        with pytest.raises((NotSignedIn, TooMany)):
            await home.login("ada@example.com", "wrong password", HOME)
    home.clock.on(-86_400)

    caller, _ = await home.login("ada@example.com", PASSWORD, HOME)

    assert caller.name == "Ada"


async def test_the_right_password_is_locked_out_too_and_says_for_how_long(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            await home.login(ADA.email, "wrong password", HOME)

    with pytest.raises(TooMany, match="30 seconds") as refused:
        await home.login(ADA.email, PASSWORD, HOME)

    assert refused.value.retry_after == timedelta(seconds=30)
    home.clock.on(30)
    assert await home.login(ADA.email, PASSWORD, HOME)


async def test_a_right_password_clears_the_account(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(NotSignedIn):
                await home.login(ADA.email, "wrong password", HOME)
        await home.login(ADA.email, PASSWORD, HOME)
        home.clock.on(120)

    assert await rows_of(home.db, "SELECT count(*) FROM signin_failure WHERE key LIKE 'acc%'") == [
        (0,)
    ]


async def test_guesses_at_the_same_moment_are_all_counted(home: House) -> None:
    await home.people.signing.register(ADA, HOME)

    results = await asyncio.gather(
        *(home.login(ADA.email, f"wrong password {n}", HOME) for n in range(20)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, NotSignedIn) for one in results) == 5


async def test_an_address_that_tries_many_accounts_is_locked_out(home: House) -> None:
    kinds = []
    for n in range(26):
        home.clock.on(4)
        with pytest.raises((NotSignedIn, TooMany)) as refused:
            await home.login(f"u{n}@example.com", "wrong password", HOME)
        kinds.append(refused.type)

    assert kinds == [NotSignedIn] * 25 + [TooMany]
    with pytest.raises(NotSignedIn):
        await home.login("u@example.com", "wrong", Visitor("192.0.2.8"))


async def test_a_day_later_failures_are_forgotten(home: House) -> None:
    for _ in range(4):
        with pytest.raises(NotSignedIn):
            await home.login(ADA.email, "wrong password", HOME)
    home.clock.on(25 * 3600)
    with pytest.raises(NotSignedIn):
        await home.login(ADA.email, "wrong password", HOME)

    assert await rows_of(home.db, "SELECT DISTINCT failures FROM signin_failure") == [(1,)]
    home.clock.on(25 * 3600)
    await home.people.doors.forget_old()
    assert await rows_of(home.db, "SELECT count(*) FROM signin_failure") == [(0,)]


async def test_asking_too_often_is_slowed_down_and_told_when_to_come_back(home: House) -> None:
    refused = None
    for n in range(21):
        applicant = Applicant(f"u{n}@example.com", PASSWORD)
        try:
            await home.people.signing.register(applicant, HOME)
        except TooMany as error:
            refused = error

    assert refused is not None
    assert refused.retry_after <= timedelta(seconds=10)
    home.clock.on(10)
    await home.people.signing.register(Applicant("late@example.com", PASSWORD), HOME)


async def test_a_weak_hash_is_made_anew_when_its_owner_signs_in(
    home: House, database: Database
) -> None:
    await home.people.signing.register(ADA, HOME)
    stronger = house(
        database, make=lambda: PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    )

    await stronger.login(ADA.email, PASSWORD, HOME)

    [(kept,)] = await rows_of(home.db, "SELECT password_hash FROM app_user")
    assert "m=16,t=2" in str(kept)
    assert await stronger.login(ADA.email, PASSWORD, HOME)


async def test_who_belongs_nowhere_any_more_is_told_so(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    async with home.db.raw() as connection:
        await connection.execute("DELETE FROM membership")

    with pytest.raises(NotAllowed, match="no workspace"):
        await home.login(ADA.email, PASSWORD, HOME)
