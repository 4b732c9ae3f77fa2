"""Letters: written with the change, sent once, and what they prove."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bolo.accounts.caller import Caller
from bolo.core.errors import Conflict, Invalid, NotSignedIn, Refused, TooMany, Unavailable
from bolo.platform.database.access import Database
from tests.accounts.people import ADA, HOME, PASSWORD, House, house, token_in
from tests.pipeline.street import rows_of

EVE = replace(ADA, email="eve@example.com", name="Eve")


@pytest.fixture
def home(database: Database) -> House:
    return house(database, mail=True)


async def proven(home: House) -> Caller:
    await home.people.signing.register(ADA, HOME)
    [letter] = await home.deliver()
    await home.people.proving.verify(token_in(letter), HOME)
    return (await home.login(ADA.email, PASSWORD))[0]


async def test_an_address_is_proven_before_its_password_opens(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    with pytest.raises(NotSignedIn, match="letter"):
        await home.login(ADA.email, PASSWORD)
    [letter] = await home.deliver()

    assert letter["To"] == ADA.email
    assert (await home.people.proving.verify(token_in(letter), HOME)).email == ADA.email
    assert (await home.login(ADA.email, PASSWORD))[0].email == ADA.email
    with pytest.raises(Invalid, match="used already"):
        await home.people.proving.verify(token_in(letter), HOME)


async def test_what_waits_for_a_letter_and_what_is_wrong_are_refused_alike(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    told = []
    for email, password in ((ADA.email, PASSWORD), (ADA.email, "wrong"), (EVE.email, PASSWORD)):
        with pytest.raises(NotSignedIn) as refused:
            await home.login(email, password)
        told.append(str(refused.value))

    assert len(set(told)) == 1


async def test_who_has_an_account_is_told_by_a_letter_only(home: House) -> None:
    await proven(home)

    await home.people.signing.register(ADA, HOME)
    [letter] = await home.deliver()

    assert letter["Subject"] == "You have an account already"
    assert await rows_of(home.db, "SELECT count(*) FROM app_user") == [(1,)]


async def test_a_letter_is_plain_text_and_html_and_known_by_its_id(home: House) -> None:
    await home.people.signing.register(replace(ADA, name="<b>Ada"), HOME)
    [letter] = await home.deliver()
    [(key,)] = await rows_of(home.db, "SELECT id FROM letter")
    html = letter.get_body(("html",))

    assert letter["Message-ID"] == f"<{key}@bolo.invalid>"
    assert html is not None
    assert "&lt;b&gt;Ada" in html.get_content()
    assert "color-scheme" in html.get_content()


async def test_what_a_letter_says_is_sealed_and_gone_once_it_is_sent(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    [(before,)] = await rows_of(home.db, "SELECT sealed FROM letter")
    [letter] = await home.deliver()

    assert isinstance(before, bytes)
    assert token_in(letter).encode() not in before
    assert await rows_of(home.db, "SELECT sealed, sent_at IS NULL FROM letter") == [(None, False)]


async def test_a_letter_that_cannot_go_now_goes_later_and_a_sent_one_never_twice(
    home: House,
) -> None:
    await home.people.signing.register(ADA, HOME)
    job = home.jobs[0]
    home.post.answers.append(Unavailable("busy"))

    with pytest.raises(Unavailable):
        await home.people.send_letter(job)
    await home.people.send_letter(job)
    await home.people.send_letter(job)

    assert len(home.post.letters) == 1


async def test_a_letter_that_is_refused_for_good_is_given_up(home: House) -> None:
    await home.people.signing.register(ADA, HOME)
    home.post.answers.append(Refused("550 no such user"))

    assert await home.deliver() == []

    assert await rows_of(home.db, "SELECT failed, sealed FROM letter") == [
        ("550 no such user", None)
    ]


async def test_no_letter_without_the_change_it_tells_of(home: House) -> None:
    async def change() -> None:
        async with home.db.transaction() as session:
            await home.people.proving.tell_known(session, ADA.email)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await change()

    assert await rows_of(home.db, "SELECT count(*) FROM letter") == [(0,)]


async def test_a_forgotten_password_is_chosen_anew_and_everybody_else_is_signed_out(
    home: House,
) -> None:
    who = await proven(home)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            await home.login(ADA.email, "wrong password")
    await home.people.proving.forgot("ADA@example.com", HOME)
    [letter] = await home.deliver()

    await home.people.proving.reset(token_in(letter), "battery horse correct", HOME)

    again, _ = await home.login(ADA.email, "battery horse correct")
    assert again.user == who.user
    assert len(await home.people.sessions.all(again)) == 1
    with pytest.raises(Invalid, match="ask for a new one"):
        await home.people.proving.reset(token_in(letter), "another good password", HOME)


async def test_nobody_is_written_to_who_has_no_account(home: House) -> None:
    await proven(home)

    await home.people.proving.forgot("nobody@example.com", HOME)

    assert await rows_of(home.db, "SELECT count(*) FROM letter") == [(1,)]
    assert await rows_of(home.db, "SELECT count(*) FROM proof") == [(0,)]


async def test_a_link_for_a_password_is_good_for_an_hour_and_for_nothing_else(home: House) -> None:
    await proven(home)
    await home.people.proving.forgot(ADA.email, HOME)
    [first] = await home.deliver()
    await home.people.proving.forgot(ADA.email, HOME)
    [second] = await home.deliver()

    with pytest.raises(Invalid):
        await home.people.proving.reset(token_in(first), "a good password", HOME)
    with pytest.raises(Invalid):
        await home.people.proving.verify(token_in(second), HOME)
    home.clock.on(timedelta(hours=2).total_seconds())
    with pytest.raises(Invalid):
        await home.people.proving.reset(token_in(second), "a good password", HOME)


async def test_without_mail_a_forgotten_password_needs_whoever_runs_bolo(
    database: Database,
) -> None:
    home = house(database)

    with pytest.raises(Conflict, match=r"signin-link --email ada@example\.com"):
        await home.people.proving.forgot(ADA.email, HOME)


async def test_letters_are_not_a_way_to_fill_somebodys_box(home: House) -> None:
    for _ in range(10):
        await home.people.proving.forgot(ADA.email, HOME)

    with pytest.raises(TooMany):
        await home.people.proving.forgot(ADA.email, HOME)


async def test_another_address_counts_once_its_letter_is_answered(home: House) -> None:
    who = await proven(home)

    with pytest.raises(Invalid, match="not your password"):
        await home.people.proving.change_email(who, "new@example.com", "wrong", HOME)
    changed = await home.people.proving.change_email(who, "new@example.com", PASSWORD, HOME)
    new, old = await home.deliver()
    [(before,)] = await rows_of(home.db, "SELECT email FROM app_user")
    await home.people.proving.verify(token_in(new), HOME)

    assert (changed, before) == (False, ADA.email)
    assert (new["To"], old["To"]) == ("new@example.com", ADA.email)
    assert (await home.login("new@example.com", PASSWORD))[0].user == who.user


async def test_an_address_that_is_taken_is_told_of_to_its_owner_only(home: House) -> None:
    who = await proven(home)
    await home.people.signing.register(EVE, HOME)
    [letter] = await home.deliver()
    await home.people.proving.verify(token_in(letter), HOME)

    changed = await home.people.proving.change_email(who, EVE.email, PASSWORD, HOME)
    [told] = await home.deliver()

    assert not changed
    assert (told["To"], told["Subject"]) == (EVE.email, "You have an account already")


async def test_an_address_that_was_taken_meanwhile_stays_anothers(home: House) -> None:
    who = await proven(home)
    await home.people.proving.change_email(who, EVE.email, PASSWORD, HOME)
    new, _ = await home.deliver()
    await home.people.signing.register(EVE, HOME)

    with pytest.raises(Conflict, match="another account"):
        await home.people.proving.verify(token_in(new), HOME)


async def test_without_mail_an_address_changes_at_once(database: Database) -> None:
    home = house(database)
    await home.people.signing.register(ADA, HOME)
    await home.people.signing.register(EVE, HOME)
    who, _ = await home.login(ADA.email, PASSWORD)

    assert await home.people.proving.change_email(who, "new@example.com", PASSWORD, HOME)

    assert (await home.login("new@example.com", PASSWORD))[0].user == who.user
    with pytest.raises(Invalid, match="choose another"):
        await home.people.proving.change_email(who, EVE.email, PASSWORD, HOME)
