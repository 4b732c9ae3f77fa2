"""Discovery finds every connector by itself, and sends an address to those that may know it."""

from typing import ClassVar

import pytest

from bolo.core.errors import Broken
from bolo.core.marketplace import (
    Access,
    Address,
    Budget,
    Claim,
    Fetch,
    Page,
    Policy,
    ReadsPage,
)
from bolo.marketplaces import candidates, discover, enrol, powers, readers


class Shop(ReadsPage):
    """A connector that claims what it is told to claim."""

    slug = "shop"
    title = "A shop"
    policy = Policy(Access.PUBLIC_PAGE, "https://shop.example/terms")
    budget = Budget(per_minute=1)
    claim: ClassVar[Claim] = Claim.PERHAPS

    def claims(self, address: Address) -> Claim:
        """Claim any address alike."""
        assert address == ADDRESS
        return self.claim

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Refuse: nothing is read in these tests."""
        raise AssertionError(address, after, fetch)


class Sure(Shop):
    """One that is sure."""

    slug = "sure"
    claim = Claim.OURS


class Foreign(Shop):
    """One that is not concerned."""

    slug = "foreign"
    claim = Claim.NOT_OURS


ADDRESS = Address.of("shop.example")


def test_the_connectors_of_this_package_are_found() -> None:
    found = discover()

    assert {"shopify", "woocommerce", "steam", "gog", "cheapshark"} <= set(found)
    assert all(kind.slug == slug for slug, kind in found.items())


def test_two_of_one_slug_are_a_bug() -> None:
    found = {"shop": Shop}

    with pytest.raises(Broken, match="two marketplaces are called shop"):
        enrol(Shop, found)  # type: ignore[arg-type]  # a narrower dict serves as well here


def test_readers_come_in_the_order_of_their_rank() -> None:
    ranks = [one.rank for one in readers()]

    assert ranks == sorted(ranks)


def test_powers_are_named_after_the_ports() -> None:
    assert powers(Shop) == ("reads_page",)
    assert powers(discover()["gog"]) == ("reads_page", "searches")


def test_one_that_is_sure_is_asked_alone() -> None:
    chosen = candidates(ADDRESS, (Shop(), Sure(), Foreign()))

    assert [one.slug for one in chosen] == ["sure"]


def test_without_a_sure_one_all_that_may_know_are_asked() -> None:
    chosen = candidates(ADDRESS, (Foreign(), Shop()))

    assert [one.slug for one in chosen] == ["shop"]


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("https://store.steampowered.com/app/7/", "steam"),
        ("https://www.gog.com/en/game/old_keeper", "gog"),
        ("https://www.cheapshark.com/", "cheapshark"),
        ("https://shop.example/", "shopify"),
        ("https://shop.example/product/rake", "woocommerce"),
    ],
)
def test_an_address_goes_first_to_the_one_most_likely_to_know_it(address: str, first: str) -> None:
    assert candidates(Address.of(address))[0].slug == first
