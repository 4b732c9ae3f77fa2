"""Any WooCommerce shop, by its public Store API (`/wp-json/wc/store/v1/products`).

Contract: WooCommerce's own Store API documentation (2024-02); the shapes were checked on
an unmodified answer of July 2026 (18 variable products). No answer with `type=variation`
was at hand: that one follows the documentation only.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from typing import Annotated
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter
from stdnum import ean

from bolo.core.errors import NotFound, Rejected
from bolo.core.marketplace import (
    Access,
    Address,
    Answer,
    Budget,
    Claim,
    Fetch,
    Page,
    Policy,
    ReadsPage,
    Request,
)
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer

PAGE_SIZE = 100
"""The most the Store API gives at once (its documentation, `per_page`)."""
MOST_PAGES = 1000
"""A guard of ours (100,000 products): a listing without end is a trap."""
ROUTES = ("/wp-json/wc/store/v1", "/wp-json/wc/store", "/?rest_route=/wc/store/v1")
"""The newest, the older one, and the newest where permalinks are plain."""
FROM_PARENT = "its variants are not given; this is the lowest of their prices"
LOWEST_PRICE_CONFIDENCE = Decimal("0.7")


@dataclass(frozen=True, slots=True)
class Place:
    """What part of which shop an address means."""

    root: str
    """Origin and, where there is one, the locale: `https://shop.example/en`."""
    slug: str | None = None
    category: str | None = None

    @classmethod
    def at(cls, address: Address) -> "Place | None":
        """Read the address as WooCommerce lays out its shops; `None` when not laid out so."""
        parts = [unquote(one) for one in address.path.split("/") if one]
        root = address.origin
        if parts and is_locale(parts[0]):
            root, parts = f"{root}/{parts[0]}", parts[1:]
        query = parse_qs(urlsplit(address.url).query)
        if not parts:
            plain = query.get("product", [None])[0], query.get("product_cat", [None])[0]
            return cls(root, slug=plain[0], category=plain[1])
        match parts:
            case ["product", slug]:
                return cls(root, slug=slug)
            case ["product-category", *_, slug]:
                return cls(root, category=slug)
            case ["shop", *_]:
                return cls(root)
            case _:
                return None


class WooCommerce(ReadsPage):
    """One offer a variation. Budget: ours, below the 25 in 10 s that the Store API documents."""

    slug = "woocommerce"
    title = "Any WooCommerce shop"
    rank = 20
    policy = Policy(
        access=Access.PUBLIC_PAGE,
        source="https://developer.woocommerce.com/docs/apis/store-api/",
        note="The Store API is public by design; each shop's terms and robots.txt are obeyed.",
    )
    budget = Budget(per_minute=30, burst=5)

    def claims(self, address: Address) -> Claim:
        """Say perhaps to a shop's root, `/shop`, a category or a product."""
        return Claim.PERHAPS if Place.at(address) else Claim.NOT_OURS

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Return one page; `after` is the next page, the route and the category: `2:0:16`."""
        place = Place.at(address)
        if place is None:
            raise NotFound(f"{address.url} is not an address of a WooCommerce shop")
        if after:
            number, route, category = after.split(":")
            store = Store(place.root, ROUTES[int(route)], fetch)
            answer = await store.products(page_of(number, category))
        else:
            number, category = "1", ""
            store, answer, category = await open_store(place, fetch)
        host, listed, pages = answer
        if place.slug:
            listed = [one for one in listed if unquote(one.slug) == place.slug]
            if not listed:
                raise NotFound(f"{host} does not offer {place.slug}")
        offers = await store.offers(host, listed)
        more = not place.slug and listed and int(number) < pages
        route = str(ROUTES.index(store.route))
        return Page(offers, after=f"{int(number) + 1}:{route}:{category}" if more else None)


Listed = tuple[str, "list[Product]", int]
"""The host that answered, the products of a page, and how many pages there are."""


async def open_store(place: Place, fetch: Fetch) -> "tuple[Store, Listed, str]":
    """Find the route that answers; return it with the first page and the category's number."""
    for route in ROUTES[:-1]:
        store = Store(place.root, route, fetch)
        try:
            return store, *await store.first(place)
        except NotFound:
            continue
    store = Store(place.root, ROUTES[-1], fetch)
    return store, *await store.first(place)


