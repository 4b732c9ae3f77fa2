"""The second factor: an authenticator's codes, each once, and recovery codes for its loss."""

import asyncio
import base64

import pytest

from bolo.accounts.caller import Caller
from bolo.accounts.person.factors import code_of
from bolo.core.errors import CodeWanted, Conflict, Invalid, TooMany
from bolo.platform.database.access import Database
from tests.accounts.people import ADA, HOME, PASSWORD, House, house
from tests.pipeline.street import rows_of


@pytest.fixture
async def home(database: Database) -> House:
    found = house(database)
    await found.people.signing.register(ADA, HOME)
    return found


def read(secret: str) -> bytes:
    return base64.b32decode(secret + "=" * (-len(secret) % 8))


class Phone:
    """An authenticator."""

    def __init__(self, home: House, secret: str) -> None:
        self.home, self.secret = home, read(secret)

    def code(self, late: int = 0) -> str:
        """Show the code of now, or of some half minutes ago."""
        return code_of(self.secret, int(self.home.clock().timestamp()) // 30 - late)


async def guarded(home: House) -> tuple[Caller, Phone, tuple[str, ...]]:
    who, _ = await home.login(ADA.email, PASSWORD)
    offer = await home.people.factors.offer(who, PASSWORD, HOME.address)
    phone = Phone(home, offer.secret)
    codes = await home.people.factors.begin(who, phone.code())
    home.clock.on(60)
    return who, phone, codes


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1234567890, "89005924"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(at: int, code: str) -> None:
    assert code_of(b"12345678901234567890", at // 30) == code[2:]


async def test_a_secret_is_made_for_who_knows_the_password_and_counts_once_shown(
    home: House,
) -> None:
    who, _ = await home.login(ADA.email, PASSWORD)

    with pytest.raises(Invalid):
        await home.people.factors.offer(who, "wrong", HOME.address)
    offer = await home.people.factors.offer(who, PASSWORD, HOME.address)
    with pytest.raises(Invalid):
        await home.people.factors.begin(who, "000000")

    assert offer.uri.startswith("otpauth://totp/bolo%3Aada%40example.com?secret=")
    assert await home.login(ADA.email, PASSWORD)
    assert await home.people.factors.begin(who, Phone(home, offer.secret).code())
    with pytest.raises(CodeWanted):
        await home.login(ADA.email, PASSWORD)
    with pytest.raises(Conflict):
        await home.people.factors.offer(who, PASSWORD, HOME.address)
    with pytest.raises(Conflict):
        await home.people.factors.begin(who, Phone(home, offer.secret).code())


async def test_a_code_opens_once_and_within_its_time(home: House) -> None:
    _, phone, _ = await guarded(home)

    for late in (3, -2):
        with pytest.raises(CodeWanted):
            await home.login(ADA.email, PASSWORD, code=phone.code(late))
    code = phone.code(1)
    assert await home.login(ADA.email, PASSWORD, code=f"{code[:3]} {code[3:]}")
    with pytest.raises(CodeWanted):
        await home.login(ADA.email, PASSWORD, code=code)
    assert await home.login(ADA.email, PASSWORD, code=phone.code())


async def test_of_two_who_send_a_code_at_the_same_moment_one_comes_in(home: House) -> None:
    _, phone, _ = await guarded(home)

    both = await asyncio.gather(
        *(home.login(ADA.email, PASSWORD, code=phone.code()) for _ in range(2)),
        return_exceptions=True,
    )

    assert sorted(isinstance(one, CodeWanted) for one in both) == [False, True]


async def test_codes_cannot_be_guessed_not_even_between_visits_without_one(home: House) -> None:
    await guarded(home)
    told: list[type[BaseException]] = []

    for n in range(6):
        for code in (None, f"{n:06}"):
            with pytest.raises((CodeWanted, TooMany)) as refused:
                await home.login(ADA.email, PASSWORD, code=code)
            told.append(refused.type)

    assert told == [CodeWanted] * 10 + [TooMany] * 2


async def test_a_recovery_code_stands_in_once(home: House) -> None:
    _, _, codes = await guarded(home)

    assert len(set(codes)) == 10
    assert await home.login(ADA.email, PASSWORD, code=codes[0].upper())
    with pytest.raises(CodeWanted):
        await home.login(ADA.email, PASSWORD, code=codes[0])
    assert await home.login(ADA.email, PASSWORD, code=codes[1].replace("-", ""))


async def test_new_recovery_codes_take_the_place_of_the_old(home: House) -> None:
    who, phone, old = await guarded(home)

    with pytest.raises(Invalid):
        await home.people.factors.renew_codes(who, "000000", HOME.address)
    new = await home.people.factors.renew_codes(who, phone.code(), HOME.address)

    assert (await home.people.factors.state(who)).codes == 10
    with pytest.raises(CodeWanted):
        await home.login(ADA.email, PASSWORD, code=old[0])
    assert await home.login(ADA.email, PASSWORD, code=new[0])


async def test_it_is_ended_by_who_has_it_and_forgotten(home: House) -> None:
    who, phone, _ = await guarded(home)

    await home.people.factors.end(who, phone.code(), HOME.address)

    assert await home.login(ADA.email, PASSWORD)
    kept = "SELECT totp_secret, (SELECT count(*) FROM recovery_code) FROM app_user"
    assert await rows_of(home.db, kept) == [(None, 0)]


async def test_the_secret_is_sealed(home: House) -> None:
    _, phone, codes = await guarded(home)

    [(kept,)] = await rows_of(home.db, "SELECT totp_secret FROM app_user")

    assert isinstance(kept, bytes)
    assert phone.secret not in kept
    stored = await rows_of(home.db, "SELECT code_hash FROM recovery_code")
    assert codes[0].encode() not in {one for (one,) in stored}
