"""The first shop, in Shopify's form. Shapes as recorded from real shops in July 2026.

One liberty: `products.json` gives barcodes, which real shops give per product only.
"""

from collections.abc import Mapping
from functools import lru_cache

from bolo.demo.goods import Choice, Kind
from bolo.demo.markups import SCHEMA, Subject, json_ld, product
from bolo.demo.moment import Moment
from bolo.demo.page import (
    Reply,
    Site,
    as_json,
    category_of,
    common_page,
    description,
    frame,
    home_page,
    json_script,
    list_page,
    near_by,
    not_found,
    plain,
)
from bolo.demo.prices import Tag
from bolo.demo.shelves import CURRENCY, Article, Shown, shelf

TITLE = "Harbor Goods (demo)"
CURRENCY_CODE = CURRENCY[Kind.SHOPIFY]
FIRST_PRODUCT, FIRST_VARIANT = 8_100_000_000_000, 44_700_000_000_000
USUAL_LIMIT, MOST = 30, 250
_MADE = "2026-02-03T09:15:00+00:00"


def site(url: str) -> Site:
    """Return the shop at an address."""
    return Site(Kind.SHOPIFY, TITLE, url, "en-US", "/collections/", "/products/")


def product_id(article: Article) -> int:
    """Return Shopify's number of a product."""
    return FIRST_PRODUCT + article.number * 32768


def variant_id(article: Article, place: int) -> int:
    """Return Shopify's number of a variant."""
    return FIRST_VARIANT + article.number * 65536 + place * 32


def answer(site: Site, path: str, query: Mapping[str, str], moment: Moment) -> Reply:
    """Answer a question put to the shop."""
    shown = shelf(Kind.SHOPIFY, moment)
    found = common_page(site, path, shown, moment) or _fixed(site, path, shown, moment)
    if found:
        return found
    parts = path.strip("/").split("/")
    match parts:
        case ["products.json"] | ["collections", "all", "products.json"]:
            return _listing(site, list(shown), query)
        case ["collections", slug, "products.json"]:
            return _listing(site, category_of(slug, shown), query)
        case ["collections", slug]:
            goods = category_of(slug, shown)
            return list_page(site, slug.capitalize(), goods) if goods else not_found(site)
        case ["products", name]:
            return _product(site, name, shown)
        case _:
            return not_found(site)


def _fixed(site: Site, path: str, shown: tuple[Shown, ...], moment: Moment) -> Reply | None:
    if path == "/":
        return home_page(site, "Today's finds", shown, moment, _shop_script())
    if path == "/collections/all":
        return list_page(site, "Everything", shown, _shop_script())
    if path == "/cart.js":
        empty: list[object] = []
        cart = {"token": "demo", "note": "", "total_price": 0, "item_count": 0, "items": empty}
        return as_json({**cart, "requires_shipping": False, "currency": CURRENCY_CODE})
    if path == "/meta.json":
        meta = {"id": 70449725740, "name": site.title, "city": "Portland", "country": "US"}
        url = site.url.partition("//")[2]
        return as_json({**meta, "currency": CURRENCY_CODE, "domain": url, "url": site.url})
    return None


def _shop_script() -> str:
    return (
        "<script>var Shopify = Shopify || {};Shopify.shop = 'harbor-goods-demo.example';"
        f'Shopify.currency = {{"active":"{CURRENCY_CODE}","rate":"1.0"}};</script>'
    )


def _listing(site: Site, shown: list[Shown], query: Mapping[str, str]) -> Reply:
    limit = min(_whole(query.get("limit"), USUAL_LIMIT), MOST)
    page = _whole(query.get("page"), 1)
    part = shown[(page - 1) * limit : page * limit]
    return as_json({"products": [_json(site, *one) for one in part]})


def _whole(text: str | None, otherwise: int) -> int:
    return max(int(text), 1) if text and text.isdecimal() else otherwise


@lru_cache(maxsize=2048)
def _json(site: Site, article: Article, tags: tuple[Tag, ...]) -> dict[str, object]:
    """Return a product as `products.json` has it."""
    number = product_id(article)
    variants = [
        {
            **_variant(article, choice, place),
            "requires_shipping": True,
            "taxable": True,
            "featured_image": None,
            "available": tag.in_stock,
            "price": plain(tag.price),
            "grams": 400 + article.number,
            "compare_at_price": plain(tag.was) if tag.was else None,
            "position": place + 1,
            "product_id": number,
            "created_at": _MADE,
            "updated_at": _MADE,
        }
        for place, (choice, tag) in enumerate(zip(article.choices, tags, strict=True))
    ]
    return {
        **_head(article),
        "published_at": _MADE,
        "created_at": _MADE,
        "updated_at": _MADE,
        "vendor": article.brand,
        "product_type": article.good.category.title,
        "tags": [article.good.category.title, "demo"],
        "variants": variants,
        "images": [_image(site, article)],
        "options": _options(article),
    }