@dataclass(frozen=True, slots=True)
class Store:
    """The Store API of one shop, at the route that answers."""

    root: str
    route: str
    fetch: Fetch

    async def products(self, params: Mapping[str, str]) -> Listed:
        """Ask for some products."""
        return await self.fetch(self.request("/products", params), read_products)

    async def first(self, place: Place) -> tuple[Listed, str]:
        """Return the first page of what `place` means, and the number of its category."""
        if place.slug:
            return await self.products({"slug": place.slug}), ""
        if not place.category:
            return await self.products(page_of("1", "")), ""
        request = self.request("/products/categories", {"per_page": str(PAGE_SIZE)})
        category = (await self.fetch(request, read_categories)).get(place.category)
        if category is None:
            raise NotFound(f"{self.root} has no category {place.category}")
        return await self.products(page_of("1", category)), category

    def request(self, path: str, params: Mapping[str, str]) -> Request:
        """Put a question to this route."""
        base, _, rest_route = self.route.partition("?rest_route=")
        if rest_route:
            return Request(self.root + base, {"rest_route": rest_route + path, **params})
        return Request(self.root + base + path, dict(params))

    async def offers(self, host: str, listed: "Iterable[Product]") -> tuple[Offer, ...]:
        """Turn products into offers, a variable one into an offer for each variation given."""
        listed = list(listed)
        parents = [one for one in listed if one.variations]
        found = await self.variations(parents)
        return tuple(
            offer
            for product in listed
            for offer in (
                [one.offer(host, parent=product) for one in found.get(product.id, ())]
                or [product.offer(host)]
            )
        )

    async def variations(self, parents: "list[Product]") -> "dict[int, list[Product]]":
        """Ask for the variations of all `parents` together, then of any that were left out.

        When the first one left out has none of its own either, the shop does not give
        them, and no other is asked for. Older shops state no `parent`, so they are told
        apart by the numbers their parent lists.
        """
        if not parents:
            return {}
        found = await self.variations_of(parents)
        for one in parents:
            if len(parents) == 1 or one.id in found:
                continue
            alone = await self.variations_of([one])
            if not alone:
                break
            found |= alone
        return found

    async def variations_of(self, parents: "list[Product]") -> "dict[int, list[Product]]":
        """Ask for the variations of `parents`, until all are there or a page brings none."""
        owner = {number.id: parent.id for parent in parents for number in parent.variations}
        found: dict[int, list[Product]] = {}
        number, pages = 1, 1
        while owner and number <= pages:
            params = page_of(str(number), "") | {
                "type": "variation",
                "parent": ",".join(str(one.id) for one in parents),
            }
            try:
                _, listed, pages = await self.products(params)
            except Rejected:  # a shop may know no variations, or not so many parents at once
                break
            wanted = [one for one in listed if one.id in owner]
            for one in wanted:
                found.setdefault(owner.pop(one.id), []).append(one)
            number = number + 1 if wanted else pages + 1
        return found


def page_of(number: str, category: str) -> dict[str, str]:
    """Ask for one page, of a category or of all."""
    params = {"per_page": str(PAGE_SIZE), "page": number}
    return params | {"category": category} if category else params


def read_products(answer: Answer) -> "Listed":
    """Return the host that answered, its products, and how many pages there are.

    Some caches drop the header that says it; then a full page promises another.
    """
    stated = answer.headers.get("x-wp-totalpages", "")
    listed = PRODUCTS.validate_json(answer.body)
    guessed = MOST_PAGES if len(listed) >= PAGE_SIZE else 1
    pages = int(stated) if stated.isdecimal() else guessed
    return Address(answer.url).host, listed, min(pages, MOST_PAGES)


def read_categories(answer: Answer) -> dict[str, str]:
    """Return the number of each category by its slug."""
    return {unquote(one.slug): str(one.id) for one in CATEGORIES.validate_json(answer.body)}


def is_locale(part: str) -> bool:
    """Say whether a first path segment is a locale: `en`, `pt-br`."""
    return re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2})?", part, re.IGNORECASE) is not None


def plain(value: object) -> object:
    """Read a text as a person sees it: WordPress sends HTML entities; blank is absent."""
    return unescape(value).strip() or None if isinstance(value, str) else value


Text = Annotated[str | None, BeforeValidator(plain)]
Units = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(plain)]


class Named(BaseModel):
    """A category, a brand or a term: a number and a name."""

    id: int = 0
    name: Text = None
    slug: str = ""


