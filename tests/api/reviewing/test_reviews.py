"""Reviews: a person says what two listings are, and it holds."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bolo.core.money import Money
from bolo.core.reviewing import Decision, WhyAsked
from bolo.pipeline.match.reviews import store as review_store
from bolo.pipeline.match.reviews.store import NewReview
from bolo.pipeline.match.trees import store as lesson_store
from bolo.platform.ids import new_id
from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of


async def deals(door: Door, *profits: int) -> list[str]:
    """Have opportunities of one product."""
    made = await add_deals(door.services, await workspace_of(door), list(profits))
    return [str(one) for one in made]


async def reported(door: Door) -> dict[str, Any]:
    """Report the match behind an opportunity."""
    (deal,) = await deals(door, 20)
    answer = await door.ask("POST", "/reviews", json={"opportunity_id": deal})
    assert answer.status == 201, answer.body
    return answer.body  # type: ignore[no-any-return]


async def product_of(door: Door, listing: str) -> tuple[UUID, Decimal, str]:
    """Return where a listing is linked to, how surely, and how."""
    async with door.services.db.transaction() as session:
        rows = await session.execute(
            text("SELECT product_id, probability, method FROM link WHERE listing_id = :id"),
            {"id": UUID(listing)},
        )
        return tuple(rows.one())


async def told(door: Door, kind: str) -> list[str]:
    """Return the ids that events of a kind told."""
    async with door.services.db.transaction() as session:
        rows = await session.execute(text("SELECT ids FROM outbox WHERE kind = :k"), {"k": kind})
        return [str(one) for row in rows for one in row.ids]


async def test_a_reported_match_is_a_review_that_waits(door: Door) -> None:
    review = await reported(door)

    listed = await door.get("/reviews")
    assert listed == {"items": [review], "next": None, "total": 1}
    assert (review["why"], review["decision"], review["answer"]) == ("reported", "match", None)
    assert review["left"]["title"] == "Thing 20"
    assert review["right"]["title"] == "Thing elsewhere"
    assert review["product"]["title"] == "Thing"
    assert review["differences"][0]["kind"] == "missing"


async def test_two_prices_of_two_currencies_are_told_in_the_workspaces_by_the_rates_of_the_day(
    door: Door,
) -> None:
    review = await reported(door)
    own = review["left"]["price"]["currency"]
    async with door.services.db.transaction() as session:
        await session.execute(
            text("UPDATE current_price SET amount = 100, currency = 'SEK' WHERE listing_id = :id"),
            {"id": UUID(review["right"]["id"])},
        )

    told = await door.get(f"/reviews/{review['id']}")

    assert [review[side]["converted"] for side in ("left", "right")] == [None, None]
    assert told["right"]["price"] == {"amount": "100.00", "currency": "SEK"}
    assert told["left"]["converted"] is None
    converted = told["right"]["converted"]
    rates = door.services.venues.rates
    by_hand = rates.convert(Money(Decimal(100), "SEK"), own).rounded()
    assert converted["price"] == {"amount": str(by_hand.amount), "currency": own}
    assert (converted["rates_of"], "Central Bank" in converted["source"]) == (
        rates.date.isoformat(),
        True,
    )
    assert (await door.get("/reviews"))["items"] == [told]


async def test_without_a_rate_a_price_is_told_as_stated_alone(door: Door) -> None:
    review = await reported(door)
    async with door.services.db.transaction() as session:
        await session.execute(
            text("UPDATE current_price SET currency = 'XAU' WHERE listing_id = :id"),
            {"id": UUID(review["right"]["id"])},
        )

    told = await door.get(f"/reviews/{review['id']}")

    assert (told["right"]["price"]["currency"], told["right"]["converted"]) == ("XAU", None)


async def test_a_pair_that_was_reported_from_one_side_is_the_same_from_the_other(
    door: Door,
) -> None:
    one, other = await deals(door, 20, 30)
    listings = [
        (await door.get(f"/opportunities/{deal}"))["listing"]["id"] for deal in (one, other)
    ]
    first = await door.ask(
        "POST", "/reviews", json={"opportunity_id": one, "other_listing_id": listings[1]}
    )

    second = await door.ask(
        "POST", "/reviews", json={"opportunity_id": other, "other_listing_id": listings[0]}
    )

    assert second.status == 201, second.body
    assert second.body["id"] == first.body["id"]


async def test_a_near_miss_that_is_reported_is_asked_about_as_one(door: Door) -> None:
    one, other = await deals(door, 20, 30)
    listings = [
        (await door.get(f"/opportunities/{deal}"))["listing"]["id"] for deal in (one, other)
    ]
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
                WITH nearly AS (
                    INSERT INTO near_miss (listing_id, product_id, probability, reasons, gates)
                    SELECT listing_id, product_id, 0.8, '["alike"]', '["another colour"]'
                    FROM link WHERE listing_id = :listing RETURNING listing_id
                ), own AS (
                    INSERT INTO product (id, title, words, created_at)
                    VALUES (:own, 'Own', 'own', now()) RETURNING id
                )
                UPDATE link SET product_id = own.id, probability = 1, method = 'own'
                FROM nearly, own WHERE link.listing_id = nearly.listing_id
            """),
            {"listing": listings[0], "own": new_id()},
        )

    asked = await door.ask(
        "POST", "/reviews", json={"opportunity_id": one, "other_listing_id": listings[1]}
    )

    assert asked.status == 201, asked.body
    assert (asked.body["why"], asked.body["decision"]) == ("reported", "no_match")
    assert (asked.body["probability"], asked.body["reasons"]) == (
        "0.800000",
        ["another colour", "alike"],
    )


