"""Everything that is kept of somebody, and how long."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bolo.accounts.caller import Caller, Role
from bolo.accounts.export import chunks
from bolo.accounts.retention import KINDS
from bolo.accounts.service import Accounts
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.accounts.people import ADA, HOME, PASSWORD, House, house
from tests.pipeline.street import question, rows_of, wanted

EVE = replace(ADA, email="eve@example.com", name="Eve")


@pytest.fixture
async def home(database: Database) -> House:
    found = house(database)
    await found.people.signing.register(ADA, HOME)
    await found.people.signing.register(EVE, HOME)
    return found


async def export(home: House, who: Caller) -> zipfile.ZipFile:
    spool = await home.people.export.write(who, home.clock())
    return zipfile.ZipFile(io.BytesIO(b"".join([part async for part in chunks(spool)])))


async def test_all_of_ones_own_is_in_it_twice_and_nothing_of_others(home: House) -> None:
    ada, _ = await home.login(ADA.email, PASSWORD)
    eve, _ = await home.login(EVE.email, PASSWORD)
    await Accounts(home.db, home.clock, new_id).create_api_key(ada, "=laptop")
    async with home.db.transaction() as session:
        asked = await question(session)
        await wanted(session, ada.workspace, asked)
        await wanted(session, eve.workspace, asked)

    archive = await export(home, ada)
    names = archive.namelist()
    everything = b"".join(archive.read(name) for name in names).decode()
    [keys] = [name for name in names if name.endswith("/api_key.csv")]
    [watches] = [name for name in names if name.endswith("/watch.json")]
    rows = list(csv.DictReader(io.StringIO(archive.read(keys).decode())))
    account = json.loads(archive.read("account.json"))

    assert archive.testzip() is None
    assert (account["email"], len(account["sessions"])) == (ADA.email, 1)
    assert rows[0]["name"] == "'=laptop"
    assert json.loads(archive.read(watches))["workspace_id"] == str(ada.workspace)
    for secret in (str(eve.user), str(eve.workspace), EVE.email, "token_hash", "password_hash"):
        assert secret not in everything


async def test_a_guest_takes_what_carries_their_own_id(home: House) -> None:
    ada, _ = await home.login(ADA.email, PASSWORD)
    eve, _ = await home.login(EVE.email, PASSWORD)
    _, link = await home.people.team.invite(ada, EVE.email, Role.BUYER)
    await home.people.team.accept(eve, link.partition("#")[2])
    async with home.db.transaction() as session:
        await wanted(session, ada.workspace, await question(session))

    names = (await export(home, eve)).namelist()

    theirs = {name.rpartition("/")[2] for name in names if "Ada" in name}
    assert "membership.json" in theirs
    assert "watch.json" not in theirs


SENT = """
    WITH made AS (
        INSERT INTO channel (id, workspace_id, user_id, kind, label, shown, sealed, enabled,
                             created_at)
        SELECT gen_random_uuid(), :workspace, one.user_id, 'ntfy', one.name,
            jsonb_build_object('topic', one.name), '', true, :now
        FROM (VALUES (CAST(:ada AS uuid), 'of Ada'), (:eve, 'of Eve'), (NULL, 'of all'))
            AS one (user_id, name) RETURNING id, label
    ), sent AS (
        INSERT INTO dispatch (id, workspace_id, channel_id, message_id, state, attempts,
                              next_try_at, created_at)
        SELECT gen_random_uuid(), :workspace, id, gen_random_uuid(), 'sent', 1, :now, :now
        FROM made RETURNING id, channel_id
    )
    INSERT INTO attempt (dispatch_id, number, workspace_id, at, sent, told)
    SELECT sent.id, 1, :workspace, :now, true, 'told ' || label
    FROM sent JOIN made ON made.id = channel_id
