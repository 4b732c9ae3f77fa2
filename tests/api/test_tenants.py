"""Two workspaces cannot see each other: not by a table, not by a route, not by the live feed."""

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from bolo.accounts.caller import Caller, Visitor
from bolo.core.events import VerdictReached
from bolo.platform.database.access import Database, driver
from tests.api.door import Door, stranger, visitor
from tests.api.seed import add_alerts, add_deals
from tests.api.tenants import MARK, Belongings, fill, fill_all, loosen, tables
from tests.api.test_live import listening, tell

SHARED = {
    **dict.fromkeys(
        ("listing", "current_price", "price_change", "sighting", "likeness", "quarantine"),
        "seen on public pages, the same for all",
    ),
    **dict.fromkeys(
        ("price_question", "price_choice", "product", "link", "near_miss", "match_model"),
        "what public pages mean, the same for all",
    ),
    **dict.fromkeys(
        ("source", "question", "reading", "raw_page", "http_cache", "token_bucket"),
        "one question to a marketplace serves all who ask it",
    ),
    **dict.fromkeys(
        ("job_done", "push_key"), "of this installation: what is done once, a sealed key"
    ),
}
"""Tables that every workspace reads, each with the reason."""
OURS = {
    *("app_user", "workspace", "letter", "proof", "recovery_code", "refresh_token"),
    *("signin_failure", "alembic_version", "executor", "job_trouble", "schedule", "subscriber"),
    "stripe_event",
}
"""Tables without `workspace_id` that a workspace sees nothing, or its own people, of."""
UNBOUND = """
    SELECT c.relname::text, c.relrowsecurity, has_table_privilege('bolo_tenant', c.oid, 'SELECT')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
        AND NOT EXISTS (SELECT FROM pg_attribute a
                        WHERE a.attrelid = c.oid AND a.attname = 'workspace_id')
"""
PARTS = """
    SELECT DISTINCT p.relname::text FROM pg_class c
    JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent
    WHERE c.relkind = 'r' AND has_table_privilege('bolo_tenant', c.oid, 'SELECT')
"""
PLACES = {
    **{f"{name}_id": name for name in ("alert", "backtest", "channel", "delivery", "invitation")},
    **{f"{name}_id": name for name in ("opportunity", "review", "sale", "session", "watch")},
    **{name: name for name in ("alert", "backtest", "channel")},
    "key_id": "api_key",
    "search_id": "saved_search",
    "search": "saved_search",
    "endpoint_id": "channel",
    "follow_id": "follow",
    "channels": "channel",
}
"""Whose id stands in a place of a route, by the table."""
OPEN = {
    "follow_alert": "whoever holds the link in a message may follow it; it leads where it says",
    "remove_me": "ends who asks",
    "sign_out": "ends who asks",
    "leave_workspace": "ends who asks",
}
BROKEN = 500


@dataclass(frozen=True, slots=True)
class Two:
    """An owner with everything, and somebody of another workspace at the door."""

    door: Door
    foreigner: Door
    owner: Caller


@pytest.fixture
async def two(door: Door) -> AsyncIterator[Two]:
    """Give an owner with a row in every table, and a stranger who is signed in."""
    services = door.services
    owner = await services.accounts.ensure_owner()
    await services.people.sessions.begin(owner, Visitor("192.0.2.1"), "link")
    await add_deals(services, owner.workspace, [20])
    await add_alerts(services, owner.workspace, 1)
    made = [
        await door.ask("POST", "/searches", json={"rule": f"lego {MARK}", "title": MARK}),
        await door.ask("POST", "/watches", json={"words": f"lego {MARK}"}),
        await door.ask("POST", "/webhook-endpoints", json={"url": f"http://127.0.0.1:9/{MARK}"}),
    ]
    assert [one.status for one in made] == [201, 201, 201], [one.body for one in made]
    other = await stranger(services)
    _, tokens = await services.people.sessions.begin(other, Visitor("192.0.2.2"), "link")
    async with visitor(door, {"authorization": f"Bearer {tokens.access}"}) as found:
        yield Two(door, found, owner)


