"""The second shop, in WooCommerce's form. Shapes as recorded from a real shop in July 2026."""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil

from bolo.demo.families import CATEGORIES
from bolo.demo.goods import Choice, Kind
from bolo.demo.markups import Subject, graph, grouped
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
    list_page,
    local,
    near_by,
    not_found,
)
from bolo.demo.prices import Tag
from bolo.demo.shelves import Article, Shown, shelf

TITLE = "Thimble & Crown (demo)"
USUAL, MOST = 10, 100
FIRST, APART = 20_000, 10
FIRST_CATEGORY = 15
STORE = ("/wp-json/wc/store/v1", "/wp-json/wc/store")
_SYMBOL = {"GBP": "£", "SEK": "kr"}
_CATEGORY_ID = {one.slug: FIRST_CATEGORY + place for place, one in enumerate(CATEGORIES)}


def site(url: str) -> Site:
    """Return the shop at an address."""
    return Site(
        Kind.WOOCOMMERCE, TITLE, url, "en-GB", "/product-category/", "/product/", ending="/"
    )


def product_id(article: Article) -> int:
    """Return WooCommerce's number of a product; its variations follow it."""
    return FIRST + article.number * APART


def answer(site: Site, path: str, query: Mapping[str, str], moment: Moment) -> Reply:
    """Answer a question put to the shop."""
    shown = shelf(Kind.WOOCOMMERCE, moment)
    route = next((path.removeprefix(base) for base in STORE if path.startswith(base + "/")), None)
    if route:
        return _store(site, route, query, shown)
    if path == "/":
        return home_page(site, "New in", shown, moment)
    found = common_page(site, path, shown, moment)
    return found or _page(site, path, shown)


def _page(site: Site, path: str, shown: tuple[Shown, ...]) -> Reply:
    match path.strip("/").split("/"):
        case ["shop"]:
            return list_page(site, "Shop", shown)
        case ["product-category", slug]:
            goods = category_of(slug, shown)
            return list_page(site, slug.capitalize(), goods) if goods else not_found(site)
        case ["product", slug]:
            for article, tags in shown:
                if article.handle == slug:
                    return _product_page(site, article, tags, shown)
    return not_found(site)


def _product_page(
    site: Site, article: Article, tags: tuple[Tag, ...], shown: tuple[Shown, ...]
) -> Reply:
    subject = Subject(site, article, tags)
    marked = grouped(subject) if article.vary else graph(subject)
    main = marked.body + near_by(site, article, shown)
    body = ' class="product-template-default single single-product woocommerce"'
    return Reply(frame(site, article.title, marked.head, main, body))


def _store(site: Site, route: str, query: Mapping[str, str], shown: tuple[Shown, ...]) -> Reply:
    match route.strip("/").split("/"):
        case ["products"]:
            return _listing(_wanted(site, query, shown), query)
        case ["products", "categories"]:
            return _listing(_categories(site, shown), query)
        case ["products", number] if number.isdecimal():
            one = [each for each in _all(site, shown) if each["id"] == int(number)]
            if one:
                return as_json(one[0])
    error = {"code": "rest_no_route", "message": "No route was found matching the URL."}
    return as_json({**error, "data": {"status": 404}}, 404)


Json = dict[str, object]


