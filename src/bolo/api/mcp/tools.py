"""What an assistant may ask bolo for: opportunities, worth, listings and searches.

Each tool is a route of the API without HTTP. What writes is there only when that is allowed,
is in the audit log like any write, and refused where the workspace is locked. Each call asks
anew who somebody is: an assistant runs for days, and a role may be taken away meanwhile.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bolo.accounts import scopes
from bolo.accounts.caller import Caller
from bolo.accounts.scopes import Scope
from bolo.api import listings
from bolo.api.listings import FeedQuery, ListingMarks
from bolo.api.mcp.protocol import Tool
from bolo.api.opportunities import allocation
from bolo.api.opportunities import routes as opportunities
from bolo.api.opportunities.allocation import AllocationQuery, Amount
from bolo.api.opportunities.routes import OpportunityQuery
from bolo.api.products import routes as products
from bolo.api.products import worth
from bolo.api.products.routes import ProductQuery
from bolo.api.products.worth import WorthQuery
from bolo.api.searches import routes as searches
from bolo.api.searches.shapes import NewSearch, SearchText
from bolo.core.condition import Condition
from bolo.core.decision import Verdict
from bolo.core.searching.saved import SearchState
from bolo.wiring import Services

FEW = Annotated[int, Field(ge=1, le=50, description="How many at most.")]
Cursor = Annotated[str | None, Field(max_length=500, description="`next` of the page before.")]
Rule = Annotated[
    str,
    Field(
        max_length=5_000,
        description=(
            "What to look for, e.g. (iphone 13 OR 14) -broken price<400GBP: words must all be "
            'there, OR between alternatives, "a phrase", -never, price<…, condition:used'
        ),
    ),
]
Run = Callable[[Any], Awaitable[BaseModel]]


class Asked(BaseModel):
    """What a tool is told."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _keepable(cls, told: object) -> object:
        if isinstance(told, str) and "\0" in told:
            raise ValueError("a text cannot hold the character NUL")
        return told


class ListingsAsked(Asked):
    """Which listings."""

    words: Annotated[
        str | None, Field(max_length=200, description='Words of the title, "a phrase", -never.')
    ] = None
    everywhere: Annotated[
        bool, Field(description="Also what no watch or search of ours brought in.")
    ] = False
    marketplace: str | None = None
    max_price: Annotated[float | None, Field(ge=0, description="In our currency.")] = None
    limit: FEW = 20
    cursor: Cursor = None


class OpportunitiesAsked(Asked):
    """Which opportunities."""

    verdict: Verdict | None = None
    sort: Literal["-profit", "-roi", "-margin", "risk", "-found_at"] = "-profit"
    min_profit: Annotated[float | None, Field(description="In our currency.")] = None
    words: Annotated[str | None, Field(max_length=200)] = None
    limit: FEW = 10
    cursor: Cursor = None


class WorthAsked(Asked):
    """What may be bought, and in which condition."""

    what: Annotated[
        str, Field(min_length=1, max_length=500, description="A title, a GTIN or a page's address.")
    ]
    condition: Condition | None = None


class ProductAsked(Asked):
    """Which product, and of how many days its prices."""

    id: UUID
    days: Annotated[int, Field(ge=1, le=365)] = 30


class AllocationAsked(Asked):
    """How much money there is, in our currency, and how little of it may go to one place."""

    budget: Amount
    per_category: Amount | None = None
    per_seller: Amount | None = None
    max_shortfall: Annotated[
        Amount | None, Field(description="Mean loss in the worst 5 % of cases.")
    ] = None
    left_out: Annotated[
        int, Field(ge=0, le=50, description="How many to tell of each reason to leave one out.")
    ] = 5


class SearchesAsked(Asked):
    """Which searches."""

    state: list[SearchState] | None = None
    limit: FEW = 50
    cursor: Cursor = None


class OneAsked(Asked):
    """Which one."""

    id: UUID


class HitsAsked(OneAsked):
    """What which search caught."""

    limit: FEW = 20
    cursor: Cursor = None


class RuleAsked(Asked):
    """A rule to try."""

    rule: Rule


class SearchAsked(RuleAsked):
    """A search to save."""

    title: Annotated[str | None, Field(max_length=200)] = None
    every_minutes: Annotated[int | None, Field(ge=5, le=1_440)] = None


class MarkAsked(OneAsked):
    """What to make of a listing; what is left out stays."""

    saved: bool | None = None
    hidden: bool | None = None
    note: Annotated[str | None, Field(max_length=4_000)] = None


def tools(app: Services, who: Caller, *, writes: bool) -> dict[str, Tool]:
    """Return what an assistant of somebody may ask for, by name."""
    found = [*_reading(app, who), *_judging(app, who)]
    if writes:
        found += _writing(app, who)
    return {tool.name: replace(tool, run=_allowed(app, who, tool)) for tool in found}


def _allowed(app: Services, who: Caller, tool: Tool) -> Callable[[Any], Awaitable[bytes]]:
    async def told(asked: Any) -> bytes:  # noqa: ANN401  (each tool's own)
        role = await app.accounts.role_of(who)
        scopes.require(Scope.WRITE if tool.writes else Scope.READ, role, None)
        return await tool.run(asked)

    return told


