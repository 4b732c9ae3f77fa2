"""`bolo scan`, run as a person would, with a way out that is written down."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bolo.cli.sources.scan import Opening, Report, Scan, Step, describe, mount, wire
from bolo.core.condition import Condition
from bolo.core.errors import Blocked, BudgetSpent, Unavailable
from bolo.core.marketplace import (
    Access,
    Address,
    Budget,
    Claim,
    Fetch,
    Marketplace,
    Page,
    Policy,
    ReadsPage,
)
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.core.place import Place, Point
from bolo.pipeline.watch.asking.identify import FetchFor
from tests.marketplaces.script import Script

SHOP = "https://shop.example"
LAMP: dict[str, object] = {
    "id": 1,
    "title": "Lamp",
    "handle": "lamp",
    "vendor": "Nordlys",
    "variants": [{"id": 11, "option1": "Blue", "sku": "L-1", "price": "64.00", "available": True}],
}
MUG = LAMP | {"id": 2, "title": "Mug", "handle": "mug"}
PAGES: dict[str, object] = {
    f"{SHOP}/products.json": {"products": [LAMP, MUG]},
    f"{SHOP}/cart.js": {"currency": "GBP"},
    "https://busy.example/products.json": Unavailable("the shop is busy"),
    "https://shut.example/products.json": Blocked("Cloudflare"),
}
OFFER = Offer(
    marketplace="shop",
    shop="shop.example",
    ref="shop.example/1",
    url=f"{SHOP}/lamp",
    title="Lamp",
    price=Money.of("64.00", "GBP"),
    was_price=Money.of("80.00", "GBP"),
    availability=Availability.OUT_OF_STOCK,
    condition=Condition.LIKE_NEW,
    brand="Nordlys",
    gtin="4006381333931",
    mpn="NL-1",
    sku="L-1",
    variant="Blue",
    image=f"{SHOP}/lamp.jpg",
    place=Place("Oslo", "NO", Point(59.91, 10.75)),
    doubts=("two prices on the page",),
    notes=("lowest ever 50.00 GBP",),
)


def opening(pages: Mapping[str, object]) -> Opening:
    @asynccontextmanager
    async def opened() -> AsyncIterator[FetchFor]:
        script = Script(pages)

        def fetch_for(marketplace: Marketplace) -> Fetch:
            assert marketplace.slug
            return script

        yield fetch_for

    return opened


def bolo_scan(*arguments: str, pages: Mapping[str, object] = PAGES, typed: str = "") -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    mount(app, opening(pages))
    return CliRunner().invoke(app, ["scan", *arguments], input=typed, env={"COLUMNS": "200"})


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_it_says_what_an_address_is_and_what_it_offers() -> None:
    result = bolo_scan(SHOP)

    assert result.exit_code == 0
    assert f"{SHOP} is read as: Any Shopify shop (shopify)" in result.stdout
    assert "Lamp [Blue]" in result.stdout
    assert "64.00 GBP · in stock · Nordlys" in result.stdout
    assert "2 offers, 0 failures" in result.stderr


def test_json_lines_are_all_that_stdout_holds() -> None:
    result = bolo_scan(SHOP, "--json")

    first, second = lines(result)
    assert first["title"] == "Lamp"
    assert first["price"] == {"amount": "64.00", "currency": "GBP"}
    assert first["kind"] == "Any Shopify shop"
    assert first["address"] == SHOP
    assert first["url"] == f"{SHOP}/products/lamp?variant=11"
    assert second["title"] == "Mug"


def test_it_goes_on_after_a_failure_and_says_so_at_the_end() -> None:
    result = bolo_scan("busy.example", "shut.example", "ftp://x", SHOP, "--json")

    failed = {one["address"]: one["error"] for one in lines(result) if "error" in one}
    assert result.exit_code == 1
    assert failed == {
        "busy.example": "the shop is busy",
        "shut.example": "blocked by Cloudflare",
        "ftp://x": "ftp://x: only http and https addresses can be read",
    }
    assert len(lines(result)) == 5
    assert "busy.example: the shop is busy" in result.stderr


def test_failures_of_a_scan_for_people_stay_off_stdout() -> None:
    result = bolo_scan("busy.example")

    assert result.exit_code == 1
    assert result.stdout == ""


def test_the_limit_is_kept() -> None:
    result = bolo_scan(SHOP, "busy.example", "--json", "--limit", "1")

    assert [one["title"] for one in lines(result) if "title" in one] == ["Lamp"]


def test_addresses_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "shops.txt"
    file.write_text(f"# my shops\n\n{SHOP}\n{SHOP}\n", "utf-8")

    result = bolo_scan("--json", "--from", str(file))

    assert len(lines(result)) == 2


def test_addresses_are_read_from_stdin() -> None:
    result = bolo_scan("--json", "--from", "-", typed=f"{SHOP}\n")

    assert len(lines(result)) == 2


def test_a_file_that_is_not_there_is_a_mistake_of_the_command_line() -> None:
    result = bolo_scan("--from", "nowhere.txt")

    assert result.exit_code == 2
    assert "nowhere.txt" in result.stderr


def test_no_address_at_all_is_a_mistake_of_the_command_line() -> None:
    assert bolo_scan().exit_code == 2


def test_every_field_of_an_offer_is_shown() -> None:
    text = describe(OFFER)

    for shown in (
        "Lamp [Blue]",
        "64.00 GBP (was 80.00 GBP) · out of stock · like new · Nordlys",
        "GTIN 4006381333931 · MPN NL-1 · SKU L-1",
        "but: two prices on the page",
        "lowest ever 50.00 GBP",
        f"{SHOP}/lamp.jpg",
        f"{SHOP}/lamp",
    ):
        assert shown in text


def test_every_field_of_an_offer_is_in_its_json() -> None:
    sent = json.loads(json.dumps(wire(OFFER)))

    assert set(sent) == set(Offer.__slots__) - {"shipping", "tied"}
    assert sent["was_price"] == {"amount": "80.00", "currency": "GBP"}
    assert sent["condition"] == "like_new"
    assert sent["place"] == {"name": "Oslo", "country": "NO", "point": [59.91, 10.75]}


class Street(ReadsPage):
    """Leads from a category over two pages to ten products, one of which leads back."""

    slug = "street"
    title = "A street"
    policy = Policy(Access.PUBLIC_PAGE, "https://street.example/terms")
    budget = Budget(per_minute=1)

    def __init__(self) -> None:
        self.read_now = 0
        self.most_at_once = 0

    def claims(self, address: Address) -> Claim:
        """Claim everything."""
        return Claim.OURS if address.url else Claim.NOT_OURS

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Wait a moment, as a shop would, and count who waits."""
        assert callable(fetch)
        self.read_now += 1
        self.most_at_once = max(self.most_at_once, self.read_now)
        await asyncio.sleep(0.001)
        self.read_now -= 1
        if "product" in address.path:
            offer = Offer(
                marketplace=self.slug,
                shop=address.host,
                ref=address.url,
                url=address.url,
                title=address.path,
                price=None,
            )
            return Page((offer,), addresses=(f"{SHOP}/category",))
        page = int(after or 1)
        addresses = tuple(f"{SHOP}/product/{page}{number}" for number in range(5))
        return Page((), after=str(min(page + 1, 2)), addresses=addresses)


