"""CheapShark: what PC games cost in some thirty shops, in US dollars.

Documented at https://apidocs.cheapshark.com; the contract at hand is a third party's
OpenAPI file (2026-07), not verified against an official one. The bodies recorded in
September 2026 are trimmed and their keys renamed. A descriptive User-Agent is required
(`fetch` sends one), and games beyond the 25th of a question are silently left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlsplit

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter

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

API = "https://www.cheapshark.com/api/1.0"
REDIRECT = "https://www.cheapshark.com/redirect?dealID="
HOSTS = {"www.cheapshark.com", "cheapshark.com"}
GAMES_AT_ONCE = 25
"""More are silently left out (noted by the recording's source, 2026-09-11)."""
PAGE_SIZE = 60
"""The most that `/deals` and a search give (the OpenAPI file, `pageSize`, `limit`)."""
FREE = "given away"
DEAL_FILTERS = {
    *("storeID", "sortBy", "desc", "lowerPrice", "upperPrice", "metacritic", "steamRating"),
    *("steamAppID", "title", "exact", "AAA", "steamworks", "onSale"),
}
DOLLARS = "USD"
BROWSING = {"/", "/browse", "/search", "/api/1.0/deals"}
GAMES = "/api/1.0/games"


class CheapShark(ReadsPage, Searches):
    """One offer a shop. Budget: ours; the API is meant for people's questions, not for copying."""

    slug = "cheapshark"
    title = "CheapShark"
    policy = Policy(
        access=Access.OFFICIAL_API,
        source="https://apidocs.cheapshark.com/",
        note="Free, without a key; people must be led to a deal through CheapShark's own links.",
    )
    budget = Budget(per_minute=12, burst=4)

    def claims(self, address: Address) -> Claim:
        """Claim the list of deals, a deal's link, and games by number."""
        ours = address.host in HOSTS and (
            address.path in BROWSING or address.path == GAMES or deal_at(address)
        )
        return Claim.OURS if ours else Claim.NOT_OURS

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Return a page of deals, one deal, or games in every shop that has them."""
        query = dict(parse_qsl(urlsplit(address.url).query))
        if deal := deal_at(address):
            return await one_deal(deal, fetch)
        if address.path == GAMES and "title" not in query:
            numbers = after or query.get("ids") or query.get("id") or ""
            return await games([one for one in numbers.split(",") if one.isdecimal()], fetch)
        if address.path == GAMES:
            return await self.search(Search(query["title"], after), fetch)
        return await deals(query, int(after or 0), fetch)

    async def search(self, search: Search, fetch: Fetch) -> Page:
        """Find games by title, then ask for 25 at a time; `after` holds those still to ask."""
        if search.after:
            return await games(search.after.split(","), fetch)
        params = {"title": search.words, "limit": str(PAGE_SIZE)}
        found = await fetch(Request(f"{API}/games", params), read_hits)
        return await games([one.game_id for one in found], fetch) if found else Page(())


def deal_at(address: Address) -> str | None:
    """Return the deal that an address leads to, decoded; CheapShark hands them out encoded."""
    query = dict(parse_qsl(urlsplit(address.url).query))
    return query.get("dealID") if address.path == "/redirect" else None


async def deals(query: Mapping[str, str], number: int, fetch: Fetch) -> Page:
    """Return one page of deals, filtered as the address says; pages count from 0."""
    filters = {name: value for name, value in query.items() if name in DEAL_FILTERS}
    params = {"pageNumber": str(number), "pageSize": str(PAGE_SIZE)}
    listed, pages = await fetch(Request(f"{API}/deals", filters | params), read_deals)
    shops = await fetch(Request(f"{API}/stores"), read_shops) if listed else {}
    offers = tuple(one.offer(shops) for one in listed)
    return Page(offers, after=str(number + 1) if listed and number + 1 < pages else None)


async def one_deal(deal: str, fetch: Fetch) -> Page:
    """Return what one deal is now."""
    info = await fetch(Request(f"{API}/deals", {"id": deal}), read_deal)
    shops = await fetch(Request(f"{API}/stores"), read_shops)
    return Page((info.offer(deal, shops),))


async def games(numbers: list[str], fetch: Fetch) -> Page:
    """Return every shop's offer for the first 25 of `numbers`."""
    if not numbers:
        raise NotFound("CheapShark knows no such game")
    now, later = numbers[:GAMES_AT_ONCE], numbers[GAMES_AT_ONCE:]
    found = await fetch(Request(f"{API}/games", {"ids": ",".join(now)}), read_games)
    shops = await fetch(Request(f"{API}/stores"), read_shops)
    offers = (
        offer for number in now if number in found for offer in found[number].offers(number, shops)
    )
    return Page(tuple(offers), after=",".join(later) or None)


Shops = Mapping[str, str]
"""The names of the shops by their numbers."""


def shop_name(number: str, shops: Shops) -> str:
    """Return a shop's name; a number that is not listed keeps it apart all the same."""
    return shops.get(number, f"shop {number} of CheapShark")


def none_when_blank(value: object) -> object:
    """Read an empty text as absent."""
    return None if isinstance(value, str) and not value.strip() else value


Dollars = Annotated[Decimal, Field(ge=0)]
Text = Annotated[str | None, BeforeValidator(none_when_blank)]


class Priced(BaseModel):
    """A price now and the usual one, as every form of a deal has them."""

    now: Dollars
    usual: Dollars
    store_id: str = Field(alias="storeID")

    def offered(self, game: str, title: str, deal: str, image: str | None, shops: Shops) -> Offer:
        """Say it in our words; `deal` is encoded, as CheapShark hands it out."""
        return Offer(
            marketplace=CheapShark.slug,
            shop=shop_name(self.store_id, shops),
            ref=f"{game}:{self.store_id}",
            url=REDIRECT + deal,
            title=title.strip(),
            price=Money(self.now, DOLLARS),
            was_price=Money(self.usual, DOLLARS) if self.usual > self.now else None,
            availability=Availability.IN_STOCK,
            image=image,
            doubts=(FREE,) if self.now == 0 else (),
        )


class Deal(Priced):
    """A deal in the list."""

    now: Dollars = Field(alias="salePrice")
    usual: Dollars = Field(alias="normalPrice")
    game_id: str = Field(alias="gameID")
    deal_id: str = Field(alias="dealID")
    title: str = Field(min_length=1)
    thumb: Text = None

    def offer(self, shops: Shops) -> Offer:
        """Say it in our words."""
        return self.offered(self.game_id, self.title, self.deal_id, self.thumb, shops)


class GameDeal(Priced):
    """A deal under its game."""

    now: Dollars = Field(alias="price")
    usual: Dollars = Field(alias="retailPrice")
    deal_id: str = Field(alias="dealID")


class Cheapest(BaseModel):
    """The lowest price that CheapShark ever saw, and when, in seconds since 1970."""

    price: Dollars
    date: int = Field(ge=0)

    @property
    def note(self) -> str:
        """Say it to a person."""
        day = datetime.fromtimestamp(self.date, UTC).date()
        return f"lowest ever seen by CheapShark: {self.price} {DOLLARS} on {day}"


class About(BaseModel):
    """What a game is."""

    title: str = Field(min_length=1)
    thumb: Text = None


class Game(BaseModel):
    """A game and its deals in every shop."""

    info: About
    cheapest: Cheapest | None = Field(None, alias="cheapestPriceEver")
    deals: list[GameDeal]

    def offers(self, number: str, shops: Shops) -> Iterable[Offer]:
        """Return one offer a shop, with the lowest price ever as a note."""
        notes = (self.cheapest.note,) if self.cheapest else ()
        for one in self.deals:
            offer = one.offered(number, self.info.title, one.deal_id, self.info.thumb, shops)
            yield replace(offer, notes=notes)


class DealInfo(Priced):
    """What is said of one deal."""

    now: Dollars = Field(alias="salePrice")
    usual: Dollars = Field(alias="retailPrice")
    game_id: str = Field(alias="gameID")
    name: str = Field(min_length=1)
    thumb: Text = None


class OneDeal(BaseModel):
    """`/deals?id=`."""

    info: DealInfo = Field(alias="gameInfo")
    cheapest: Cheapest | None = Field(None, alias="cheapestPrice")

    def offer(self, deal: str, shops: Shops) -> Offer:
        """Say it in our words; `deal` is decoded."""
        info = self.info
        link = quote(deal, safe="")
        offer = info.offered(info.game_id, info.name, link, info.thumb, shops)
        return replace(offer, notes=(self.cheapest.note,) if self.cheapest else ())


class Hit(BaseModel):
    """A game that a search finds."""

    game_id: str = Field(alias="gameID")


class Shop(BaseModel):
    """A shop that CheapShark follows."""

    number: str = Field(alias="storeID")
    name: str = Field(alias="storeName", min_length=1)


DEALS = TypeAdapter(list[Deal])
FOUND = TypeAdapter(dict[str, Game])
HITS = TypeAdapter(list[Hit])
SHOPS = TypeAdapter(list[Shop])


def read_deals(answer: Answer) -> tuple[list[Deal], int]:
    """Read a page of deals, and how many pages there are."""
    pages = answer.headers.get("x-total-page-count", "1")
    return DEALS.validate_json(answer.body), int(pages) if pages.isdecimal() else 1


def read_deal(answer: Answer) -> OneDeal:
    """Read one deal."""
    return OneDeal.model_validate_json(answer.body)


def read_games(answer: Answer) -> dict[str, Game]:
    """Read games; an answer without any of those asked for is not one we know."""
    found = FOUND.validate_json(answer.body)
    if not found:
        raise LookupError("none of the games asked for is in the answer")
    return found


def read_hits(answer: Answer) -> list[Hit]:
    """Read the games that a search finds."""
    return HITS.validate_json(answer.body)


def read_shops(answer: Answer) -> Shops:
    """Read the names of the shops."""
    return {one.number: one.name for one in SHOPS.validate_json(answer.body)}
