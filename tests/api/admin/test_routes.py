"""What whoever runs this bolo sees and does, and that nobody else does."""

from dataclasses import replace
from pathlib import Path

import aiohttp
from fastapi import FastAPI
from sqlalchemy import text

from bolo.accounts.operators import Operators
from bolo.accounts.person import store as person_store
from bolo.platform.settings import Settings
from bolo.wiring import for_api
from tests.api.conftest import Next
from tests.api.door import Door, key_of, serving, stranger, visitor

TEMPLATE = {"title": "Red lamps", "category": "Furniture", "rule": "lamp red"}


async def test_nobody_else_sees_or_does_anything_there(door: Door, foreigner: Door) -> None:
    told = await door.get("/openapi.json")
    paths = [
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in told["paths"].items()
        for method in methods
        if path.startswith("/api/v1/admin")
    ]

    answers = {
        (method, path): (await foreigner.ask(method, path.replace("{", "").replace("}", ""))).status
        for method, path in paths
    }

    assert len(paths) >= 10
    assert set(answers.values()) == {403}


async def test_workspaces_are_seen_given_plans_and_locked(door: Door, foreigner: Door) -> None:
    made = await foreigner.ask("POST", "/searches", json={"rule": "lamp"})
    found = await door.get("/admin/workspaces?q=theirs")
    [theirs] = found["items"]
    plan = f"/admin/workspaces/{theirs['id']}/plan"
    lock = f"/admin/workspaces/{theirs['id']}/lock"

    given = await door.ask("PUT", plan, json={"plan": "pro"})
    locked = await door.ask("PUT", lock, json={"locked": True})
    refused = await foreigner.ask("POST", "/searches", json={"rule": "sofa"})
    read = await foreigner.ask("GET", "/searches")
    tried = await foreigner.ask("POST", "/searches/preview", json={"rule": "sofa"})
    opened = await door.ask("PUT", lock, json={"locked": False})
    again = await foreigner.ask("POST", "/searches", json={"rule": "sofa"})
    back = await door.ask("PUT", plan, json={"plan": None})
    nowhere = await door.ask(
        "PUT", "/admin/workspaces/00000000-0000-0000-0000-000000000000/lock", json={"locked": True}
    )
    log = await foreigner.get("/audit")

    assert made.status == 201
    assert (theirs["owners"], theirs["searches"]) == (["Stranger"], 1)
    assert (given.body["plan"]["name"], given.body["granted"]) == ("pro", "pro")
    assert (locked.body["locked"], locked.body["plan"]["name"]) == (True, "locked")
    assert (refused.status, "locked by whoever" in refused.detail, read.status) == (403, True, 200)
    assert tried.status == 200
    assert (opened.body["locked"], again.status) == (False, 201)
    assert (back.body["granted"], back.body["plan"]["name"]) == (None, "unlocked")
    assert nowhere.status == 404
    acts = [one["action"] for one in log["items"] if one["via"] == "operator"]
    assert sorted(acts) == ["grant_plan", "grant_plan", "lock_workspace", "lock_workspace"]


async def test_workspaces_and_people_come_page_by_page(door: Door, foreigner: Door) -> None:
    del foreigner
    for what in ("workspaces", "people"):
        first = await door.get(f"/admin/{what}?limit=1")
        second = await door.get(f"/admin/{what}?limit=1&cursor={first['next']}")
        assert len({one["id"] for one in first["items"] + second["items"]}) == 2

    people = (await door.get("/admin/people?q=owner"))["items"]
    assert [one["operator"] for one in people] == [True]
    assert people[0]["workspaces"] == ["My workspace (owner)"]
    assert (await door.get("/session"))["operator"] is True


async def test_sources_are_those_of_everybody(door: Door, foreigner: Door) -> None:
    await foreigner.ask("POST", "/watches", json={"address": "https://shop.example/lamp"})

    found = (await door.get("/admin/sources"))["items"]

    assert [(one["host"], one["workspaces"]) for one in found] == [("shop.example", 1)]
    assert found[0]["health"]["state"] == "new"


async def test_what_was_given_up_is_tried_again(door: Door) -> None:
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
                INSERT INTO job_trouble (id, work, error, failed_at, crashes)
                VALUES ('observe.settle:1', :work, 'Broken: lamp', now(), 0)
            """),
            {"work": '{"id": "observe.settle:1", "name": "observe.settle", "payload": {}}'},
        )
    jobs = await door.get("/admin/jobs")
    deliveries = await door.get("/admin/deliveries")
    unknown = await door.ask("POST", "/admin/jobs/nothing/retry")
    nowhere = await door.ask("POST", "/admin/deliveries/00000000-0000-0000-0000-000000000000/retry")

    assert [(one["name"], one["error"]) for one in jobs["items"]] == [
        ("observe.settle", "Broken: lamp")
    ]
    assert deliveries["items"] == []
    assert (unknown.status, nowhere.status) == (404, 404)


async def test_templates_of_ones_own_stand_in_the_gallery(door: Door) -> None:
    put = await door.ask("PUT", "/admin/templates/red-lamps", json=TEMPLATE)
    bad = await door.ask("PUT", "/admin/templates/..%2Fx", json=TEMPLATE)
    odd = await door.ask("PUT", "/admin/templates/Red", json=TEMPLATE)
    wrong = await door.ask("PUT", "/admin/templates/x", json={**TEMPLATE, "rule": "(("})
    shown = (await door.get("/templates?q=red lamps"))["items"]
    gone = await door.ask("DELETE", "/admin/templates/red-lamps")
    again = await door.ask("DELETE", "/admin/templates/red-lamps")

    assert (put.status, put.body["own"], put.body["rule"]) == (200, True, "lamp red")
    assert [one["slug"] for one in shown if one["own"]] == ["red-lamps"]
    assert bad.status in {404, 405, 422}
    assert (odd.status, wrong.status, gone.status, again.status) == (422, 422, 204, 404)


async def test_an_operators_address_counts_once_it_was_proven(door: Door) -> None:
    other = await stranger(door.services)
    operators = Operators.of(door.services.db, " Ada@Example.com ,")
    async with door.services.db.transaction() as session:
        await person_store.set_email(session, other.user, "ada@example.com", None)
    early = await operators.include(other)
    async with door.services.db.transaction() as session:
        now = door.services.clock()
        await person_store.set_email(session, other.user, "ada@example.com", now)

    assert (early, await operators.include(other)) == (False, True)
    assert not await operators.include(replace(other, user=other.workspace))
    async with visitor(door, await key_of(door.services, other)) as theirs:
        assert (await theirs.get("/session"))["operator"] is False


async def test_whoever_is_named_an_operator_may_stop_the_demo_street(
    database_url: str, tmp_path: Path, served: tuple[FastAPI, Next]
) -> None:
    application, opens = served
    settings = Settings(data=tmp_path, database_url=database_url, operators="ada@example.com")
    opens.open = for_api(settings, database_url, supervised=True)

    async with serving(application) as origin, aiohttp.ClientSession() as session:
        services = application.state.services
        await services.accounts.ensure_owner()
        other = await stranger(services)
        theirs = Door(origin, services, session, await key_of(services, other))
        before = await theirs.ask("DELETE", "/demo")
        async with services.db.transaction() as changing:
            await person_store.set_email(changing, other.user, "ada@example.com", services.clock())
        after = await theirs.ask("DELETE", "/demo")

    assert (before.status, after.status) == (403, 204)
