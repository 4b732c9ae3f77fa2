"""What every marketplace owes us, proved on what each one really answered.

Nothing here names a marketplace: a new connector is covered the day it lands, and one
without a recording fails.
"""

from pathlib import Path

import pytest

from bolo.core.errors import LayoutChanged
from bolo.core.marketplace import Address, Claim, Marketplace, ReadsPage, Searches
from bolo.marketplaces import discover, powers
from tests.marketplaces.cases import Case, cases_of
from tests.marketplaces.replay import Replay

MARKETPLACES = discover()
CASES = [(slug, case) for slug in MARKETPLACES for case in cases_of(slug)]
UNKNOWN = [b"", b"{}", b"<html><title>Are you human?</title>Solve this captcha</html>"]

each_marketplace = pytest.mark.parametrize("kind", MARKETPLACES.values(), ids=list(MARKETPLACES))
each_case = pytest.mark.parametrize(
    ("slug", "case"), CASES, ids=[f"{slug}-{case.folder.name}" for slug, case in CASES]
)


@each_marketplace
def test_it_has_a_recording_of_each_thing_it_can_do(kind: type[Marketplace]) -> None:
    asked = {case.ask for case in cases_of(kind.slug)}

    assert (not issubclass(kind, ReadsPage)) or "read" in asked, (
        f"none recorded; run: bolo record {kind.slug} read URL"
    )
    assert (not issubclass(kind, Searches)) or "search" in asked, (
        f"none recorded; run: bolo record {kind.slug} search WORDS"
    )


@each_marketplace
def test_it_states_its_policy_its_budget_and_their_source(kind: type[Marketplace]) -> None:
    assert kind.policy.source.startswith("https://")
    assert kind.policy.person_confirms_purchase or kind.credentials
    assert kind.budget.per_minute > 0
    assert kind.budget.burst > 0
    assert "Budget" in (kind.__doc__ or ""), "say in the docstring where the budget comes from"


@each_marketplace
def test_it_has_a_name_and_at_least_one_power(kind: type[Marketplace]) -> None:
    assert kind.slug.isidentifier()
    assert kind.title == kind.title.strip() != ""
    assert powers(kind)


@each_case
async def test_a_recording_yields_its_own_offers(slug: str, case: Case) -> None:
    replay = Replay(case.folder)

    page = await case.repeat(MARKETPLACES[slug](), replay)

    assert not replay.pending, "more was recorded than is asked"
    assert len(page.offers) == case.offers
    for offer in page.offers:
        assert offer.marketplace == slug
        assert offer.title == offer.title.strip() != ""
        assert offer.url.startswith(("https://", "http://"))
        assert offer.shop
        assert offer.image is None or offer.image.startswith(("https://", "http://"))


@each_case
async def test_a_price_is_above_zero_or_says_why_not(slug: str, case: Case) -> None:
    page = await case.repeat(MARKETPLACES[slug](), Replay(case.folder))

    for offer in page.offers:
        assert offer.doubts or (offer.price and offer.price.amount > 0), offer
        assert not (offer.was_price and offer.price) or offer.was_price > offer.price


@each_case
async def test_refs_are_unique_and_come_in_a_stable_order(slug: str, case: Case) -> None:
    first = await case.repeat(MARKETPLACES[slug](), Replay(case.folder))
    second = await case.repeat(MARKETPLACES[slug](), Replay(case.folder))

    refs = [one.ref for one in first.offers]

    assert len(refs) == len(set(refs))
    assert first == second


@each_case
@pytest.mark.parametrize("answer", UNKNOWN, ids=["nothing", "an empty object", "a captcha"])
async def test_an_unknown_layout_is_said_aloud(slug: str, case: Case, answer: bytes) -> None:
    with pytest.raises(LayoutChanged):
        await case.repeat(MARKETPLACES[slug](), Replay(case.folder, answer=answer))


@each_case
def test_it_claims_the_address_it_was_recorded_at(slug: str, case: Case) -> None:
    connector = MARKETPLACES[slug]()
    if isinstance(connector, ReadsPage) and case.ask == "read":
        assert connector.claims(Address.of(case.what)) is not Claim.NOT_OURS


@each_marketplace
def test_it_claims_nothing_at_a_foreign_file(kind: type[Marketplace]) -> None:
    connector = kind()
    if isinstance(connector, ReadsPage) and connector.rank < 900:
        address = Address.of("https://elsewhere.example/a/b/c/manual.pdf")

        assert connector.claims(address) is Claim.NOT_OURS


@each_case
def test_a_recording_is_small_and_holds_no_secret(slug: str, case: Case) -> None:
    kept = [one for one in Path(case.folder).iterdir() if one.suffix == ".reply"]

    assert slug
    assert sum(one.stat().st_size for one in kept) < 200_000
    assert not any(b"set-cookie" in one.read_bytes().lower() for one in case.folder.iterdir())