def _head(article: Article) -> dict[str, object]:
    return {
        "id": product_id(article),
        "title": article.title,
        "handle": article.handle,
        "body_html": f"<p>{description(article)}</p>",
    }


def _variant(article: Article, choice: Choice, place: int) -> dict[str, object]:
    name = choice.name or "Default Title"
    return {
        "id": variant_id(article, place),
        "title": name,
        "option1": name,
        "option2": None,
        "option3": None,
        "sku": article.mpn_of(choice) or f"HG-{article.number:04d}-{place + 1}",
        "barcode": article.gtin_of(choice),
    }


def _image(site: Site, article: Article) -> dict[str, object]:
    return {
        "id": product_id(article) + 7,
        "created_at": _MADE,
        "position": 1,
        "updated_at": _MADE,
        "product_id": product_id(article),
        "variant_ids": [],
        "src": site.picture_of(article),
        "width": 400,
        "height": 400,
    }


def _options(article: Article) -> list[dict[str, object]]:
    values = [choice.name or "Default Title" for choice in article.choices]
    name = article.vary.value if article.vary else "Title"
    return [{"name": name, "position": 1, "values": values}]


def _product(site: Site, name: str, shown: tuple[Shown, ...]) -> Reply:
    handle, _, form = name.partition(".")
    found = next((one for one in shown if one[0].handle == handle), None)
    match found, form:
        case None, _:
            return not_found(site)
        case (article, tags), "json":
            return as_json({"product": _single(site, article, tags)})
        case (article, tags), "js":
            return as_json(_script(site, article, tags))
        case (article, tags), "":
            return _page(site, article, tags, shown)
        case _:
            return not_found(site)


def _single(site: Site, article: Article, tags: tuple[Tag, ...]) -> dict[str, object]:
    """Return a product as its own `.json` has it: no availability, but the currency."""
    whole = _json(site, article, tags)
    variants = [
        {
            **_variant(article, choice, place),
            "product_id": product_id(article),
            "price": plain(tag.price),
            "position": place + 1,
            "compare_at_price": plain(tag.was) if tag.was else "",
            "requires_shipping": True,
            "grams": 400 + article.number,
            "price_currency": tag.currency,
            "compare_at_price_currency": tag.currency if tag.was else "",
        }
        for place, (choice, tag) in enumerate(zip(article.choices, tags, strict=True))
    ]
    tags_text = f"{article.good.category.title}, demo"
    return {**whole, "template_suffix": "", "tags": tags_text, "variants": variants}


def _script(site: Site, article: Article, tags: tuple[Tag, ...]) -> dict[str, object]:
    """Return a product as its `.js` has it: prices in hundredths."""
    prices = [tag.price for tag in tags]
    return {
        "id": product_id(article),
        "title": article.title,
        "handle": article.handle,
        "description": f"<p>{description(article)}</p>",
        "published_at": _MADE,
        "created_at": _MADE,
        "vendor": article.brand,
        "type": article.good.category.title,
        "tags": [article.good.category.title, "demo"],
        "price": prices[0],
        "price_min": min(prices),
        "price_max": max(prices),
        "available": any(tag.in_stock for tag in tags),
        "price_varies": len(set(prices)) > 1,
        "compare_at_price": tags[0].was,
        "variants": _script_variants(article, tags),
        "images": [site.picture_of(article)],
        "featured_image": site.picture_of(article),
        "options": _options(article),
        "url": f"/products/{article.handle}",
    }


def _script_variants(article: Article, tags: tuple[Tag, ...]) -> list[dict[str, object]]:
    return [
        {
            **_variant(article, choice, place),
            "requires_shipping": True,
            "taxable": True,
            "featured_image": None,
            "available": tag.in_stock,
            "name": f"{article.title} - {choice.name}" if choice.name else article.title,
            "public_title": choice.name,
            "options": [choice.name or "Default Title"],
            "price": tag.price,
            "weight": 400 + article.number,
            "compare_at_price": tag.was,
            "inventory_management": "shopify",
        }
        for place, (choice, tag) in enumerate(zip(article.choices, tags, strict=True))
    ]


def _page(site: Site, article: Article, tags: tuple[Tag, ...], shown: tuple[Shown, ...]) -> Reply:
    subject = Subject(site, article, tags)
    marked = json_ld(subject)
    data = {"@context": SCHEMA, **product(subject)}
    meta = (
        f'<meta property="og:price:amount" content="{plain(tags[0].price)}">'
        f'<meta property="og:price:currency" content="{CURRENCY_CODE}">'
        f'<link rel="canonical" href="{subject.url}">'
    )
    head = f"{_shop_script()}{meta}{json_script(data)}"
    return Reply(frame(site, article.title, head, marked.body + near_by(site, article, shown)))
