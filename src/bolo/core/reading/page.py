"""Any product page, from bytes to what it offers: markups first, the screen when unsettled.

Cheap questions come first. A page whose markups agree with each other, or with what
it prints, is never parsed into a tree; that is most of them, and it is ten times faster.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from bolo.core.offer import Availability
from bolo.core.reading import vote
from bolo.core.reading.concluding import NEAR, Conclusion, one_of
from bolo.core.reading.denials import lone, outweighed, printed_one
from bolo.core.reading.document.addresses import looks_like_product, product_links
from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.markups.embedded import embedded, squeezed
from bolo.core.reading.markups.kinship import is_elsewhere, kinship
from bolo.core.reading.markups.markup import items
from bolo.core.reading.markups.quick import quick
from bolo.core.reading.markups.schema_org import category_of, products
from bolo.core.reading.markups.social import social
from bolo.core.reading.product import Kind, PageReading, Product
from bolo.core.reading.screen.codes import numbered
from bolo.core.reading.screen.shown import find_shown, questioned, struck_near
from bolo.core.reading.screen.unasked import unasked
from bolo.core.reading.screen.visible import Sights, best, look
from bolo.core.reading.selling import is_idle, sells

__all__ = ["Kind", "PageReading", "Product", "read_page"]
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)
_NOTE_WITHIN = 2_000
_CLEAR_LEAD = 3
_NEAR_HEADING = (4_000, NEAR)
_FEWEST_LINKS = 4


def read_page(
    body: bytes, url: str, charset: str | None = None, *, choice: vote.Choice | None = None
) -> PageReading:
    """Read `body`, fetched from `url`; `charset` is what the header states.

    `choice` is what a person chose when another page of this shop stated two prices.
    """
    reader = _Reader(Source.of(body, url, charset), choice)
    kind, found, links = reader.read()
    source = reader.source
    return PageReading(
        kind=kind,
        products=found,
        links=links,
        following=reader.following() if kind is Kind.LIST else None,
        canonical=source.canonical,
        title=source.heading or source.metas.get("og:title") or source.title,
        language=source.locale.language,
        charset=source.charset,
    )


def stated_address(body: bytes) -> str | None:
    """Return the address that a saved page states: its browser's note, else its own."""
    note = _SAVED_FROM.search(body, 0, _NOTE_WITHIN)
    if note is not None:
        return note[1].decode("ascii", "ignore")
    stated = Source.of(body, "", None).canonical
    return stated if stated and urlsplit(stated).netloc else None