async def changed(database: Database, mine: UUID, theirs: UUID, table: str) -> list[str]:
    """Return which changes of another's rows the database lets somebody make."""
    done = []
    for change in (
        f'UPDATE "{table}" SET workspace_id = workspace_id WHERE workspace_id = $1',  # noqa: S608  (of the catalogue)
        f'DELETE FROM "{table}" WHERE workspace_id = $1',  # noqa: S608  (as above)
    ):
        try:
            async with database.for_workspace(mine) as session:
                said = await (await driver(session)).execute(change, theirs)
        except asyncpg.InsufficientPrivilegeError:
            continue
        if not said.endswith(" 0"):
            done.append(f"{table}: {said}")
    return done


async def given(database: Database, mine: UUID, theirs: UUID, table: str) -> bool:
    """Tell whether the database lets somebody add a row to another's workspace."""
    try:
        async with database.for_workspace(mine) as session:
            await fill(await driver(session), table, theirs)
    except asyncpg.InsufficientPrivilegeError:
        return False
    except asyncpg.PostgresError:
        return True
    return True


async def test_no_table_shows_or_takes_a_row_of_another_workspace(two: Two) -> None:
    database, theirs = two.door.services.db, two.owner.workspace
    mine = UUID((await two.foreigner.get("/session"))["workspace"]["id"])
    async with database.raw() as connection:
        await loosen(connection)
        await fill_all(connection, theirs)
        known = await tables(connection)
        unbound = await connection.fetch(UNBOUND)
        parts = await connection.fetch(PARTS)

    seen, written = {}, []
    for table in known:
        count = f'SELECT count(*) AS n FROM "{table}" WHERE workspace_id = :theirs'  # noqa: S608  (as above)
        [row] = await database.read(mine, count, {"theirs": theirs})
        seen[table] = row["n"]
        written += await changed(database, mine, theirs, table)
        if await given(database, mine, theirs, table):
            written.append(f"{table}: INSERT")

    assert len(known) > 35
    assert {table: count for table, count in seen.items() if count} == {}
    assert written == []
    assert {name for name, *_ in unbound} == SHARED.keys() | OURS
    assert {name for name, bound, readable in unbound if readable and not bound} == SHARED.keys()
    assert {name for (name,) in parts} <= SHARED.keys()  # a part has no policy of its whole


async def test_of_people_and_workspaces_one_sees_ones_own(two: Two) -> None:
    database = two.door.services.db
    mine = UUID((await two.foreigner.get("/session"))["workspace"]["id"])

    counts = {}
    for table in sorted(OURS - {"alembic_version", "executor", "job_trouble", "schedule"}):
        [row] = await database.read(mine, f"SELECT count(*) AS n FROM {table}", {})  # noqa: S608  (a constant)
        counts[table] = row["n"]

    assert {table: count for table, count in counts.items() if count} == {
        "app_user": 1,
        "workspace": 1,
    }


