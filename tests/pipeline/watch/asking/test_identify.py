"""Whose address it is: asked in order, and explained when nobody knows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest

from bolo.core.errors import Blocked, BoloError, LayoutChanged, NotFound, Rejected, Unavailable
from bolo.core.marketplace import (
    Access,
    Address,
    Answer,
    Budget,
    Claim,
    Fetch,
    Marketplace,
    Page,
    Policy,
    ReadsPage,
    Request,
)
from bolo.pipeline.watch.asking.identify import Refusals, identify

T = TypeVar("T")
ADDRESS = Address.of("https://shop.example/lamp")
PAGE = Page((), addresses=("https://shop.example/mug",))


@dataclass
class Shop(ReadsPage):
    """Reads `page`, or fails with it."""

    slug: str  # type: ignore[misc]  # each fake has its own
    page: Page | BoloError
    claim: Claim = Claim.PERHAPS
    asked: int = 0

    title = "A shop"
    policy = Policy(Access.PUBLIC_PAGE, "https://shop.example/terms")
    budget = Budget(per_minute=1)

    def claims(self, address: Address) -> Claim:
        """Claim any address alike."""
        assert address == ADDRESS
        return self.claim

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Return the page, or raise it."""
        assert (address, after) == (ADDRESS, None)
        assert callable(fetch)
        self.asked += 1
        if isinstance(self.page, BoloError):
            raise self.page
        return self.page


def no_fetch(marketplace: Marketplace) -> Fetch:
    async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
        raise AssertionError(marketplace, request, read)

    return fetch


async def test_the_first_that_can_read_it_is_its_connector() -> None:
    first, second = Shop("first", PAGE), Shop("second", PAGE)

    connector, page = await identify(ADDRESS, no_fetch, among=(first, second))

    assert (connector.slug, page) == ("first", PAGE)
    assert second.asked == 0


@pytest.mark.parametrize(
    "error", [NotFound("404"), Rejected("405"), LayoutChanged("html"), Blocked("robots.txt")]
)
async def test_one_that_cannot_read_it_gives_way_to_the_next(error: BoloError) -> None:
    among = (Shop("first", error), Shop("second", PAGE))

    connector, _ = await identify(ADDRESS, no_fetch, among=among)

    assert connector.slug == "second"


@pytest.mark.parametrize("error", [Blocked("captcha"), Unavailable("busy")])
async def test_a_block_and_a_silence_end_the_asking(error: BoloError) -> None:
    second = Shop("second", PAGE)

    with pytest.raises(type(error)):
        await identify(ADDRESS, no_fetch, among=(Shop("first", error), second))

    assert second.asked == 0


async def test_one_that_is_sure_fails_for_itself() -> None:
    sure = Shop("sure", NotFound("gone"), Claim.OURS)

    with pytest.raises(NotFound, match="gone"):
        await identify(ADDRESS, no_fetch, among=(sure, Shop("second", PAGE)))


async def test_what_was_tried_is_told_when_nobody_knows_it() -> None:
    among = (Shop("first", NotFound("no products.json")), Shop("second", NotFound("no page")))

    with pytest.raises(NotFound) as raised:
        await identify(ADDRESS, no_fetch, among=among)

    assert "https://shop.example/lamp" in str(raised.value)
    assert "no products.json" in str(raised.value)
    assert "no page" in str(raised.value)


async def test_an_unknown_layout_among_the_failures_is_ours_to_mend() -> None:
    among = (Shop("first", LayoutChanged("html")), Shop("second", NotFound("no page")))

    with pytest.raises(LayoutChanged, match="html"):
        await identify(ADDRESS, no_fetch, among=among)


async def test_a_refusal_among_the_failures_is_no_proof_that_nothing_is_there() -> None:
    among = (Shop("first", Rejected("405")), Shop("second", NotFound("no page")))

    with pytest.raises(Rejected) as raised:
        await identify(ADDRESS, no_fetch, among=among)

    assert not isinstance(raised.value, NotFound)


async def test_one_reason_that_all_give_is_told_once() -> None:
    private = Rejected("127.0.0.1 is a loopback address")

    with pytest.raises(Rejected) as raised:
        await identify(ADDRESS, no_fetch, among=(Shop("first", private), Shop("second", private)))

    assert raised.value is private


async def test_robots_that_keep_everybody_out_are_a_block() -> None:
    among = (Shop("first", NotFound("404")), Shop("second", Blocked("robots.txt")))

    with pytest.raises(Blocked):
        await identify(ADDRESS, no_fetch, among=among)


async def test_an_address_that_nobody_claims_is_said_to_be_so() -> None:
    foreign = Shop("foreign", PAGE, Claim.NOT_OURS)

    with pytest.raises(NotFound, match="no connector reads addresses of this form"):
        await identify(ADDRESS, no_fetch, among=(foreign,))


async def test_a_connector_that_another_one_disproved_is_not_asked_again() -> None:
    first, second = Shop("first", NotFound("404")), Shop("second", PAGE)
    refusals = Refusals()

    await identify(ADDRESS, no_fetch, among=(first, second), refusals=refusals)
    await identify(ADDRESS, no_fetch, among=(first, second), refusals=refusals)

    assert (first.asked, second.asked) == (1, 2)


async def test_a_page_without_anything_disproves_nobody() -> None:
    first, second = Shop("first", NotFound("404")), Shop("second", Page(()))
    refusals = Refusals()

    await identify(ADDRESS, no_fetch, among=(first, second), refusals=refusals)

    assert not refusals.seen
