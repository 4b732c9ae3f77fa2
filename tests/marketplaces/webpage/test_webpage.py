"""Any page: products, variants, lists, and a whole shop by its sitemaps."""

import json
from typing import Any

import pytest

from bolo.core.errors import LayoutChanged, NotFound
from bolo.core.marketplace import Address, Answer, Claim
from bolo.core.money import Money
from bolo.marketplaces.webpage import Webpage
from tests.marketplaces.script import Script

SHOP = "https://shop.example"
KETTLE = f"{SHOP}/p/kettle"


def product(name: str = "Kettle", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any document
    offer = {"@type": "Offer", "price": "12.50", "priceCurrency": "EUR"}
    return {"@type": "Product", "name": name, "offers": offer, **more}


def html(document: object, head: str = "") -> bytes:
    script = f'<script type="application/ld+json">{json.dumps(document)}</script>'
    body = f"<body><h1>Kettle</h1>12,50 €{script}</body>"
    return f"<html lang=de><head>{head}</head>{body}</html>".encode()


def urlset(*paths: str) -> bytes:
    return b"<urlset>" + b"".join(f"<loc>{SHOP}{path}</loc>".encode() for path in paths)


async def test_a_product_page_is_one_offer() -> None:
    fetch = Script({f"{KETTLE}?utm_source=x&id=3": html(product(sku="K1"))})

    page = await Webpage().read(Address.of(f"{KETTLE}?utm_source=x&id=3"), None, fetch)

    (offer,) = page.offers
    assert offer.ref == "shop.example/p/kettle?id=3"
    assert (offer.shop, offer.title, offer.sku) == ("shop.example", "Kettle", "K1")
    assert offer.price == Money.of("12.50", "EUR")


async def test_a_bid_is_told_and_is_no_price() -> None:
    page = html(product()).replace("12,50 €".encode(), "Aktuelles Gebot: 12,50 €".encode())

    (offer,) = (await Webpage().read(Address.of(KETTLE), None, Script({KETTLE: page}))).offers

    assert offer.price is None
    assert offer.tied == ()
    assert offer.doubts == (
        "only 12.50 EUR is stated, and it is a bid, which rises until the auction ends",
    )


async def test_the_address_a_page_gives_itself_is_its_ref() -> None:
    head = '<link rel="canonical" href="/kettle">'
    fetch = Script({KETTLE: html(product(), head)})

    page = await Webpage().read(Address.of(KETTLE), None, fetch)

    assert page.offers[0].ref == "shop.example/kettle"


async def test_an_address_of_another_host_is_no_ref() -> None:
    head = '<link rel="canonical" href="https://other.example/kettle">'
    fetch = Script({KETTLE: html(product(), head)})

    page = await Webpage().read(Address.of(KETTLE), None, fetch)

    assert page.offers[0].ref == "shop.example/p/kettle"


async def test_variants_are_offers_of_their_own() -> None:
    members = [product("Kettle", sku=size, size=size) for size in ("S", "L")]
    group = {"@type": "ProductGroup", "name": "Kettle", "brand": "Arvenor", "hasVariant": members}
    fetch = Script({KETTLE: html(group)})

    page = await Webpage().read(Address.of(KETTLE), None, fetch)

    assert [(o.ref, o.variant, o.brand) for o in page.offers] == [
        ("shop.example/p/kettle#S", "S", "Arvenor"),
        ("shop.example/p/kettle#L", "L", "Arvenor"),
    ]


async def test_a_category_yields_offers_addresses_and_the_next_page() -> None:
    nodes = [product(f"Thing {n}", url=f"/p/thing-{n}") for n in range(3)]
    fetch = Script(
        {
            f"{SHOP}/c": html(nodes, '<link rel="next" href="/c?page=2">'),
            f"{SHOP}/c?page=2": html(product()),
        }
    )

    first = await Webpage().read(Address.of(f"{SHOP}/c"), None, fetch)
    second = await Webpage().read(Address.of(f"{SHOP}/c"), first.after, fetch)

    assert first.offers[0].ref == "shop.example/p/thing-0"
    assert first.addresses == tuple(f"{SHOP}/p/thing-{n}" for n in range(3))
    assert second.after is None


async def test_a_shop_is_followed_through_its_sitemaps() -> None:
    index = (
        f"<sitemapindex><loc>{SHOP}/pages.xml</loc><loc>{SHOP}/products.xml</loc></sitemapindex>"
    )
    fetch = Script(
        {
            f"{SHOP}/robots.txt": f"Sitemap: {SHOP}/map.xml".encode(),
            f"{SHOP}/map.xml": index.encode(),
            f"{SHOP}/products.xml": urlset(*[f"/p/{n}" for n in range(700)]),
            f"{SHOP}/pages.xml": urlset("/about", "/p/kettle"),
        }
    )
    after: str | None = None
    found: list[str] = []

    while True:
        page = await Webpage().read(Address.of(SHOP), after, fetch)
        found.extend(page.addresses)
        after = page.after
        if after is None:
            break

    assert len(found) == 701
    assert found[-1] == KETTLE


async def test_without_robots_the_usual_place_is_asked() -> None:
    fetch = Script({f"{SHOP}/sitemap.xml": urlset("/kettle", "/lamp")})

    page = await Webpage().read(Address.of(SHOP), None, fetch)

    assert page.addresses == (f"{SHOP}/kettle", f"{SHOP}/lamp")


async def test_a_sitemap_can_be_pasted() -> None:
    fetch = Script({f"{SHOP}/sitemap.xml": urlset("/p/kettle")})

    page = await Webpage().read(Address.of(f"{SHOP}/sitemap.xml"), None, fetch)

    assert page.addresses == (KETTLE,)


async def test_a_root_without_sitemaps_is_read_as_a_page() -> None:
    fetch = Script({SHOP: html(product()), f"{SHOP}/robots.txt": b"User-agent: *"})

    page = await Webpage().read(Address.of(SHOP), None, fetch)

    assert page.offers


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"<html><p>About us</p></html>", "no product"),
        (Answer(b"%PDF", KETTLE, {"content-type": "application/pdf"}), "application/pdf"),
    ],
)
async def test_a_page_without_a_product_is_refused_with_a_reason(
    answer: object, reason: str
) -> None:
    with pytest.raises(LayoutChanged, match=reason):
        await Webpage().read(Address.of(KETTLE), None, Script({KETTLE: answer}))


async def test_a_missing_page_is_not_found() -> None:
    with pytest.raises(NotFound):
        await Webpage().read(Address.of(KETTLE), None, Script({}))


async def test_a_place_nobody_gave_out_is_refused() -> None:
    with pytest.raises(ValueError, match="go on from"):
        await Webpage().read(Address.of(SHOP), "nonsense", Script({}))


def test_it_takes_any_address_last() -> None:
    assert Webpage().claims(Address.of("shop.example")) is Claim.PERHAPS
    assert Webpage.rank == 900
