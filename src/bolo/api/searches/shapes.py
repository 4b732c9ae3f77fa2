"""Saved searches on the wire: the form, the rule, and what was caught."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from bolo.api.frame.shapes import Items, ListingBrief, Money, Shape
from bolo.core.condition import Condition
from bolo.core.plans.limits import Held
from bolo.core.searching import criteria as words
from bolo.core.searching import saved
from bolo.core.searching.criteria import Bound, Criteria, Near, Node, Range
from bolo.core.searching.known import BY_SLUG
from bolo.core.searching.rules.printing import text_of, written
from bolo.core.searching.rules.rule import LONGEST, parse
from bolo.core.searching.saved import LEAST_MINUTES, MOST_MINUTES, SearchState
from bolo.views.found import ShownHit

Text = Annotated[str, Field(min_length=1, max_length=200)]
Texts = Annotated[list[Text], Field(max_length=50)]
Amount = Annotated[Decimal, Field(ge=0, lt=10**12, decimal_places=4)]
Share = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4)]
Rule = Annotated[str, Field(max_length=LONGEST)]
Every = Annotated[int | None, Field(ge=LEAST_MINUTES, le=MOST_MINUTES)]


class SearchRange(Shape):
    """From `least` to `most`; `above` and `below` leave the ends themselves out."""

    least: Amount | None = None
    most: Amount | None = None
    above: bool = False
    below: bool = False
    currency: Annotated[str | None, Field(min_length=3, max_length=3)] = None

    @classmethod
    def of(cls, given: Range | None) -> "SearchRange | None":
        """Say a range, or nothing."""
        if given is None:
            return None
        return cls(
            least=given.least.amount if given.least else None,
            most=given.most.amount if given.most else None,
            above=bool(given.least and given.least.strict),
            below=bool(given.most and given.most.strict),
            currency=given.currency,
        )

    def read(self, usual: str) -> Range | None:
        """Return the range; `usual` is meant where it names no currency."""
        if self.least is None and self.most is None:
            return None
        return Range(
            None if self.least is None else Bound(self.least, self.above),
            None if self.most is None else Bound(self.most, self.below),
            self.currency or usual,
        )


class SearchNear(Shape):
    """So many kilometres around a place."""

    place: Text
    km: Annotated[Decimal, Field(gt=0, le=20_038, decimal_places=5)]


class SearchForm(Shape):
    """What a search asks for, field by field; `more` are clauses that have no field, as text."""

    all: Texts = Field(default_factory=list)
    any: Texts = Field(default_factory=list)
    none: Texts = Field(default_factory=list)
    price: SearchRange | None = None
    conditions: list[Condition] = Field(default_factory=list)
    categories: Texts = Field(default_factory=list)
    near: SearchNear | None = None
    sellers: Texts = Field(default_factory=list)
    not_sellers: Texts = Field(default_factory=list)
    shipping: SearchRange | None = None
    least_discount: Share | None = None
    least_margin: Share | None = None
    marketplaces: Texts = Field(default_factory=list)
    languages: Texts = Field(default_factory=list)
    more: Annotated[list[Rule], Field(max_length=50)] = Field(default_factory=list)

    @classmethod
    def of(cls, asked: Criteria) -> "SearchForm":
        """Show criteria as a form."""
        plain = {name: list(getattr(asked, name)) for name in _LISTS}
        return cls(
            **plain,
            price=SearchRange.of(asked.price),
            shipping=SearchRange.of(asked.shipping),
            near=SearchNear(place=asked.near.place, km=asked.near.km) if asked.near else None,
            least_discount=asked.least_discount,
            least_margin=asked.least_margin,
            more=[written(one) for one in asked.more],
        )

    def read(self, usual: str) -> Criteria:
        """Return what the form asks for, each clause in its place; `usual` is the currency."""
        lists: dict[str, Any] = {name: tuple(map(str, getattr(self, name))) for name in _LISTS}
        filled = Criteria(
            **lists,
            price=self.price.read(usual) if self.price else None,
            shipping=self.shipping.read(usual) if self.shipping else None,
            near=Near(self.near.place, self.near.km) if self.near else None,
            least_discount=self.least_discount,
            least_margin=self.least_margin,
        )
        return Criteria.of(*filled.clauses(), *self._more(usual))

    def _more(self, usual: str) -> Iterator[Node]:
        for rule in filter(str.strip, self.more):
            yield words.AllOf(parse(rule, currency=usual).clauses())


_LISTS = "all any none conditions categories sellers not_sellers marketplaces languages".split()


class SearchMarketplace(Shape):
    """A marketplace that may be named; `searchable` when it is asked for words."""

    slug: str
    title: str
    home: str | None
    country: str | None
    connected: bool
    searchable: bool


class SearchMarketplaces(Items[SearchMarketplace]):
    """Every marketplace that may be named, the connected ones first."""


class WaitsFor(Shape):
    """A marketplace that is not connected yet."""

    slug: str
    title: str
    home: str

    @classmethod
    def of(cls, slug: str) -> "WaitsFor":
        """Say a marketplace that is known by name."""
        known = BY_SLUG.get(slug)
        return cls(
            slug=slug, title=known.title if known else slug, home=known.home if known else ""
        )


class Search(Shape):
    """A saved search: the same as a rule and as a form, and how it fares."""

    id: UUID
    title: str
    rule: str
    form: SearchForm
    every_minutes: int
    state: SearchState
    held: Held | None
    """The limit of the plan that paused it; null where a person did, and while it runs."""
    template: str | None
    created_at: datetime
    changed_at: datetime
    hits: int
    last_hit_at: datetime | None
    waits_for: list[WaitsFor]
    asks: list[str]

    @classmethod
    def of(cls, search: saved.SavedSearch) -> "Search":
        """Say a search."""
        return cls(
            id=search.id,
            title=search.title,
            rule=search.rule,
            form=SearchForm.of(search.criteria),
            every_minutes=search.every_minutes,
            state=search.state,
            held=search.held,
            template=search.template,
            created_at=search.created_at,
            changed_at=search.changed_at,
            hits=search.hits,
            last_hit_at=search.last_hit_at,
            waits_for=[WaitsFor.of(slug) for slug in search.waits_for],
            asks=list(search.asks),
        )


class SearchesPage(Items[Search]):
    """One page of searches."""


class SearchText(Shape):
    """What to look for: a rule, or a form."""

    rule: Rule | None = None
    form: SearchForm | None = None


class SearchChange(SearchText):
    """What is to be different; what is left out stays."""

    title: Annotated[str | None, Field(max_length=200)] = None
    every_minutes: Every = None


class NewSearch(SearchChange):
    """A search to be saved; without a title it is called by its rule.

    Unsaid, it is checked as often as is usual in the plan. `template` is what it began from.
    """

    template: Annotated[str | None, Field(max_length=60)] = None


class RuleMistake(Shape):
    """Why a rule cannot be read: characters `at` to `at + length`, and what would be right."""

    message: str
    at: int
    length: int


class ReadRule(Shape):
    """A rule and its form, or the mistake in it."""

    rule: str | None
    form: SearchForm | None
    mistake: RuleMistake | None

    @classmethod
    def of(cls, asked: Criteria) -> "ReadRule":
        """Say criteria both ways."""
        return cls(rule=text_of(asked), form=SearchForm.of(asked), mistake=None)


class CaughtAt(Shape):
    """How much would have been caught at a marketplace."""

    marketplace: str
    count: int


class Preview(Shape):
    """What a search would have caught among the `looked_at` newest recorded listings.

    `unvalued` more say all that it asks for but the margin, which is not known of them yet.
    """

    rule: str
    looked_at: int
    caught: int
    unvalued: int
    by_marketplace: list[CaughtAt]
    listings: list[ListingBrief]
    waits_for: list[WaitsFor]


class SearchHit(Shape):
    """A listing that a search caught; `told` when it raised an alert."""

    id: UUID
    found_at: datetime
    told: bool
    price_then: Money | None
    listing: ListingBrief

    @classmethod
    def of(cls, hit: ShownHit) -> "SearchHit":
        """Say a hit."""
        return cls(
            id=hit.id,
            found_at=hit.found_at,
            told=hit.told,
            price_then=Money.of(hit.price_then),
            listing=ListingBrief.of(hit.listing),
        )


class SearchHits(Items[SearchHit]):
    """One page of what a search caught."""


class SearchTemplate(Shape):
    """A ready search; `uses` counts the searches that began from it."""

    slug: str
    title: str
    category: str
    text: str
    rule: str
    featured: bool
    own: bool
    uses: int


class SearchTemplates(Items[SearchTemplate]):
    """Every template, the featured ones first, and the categories there are."""

    categories: list[str]


class FromTemplate(Shape):
    """How a search from a template is to differ from it."""

    title: Annotated[str | None, Field(max_length=200)] = None
    every_minutes: Every = None