@dataclass
class _Reader:
    source: Source
    choice: vote.Choice | None = None
    drafts: list[Draft] = field(default_factory=list[Draft])
    listed: list[str] = field(default_factory=list[str])
    category: str | None = None
    _price_at: int | None = None
    """Where the settled price is printed."""
    _several: list[Draft] = field(default_factory=list[Draft])
    _unasked: str | None = None

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.source.text)

    @cached_property
    def names(self) -> set[str]:
        stated = (self.source.heading, self.source.metas.get("og:title"), self.source.title)
        return {squeezed(name) for name in stated if name}

    def read(self) -> tuple[Kind, tuple[Product, ...], tuple[str, ...]]:
        """Ask the cheap sources, then the dear ones, until the price is settled."""
        self._json_ld()
        self.drafts.append(social(self.source))
        shown = self._settled()
        sights = None
        marked = shown is None and bool(self.source.kinds)
        if marked:
            shown = self._quick()
        if shown is None:
            self.drafts.extend(self._chosen(embedded(self.source)))
            shown = self._settled(trust_agreement=False)
        if shown is None and marked:
            shown = self._markup()
        if self._is_list():
            return Kind.LIST, self._each(), self._links()
        if shown is None:
            sights = self._look()
        return self._conclude(shown, sights)

    def _look(self) -> Sights:
        """Look at what follows the heading first; the whole page costs several times as much."""
        for length in _NEAR_HEADING:
            markup = self.source.from_heading(length)
            if markup is None:
                break
            sights = look(LexborHTMLParser(markup), self.source, below=True)
            ranked = [*best(sights), vote.NOTHING, vote.NOTHING]
            clear = ranked[0][2] - ranked[1][2] >= _CLEAR_LEAD
            if clear and ranked[0][2] >= vote.STRONG_POINTS and sights.availability is not None:
                return sights
        return look(self.tree, self.source)

    def _json_ld(self) -> None:
        found: list[Draft] = []
        for script in self.source.scripts:
            if "ld+json" not in script.tag.lower():
                continue
            document = script.json
            linked = b"@id" in script.raw
            drafts, listed = products(document, "json-ld", self.source.locale, linked=linked)
            found.extend(drafts)
            self.listed.extend(listed)
            if self.category is None and b"Breadcrumb" in script.raw:
                self.category = category_of(document)
        self.drafts.extend(self._chosen(found))

    def _quick(self) -> Decimal | None:
        """Read the plainest microdata and RDFa from the text; keep it only if that settles it."""
        node = quick(self.source)
        if node is None:
            return None
        drafts, _ = products(node, "microdata", self.source.locale)
        self.drafts.extend(drafts)
        shown = self._settled(trust_agreement=False)
        if shown is None and drafts:
            del self.drafts[-len(drafts) :]
        return shown

    def _markup(self) -> Decimal | None:
        """Read microdata and RDFa from the tree."""
        found: list[Draft] = []
        for item in items(self.tree):
            drafts, listed = products(item, "microdata", self.source.locale)
            found.extend(drafts)
            self.listed.extend(listed)
            self.category = self.category or category_of(item)
        self.drafts.extend(self._chosen(found))
        return self._settled()

    def _chosen(self, found: list[Draft]) -> list[Draft]:
        """Of several products, the one the page is about; none when it is about all of them."""
        priced = [draft for draft in found if draft.amount is not None] or found
        if len(found) > len(priced) and (own := self._unpriced(found)) is not None:
            return [own]
        if len(priced) == 1 and is_elsewhere(priced[0], self.names, self.source):
            return []
        if len(priced) <= 1:
            return priced
        ranked = sorted(priced, key=self._kinship, reverse=True)
        if self._kinship(ranked[0]) > 0:
            return ranked[:1]
        if len({draft.title for draft in priced}) == 1:
            return ranked[:1]
        if priced[0].source != "state":
            self._several = max(self._several, priced, key=len)
        return []

    def _unpriced(self, found: list[Draft]) -> Draft | None:
        """Return the page's own product where only others beside it have a price."""
        own = [draft for draft in found if self._kinship(draft) > 0]
        if any(draft.amount is not None for draft in own):
            return None
        return next((draft for draft in own if draft.availability is not None), None)

    def _kinship(self, draft: Draft) -> int:
        return kinship(draft, self.names, self.source)

    def _settled(self, *, trust_agreement: bool = True) -> Decimal | None:
        """Return the amount that two markups agree on or the page prints; `None` while open."""
        priced = [d for d in self.drafts if d.amount is not None and d.amount > 0 and d.currency]
        amounts = {draft.amount for draft in priced}
        if len(amounts) != 1 or any(draft.doubts for draft in priced):
            return None
        amount = priced[0].amount
        if amount is None or not any(d.title for d in self.drafts):
            return None
        at = find_shown(self.source, amount)
        if at is None and not (trust_agreement and len({d.source for d in priced}) > 1):
            return None
        if questioned(self.source, amount, at):
            return None
        self._old_price(priced[0], at, amount)
        self._price_at = at
        return amount

    def _old_price(self, draft: Draft, at: int | None, amount: Decimal) -> None:
        was = draft.was_amount
        if at is not None and (was is None or not amount < was < amount * 10):
            draft.was_amount = struck_near(self.source, at, amount, self.source.locale)

    def following(self) -> str | None:
        """Return where a list goes on."""
        node = self.tree.css_first("link[rel=next],a[rel=next]")
        address = self.source.absolute(node.attributes.get("href")) if node is not None else None
        if address is None or urlsplit(address).netloc != urlsplit(self.source.url).netloc:
            return None
        return address if address != self.source.url else None

    def _is_list(self) -> bool:
        alone = [d for d in self.drafts if d.amount is not None]
        return len(self._several) > 1 and not alone

    def _links(self) -> tuple[str, ...]:
        stated = [*self.listed, *(draft.url for draft in self._several if draft.url)]
        absolute = [self.source.absolute(address) for address in stated]
        own = [address for address in absolute if address]
        return tuple(dict.fromkeys(own)) or product_links(self.tree, self.source)

    def _conclude(
        self, shown: Decimal | None, sights: Sights | None
    ) -> tuple[Kind, tuple[Product, ...], tuple[str, ...]]:
        ballots = [ballot for ballot in map(vote.stated, self.drafts) if ballot is not None]
        ballots = [ballot for ballot in ballots if ballot.amount > 0]
        if shown is None:
            shown = printed_one({ballot.amount for ballot in ballots}, self.source)
        if sights is not None:
            ballots = outweighed(ballots, sights, self.source)
            ballots.extend(vote.seen(best(sights) or ([] if ballots else lone(sights))))
        why_not = unasked(self.source, {ballot.amount for ballot in ballots})
        asked = [ballot for ballot in ballots if ballot.amount not in why_not]
        if why_not and asked:
            ballots, shown = asked, None if shown in why_not else shown
        outcome = vote.elect(ballots, shown=shown, choice=self.choice)
        self._unasked = None if outcome.amount is None else why_not.get(outcome.amount)
        structured = any(d.amount is not None or d.source != "metas" for d in self.drafts)
        if not structured and not self._unasked and not self._sells(sights, outcome):
            links = self._links() if self.listed else product_links(self.tree, self.source)
            other = Kind.LIST if len(links) >= _FEWEST_LINKS else Kind.OTHER
            nothing = outcome.amount is None or is_idle(self.source, sights)
            if (other is Kind.LIST or nothing) and not self._gone(sights):
                if sights is None or sights.availability is None or not numbered(self.source):
                    return other, (), links
                outcome = vote.elect([])  # one thing, sold here; what it costs is not plain
        return Kind.PRODUCT, (self._concluded(outcome, sights),), ()

    def _gone(self, sights: Sights | None) -> bool:
        """Say whether this is one product's own page that says it cannot be bought now."""
        unavailable = sights is not None and sights.availability is Availability.OUT_OF_STOCK
        return unavailable and looks_like_product(self.source.url)

    def _sells(self, sights: Sights | None, outcome: vote.Outcome) -> bool:
        """Say whether one thing is sold here: its type says so, or one price stands out."""
        if outcome.amount is None:
            return False
        if sights is None or "product" in self.source.metas.get("og:type", "").lower():
            return True
        return sells(self.source, sights, lambda: product_links(self.tree, self.source))

    def _concluded(self, outcome: vote.Outcome, sights: Sights | None) -> Product:
        return Conclusion(
            source=self.source,
            drafts=self.drafts,
            outcome=outcome,
            sights=sights,
            category=self.category,
            price_at=self._price_at,
            unasked=self._unasked,
        ).product()

    def _each(self) -> tuple[Product, ...]:
        return tuple(
            one_of(draft, self.drafts, self.source, self.category) for draft in self._several
        )