async def test_pages_and_further_addresses_are_followed_once_each_and_many_at_once() -> None:
    street, out = Street(), StringIO()
    report = Report(out, StringIO(), as_json=True)

    def fetch_for(marketplace: Marketplace) -> Fetch:
        assert marketplace.slug
        return Script({})

    scan = Scan(fetch_for, report)
    scan.steps.put_nowait(Step(f"{SHOP}/category", street))
    await scan.run([])

    assert scan.offers == len(out.getvalue().splitlines()) == 10
    assert street.most_at_once > 1


async def test_a_mistake_of_ours_is_not_swallowed() -> None:
    class Broken(Street):
        async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
            """Fail as no marketplace may."""
            raise ZeroDivisionError(address, after, fetch)

    scan = Scan(lambda _: Script({}), Report(StringIO(), StringIO(), as_json=True))
    scan.steps.put_nowait(Step(SHOP, Broken()))

    with pytest.raises(ZeroDivisionError):
        await scan.run([])


@pytest.mark.parametrize("rest", [timedelta(seconds=42), None])
async def test_our_own_budget_is_waited_for_and_is_no_failure(rest: timedelta | None) -> None:
    spent = [BudgetSpent("not yet", retry_after=rest)] * 2
    waits: list[float] = []

    class Paced(Street):
        async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
            """Answer when the budget allows it."""
            assert (address.url, after) == (SHOP, None)
            assert callable(fetch)
            if spent:
                raise spent.pop()
            return Page((OFFER,))

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    report = Report(StringIO(), StringIO(), as_json=True)
    scan = Scan(lambda _: Script({}), report, sleep=sleep)
    scan.steps.put_nowait(Step(SHOP, Paced()))
    await scan.run([])

    assert waits == [rest.total_seconds() if rest else 1.0] * 2
    assert (scan.offers, scan.failures) == (1, 0)
