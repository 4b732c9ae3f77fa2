"""Plans over the wire: what is refused at a limit says which, and what is used can be read."""

from bolo.core.plans.limits import PlanName
from tests.api.door import PROBLEM, Door


async def test_a_self_hoster_has_everything_unlocked_and_is_sold_nothing(door: Door) -> None:
    for number in range(3):
        made = await door.ask("POST", "/searches", json={"rule": f"lamp {number}"})
        assert made.status == 201

    plans = await door.get("/plans")
    usage = await door.get("/usage")

    assert (plans["current"]["name"], plans["sold"]) == ("unlocked", False)
    assert [one["name"] for one in plans["items"]] == ["free", "starter", "pro", "business"]
    meters = {one["name"]: (one["used"], one["limit"]) for one in usage["meters"]}
    assert meters["searches"] == (3, None)
    assert meters["marketplaces"][1] is None
    assert (usage["plan"]["name"], usage["held"]) == ("unlocked", 0)


async def test_at_a_limit_the_answer_says_which_and_how_much_is_used(door: Door) -> None:
    owner = await door.services.accounts.ensure_owner()
    await door.services.plans.grant(owner.workspace, PlanName.FREE)
    for rule in ("lamp on:steam", "chair"):
        assert (await door.ask("POST", "/searches", json={"rule": rule})).status == 201

    third = await door.ask("POST", "/searches", json={"rule": "sofa"})
    template = await door.ask("POST", "/templates/game-boy/search", json={})
    words = await door.ask("POST", "/watches", json={"words": "sofa"})
    page = await door.ask("POST", "/watches", json={"address": "https://shop.example/sofa"})
    usage = await door.get("/usage")

    assert third.headers["content-type"] == PROBLEM
    assert third.body == {
        "type": "urn:bolo:plan-limit",
        "title": "The plan has no room for it",
        "status": 402,
        "detail": third.body["detail"],
        "limit": "searches",
        "allowed": 2,
        "used": 2,
        "plan": "free",
        "upgrade": None,
    }
    assert "2 searches" in third.body["detail"]
    assert (template.status, words.status, page.status) == (402, 402, 201)
    meters = {one["name"]: one for one in usage["meters"]}
    assert (meters["searches"]["used"], meters["searches"]["limit"]) == (2, 2)
    assert meters["marketplaces"]["of"] == ["steam"]