def places(told: dict[str, Any], one: dict[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """Return where ids stand in an operation: (name, where) and the properties of its body."""
    found = {
        p["name"]: p["in"]
        for p in one.get("parameters", ())
        if "uuid" in str(p["schema"]) or p["in"] == "path"
    }
    content = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return found, told["components"]["schemas"].get(name, {}).get("properties", {})


def said(answer: Any) -> str:  # noqa: ANN401  (JSON, text, or the bytes of an archive)
    """Return what an answer says."""
    if not isinstance(answer, bytes):
        return str(answer)
    with zipfile.ZipFile(io.BytesIO(answer)) as archive:
        return " ".join(str(archive.read(name)) for name in archive.namelist())


def body(properties: dict[str, Any], known: dict[str, str]) -> dict[str, Any] | None:
    """Return a body with an id in every place for one; nothing when it has none."""
    told: dict[str, Any] = {
        name: [known[name]] if "array" in str(schema) else known[name]
        for name, schema in properties.items()
        if "uuid" in str(schema) and name in known
    }
    return told | ({"saved": True} if "saved" in properties else {}) if told else None


async def ids_of(two: Two) -> dict[str, str]:
    """Return an id of the owner's for every place of every route."""
    ids = {}
    async with two.door.services.db.raw() as connection:
        for place, table in PLACES.items():
            any_id = f'SELECT id FROM "{table}" WHERE workspace_id = $1 ORDER BY id LIMIT 1'  # noqa: S608  (of the catalogue)
            ids[place] = str(await connection.fetchval(any_id, two.owner.workspace))
        listing, product = [
            str(await connection.fetchval(f"SELECT id FROM {table} LIMIT 1"))  # noqa: S608  (as above)
            for table in ("listing", "product")
        ]
    ids |= dict.fromkeys(("user_id", "user"), str(two.owner.user))
    ids |= dict.fromkeys(("listing_id", "id", "ids", "other_listing_id"), listing)
    ids |= {"product_id": product, "workspace_id": str(two.owner.workspace)}
    return ids | {"question_id": str(uuid4()), "slug": "retro-consoles", "job_id": "a:1"}


async def asked(
    foreigner: Door,
    method: str,
    path: str,
    place: tuple[dict[str, str], dict[str, Any]],
    known: dict[str, str],
) -> tuple[int, str]:
    """Ask a route for another's things; return its status and all that it says."""
    found, properties = place
    where = path.removeprefix("/api/v1")
    for name in found:
        where = where.replace(f"{{{name}}}", known.get(name, name))
    query = {name: known.get(name, "") for name, at in found.items() if at == "query"}
    answer = await foreigner.ask(method.upper(), where, params=query, json=body(properties, known))
    return answer.status, f"{answer.headers} {said(answer.body)}"


async def test_no_route_shows_or_changes_a_thing_of_another_workspace(two: Two) -> None:
    services, theirs = two.door.services, two.owner.workspace
    told = await two.door.get("/openapi.json")
    await services.people.usage.write()
    async with services.db.raw() as connection:
        await loosen(connection)
        await fill_all(connection, theirs)
        before = await Belongings.of(connection, theirs)
    known = await ids_of(two)
    secret = before.ids | {MARK, str(theirs), str(two.owner.user)}

    wrong, unknown, count = {}, set(), 0
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            if one["operationId"] in OPEN:
                continue
            place = places(told, one)
            named = place[0].keys() | {n for n, s in place[1].items() if "uuid" in str(s)}
            unknown |= named - known.keys()
            status, text = await asked(two.foreigner, method, path, place, known)
            count += 1
            sent = set(known.values()) if status in {404, 422} else set()
            if status >= BROKEN or any(word in text for word in secret - sent):
                wrong[method, path] = (status, text[:400])

    async with services.db.raw() as connection:
        after = await Belongings.of(connection, theirs)
    assert unknown == set()
    assert wrong == {}
    assert after.prints == before.prints
    assert count > 120


async def test_the_live_feed_tells_nobody_of_another_workspace(two: Two) -> None:
    theirs = VerdictReached(ids=(uuid4(),), workspace=two.owner.workspace)
    public = VerdictReached(ids=(uuid4(),))

    async with listening(two.door) as relay, two.foreigner.live() as feed:
        hello = await feed.receive_json(timeout=300)
        await tell(two.door, relay, theirs, public)
        told = await feed.receive_json(timeout=300)
        async with two.foreigner.live(f"?after={hello['hello']}") as again:
            await again.receive_json(timeout=300)
            resumed = await again.receive_json(timeout=300)

    assert told["ids"] == [str(public.ids[0])]
    assert resumed["ids"] == [str(public.ids[0])]
