"""Any Shopify shop, by the JSON of its storefront: `/products.json`, `/products/HANDLE.json`.

Shopify publishes no contract for `products.json`; the shapes were learned from answers
recorded in July 2026, whose product lists are trimmed (4 of 250), values untouched.
It states prices without a currency, so the shop is asked for that once, elsewhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, TypeVar
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, BeforeValidator, Field
from stdnum import ean

from bolo.core.errors import Blocked, NotFound, Rejected
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

T = TypeVar("T")

PAGE_SIZE = 250
"""The most that `products.json` gives at once (observed; a shorter page is the last)."""
LAST_PAGE = 100
"""A guard of ours (25,000 products): a listing without end is a trap."""
NO_CURRENCY = "this shop does not state its currency"
ADDRESS = re.compile(
    r"(?P<prefix>/[a-z]{2}(?:-[a-z]{2,4})?)?"
    r"(?:/collections(?:/(?P<collection>[^/]+?))?)?"
    r"(?:/products/(?P<handle>[^/]+?))?"
    r"(?:/products)?(?:\.json|\.js)?/?",
    re.IGNORECASE,
)
ACTIVE_CURRENCY = re.compile(rb'Shopify\.currency\s*=\s*\{\s*"active"\s*:\s*"([A-Z]{3})"')
STATED_CURRENCY = re.compile(
    rb"""(?:price:currency|priceCurrency)["']\s+content=["']([A-Z]{3})["']"""
    rb"""|content=["']([A-Z]{3})["']\s+(?:property|itemprop)=["'][a-z:]*(?:price:currency|priceCurrency)"""
    rb"""|"priceCurrency"\s*:\s*"([A-Z]{3})\""""
)


@dataclass(frozen=True, slots=True)
class Place:
    """What part of which shop an address means."""

    root: str
    """Origin and, where there is one, the locale: `https://shop.example/en`."""
    collection: str | None
    handle: str | None
    variant: str
    """The number after `?variant=`, empty where none is asked for."""

    @classmethod
    def at(cls, address: Address) -> "Place | None":
        """Read the address as Shopify lays out its shops; `None` when it is not laid out so."""
        found = ADDRESS.fullmatch(address.path)
        if found is None:
            return None
        return cls(
            root=address.origin + (found["prefix"] or ""),
            collection=found["collection"],
            handle=found["handle"],
            variant=parse_qs(urlsplit(address.url).query).get("variant", [""])[0],
        )

    @property
    def listing(self) -> str:
        """Where its goods are listed."""
        inside = f"/collections/{self.collection}" if self.collection else ""
        return f"{self.root}{inside}/products.json"


