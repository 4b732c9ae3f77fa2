"""Steam, by the JSON of its own storefront (`/api/appdetails`, `packagedetails`, `storesearch`).

Valve publishes no contract for it; the shapes were learned from answers recorded in
December 2023 (whole; their booleans had become the texts "true" and "false", which the
tests mend and this reader refuses) and September 2026 (trimmed, without prices).
Whatever the currency, Steam counts money in hundredths, yen too.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, Field, StrictBool, TypeAdapter

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

STORE = "https://store.steampowered.com"
HOST = "store.steampowered.com"
LANGUAGE = "english"
DEFAULT_REGION = "us"
FREE = "free to play"
CURRENCIES = {
    "us": "USD",
    "gb": "GBP",
    "jp": "JPY",
    "ca": "CAD",
    "au": "AUD",
    "br": "BRL",
    "ch": "CHF",
    "pl": "PLN",
    "no": "NOK",
} | dict.fromkeys(["at", "be", "de", "es", "fi", "fr", "gr", "ie", "it", "nl", "pt"], "EUR")
"""What a free game's zero is counted in, as its answer does not say.

From https://partner.steamgames.com/doc/store/pricing/currencies, the larger regions.
"""


class Steam(ReadsPage, Searches):
    """A game is sold by app, and in packages. Budget: 200 questions in 5 minutes.

    That limit is known from https://steamdb.info/blog/store-prices-api/ (2015-07-20).
    """

    slug = "steam"
    title = "Steam"
    policy = Policy(
        access=Access.OFFICIAL_API,
        source="https://steamcommunity.com/dev/apiterms",
        note="Valve's own storefront API, undocumented; it may change without notice.",
    )
    budget = Budget(per_minute=40, burst=10)

    def claims(self, address: Address) -> Claim:
        """Claim the pages of apps and packages, and searches."""
        ours = address.host == HOST and what_at(address)
        return Claim.OURS if ours else Claim.NOT_OURS

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Return an app with its packages, a package, or what a search finds."""
        del after  # there is always one page
        kind, number = what_at(address) or ("", "")
        region = region_of(address)
        if kind == "app":
            app = await fetch(question("appdetails", "appids", number, region), reading(number))
            if app.data is None:
                raise NotFound(f"Steam shows no app {number} in {region.upper()}")
            return Page(app.data.offers(region))
        if kind == "sub":
            asked = question("packagedetails", "packageids", number, region)
            package = await fetch(asked, reading_package(number))
            if package.data is None:
                raise NotFound(f"Steam shows no package {number} in {region.upper()}")
            return Page((package.data.offer(int(number), region),))
        if kind == "search":
            return await self._find(number, region, fetch)
        raise NotFound(f"{address.url} is not a page of something that Steam sells")

    async def search(self, search: Search, fetch: Fetch) -> Page:
        """Return what Steam finds for these words in its default region; it gives no more."""
        return await self._find(search.words, DEFAULT_REGION, fetch)

    async def _find(self, words: str, region: str, fetch: Fetch) -> Page:
        asked = question("storesearch/", "term", words, region)
        found = await fetch(asked, read_found)
        return Page(tuple(one.offer(region) for one in found.items))


def what_at(address: Address) -> tuple[str, str] | None:
    """Return what an address shows: an `app`, a `sub` or a `search`, and its number or words."""
    query = parse_qs(urlsplit(address.url).query)
    match address.path.strip("/").split("/"):
        case [("app" | "sub") as kind, number, *_] if number.isdecimal():
            return kind, number
        case ["search"] if "term" in query:
            return "search", query["term"][0]
        case _:
            return None


def region_of(address: Address) -> str:
    """Return the region an address asks for by `?cc=`, two letters in lower case."""
    asked = parse_qs(urlsplit(address.url).query).get("cc", [DEFAULT_REGION])[0].lower()
    return asked if re.fullmatch(r"[a-z]{2}", asked) else DEFAULT_REGION


def question(method: str, key: str, value: str, region: str) -> Request:
    """Ask the storefront, in English: other languages translate the titles."""
    return Request(f"{STORE}/api/{method}", {key: value, "cc": region, "l": LANGUAGE})


def steam_money(units: int, currency: str) -> Money:
    """Return an amount that Steam counts in hundredths."""
    return Money(Decimal(units).scaleb(-2), currency)


class Price(BaseModel):
    """What an app or a package costs, before and after its discount."""

    currency: str = Field(pattern=r"^[A-Z]{3}$")
    initial: int = Field(ge=0)
    final: int = Field(ge=0)

    @property
    def now(self) -> Money:
        """The price asked."""
        return steam_money(self.final, self.currency)

    @property
    def before(self) -> Money | None:
        """The price before the discount, when there is one."""
        return steam_money(self.initial, self.currency) if self.initial > self.final else None


class Release(BaseModel):
    """Whether it is out yet."""

    coming_soon: StrictBool


class Option(BaseModel):
    """One way to buy an app: a package."""

    packageid: int
    option_text: str
    is_free_license: StrictBool = False
    price_in_cents_with_discount: int = Field(ge=0)

    @property
    def title(self) -> str:
        """The name of the package; Steam writes it before the price, with markup between."""
        text = unescape(re.sub(r"<[^>]+>", "", self.option_text))
        return text.rpartition(" - ")[0].strip() or text.strip()


class Group(BaseModel):
    """Packages that are offered together."""

    name: str = ""
    is_recurring_subscription: StrictBool | str = "false"
    """A text in the real answers too."""
    subs: list[Option] = []

    @property
    def sold_once(self) -> bool:
        """A subscription's price is for a month or a year, not for the thing."""
        return self.name == "default" and str(self.is_recurring_subscription).lower() == "false"


