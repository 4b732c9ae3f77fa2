"""GOG, by the catalogue of its own shop (`catalog.gog.com`), and by number (`api.gog.com`).

GOG publishes no contract. The catalogue's shape was learned from an answer of October
2026 whose fields were reduced by its source; `api.gog.com` follows a community's notes
(gogapidocs, 2018), not verified against today's answers. An unknown slug is looked up
on its page, which names the product's number.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, BeforeValidator, Field, StrictBool

from bolo.core.errors import NotFound
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
    Search,
    Searches,
)
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer

CATALOG = "https://catalog.gog.com/v1/catalog"
PRODUCTS = "https://api.gog.com/products"
PAGE_SIZE = 48
FREE = "free"
STORE_HOSTS = {"www.gog.com", "gog.com"}
NUMBER_ON_PAGE = re.compile(rb"""card-?product(?:-?id)?["']?\s*[=:]\s*["']?(\d+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Market:
    """Where we buy, which decides the price; `?countryCode=DE&currencyCode=EUR` chooses."""

    country: str = "US"
    currency: str = "USD"

    @classmethod
    def of(cls, address: Address) -> "Market":
        """Read the choice from an address."""
        query = parse_qs(urlsplit(address.url).query)
        return cls(
            query.get("countryCode", [cls().country])[0].upper(),
            query.get("currencyCode", [cls().currency])[0].upper(),
        )

    @property
    def params(self) -> dict[str, str]:
        """As the catalogue wants it."""
        return {
            "countryCode": self.country,
            "currencyCode": self.currency,
            "locale": "en-US",
        }

    def ref(self, number: int | str) -> str:
        """Identify a product: another country is another price."""
        return f"{self.country.lower()}-{self.currency.lower()}/{number}"


class Gog(ReadsPage, Searches):
    """Games without copy protection. Budget: ours, one question a second."""

    slug = "gog"
    title = "GOG"
    policy = Policy(
        access=Access.PUBLIC_PAGE,
        source="https://support.gog.com/hc/en-us/articles/212632089-GOG-User-Agreement",
        note="The catalogue of GOG's own shop, undocumented; it may change without notice.",
    )
    budget = Budget(per_minute=60, burst=5)

    def claims(self, address: Address) -> Claim:
        """Claim a game's page, a search in the shop, and a product by its number."""
        return Claim.OURS if what_at(address) else Claim.NOT_OURS

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Return a game, or a page of what a search finds; `after` is the page's number."""
        kind, value = what_at(address) or ("", "")
        market = Market.of(address)
        if kind == "search":
            return await catalogue(value, after, market, fetch)
        if kind == "number":
            return await by_number(value, market, fetch)
        if kind == "slug":
            return await by_slug(address, value, market, fetch)
        raise NotFound(f"{address.url} is not a page of something that GOG sells")

    async def search(self, search: Search, fetch: Fetch) -> Page:
        """Return one page of what the catalogue finds in the US."""
        return await catalogue(search.words, search.after, Market(), fetch)


def what_at(address: Address) -> tuple[str, str] | None:
    """Return what an address shows: a `slug`, a `number` or a `search`, and which."""
    parts = [one for one in address.path.split("/") if one]
    if address.host == "api.gog.com":
        known = parts[:1] == ["products"] and len(parts) > 1 and parts[1].isdecimal()
        return ("number", parts[1]) if known else None
    if address.host not in STORE_HOSTS:
        return None
    match parts[1:] if parts and re.fullmatch(r"[a-z]{2}(-[a-zA-Z]+)?", parts[0]) else parts:
        case ["game", slug]:
            return "slug", slug
        case ["games"]:
            words = parse_qs(urlsplit(address.url).query).get("query", [""])[0]
            return "search", words
        case _:
            return None


async def catalogue(words: str, after: str | None, market: Market, fetch: Fetch) -> Page:
    """Return one page of the catalogue, of everything when there are no words."""
    number = after or "1"
    found = await fetch(catalogue_request(words, number, market), read_catalogue)
    more = int(number) < found.pages and found.products
    offers = tuple(one.offer(market) for one in found.products)
    return Page(offers, after=str(int(number) + 1) if more else None)


def catalogue_request(words: str, number: str, market: Market) -> Request:
    """Ask for a page, the best match first."""
    params = {"limit": str(PAGE_SIZE), "page": number, "order": "desc:score", **market.params}
    return Request(CATALOG, params | ({"query": f"like:{words}"} if words else {}))


async def by_slug(address: Address, slug: str, market: Market, fetch: Fetch) -> Page:
    """Find a game by the words of its slug, else by the number that its page names."""
    words = slug.replace("_", " ")
    found = await fetch(catalogue_request(words, "1", market), read_catalogue)
    for one in found.products:
        if one.slug == slug:
            return Page((one.offer(market),))
    page = Request(f"{address.origin}{address.path}")
    return await by_number(await fetch(page, read_number), market, fetch)


async def by_number(number: str, market: Market, fetch: Fetch) -> Page:
    """Return a product by its number, and ask for its price apart."""
    product = await fetch(Request(f"{PRODUCTS}/{number}"), read_product)
    asked = Request(f"{PRODUCTS}/{number}/prices", {"countryCode": market.country})
    try:
        prices = await fetch(asked, read_prices)
    except NotFound:
        prices = []
    return Page((product.offer(prices, market),))


def whole_url(url: str | None) -> str | None:
    """Return an address with its scheme, which GOG leaves out of images."""
    return f"https:{url}" if url and url.startswith("//") else url


class Amount(BaseModel):
    """An amount in whole units: `"1.49"`."""

    amount: Decimal = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    @property
    def money(self) -> Money:
        """Say it in our words."""
        return Money(self.amount, self.currency)


class Price(BaseModel):
    """What a product costs, after and before its discount."""

    final: Amount = Field(alias="finalMoney")
    base: Amount | None = Field(None, alias="baseMoney")


class Item(BaseModel):
    """One product in the catalogue."""

    id: str
    slug: str
    title: str = Field(min_length=1)
    product_type: str | None = Field(None, alias="productType")
    state: str | None = Field(None, alias="productState")
    cover: str | None = Field(None, alias="coverHorizontal")
    publishers: list[str] = []
    developers: list[str] = []
    price: Price | None = None
    """`null` while it is not for sale."""
    link: str | None = Field(None, alias="storeLink")

    def offer(self, market: Market) -> Offer:
        """Say it in our words."""
        now = self.price.final.money if self.price else None
        base = self.price.base.money if self.price and self.price.base else None
        return Offer(
            marketplace=Gog.slug,
            shop=Gog.title,
            ref=market.ref(self.id),
            url=self.link or f"https://www.gog.com/en/game/{self.slug}",
            title=self.title.strip(),
            price=now,
            was_price=before(base, now),
            availability=availability(now, soon=self.state in {"preorder", "coming-soon"}),
            brand=next(iter([*self.publishers, *self.developers]), None),
            category=self.product_type,
            image=whole_url(self.cover),
            doubts=doubts(now),
        )


class Catalogue(BaseModel):
    """One page of the catalogue."""

    pages: int
    products: list[Item]


def hundredths(value: object) -> object:
    """Read `"149 USD"`: hundredths and a currency."""
    if not isinstance(value, str):
        return value
    units, _, currency = value.partition(" ")
    return {"amount": Decimal(int(units)).scaleb(-2), "currency": currency}


Hundredths = Annotated[Amount, BeforeValidator(hundredths)]


class NumberPrice(BaseModel):
    """The price of a product in one currency."""

    final: Hundredths = Field(alias="finalPrice")
    base: Hundredths = Field(alias="basePrice")


class Embedded(BaseModel):
    """Where `/prices` keeps its prices."""

    prices: list[NumberPrice]


class NumberPrices(BaseModel):
    """`/products/ID/prices`."""

    embedded: Embedded = Field(alias="_embedded")


class Links(BaseModel):
    """Where a product is shown."""

    product_card: str


class Images(BaseModel):
    """Its images, without a scheme."""

    logo2x: str | None = None


class Product(BaseModel):
    """`/products/ID`."""

    id: int
    title: str = Field(min_length=1)
    links: Links
    images: Images = Images()
    game_type: str | None = None
    is_pre_order: StrictBool = False

    def offer(self, prices: list[NumberPrice], market: Market) -> Offer:
        """Say it in our words, priced in the market's currency."""
        price = next((one for one in prices if one.final.currency == market.currency), None)
        now = price.final.money if price else None
        return Offer(
            marketplace=Gog.slug,
            shop=Gog.title,
            ref=market.ref(self.id),
            url=self.links.product_card,
            title=self.title.strip(),
            price=now,
            was_price=before(price.base.money, now) if price else None,
            availability=availability(now, soon=self.is_pre_order),
            category=self.game_type,
            image=whole_url(self.images.logo2x),
            doubts=doubts(now),
        )


def before(base: Money | None, now: Money | None) -> Money | None:
    """Return the price before the discount, when there is one."""
    return base if base and now and base.currency == now.currency and base > now else None


def availability(now: Money | None, *, soon: bool) -> Availability | None:
    """Say whether it can be bought; unpriced and released is not said."""
    if soon:
        return Availability.PREORDER
    return Availability.IN_STOCK if now else None


def doubts(now: Money | None) -> tuple[str, ...]:
    """Say what keeps a price from being taken at its word."""
    if now is None:
        return ("GOG states no price",)
    return (FREE,) if now.amount == 0 else ()


def read_catalogue(answer: Answer) -> Catalogue:
    """Read a page of the catalogue."""
    return Catalogue.model_validate_json(answer.body)


def read_product(answer: Answer) -> Product:
    """Read a product."""
    return Product.model_validate_json(answer.body)


def read_prices(answer: Answer) -> list[NumberPrice]:
    """Read the prices of a product."""
    return NumberPrices.model_validate_json(answer.body).embedded.prices


def read_number(answer: Answer) -> str:
    """Find the product's number on its page."""
    found = NUMBER_ON_PAGE.search(answer.body)
    if found is None:
        raise LookupError("this page names no product")
    return found[1].decode()