class Attribute(BaseModel):
    """Something stated of a product: `Brand`, `Colour`."""

    name: Text = None
    terms: list[Named] = []


class Image(BaseModel):
    """An image."""

    src: str


class Range(BaseModel):
    """The lowest and highest price of a variable product."""

    min_amount: Units


class Prices(BaseModel):
    """Prices in units of ten to the minus `currency_minor_unit`."""

    price: Units
    regular_price: Units = None
    price_range: Range | None = None
    currency_code: str = Field(pattern=r"^[A-Z]{3}$")
    currency_minor_unit: int = Field(ge=0, le=8)

    def money(self, units: int | None) -> Money | None:
        """Say it in our words."""
        if units is None:
            return None
        return Money(Decimal(units).scaleb(-self.currency_minor_unit), self.currency_code)

    @property
    def lowest(self) -> int | None:
        """The price, or the lowest where there are several."""
        return self.price_range.min_amount if self.price_range else self.price

    @property
    def before(self) -> int | None:
        """The regular price, when it is higher than the one asked."""
        one_price = self.price_range is None and self.price is not None
        regular = self.regular_price if one_price else None
        return regular if regular and regular > (self.price or 0) else None


class Numbered(BaseModel):
    """A variation, as its parent lists it."""

    id: int


class Product(BaseModel):
    """A product or a variation on the wire."""

    id: int
    name: Annotated[str, BeforeValidator(plain)]
    slug: str = ""
    variation: Text = ""
    """`Colour: Red, Size: L` in a variation, empty in a product."""
    permalink: str
    sku: Text = None
    global_unique_id: Text = None
    """The GTIN, in the few shops that add it to the Store API."""
    prices: Prices
    images: list[Image] = []
    categories: list[Named] = []
    brands: list[Named] = []
    attributes: list[Attribute] = []
    variations: list[Numbered] = []
    is_in_stock: bool = True
    is_on_backorder: bool = False

    def offer(self, host: str, parent: "Product | None" = None) -> Offer:
        """Say it in our words; a variation takes from its parent what it does not state."""
        family = [self, parent] if parent else [self]
        ref = f"{parent.id}:{self.id}" if parent else str(self.id)
        return Offer(
            marketplace=WooCommerce.slug,
            shop=host,
            ref=f"{host}/{ref}",
            url=self.permalink,
            title=parent.name if parent else self.name,
            price=self.prices.money(self.prices.lowest),
            was_price=self.prices.money(self.prices.before),
            availability=self.availability,
            brand=first(one.brand for one in family),
            gtin=first([self.gtin]),
            mpn=self.term("mpn", "manufacturer part number"),
            sku=self.sku,
            variant=self.variation or None,
            category=first(one.categories[0].name for one in family if one.categories),
            image=first(one.images[0].src for one in family if one.images),
            confidence=LOWEST_PRICE_CONFIDENCE if self.variations else Decimal(1),
            doubts=self.doubts,
        )

    @property
    def availability(self) -> Availability:
        """On backorder counts as bought before it is there."""
        if self.is_on_backorder:
            return Availability.PREORDER
        return Availability.IN_STOCK if self.is_in_stock else Availability.OUT_OF_STOCK

    @property
    def brand(self) -> str | None:
        """The brand as WooCommerce keeps it, else as an attribute states it."""
        return self.brands[0].name if self.brands else self.term("brand", "manufacturer")

    @property
    def gtin(self) -> str | None:
        """The first number whose check digit holds."""
        stated = (self.global_unique_id, self.term("gtin", "ean", "upc", "isbn", "barcode"))
        return first(one for one in stated if one and ean.is_valid(one) and one.strip("0"))

    @property
    def doubts(self) -> tuple[str, ...]:
        """Say what keeps the price from being taken at its word."""
        doubts = [FROM_PARENT] if self.variations else []
        return (*doubts, "the price is zero") if self.prices.lowest == 0 else tuple(doubts)

    def term(self, *names: str) -> str | None:
        """Return what an attribute of one of these names states, when it states one thing."""
        terms = (one.terms for one in self.attributes if (one.name or "").casefold() in names)
        return first(one[0].name for one in terms if len(one) == 1)


def first(values: Iterable[str | None]) -> str | None:
    """Return the first that is stated."""
    return next((one for one in values if one), None)


PRODUCTS = TypeAdapter(list[Product])
CATEGORIES = TypeAdapter(list[Named])