class Shopify(ReadsPage):
    """One offer a variant. Budget: ours, well below what a shopper's browser asks of a shop."""

    slug = "shopify"
    title = "Any Shopify shop"
    rank = 10
    policy = Policy(
        access=Access.PUBLIC_PAGE,
        source="https://www.shopify.com/legal/aup",
        note="Each shop sets its own terms and robots.txt; both are obeyed per shop.",
    )
    budget = Budget(per_minute=30, burst=5)

    def claims(self, address: Address) -> Claim:
        """Say perhaps to a shop's root, a collection or a product, with one locale before it."""
        return Claim.PERHAPS if Place.at(address) else Claim.NOT_OURS

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Return one page; `after` is the next page and the currency: `2:GBP`."""
        place = Place.at(address)
        if place is None:
            raise NotFound(f"{address.url} is not an address of a Shopify shop")
        if place.handle:
            return await self._read_product(place, place.handle, fetch)
        return await self._read_listing(place, after, fetch)

    async def _read_listing(self, place: Place, after: str | None, fetch: Fetch) -> Page:
        number, _, known = (after or "1:").partition(":")
        params = {"limit": str(PAGE_SIZE), "page": number}
        host, products = await fetch(Request(place.listing, params), read_listing)
        sample = products[0].handle if products else None
        currency = known if after else await find_currency(place, sample, fetch) or ""
        more = len(products) >= PAGE_SIZE and int(number) < LAST_PAGE
        offers = (offer for one in products for offer in one.offers(place, host, currency))
        return Page(tuple(offers), after=f"{int(number) + 1}:{currency}" if more else None)

    async def _read_product(self, place: Place, handle: str, fetch: Fetch) -> Page:
        url = f"{place.root}/products/{handle}"
        try:
            host, product = await fetch(Request(f"{url}.json"), read_product)
        except NotFound:
            host, product = await fetch(Request(f"{url}.js"), read_script)
        if any(one.available is None for one in product.variants):
            script = await ask(fetch, f"{url}.js", read_script)
            product = product.with_stock_of(script[1]) if script else product
        currency = product.currency or await find_currency(place, handle, fetch) or ""
        offers = product.offers(place, host, currency)
        wanted = [one for one in offers if one.ref.endswith(f":{place.variant}")]
        return Page(tuple(wanted or offers))


async def find_currency(place: Place, handle: str | None, fetch: Fetch) -> str | None:
    """Ask where a shop says in which currency it shows its prices, the surest place first.

    The cart and the home page's `Shopify.currency` tell what is shown to *us*;
    `meta.json` tells the shop's own, which a shop with several markets may not show us.
    """
    if found := await ask(fetch, f"{place.root}/cart.js", read_currency):
        return found
    home = await ask(fetch, f"{place.root}/", read_page_currency)
    if home and home[0]:
        return home[0]
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(place.root))
    if found := await ask(fetch, f"{origin}/meta.json", read_currency):
        return found
    if home and home[1]:
        return home[1]
    if not handle:
        return None
    page = await ask(fetch, f"{place.root}/products/{handle}", read_page_currency)
    return (page[0] or page[1]) if page else None


async def ask(fetch: Fetch, url: str, read: Callable[[Answer], T]) -> T | None:
    """Ask what may stay unanswered: the page may be missing, refused, or kept by robots.txt.

    Shopify's own robots.txt keeps `/cart` from robots, so for most shops we do not ask there.
    """
    try:
        return await fetch(Request(url), read)
    except Rejected:
        return None
    except Blocked as error:
        if "robots.txt" in error.by:
            return None
        raise


def read_listing(answer: Answer) -> "tuple[str, list[Product]]":
    """Return the host that answered and its products."""
    return Address(answer.url).host, Listing.model_validate_json(answer.body).products


def read_product(answer: Answer) -> "tuple[str, Product]":
    """Return the host that answered and its product."""
    return Address(answer.url).host, Single.model_validate_json(answer.body).product


def read_script(answer: Answer) -> "tuple[str, Product]":
    """Return the host that answered and its product, from the form made for scripts."""
    return Address(answer.url).host, ScriptProduct.model_validate_json(answer.body).product()


def read_currency(answer: Answer) -> str | None:
    """Return the `currency` of a JSON body; a page of another form states none."""
    try:
        return StatesCurrency.model_validate_json(answer.body).currency
    except ValueError:
        return None


def read_page_currency(answer: Answer) -> tuple[str | None, str | None]:
    """Return the currency a page is shown in, and the one its markup agrees on."""
    active = ACTIVE_CURRENCY.search(answer.body)
    stated = {one for found in STATED_CURRENCY.findall(answer.body) for one in found if one}
    return (
        active[1].decode() if active else None,
        stated.pop().decode() if len(stated) == 1 else None,
    )


def whole_gtin(text: str | None) -> str | None:
    """Return a barcode when its check digit holds; shops also keep shelf marks there."""
    digits = (text or "").strip()
    return digits if ean.is_valid(digits) and digits.strip("0") else None


def none_when_blank(value: object) -> object:
    """Read an empty text as absent: some themes send `""` for no price."""
    return None if isinstance(value, str) and not value.strip() else value


Amount = Annotated[Annotated[Decimal, Field(ge=0)] | None, BeforeValidator(none_when_blank)]
Text = Annotated[str | None, BeforeValidator(none_when_blank)]
Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Currency = Annotated[Code | None, BeforeValidator(none_when_blank)]


class StatesCurrency(BaseModel):
    """Part of `cart.js` and `meta.json`."""

    currency: Currency


class Image(BaseModel):
    """An image, for all variants or for some."""

    src: str
    variant_ids: list[int] = []


class Variant(BaseModel):
    """One choice of a product; prices are texts in whole units: `"7136.40"`."""

    id: int
    option1: Text = None
    option2: Text = None
    option3: Text = None
    sku: Text = None
    barcode: Text = None
    available: bool | None = None
    """Absent in `/products/HANDLE.json`."""
    price: Amount
    compare_at_price: Amount = None
    price_currency: Currency = None
    featured_image: Image | None = None

    @property
    def name(self) -> str | None:
        """What tells it from its sisters, `None` for an only child."""
        chosen = [one for one in (self.option1, self.option2, self.option3) if one]
        return None if chosen in ([], ["Default Title"]) else " / ".join(chosen)

    @property
    def availability(self) -> Availability | None:
        """Say it in our words."""
        if self.available is None:
            return None
        return Availability.IN_STOCK if self.available else Availability.OUT_OF_STOCK


class Product(BaseModel):
    """One product and its variants."""

    id: int
    title: str = Field(min_length=1)
    handle: str
    vendor: Text = None
    product_type: Text = None
    variants: list[Variant]
    images: list[Image] = []

    @property
    def currency(self) -> str | None:
        """The currency its variants state, which only some shops do."""
        stated = {one.price_currency for one in self.variants}
        return stated.pop() if len(stated) == 1 else None

    def with_stock_of(self, other: "Product") -> "Product":
        """Return it with the availability that `other` states for the same variants."""
        stock = {one.id: one.available for one in other.variants}
        variants = [
            one.model_copy(update={"available": stock.get(one.id, one.available)})
            for one in self.variants
        ]
        return self.model_copy(update={"variants": variants})

    def offers(self, place: Place, host: str, currency: str) -> list[Offer]:
        """Say it in our words; without a currency there is no price."""
        root = urlsplit(place.root)._replace(netloc=host).geturl()
        return [
            Offer(
                marketplace=Shopify.slug,
                shop=host,
                ref=f"{host}/{self.id}:{one.id}",
                url=f"{root}/products/{self.handle}?variant={one.id}",
                title=self.title.strip(),
                price=money(one.price, currency),
                was_price=money(was_price(one), currency),
                availability=one.availability,
                brand=self.vendor,
                gtin=whole_gtin(one.barcode),
                sku=one.sku,
                variant=one.name,
                category=self.product_type,
                image=self.image_of(one),
                confidence=Decimal(1) if currency else Decimal(0),
                doubts=doubts_of(one, currency),
            )
            for one in self.variants
        ]

    def image_of(self, variant: Variant) -> str | None:
        """Return the image of a variant, else the first of the product."""
        own = [variant.featured_image] if variant.featured_image else []
        marked = [one for one in self.images if variant.id in one.variant_ids]
        return next((whole_url(one.src) for one in [*own, *marked, *self.images]), None)


def was_price(variant: Variant) -> Decimal | None:
    """Return the price to compare with, when it is higher: shops also send zero or less."""
    before, now = variant.compare_at_price, variant.price
    return before if before and now is not None and before > now else None


def money(amount: Decimal | None, currency: str) -> Money | None:
    """Return the amount in `currency`; `None` when either is not known."""
    return Money(amount, currency) if amount is not None and currency else None


def doubts_of(variant: Variant, currency: str) -> tuple[str, ...]:
    """Say what keeps a price from being taken at its word."""
    doubts = [] if currency else [NO_CURRENCY]
    return (*doubts, "the price is zero") if variant.price == 0 else tuple(doubts)


def whole_url(url: str) -> str:
    """Return an address with its scheme; Shopify leaves it out in the form for scripts."""
    return f"https:{url}" if url.startswith("//") else url


class Listing(BaseModel):
    """`/products.json`, one page."""

    products: list[Product]


class Single(BaseModel):
    """`/products/HANDLE.json`."""

    product: Product


class ScriptVariant(Variant):
    """A variant as `/products/HANDLE.js` has it: prices are whole numbers of hundredths.

    Of hundredths in every currency, also where there are none: 1000 JPY is `100000`
    (shopify.dev, Liquid reference, `product.price`).
    """

    price: Annotated[Decimal, Field(ge=0)]


class ScriptProduct(BaseModel):
    """`/products/HANDLE.js`."""

    id: int
    title: str = Field(min_length=1)
    handle: str
    vendor: Text = None
    type: Text = None
    variants: list[ScriptVariant]
    images: list[str] = []

    def product(self) -> Product:
        """Bring it to the other form."""
        return Product(
            id=self.id,
            title=self.title,
            handle=self.handle,
            vendor=self.vendor,
            product_type=self.type,
            variants=[
                one.model_copy(
                    update={
                        "price": one.price.scaleb(-2),
                        "compare_at_price": (one.compare_at_price or Decimal(0)).scaleb(-2),
                    }
                )
                for one in self.variants
            ],
            images=[Image(src=one) for one in self.images],
        )