async def test_different_cuts_the_link_at_once_and_has_it_valued_again(door: Door) -> None:
    review = await reported(door)
    left, right = review["left"]["id"], review["right"]["id"]

    answer = await door.ask("POST", f"/reviews/{review['id']}/answer", json={"answer": "different"})

    assert answer.status == 200
    assert answer.body["answer"] == "different"
    assert (await product_of(door, left))[0] != (await product_of(door, right))[0]
    assert {left, right} <= set(await told(door, "ListingLinked"))
    assert (await door.get("/reviews"))["total"] == 0
    assert (await door.get("/reviews?state=done"))["items"] == [answer.body]


async def test_same_makes_the_link_of_a_person(door: Door) -> None:
    review = await reported(door)
    path = f"/reviews/{review['id']}/answer"
    await door.ask("POST", path, json={"answer": "different"})

    answer = await door.ask("POST", path, json={"answer": "same"})

    assert answer.body["answer"] == "same"
    product, probability, method = await product_of(door, review["left"]["id"])
    assert product == (await product_of(door, review["right"]["id"]))[0]
    assert (probability, method) == (Decimal(1), "person")


async def test_unsure_changes_nothing_and_an_answer_can_be_taken_back(door: Door) -> None:
    review = await reported(door)
    before = await product_of(door, review["left"]["id"])
    path = f"/reviews/{review['id']}/answer"

    unsure = await door.ask("POST", path, json={"answer": "unsure"})
    undone = await door.ask("DELETE", path)

    assert unsure.body["answer"] == "unsure"
    assert undone.body["answer"] is None
    assert await product_of(door, review["left"]["id"]) == before
    assert (await door.get("/reviews"))["total"] == 1


async def test_the_summary_counts_and_names_the_model(door: Door) -> None:
    review = await reported(door)
    await door.ask("POST", f"/reviews/{review['id']}/answer", json={"answer": "same"})

    summary = await door.get("/reviews/summary")

    model = {"name": "shipped", "labels": 0, "trained_at": None, "grown": False, "fewest": 10}
    assert summary == {"open": 0, "same": 1, "different": 0, "unsure": 0, "model": model}


async def test_one_workspace_neither_sees_nor_answers_for_another(
    door: Door, foreigner: Door
) -> None:
    review = await reported(door)

    seen = await foreigner.get("/reviews")
    answer = await foreigner.ask(
        "POST", f"/reviews/{review['id']}/answer", json={"answer": "different"}
    )

    assert seen["items"] == []
    assert answer.status == 404
    assert (await door.get(f"/reviews/{review['id']}"))["answer"] is None


async def test_what_is_nowhere_is_refused(door: Door) -> None:
    nowhere = str(new_id())

    assert (await door.ask("GET", f"/reviews/{nowhere}")).status == 404
    report = await door.ask("POST", "/reviews", json={"opportunity_id": nowhere})
    assert report.detail == "there is no such opportunity here"
    assert (await door.ask("GET", "/reviews?cursor=W10")).status == 422


async def test_pages_follow_each_other_by_urgency(door: Door) -> None:
    workspace = await workspace_of(door)
    made = await deals(door, 20, 21, 22)
    ids = [(await door.get(f"/opportunities/{deal}"))["listing"]["id"] for deal in made]
    async with door.services.db.transaction() as session:
        product = (await product_of(door, ids[0]))[0]
        new = [
            NewReview(
                new_id(),
                UUID(listing),
                product,
                WhyAsked.UNSURE,
                Decimal(likely),
                Decision.MATCH,
                (),
                workspace=workspace,
            )
            for listing, likely in zip(ids, ("0.9", "0.5", "0.7"), strict=True)
        ]
        await review_store.add_reviews(session, new, door.services.clock())

    first = await door.get("/reviews?limit=2")
    second = await door.get(f"/reviews?limit=2&cursor={first['next']}")

    likely = [one["probability"] for one in first["items"] + second["items"]]
    assert likely == ["0.500000", "0.700000", "0.900000"]
    assert (second["next"], second["total"]) == (None, 3)
    wrong = await door.ask("GET", f"/reviews?state=done&cursor={first['next']}")
    assert wrong.status == 422


async def test_learning_begins_with_ten_answers_and_is_a_job(door: Door) -> None:
    review = await reported(door)
    await door.ask("POST", f"/reviews/{review['id']}/answer", json={"answer": "same"})

    early = await door.ask("POST", "/reviews/train")

    assert early.status == 409
    assert early.detail == "learning begins with 10 answered pairs; there are 1"
    for other in await deals(door, *range(30, 39)):
        more = await door.ask("POST", "/reviews", json={"opportunity_id": other})
        await door.ask("POST", f"/reviews/{more.body['id']}/answer", json={"answer": "same"})
    begun = await door.ask("POST", "/reviews/train")
    assert (begun.status, begun.body) == (202, {"state": "queued"})


async def test_the_summary_tells_what_was_learnt(door: Door) -> None:
    async with door.services.db.transaction() as session:
        await lesson_store.save(session, 12, b"trees", door.services.clock())
    learnt = (await door.get("/reviews/summary"))["model"]
    async with door.services.db.transaction() as session:
        await lesson_store.save(session, 13, None, door.services.clock())
    nothing = (await door.get("/reviews/summary"))["model"]

    assert (learnt["name"], learnt["labels"], learnt["grown"]) == ("learnt 1", 12, True)
    assert (nothing["name"], nothing["labels"], nothing["grown"]) == ("shipped", 13, False)