def _listing(found: list[Json], query: Mapping[str, str]) -> Reply:
    """Return one page of what was found, with WordPress's headers."""
    size, page = query.get("per_page", str(USUAL)), query.get("page", "1")
    if not (size.isdecimal() and page.isdecimal() and int(size) <= MOST and int(page) > 0):
        error = {"code": "rest_invalid_param", "message": "Invalid parameter(s): per_page, page"}
        return as_json({**error, "data": {"status": 400}}, 400)
    number = int(size) or len(found) or 1
    part = found[(int(page) - 1) * number : int(page) * number]
    pages = ceil(len(found) / number)
    return as_json(part, headers={"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)})


def _wanted(site: Site, query: Mapping[str, str], shown: tuple[Shown, ...]) -> list[Json]:
    """Return the products or variations that a question is about."""
    if query.get("type") == "variation":
        parents = {int(one) for one in query.get("parent", "").split(",") if one.isdecimal()}
        return [
            _variation(site, article, tags, place)
            for article, tags in shown
            if article.vary and (not parents or product_id(article) in parents)
            for place in range(len(tags))
        ]
    if slug := query.get("slug"):
        shown = tuple(one for one in shown if one[0].handle == slug)
    if category := query.get("category"):
        names = {slug for slug, number in _CATEGORY_ID.items() if category in {slug, str(number)}}
        shown = tuple(one for one in shown if one[0].good.category.slug in names)
    if words := query.get("search", "").casefold().split():
        shown = tuple(
            one for one in shown if all(word in one[0].title.casefold() for word in words)
        )
    return [_product(site, *one) for one in shown]


def _all(site: Site, shown: tuple[Shown, ...]) -> list[Json]:
    products = _wanted(site, {}, shown)
    return [*products, *_wanted(site, {"type": "variation"}, shown)]


def _categories(site: Site, shown: tuple[Shown, ...]) -> list[Json]:
    return [
        {
            "id": _CATEGORY_ID[one.slug],
            "name": one.title,
            "slug": one.slug,
            "description": "",
            "parent": 0,
            "count": len(category_of(one.slug, shown)),
            "image": None,
            "review_count": 0,
            "permalink": f"{site.url}/product-category/{one.slug}/",
        }
        for one in CATEGORIES
    ]


@lru_cache(maxsize=2048)
def _product(site: Site, article: Article, tags: tuple[Tag, ...]) -> Json:
    """Return a product as the Store API has it."""
    number = product_id(article)
    variable = article.vary is not None
    variations = [
        {"id": number + place, "attributes": [{"name": article.vary, "value": choice.name}]}
        for place, choice in enumerate(article.choices, start=1)
        if variable
    ]
    return {
        **_shared(site, article, tags),
        "id": number,
        "name": article.title.replace("&", "&amp;"),
        "slug": article.handle,
        "parent": 0,
        "type": "variable" if variable else "simple",
        "variation": "",
        "permalink": site.page_of(article),
        "sku": article.mpn_of(article.choices[0]) or f"TC{article.number:05d}",
        "attributes": _attributes(article),
        "variations": variations,
        "has_options": variable,
    }


@lru_cache(maxsize=1024)
def _variation(site: Site, article: Article, tags: tuple[Tag, ...], place: int) -> Json:
    """Return one variation, a product of its own on the wire."""
    choice = article.choices[place]
    attribute = article.vary.value if article.vary else ""
    query = f"?attribute_{attribute.lower()}={(choice.name or '').replace(' ', '+')}"
    return {
        **_shared(site, article, (tags[place],)),
        "id": product_id(article) + place + 1,
        "name": article.title.replace("&", "&amp;"),
        "slug": f"{article.handle}-{place + 1}",
        "parent": product_id(article),
        "type": "variation",
        "variation": f"{attribute}: {choice.name}",
        "permalink": site.page_of(article) + query,
        "sku": article.mpn_of(choice) or f"TC{article.number:05d}-{place + 1}",
        "attributes": [*_identifiers(article, choice)],
        "variations": [],
        "has_options": False,
    }


def _shared(site: Site, article: Article, tags: tuple[Tag, ...]) -> Json:
    in_stock = any(tag.in_stock for tag in tags)
    text = f"<p>{description(article)}</p>"
    return {
        "short_description": text,
        "description": text,
        "on_sale": any(tag.was for tag in tags),
        "prices": _prices(tags),
        "price_html": _price_html(tags[0]),
        "average_rating": "0",
        "review_count": 0,
        "images": [_image(site, article)],
        "categories": [_category(site, article)],
        "tags": [],
        "brands": [_brand(site, article)],
        "grouped_products": [],
        "is_purchasable": True,
        "is_in_stock": in_stock,
        "is_on_backorder": False,
        "low_stock_remaining": None,
        "stock_availability": {
            "text": "" if in_stock else "Out of stock",
            "class": "in-stock" if in_stock else "out-of-stock",
        },
        "sold_individually": False,
        "weight": "",
        "dimensions": {"length": "", "width": "", "height": ""},
        "add_to_cart": {
            "text": "Add to basket",
            "description": "",
            "url": site.page_of(article),
            "single_text": "Add to basket",
            "minimum": 1,
            "maximum": 9999,
            "multiple_of": 1,
        },
        "is_password_protected": False,
        "extensions": {},
    }


def _prices(tags: tuple[Tag, ...]) -> Json:
    lowest, highest = min(tags, key=lambda tag: tag.price), max(tag.price for tag in tags)
    spread = None
    if lowest.price != highest:
        spread = {"min_amount": str(lowest.price), "max_amount": str(highest)}
    currency = lowest.currency
    return {
        "price": str(lowest.price),
        "regular_price": str(lowest.was or lowest.price),
        "sale_price": str(lowest.price),
        "price_range": spread,
        "currency_code": currency,
        "currency_symbol": _SYMBOL[currency],
        "currency_minor_unit": 2,
        "currency_decimal_separator": ".",
        "currency_thousand_separator": ",",
        "currency_prefix": _SYMBOL[currency],
        "currency_suffix": "",
    }


def _price_html(tag: Tag) -> str:
    amount = '<span class="woocommerce-Price-amount amount"><bdi>{}</bdi></span>'
    now = amount.format(local(tag.price, tag.currency))
    if not tag.was:
        return now
    return f"<del>{amount.format(local(tag.was, tag.currency))}</del> <ins>{now}</ins>"


def _image(site: Site, article: Article) -> Json:
    src = site.picture_of(article)
    name = article.good.slug
    return {"id": 9000 + article.good.number, "src": src, "thumbnail": src, "name": name, "alt": ""}


def _category(site: Site, article: Article) -> Json:
    category = article.good.category
    link = f"{site.url}/product-category/{category.slug}/"
    number = _CATEGORY_ID[category.slug]
    return {"id": number, "name": category.title, "slug": category.slug, "link": link}


def _brand(site: Site, article: Article) -> Json:
    slug = article.brand.lower()
    return {"id": 500, "name": article.brand, "slug": slug, "link": f"{site.url}/brand/{slug}/"}


def _identifiers(article: Article, choice: Choice) -> list[Json]:
    stated = {"EAN": article.gtin_of(choice), "MPN": article.mpn_of(choice)}
    return [_attribute(name, [value], varies=False) for name, value in stated.items() if value]


def _attributes(article: Article) -> list[Json]:
    if article.vary is None:
        return _identifiers(article, article.choices[0])
    names = [choice.name or "" for choice in article.choices]
    return [_attribute(article.vary.value, names, varies=True)]


def _attribute(name: str, terms: list[str], *, varies: bool) -> Json:
    return {
        "id": 0,
        "name": name,
        "taxonomy": None,
        "has_variations": varies,
        "terms": [{"id": 0, "name": term, "slug": term.lower()} for term in terms],
    }