"""


async def test_what_is_a_members_own_goes_to_them_and_to_no_owner(home: House) -> None:
    ada, _ = await home.login(ADA.email, PASSWORD)
    eve, _ = await home.login(EVE.email, PASSWORD)
    _, link = await home.people.team.invite(ada, EVE.email, Role.BUYER)
    await home.people.team.accept(eve, link.partition("#")[2])
    await home.people.team.switch(eve, ada.workspace)
    values = {"workspace": ada.workspace, "ada": ada.user, "eve": eve.user, "now": home.clock()}
    async with home.db.transaction() as session:
        await session.execute(text(SENT), values)

    told = {}
    for who in (ada, eve):
        archive = await export(home, who)
        of = [name for name in archive.namelist() if "Ada" in name and name.endswith(".json")]
        told[who.name] = {name.rpartition("/")[2]: archive.read(name).decode() for name in of}

    ada_has, eve_has = told["Ada"], told["Eve"]
    assert str(eve.user) in ada_has["membership.json"]
    assert str(eve.user) not in ada_has["session.json"]
    for name in ("channel.json", "attempt.json"):
        assert [who in ada_has[name] for who in ("of Ada", "of Eve", "of all")] == [1, 0, 1]
        assert [who in eve_has[name] for who in ("of Ada", "of Eve", "of all")] == [0, 1, 0]
    assert len(eve_has["dispatch.json"].splitlines()) == 1


async def test_an_old_alert_goes_once_all_who_are_there_have_read_it(home: House) -> None:
    who, _ = await home.login(ADA.email, PASSWORD)
    eve, _ = await home.login(EVE.email, PASSWORD)
    told = """
        WITH added AS (
            INSERT INTO alert (id, workspace_id, fact, kind, title, body, created_at)
            SELECT gen_random_uuid(), :workspace, fact, 'deal', fact, '', :now
            FROM unnest(ARRAY['read', 'unread', 'left']) AS fact RETURNING id, fact)
        INSERT INTO alert_reader (workspace_id, user_id, alert_id, read_at)
        SELECT CAST(:workspace AS uuid), CAST(:ada AS uuid), id,
            CASE WHEN fact <> 'unread' THEN CAST(:now AS timestamptz) END
        FROM added
        UNION ALL SELECT :workspace, :eve, id, NULL FROM added WHERE fact = 'left'
    """
    values = {"workspace": who.workspace, "ada": who.user, "eve": eve.user}
    async with home.db.transaction() as session:
        await session.execute(text(told), {**values, "now": home.clock()})
    home.clock.on(timedelta(days=366).total_seconds())

    gone = await home.people.retention.apply()

    assert gone["alerts"] == 2
    assert await rows_of(home.db, "SELECT fact FROM alert") == [("unread",)]


async def test_what_is_too_old_goes_and_what_is_not_stays(home: House) -> None:
    who, _ = await home.login(ADA.email, PASSWORD)
    accounts = Accounts(home.db, home.clock, new_id)
    await accounts.signin_link_token(ADA.email)
    key = await accounts.create_api_key(who, "old")
    await accounts.create_api_key(who, "kept")
    await accounts.revoke_key(who, key.id)
    await home.people.team.invite(who, "late@example.com", Role.VIEWER)
    async with home.db.transaction() as session:
        sold = """
            INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, first_seen_at,
                                 seen_at, gone_at, seller)
            SELECT gen_random_uuid(), 'ebay', 'ebay', n::text, 'https://ebay.example/', 'Mug', 'x',
                   :now, :now, CASE WHEN n < 3 THEN CAST(:now AS timestamptz) END, 'jo_from_york'
            FROM generate_series(1, 3) AS n
        """
        await session.execute(text(sold), {"now": home.clock()})
    home.clock.on(timedelta(days=91).total_seconds())

    gone = await home.people.retention.apply()
    await home.people.keep_house()

    assert {name: count for name, count in gone.items() if count} == {
        "sessions": 1,
        "signin_links": 1,
        "failed_signins": 1,
        "invitations": 1,
        "revoked_keys": 1,
        "sellers": 2,
    }
    [(one,), (two,), kept] = await rows_of(home.db, "SELECT seller FROM listing ORDER BY ref")
    assert one == two
    assert str(one).startswith("hash:")
    assert kept == ("jo_from_york",)
    assert (await home.people.retention.apply())["sellers"] == 0
    assert await rows_of(home.db, "SELECT name FROM api_key") == [("kept",)]


async def test_every_kind_that_goes_names_a_table_and_a_time(database: Database) -> None:
    for kind in KINDS:
        if kind.table is not None:
            async with database.transaction() as session:
                await session.execute(text(f"SELECT {kind.since} FROM {kind.table} LIMIT 1"))  # noqa: S608  (our own words)
        assert (kind.table is None) == (kind.days is None) or kind.name == "sellers"
