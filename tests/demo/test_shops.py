"""What the shops say: the shapes of Shopify and WooCommerce, and pages in eight markups."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from bolo.core.reading.page import read_page
from bolo.demo import plainshop, shopify, woocommerce
from bolo.demo.goods import Kind
from bolo.demo.markups import SINGLE, TWO_PRICED, grouped, markup_of
from bolo.demo.moment import Moment
from bolo.demo.page import Reply, Site, local, plain
from bolo.demo.shelves import Shown, shelf
from bolo.demo.traps import TrapKind

NOW = Moment(3)
HARBOR = shopify.site("http://127.0.0.1:7001")
THIMBLE = woocommerce.site("http://127.0.0.1:7002")
KONTOR = plainshop.site("http://127.0.0.1:7003")
STORE = "/wp-json/wc/store/v1/products"
GUARDED = {TrapKind.BLOCKED, TrapKind.CAPTCHA}
SHOPS = [(HARBOR, shopify.answer), (THIMBLE, woocommerce.answer), (KONTOR, plainshop.answer)]


def harbor(path: str, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shopify.answer(HARBOR, path, query, NOW).body)
    return found


def thimble(path: str = "", **query: str) -> tuple[Any, Mapping[str, str]]:
    reply = woocommerce.answer(THIMBLE, STORE + path, query, NOW)
    return json.loads(reply.body), reply.headers


def page(site: Site, shown: Shown) -> Reply:
    answer = {one.kind: answer for one, answer in SHOPS}[site.kind]
    return answer(site, urlsplit(site.page_of(shown[0])).path, {}, NOW)


def test_products_json_is_paged_and_complete() -> None:
    pages = [
        harbor("/products.json", limit="250", page=str(number))["products"] for number in (1, 2, 3)
    ]

    assert len(pages[0]) == 250
    assert 0 < len(pages[1]) < 250
    assert pages[2] == []
    assert len({one["id"] for found in pages for one in found}) == len(shelf(Kind.SHOPIFY, NOW))


def test_a_shopify_product_has_the_shape_that_was_recorded() -> None:
    one = harbor("/products.json", limit="1")["products"][0]

    assert set(one) == {
        *("id", "title", "handle", "body_html", "published_at", "created_at", "updated_at"),
        *("vendor", "product_type", "tags", "variants", "images", "options"),
    }
    assert re.fullmatch(r"\d+\.\d\d", one["variants"][0]["price"])


def test_the_three_forms_of_a_shopify_product_agree_on_the_price() -> None:
    one = next(
        p for p in harbor("/products.json", limit="250")["products"] if len(p["variants"]) > 1
    )

    single = harbor(f"/products/{one['handle']}.json")["product"]
    script = harbor(f"/products/{one['handle']}.js")

    listed = [variant["price"] for variant in one["variants"]]
    assert [variant["price"] for variant in single["variants"]] == listed
    assert [plain(variant["price"]) for variant in script["variants"]] == listed
    assert {variant["price_currency"] for variant in single["variants"]} == {"USD"}
    assert "available" not in single["variants"][0]


@pytest.mark.parametrize("path", ["/cart.js", "/meta.json"])
def test_the_shopify_shop_states_its_currency(path: str) -> None:
    assert harbor(path)["currency"] == "USD"


def test_a_collection_lists_its_own_goods() -> None:
    found = harbor("/collections/watches/products.json", limit="250")["products"]

    assert {one["product_type"] for one in found} == {"Watches"}


def test_the_store_api_counts_its_pages() -> None:
    found, headers = thimble(per_page="100", page="1")
    total = len(shelf(Kind.WOOCOMMERCE, NOW))

    assert len(found) == 100
    assert headers == {"X-WP-Total": str(total), "X-WP-TotalPages": "3"}


def test_a_variable_product_and_its_variations_agree() -> None:
    found, _ = thimble(per_page="100")
    parent = next(
        one for one in found if one["type"] == "variable" and one["prices"]["price_range"]
    )

    children, _ = thimble(type="variation", parent=str(parent["id"]))

    assert [one["id"] for one in children] == [one["id"] for one in parent["variations"]]
    prices = sorted(int(one["prices"]["price"]) for one in children)
    spread = parent["prices"]["price_range"]
    assert [prices[0], prices[-1]] == [int(spread["min_amount"]), int(spread["max_amount"])]
    assert children[0]["variation"] == "Capacity: 128 GB"


def test_a_sale_shows_the_regular_price_beside_the_lower_one() -> None:
    found, _ = thimble(per_page="100")
    prices = next(one for one in found if one["on_sale"])["prices"]

    assert int(prices["price"]) < int(prices["regular_price"])
    assert (prices["currency_code"], prices["currency_minor_unit"]) == ("GBP", 2)


def test_the_store_api_finds_by_slug_category_and_words() -> None:
    first = thimble(per_page="1")[0][0]
    watches = next(
        one for one in thimble("/categories", per_page="100")[0] if one["slug"] == "watches"
    )

    assert thimble(slug=first["slug"])[0] == [first]
    assert thimble(f"/{first['id']}")[0] == first
    assert len(thimble(category=str(watches["id"]), per_page="100")[0]) == watches["count"]
    assert first in thimble(search=first["name"].split()[-1].strip(","), per_page="100")[0]


def test_the_store_api_refuses_as_wordpress_does() -> None:
    too_many = woocommerce.answer(THIMBLE, STORE, {"per_page": "101"}, NOW)
    nowhere = woocommerce.answer(THIMBLE, f"{STORE}/1", {}, NOW)

    assert (too_many.status, nowhere.status) == (400, 404)
    assert json.loads(nowhere.body)["code"] == "rest_no_route"


def test_every_page_of_every_shop_is_there_and_marked_as_demo() -> None:
    for site, answer in SHOPS:
        paths = ["/", "/robots.txt", "/sitemap.xml", f"{site.shelf_path}watches", "/images/7.svg"]
        for path in paths:
            assert answer(site, path, {}, NOW).status == 200, path
        for shown in shelf(site.kind, NOW):
            reply = page(site, shown)
            guarded = shown[0].trap is not None and shown[0].trap.kind in GUARDED
            assert guarded or (reply.status == 200 and b"demo street" in reply.body)
            assert len(reply.body) < 30_000


@pytest.mark.parametrize("path", ["/nothing", "/p/nothing.html", "/c/nothing", "/images/999.svg"])
def test_what_no_shop_has_is_not_found(path: str) -> None:
    assert {answer(site, path, {}, NOW).status for site, answer in SHOPS} == {404}


@pytest.mark.parametrize(
    ("site", "path"),
    [
        (HARBOR, "/products/nothing.json"),
        (HARBOR, "/collections/nothing"),
        (HARBOR, "/collections/all/products.xml"),
        (THIMBLE, "/product/nothing/"),
        (THIMBLE, "/product-category/nothing/"),
    ],
)
def test_nor_is_what_one_shop_could_have(site: Site, path: str) -> None:
    answer = {one.kind: answer for one, answer in SHOPS}[site.kind]

    assert answer(site, path, {}, NOW).status == 404


def test_whole_catalogues_are_listed_for_people_too() -> None:
    everything = shopify.answer(HARBOR, "/collections/all", {}, NOW)
    shop = woocommerce.answer(THIMBLE, "/shop/", {}, NOW)

    assert everything.body.count(b"<li") == len(shelf(Kind.SHOPIFY, NOW))
    assert shop.body.count(b"<li") == len(shelf(Kind.WOOCOMMERCE, NOW))


def test_robots_txt_points_to_a_sitemap_that_names_every_page() -> None:
    robots = plainshop.answer(KONTOR, "/robots.txt", {}, NOW).body.decode()
    sitemap = plainshop.answer(KONTOR, "/sitemap.xml", {}, NOW).body.decode()

    assert f"Sitemap: {KONTOR.url}/sitemap.xml" in robots
    places = re.findall(r"<loc>(.*?)</loc>", sitemap)
    assert set(places) == {KONTOR.page_of(one) for one, _ in shelf(Kind.PLAIN, NOW)}


def of_markup(name: str) -> list[Shown]:
    """Return the articles of the plain shop that are marked up in that way."""
    return [
        one
        for one in shelf(Kind.PLAIN, NOW)
        if markup_of(one[0]).__name__ == name and not (one[0].trap and one[0].trap.kind in GUARDED)
    ]


def attribute(tree: LexborHTMLParser, selector: str) -> str:
    """Return the content of the first element that a selector finds."""
    found = tree.css_first(selector)
    assert found is not None, selector
    return found.attributes["content"] or ""


def script(tree: LexborHTMLParser, selector: str) -> dict[str, Any]:
    """Return the data of the first script that a selector finds."""
    found = tree.css_first(selector)
    assert found is not None, selector
    data: dict[str, Any] = json.loads(found.text())
    return data


LD = 'script[type="application/ld+json"]'
OFFERS: dict[str, Callable[[LexborHTMLParser], dict[str, Any]]] = {
    "json_ld": lambda tree: script(tree, LD)["offers"],
    "graph": lambda tree: next(
        one["offers"] for one in script(tree, LD)["@graph"] if one["@type"] == "Product"
    ),
    "grouped": lambda tree: script(tree, LD)["hasVariant"][0]["offers"],
    "next_data": lambda tree: script(tree, "#__NEXT_DATA__")["props"]["pageProps"]["product"],
}
ATTRIBUTES = {
    "microdata": ("[itemprop=price]", "[itemprop=priceCurrency]"),
    "rdfa": ("[property=price]", "[property=priceCurrency]"),
    "open_graph": (
        "meta[property='product:price:amount']",
        "meta[property='product:price:currency']",
    ),
}


def stated(name: str, tree: LexborHTMLParser) -> tuple[str, str]:
    """Return price and currency as the markup states them."""
    if name in OFFERS:
        offer = OFFERS[name](tree)
        return offer["price"], offer["priceCurrency"]
    price, currency = ATTRIBUTES[name]
    return attribute(tree, price), attribute(tree, currency)


@pytest.mark.parametrize(
    "name", [one.__name__ for one in (*SINGLE, grouped) if one.__name__ != "visible"]
)
def test_each_markup_states_the_price_that_the_page_shows(name: str) -> None:
    found = of_markup(name)

    assert len(found) >= 20
    for shown in found:
        tag = shown[1][0]
        tree = LexborHTMLParser(page(KONTOR, shown).body)
        assert stated(name, tree) == (plain(tag.price), tag.currency)
        assert local(tag.price, tag.currency) in tree.text()


def test_a_page_without_markup_says_it_to_the_eye_only() -> None:
    for shown in of_markup("visible"):
        body = page(KONTOR, shown).body.decode()

        assert local(shown[1][0].price, shown[1][0].currency) in body
        assert not any(sign in body for sign in ("ld+json", "itemprop", "og:", "schema.org"))


def test_pages_of_two_prices_stay_a_question_for_a_person() -> None:
    found = of_markup("two_prices")

    assert len(found) == len(TWO_PRICED)
    for shown in found:
        product = read_page(page(KONTOR, shown).body, KONTOR.page_of(shown[0])).products[0]
        assert len(product.tied) == 2


def test_the_plain_shop_sells_in_euros_and_in_pounds() -> None:
    currencies = {tag.currency for _, tags in shelf(Kind.PLAIN, NOW) for tag in tags}

    assert currencies == {"EUR", "GBP"}


@pytest.mark.parametrize(
    ("currency", "text"),
    [("USD", "$1,299.90"), ("GBP", "£1,299.90"), ("EUR", "1.299,90 €"), ("SEK", "1.299,90 kr")],
)
def test_people_read_amounts_as_they_are_used_to(currency: str, text: str) -> None:
    assert local(129_990, currency) == text


def test_guarded_pages_answer_with_a_block_or_a_captcha() -> None:
    replies = {one[0].trap.kind: page(KONTOR, one) for one in shelf(Kind.PLAIN, NOW) if one[0].trap}

    assert replies[TrapKind.BLOCKED].status == 403
    assert b"Cloudflare" in replies[TrapKind.BLOCKED].body
    assert replies[TrapKind.CAPTCHA].status == 200
    assert b"h-captcha" in replies[TrapKind.CAPTCHA].body
