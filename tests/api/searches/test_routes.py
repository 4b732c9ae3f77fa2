"""Saved searches over the wire: rule and form are one, tried before saved, begun by a template."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of

RULE = "(iphone 13 OR 14) -broken price<400 near:London/30km"


async def test_a_search_lives_from_saving_to_forgetting(door: Door) -> None:
    made = await door.ask("POST", "/searches", json={"rule": RULE, "title": "Phones"})
    one = f"/searches/{made.body['id']}"

    paused = await door.ask("POST", f"{one}/pause")
    resumed = await door.ask("POST", f"{one}/resume")
    changed = await door.ask("PATCH", one, json={"rule": "ipad on:ebay", "every_minutes": 60})
    named = await door.ask("PATCH", one, json={"title": "Pads"})
    copy = await door.ask("POST", f"{one}/duplicate")
    archived = await door.ask("POST", f"{one}/archive")
    listed = await door.get("/searches")
    put_away = await door.get("/searches?state=archived")
    removed = await door.ask("DELETE", one)
    gone = await door.ask("GET", one)

    assert (made.status, copy.status, removed.status, gone.status) == (201, 201, 204, 404)
    assert made.body["form"]["all"] == ["iphone"]
    assert made.body["form"]["any"] == ["13", "14"]
    assert made.body["form"]["near"] == {"place": "London", "km": "30"}
    assert made.body["form"]["price"]["below"] is True
    assert made.body["every_minutes"] == 15
    assert (paused.body["state"], resumed.body["state"]) == ("paused", "active")
    assert (changed.body["rule"], changed.body["every_minutes"]) == ("ipad on:ebay", 60)
    assert changed.body["waits_for"] == [
        {"slug": "ebay", "title": "eBay", "home": "https://www.ebay.com/"}
    ]
    assert (named.body["title"], named.body["rule"]) == ("Pads", "ipad on:ebay")
    assert archived.body["state"] == "archived"
    assert [item["title"] for item in listed["items"]] == ["Pads (copy)"]
    assert [item["title"] for item in put_away["items"]] == ["Pads"]


async def test_rule_and_form_are_two_views_of_one_thing(door: Door) -> None:
    rule = "iphone (13 OR 14) -broken price<400EUR condition:used -(red case)"

    read = (await door.ask("POST", "/searches/parse", json={"rule": rule})).body
    printed = (await door.ask("POST", "/searches/print", json=read["form"])).body

    assert read["rule"] == printed["rule"] == rule
    assert read["form"] == printed["form"]
    assert read["form"]["more"] == ["-(red case)"]
    assert read["mistake"] is None


async def test_a_mistake_is_told_with_its_place(door: Door) -> None:
    read = (await door.ask("POST", "/searches/parse", json={"rule": "iphone (13 OR 14"})).body
    saved = await door.ask("POST", "/searches", json={"rule": "iphone (13 OR 14"})

    assert read["mistake"]["at"] == 7
    assert read["rule"] is read["form"] is None
    assert saved.status == 422
    assert saved.detail.startswith("at character 8: this bracket is never closed")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "a rule or a form"),
        ({"rule": "a", "form": {}}, "either a rule or a form"),
        ({"rule": "-a"}, "say what it should find"),
        ({"form": {}}, "say what to look for"),
        ({"form": {"all": ['a"b']}}, "without quotation marks"),
        ({"form": {"all": ["a"], "marketplaces": ["nowhere"]}}, "no marketplace"),
        ({"form": {"all": ["a"], "near": {"place": "Nowhere", "km": "5"}}}, "no place"),
        ({"rule": "a", "every_minutes": 4}, "greater than or equal to 5"),
    ],
)
async def test_what_makes_no_search_is_refused(
    door: Door, body: dict[str, object], told: str
) -> None:
    answer = await door.ask("POST", "/searches", json=body)

    assert answer.status == 422
    assert told in answer.detail


async def test_a_form_means_the_currency_of_its_workspace(door: Door) -> None:
    form = {
        "all": ["lamp"],
        "price": {"least": "10", "most": "20", "above": True},
        "shipping": {"most": "0", "currency": "GBP"},
        "more": ["a OR (b c)", ""],
    }

    printed = (await door.ask("POST", "/searches/print", json={**form})).body

    session = await door.get("/session")
    currency = session["workspace"]["currency"]
    assert printed["rule"] == (
        f"lamp price>10{currency} price<=20{currency} shipping<=0GBP (a OR (b c))"
    )


async def test_an_empty_range_asks_nothing(door: Door) -> None:
    printed = await door.ask("POST", "/searches/print", json={"all": ["lamp"], "price": {}})

    assert printed.body["rule"] == "lamp"


async def test_a_preview_shows_what_would_have_been_caught(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [10, 20])

    caught = (await door.ask("POST", "/searches/preview", json={"rule": "-nothing price>0"})).body
    none = (await door.ask("POST", "/searches/preview", json={"rule": "zeppelin on:ebay"})).body

    assert caught["looked_at"] > 0
    assert caught["caught"] == sum(one["count"] for one in caught["by_marketplace"])
    assert caught["caught"] == len(caught["listings"]) > 0
    assert (none["caught"], none["listings"]) == (0, [])
    assert [one["slug"] for one in none["waits_for"]] == ["ebay"]


async def test_what_it_caught_is_listed_page_by_page(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [10, 20, 30])
    made = (await door.ask("POST", "/searches", json={"rule": "price>0"})).body

    first = await door.get(f"/searches/{made['id']}/hits?limit=2")
    rest = await door.get(f"/searches/{made['id']}/hits?limit=2&cursor={first['next']}")

    assert made["hits"] >= 3
    assert len(first["items"]) == 2
    assert rest["items"]
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in rest["items"]}
    assert first["items"][0]["told"] is False
    assert first["items"][0]["listing"]["title"]


async def test_searches_are_listed_page_by_page(door: Door) -> None:
    for number in range(3):
        await door.ask("POST", "/searches", json={"rule": f"lamp {number}"})

    first = await door.get("/searches?limit=2")
    rest = await door.get(f"/searches?limit=2&cursor={first['next']}")
    wrong = await door.ask("GET", "/searches?cursor=nonsense")

    assert [one["title"] for one in first["items"] + rest["items"]] == [
        "lamp 2",
        "lamp 1",
        "lamp 0",
    ]
    assert rest["next"] is None
    assert wrong.status == 422


async def test_another_workspace_sees_and_changes_nothing(door: Door, foreigner: Door) -> None:
    made = (await door.ask("POST", "/searches", json={"rule": "lamp"})).body
    one = f"/searches/{made['id']}"

    answers = [
        await foreigner.ask("GET", one),
        await foreigner.ask("GET", f"{one}/hits"),
        await foreigner.ask("PATCH", one, json={"title": "mine"}),
        await foreigner.ask("POST", f"{one}/pause"),
        await foreigner.ask("POST", f"{one}/duplicate"),
        await foreigner.ask("DELETE", one),
    ]

    assert {answer.status for answer in answers} == {404}
    assert (await foreigner.get("/searches"))["items"] == []
    assert (await door.get(one))["title"] == "lamp"


async def test_marketplaces_say_whether_they_are_connected(door: Door) -> None:
    known = {one["slug"]: one for one in (await door.get("/searches/marketplaces"))["items"]}

    assert known["steam"]["connected"] is known["steam"]["searchable"] is True
    assert known["shopify"]["searchable"] is False
    assert known["gumtree"] == {
        "slug": "gumtree",
        "title": "Gumtree",
        "home": "https://www.gumtree.com/",
        "country": "GB",
        "connected": False,
        "searchable": False,
    }


async def test_a_template_is_one_request_from_a_search(door: Door) -> None:
    templates = await door.get("/templates")
    first = templates["items"][0]

    made = await door.ask("POST", f"/templates/{first['slug']}/search", json={})
    other = await door.ask(
        "POST", f"/templates/{first['slug']}/search", json={"title": "Mine", "every_minutes": 60}
    )
    after = await door.get("/templates")
    unknown = await door.ask("POST", "/templates/nothing/search", json={})

    assert len(templates["items"]) >= 20
    assert first["featured"] is True
    assert {"Phones UK", "LEGO", "Guitars"} <= set(templates["categories"])
    assert (made.status, made.body["rule"], made.body["title"]) == (
        201,
        first["rule"],
        first["title"],
    )
    assert (other.body["title"], other.body["every_minutes"]) == ("Mine", 60)
    assert {one["slug"]: one["uses"] for one in after["items"]}[first["slug"]] == 2
    assert unknown.status == 404


async def test_a_search_that_says_from_which_template_it_began_is_counted(door: Door) -> None:
    [first, *_] = (await door.get("/templates"))["items"]
    words = {"rule": "folding brompton price<500GBP"}

    made = await door.ask("POST", "/searches", json={**words, "template": first["slug"]})
    unknown = await door.ask("POST", "/searches", json={**words, "template": "nothing"})
    after = {one["slug"]: one["uses"] for one in (await door.get("/templates"))["items"]}

    assert (made.status, made.body["template"]) == (201, first["slug"])
    assert (unknown.status, unknown.detail) == (422, "there is no template nothing")
    assert after[first["slug"]] == first["uses"] + 1


async def test_templates_are_found_by_category_and_words(door: Door) -> None:
    lego = await door.get("/templates?category=LEGO")
    brompton = await door.get("/templates?q=folding%20brompton")

    assert {one["category"] for one in lego["items"]} == {"LEGO"}
    assert [one["slug"] for one in brompton["items"]] == ["brompton"]


def _write_templates(data: Path) -> None:
    folder = data / "templates"
    folder.mkdir(parents=True)
    (folder / "lamps.yaml").write_text(
        "title: Lamps\ncategory: Furniture\nrule: lamp price<50GBP\nfeatured: true\n", "utf-8"
    )
    (folder / "aeron.yaml").write_text("title: Ours\ncategory: Furniture\nrule: aeron\n", "utf-8")
    (folder / "broken.yaml").write_text("title: Broken\ncategory: x\nrule: '(a'\n", "utf-8")
    (folder / "list.yaml").write_text("- 1\n", "utf-8")
    (folder / "empty.yaml").write_text("title: Empty\n", "utf-8")
    (folder / "huge.yaml").write_text("#" * 30_000, "utf-8")


async def test_whoever_runs_bolo_adds_templates_as_files(door: Door) -> None:
    _write_templates(door.services.settings.data)

    found = {one["slug"]: one for one in (await door.get("/templates"))["items"]}

    assert found["lamps"]["own"] is True
    assert found["lamps"]["rule"] == "lamp price<50GBP"
    assert found["aeron"]["title"] == "Ours"
    assert not {"broken", "list", "empty", "huge"} & set(found)


async def test_a_saved_search_is_kept_in_the_words_it_is_read_by(door: Door) -> None:
    made = (await door.ask("POST", "/searches", json={"rule": "  lamp   AND  red "})).body

    async with door.services.db.transaction() as session:
        row = await session.execute(
            text("SELECT rule FROM saved_search WHERE id = :id"), {"id": UUID(made["id"])}
        )
    assert row.scalar_one() == made["rule"] == "lamp red"
    assert (await door.ask("GET", f"/searches/{uuid4()}")).status == 404


async def test_trying_a_search_is_no_deed_of_the_audit_log(door: Door) -> None:
    await door.ask("POST", "/searches/parse", json={"rule": "lamp"})
    await door.ask("POST", "/searches/preview", json={"rule": "lamp"})
    await door.ask("POST", "/searches", json={"rule": "lamp"})

    assert (await door.get("/audit"))["actions"] == ["add_search"]