def _tool(name: str, text: str, asks: type[Asked], run: Run, *, writes: bool = False) -> Tool:
    async def told(asked: Any) -> bytes:  # noqa: ANN401  (each tool's own)
        return (await run(asked)).model_dump_json().encode()

    return Tool(name, name.replace("_", " ").capitalize(), text, asks, told, writes=writes)


def _reading(app: Services, who: Caller) -> list[Tool]:
    async def some(asked: OpportunitiesAsked) -> BaseModel:
        query = OpportunityQuery.model_validate(
            {
                "verdict": [asked.verdict] if asked.verdict else None,
                "sort": asked.sort,
                "min_profit": asked.min_profit,
                "q": asked.words,
                "limit": asked.limit,
                "cursor": asked.cursor,
            }
        )
        return await opportunities.list_opportunities(query, who, app)

    async def deal(asked: OneAsked) -> BaseModel:
        return await opportunities.get_opportunity(asked.id, who, app)

    async def listing(asked: OneAsked) -> BaseModel:
        return await listings.get_listing(asked.id, who, app)

    async def saved(asked: SearchesAsked) -> BaseModel:
        return await searches.list_searches(
            who, app, state=asked.state, limit=asked.limit, cursor=asked.cursor
        )

    async def hits(asked: HitsAsked) -> BaseModel:
        return await searches.list_hits(asked.id, who, app, limit=asked.limit, cursor=asked.cursor)

    async def preview(asked: RuleAsked) -> BaseModel:
        return await searches.preview_search(SearchText(rule=asked.rule), who, app)

    return [
        _tool("list_opportunities", "What is worth buying now.", OpportunitiesAsked, some),
        _tool("get_opportunity", "All behind an opportunity: fees, risk, proof.", OneAsked, deal),
        _feed(app, who),
        _tool("get_listing", "One listing, with what was made of it.", OneAsked, listing),
        _tool("list_searches", "The saved searches.", SearchesAsked, saved),
        _tool("list_search_hits", "What a saved search caught.", HitsAsked, hits),
        _tool("preview_search", "Try a rule on recorded listings.", RuleAsked, preview),
    ]


def _judging(app: Services, who: Caller) -> list[Tool]:
    async def brings(asked: WorthAsked) -> BaseModel:
        query = WorthQuery(q=asked.what, condition=asked.condition)
        return await worth.get_worth(query, who, app)

    async def product(asked: ProductAsked) -> BaseModel:
        return await products.get_product(asked.id, ProductQuery(days=asked.days), who, app)

    async def plan(asked: AllocationAsked) -> BaseModel:
        query = AllocationQuery.model_validate(asked.model_dump())
        return await allocation.get_allocation(query, who, app)

    return [
        _tool(
            "get_worth",
            "What something brings, how soon, how sure that is, and the highest price to pay.",
            WorthAsked,
            brings,
        ),
        _tool("get_product", "A product: offers, worth, prices over time.", ProductAsked, product),
        _tool("plan_allocation", "Which deals to take with this money.", AllocationAsked, plan),
    ]


def _feed(app: Services, who: Caller) -> Tool:
    """Return the feed of listings, which is JSON already."""

    async def told(asked: ListingsAsked) -> bytes:
        query = FeedQuery.model_validate(
            {
                "scope": "all" if asked.everywhere else "watched",
                "q": asked.words,
                "marketplace": [asked.marketplace] if asked.marketplace else None,
                "max_price": asked.max_price,
                "limit": asked.limit,
                "cursor": asked.cursor,
            }
        )
        return bytes((await listings.list_listings(query, who, app)).body)

    text = "What is offered, the newest first."
    return Tool("search_listings", "Search listings", text, ListingsAsked, told)


def _writing(app: Services, who: Caller) -> list[Tool]:
    def audited(name: str, run: Run) -> Run:
        async def done(asked: Any) -> BaseModel:  # noqa: ANN401  (as above)
            await app.plans.must_be_open(who.workspace)
            found = await run(asked)
            await app.people.audit.record(who, name, f"mcp {getattr(asked, 'id', '')}".strip())
            return found

        return done

    async def add(asked: SearchAsked) -> BaseModel:
        told = asked.model_dump(exclude_none=True)
        return await searches.add_search(NewSearch.model_validate(told), who, app)

    async def pause(asked: OneAsked) -> BaseModel:
        return await searches.pause_search(asked.id, who, app)

    async def resume(asked: OneAsked) -> BaseModel:
        return await searches.resume_search(asked.id, who, app)

    async def mark(asked: MarkAsked) -> BaseModel:
        told = asked.model_dump(exclude={"id"}, exclude_none=True)
        marks = ListingMarks.model_validate(told)
        return await listings.mark_listing(asked.id, marks, who, app)

    every: tuple[tuple[str, str, type[Asked], Run], ...] = (
        ("add_search", "Save a search; it catches from now on.", SearchAsked, add),
        ("pause_search", "Let a search catch nothing for a while.", OneAsked, pause),
        ("resume_search", "Let a search catch again.", OneAsked, resume),
        ("mark_listing", "Save or hide a listing, or write a note on it.", MarkAsked, mark),
    )
    return [
        _tool(name, text, asks, audited(name, run), writes=True) for name, text, asks, run in every
    ]