class Described(BaseModel):
    """A category or a genre."""

    description: str


class App(BaseModel):
    """A game, an add-on, a soundtrack."""

    name: str = Field(min_length=1)
    steam_appid: int
    is_free: StrictBool = False
    publishers: list[str] = []
    developers: list[str] = []
    header_image: str | None = None
    genres: list[Described] = []
    price_overview: Price | None = None
    package_groups: list[Group] = []
    release_date: Release

    def offers(self, region: str) -> tuple[Offer, ...]:
        """Return the app, then the packages that hold more than the app."""
        return (self.offer(region), *self.packages(region))

    def offer(self, region: str) -> Offer:
        """Say it in our words; a free game has a price of zero, and says why."""
        price, doubts, availability = self.terms(region)
        overview = None if self.release_date.coming_soon else self.price_overview
        return Offer(
            marketplace=Steam.slug,
            shop=Steam.title,
            ref=f"{region}/app/{self.steam_appid}",
            url=f"{STORE}/app/{self.steam_appid}/?cc={region}",
            title=self.name.strip(),
            price=price,
            was_price=overview.before if overview else None,
            availability=availability,
            brand=self.brand,
            category=self.genres[0].description if self.genres else None,
            image=self.header_image,
            doubts=doubts,
        )

    def terms(self, region: str) -> tuple[Money | None, tuple[str, ...], Availability | None]:
        """Return its price, what to doubt about it, and whether it can be bought."""
        if self.release_date.coming_soon:
            return None, ("not released yet",), Availability.PREORDER
        if self.price_overview:
            return self.price_overview.now, (), Availability.IN_STOCK
        if self.is_free:
            currency = CURRENCIES.get(region)
            zero = Money.zero(currency) if currency else None
            return zero, (FREE,), Availability.IN_STOCK
        return None, (f"Steam states no price in {region.upper()}",), None

    @property
    def brand(self) -> str | None:
        """Who publishes it, else who made it."""
        return next(iter([*self.publishers, *self.developers]), None)

    def packages(self, region: str) -> list[Offer]:
        """Return the packages that are not the app alone; without a currency there is none."""
        if self.price_overview is None or self.release_date.coming_soon:
            return []
        options = [one for group in self.package_groups if group.sold_once for one in group.subs]
        return [
            Offer(
                marketplace=Steam.slug,
                shop=Steam.title,
                ref=f"{region}/sub/{one.packageid}",
                url=f"{STORE}/sub/{one.packageid}/?cc={region}",
                title=one.title,
                price=steam_money(one.price_in_cents_with_discount, self.price_overview.currency),
                availability=Availability.IN_STOCK,
                brand=self.brand,
                variant=one.title.removeprefix(self.name).strip(" -:") or None,
                image=self.header_image,
            )
            for one in options
            if one.title != self.name and not one.is_free_license
        ]


class Package(BaseModel):
    """One package."""

    name: str = Field(min_length=1)
    header_image: str | None = None
    price: Price | None = None
    release_date: Release

    def offer(self, number: int, region: str) -> Offer:
        """Say it in our words."""
        price = None if self.release_date.coming_soon else self.price
        soon = Availability.PREORDER if self.release_date.coming_soon else None
        return Offer(
            marketplace=Steam.slug,
            shop=Steam.title,
            ref=f"{region}/sub/{number}",
            url=f"{STORE}/sub/{number}/?cc={region}",
            title=self.name.strip(),
            price=price.now if price else None,
            was_price=price.before if price else None,
            availability=Availability.IN_STOCK if price else soon,
            image=self.header_image,
            doubts=() if price else (f"Steam states no price in {region.upper()}",),
        )


class AppAnswer(BaseModel):
    """What is said of one app: its data, or that there is none."""

    success: StrictBool
    data: App | None = None


class PackageAnswer(BaseModel):
    """What is said of one package."""

    success: StrictBool
    data: Package | None = None


class Hit(BaseModel):
    """One thing that a search finds."""

    type: str
    id: int
    name: str = Field(min_length=1)
    tiny_image: str | None = None
    price: Price | None = None

    def offer(self, region: str) -> Offer:
        """Say it in our words; a search does not say whether free or unreleased."""
        return Offer(
            marketplace=Steam.slug,
            shop=Steam.title,
            ref=f"{region}/{self.type}/{self.id}",
            url=f"{STORE}/{self.type}/{self.id}/?cc={region}",
            title=self.name.strip(),
            price=self.price.now if self.price else None,
            was_price=self.price.before if self.price else None,
            availability=Availability.IN_STOCK if self.price else None,
            image=self.tiny_image,
            doubts=() if self.price else ("Steam's search states no price",),
        )


class Found(BaseModel):
    """What a search finds."""

    total: int
    items: list[Hit]


APPS = TypeAdapter(dict[str, AppAnswer])
PACKAGES = TypeAdapter(dict[str, PackageAnswer])


def reading(number: str) -> Callable[[Answer], AppAnswer]:
    """Read what is said of one app."""
    return lambda answer: APPS.validate_json(answer.body)[number]


def reading_package(number: str) -> Callable[[Answer], PackageAnswer]:
    """Read what is said of one package."""
    return lambda answer: PACKAGES.validate_json(answer.body)[number]


def read_found(answer: Answer) -> Found:
    """Read what a search found."""
    return Found.model_validate_json(answer.body)
