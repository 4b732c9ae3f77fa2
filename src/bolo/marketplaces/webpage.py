"""Any product page of any shop, a category, or a whole shop by its sitemap.

It answers last, for addresses that no better connector knows. What is not on the page
is not known: a page that states no product is refused with a plain reason.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from bolo.core.errors import LayoutChanged, NotFound
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
from bolo.core.offer import Offer, Stated
from bolo.core.reading.document.addresses import (
    Sitemap,
    looks_like_product,
    read_sitemap,
    sitemaps_of,
)
from bolo.core.reading.document.charset import decode
from bolo.core.reading.page import Kind, PageReading, Product, read_page

_CHUNK: Final = 500
"""Addresses of one page of a sitemap."""
_MOST_SITEMAPS: Final = 200
_TRACKING: Final = frozenset({"gclid", "fbclid", "msclkid", "ref", "referrer", "srsltid", "_ga"})
_MARKUP_TYPES: Final = ("html", "xml", "text/plain")


class Webpage(ReadsPage):
    """Pages in eight markups and what they print; prices are voted on and carry their doubts.

    Budget: nobody publishes one for shops at large; 30 a minute is a person leafing quickly.
    """

    slug = "webpage"
    title = "Any product page"
    rank = 900
    policy = Policy(
        access=Access.PUBLIC_PAGE,
        source="https://www.rfc-editor.org/rfc/rfc9309",
        note="Read as robots.txt of each shop allows; a block, captcha or login pauses the shop.",
    )
    budget = Budget(per_minute=30, burst=5)

    def claims(self, address: Address) -> Claim:
        """Any address may be a page with a product on it."""
        return Claim.PERHAPS if address.host else Claim.NOT_OURS

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Read a product page, a category, or at a shop's root its sitemaps, one file at a time."""
        if after is not None and after.startswith("page "):
            return await fetch(Request(after.removeprefix("page ")), page_of)
        if after is not None:
            return await _sitemaps(_Queue.of(after), fetch)
        if _is_sitemap(address):
            return await _sitemaps(_Queue(0, (address.url,)), fetch)
        if address.path == "/" and not urlsplit(address.url).query:
            return await _root(address, fetch)
        return await fetch(Request(address.url), page_of)


def page_of(answer: Answer) -> Page:
    """Read one answer; `ValueError` says plainly why it holds nothing to sell."""
    kind = answer.headers.get("content-type", "")
    if kind and not any(known in kind for known in _MARKUP_TYPES):
        raise ValueError(f"{answer.url} is {kind.partition(';')[0]}, no page")
    reading = read_page(answer.body, answer.url, answer.charset, choice=answer.choice)
    if reading.kind is Kind.OTHER:
        raise ValueError(f"{answer.url} states no product and links to none")
    if reading.kind is Kind.PRODUCT:
        return Page(tuple(_product_offers(reading, answer.url)))
    after = f"page {reading.following}" if reading.following else None
    return Page(tuple(_listed_offers(reading, answer.url)), after, reading.links)


def _product_offers(reading: PageReading, url: str) -> list[Offer]:
    (product,) = reading.products
    if not product.title:
        raise ValueError(f"{url} names no product")
    where = _own(product.url, url)
    if len(product.variants) > 1 and _are_distinct(product.variants):
        return [_offer(_variant_of(product, one), where, one) for one in product.variants]
    return [_offer(product, where, None)]


def _are_distinct(variants: tuple[Product, ...]) -> bool:
    return len({variant.sku or variant.url or variant.variant for variant in variants}) == len(
        variants
    )


def _variant_of(product: Product, variant: Product) -> Product:
    """Fill what a variant leaves unsaid from its product."""
    return Product(
        title=variant.title
        if variant.title and (product.title or "") in variant.title
        else product.title,
        price=variant.price,
        was_price=variant.was_price,
        availability=variant.availability or product.availability,
        condition=variant.condition or product.condition,
        brand=variant.brand or product.brand,
        gtin=variant.gtin,
        mpn=variant.mpn or product.mpn,
        sku=variant.sku,
        image=variant.image or product.image,
        category=product.category,
        variant=variant.variant,
        seller=product.seller,
        place=product.place,
        url=variant.url or product.url,
        confidence=variant.confidence,
        doubts=variant.doubts,
    )


def _listed_offers(reading: PageReading, url: str) -> list[Offer]:
    """Offers of a list count where each has an address of its own and a price."""
    return [
        _offer(product, _own(product.url, url), None)
        for product in reading.products
        if product.url and product.title and product.price is not None
    ]


def _offer(product: Product, where: str, variant: Product | None) -> Offer:
    parts = urlsplit(where)
    ref = f"{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    if variant is not None:
        ref = f"{ref}#{variant.sku or variant.variant or variant.url}"
    return Offer(
        marketplace=Webpage.slug,
        shop=parts.netloc,
        ref=ref,
        url=(product.url if variant is not None else None) or where,
        title=product.title or "",
        price=None if product.unasked else product.price,
        was_price=None if product.unasked else product.was_price,
        availability=product.availability,
        condition=product.condition,
        brand=product.brand,
        gtin=product.gtin,
        mpn=product.mpn,
        sku=product.sku,
        variant=product.variant if variant is not None else None,
        category=product.category,
        seller=product.seller,
        place=product.place,
        image=product.image,
        confidence=product.confidence,
        doubts=_doubts(product),
        tied=_tied(product),
    )


def _doubts(product: Product) -> tuple[str, ...]:
    """Return the doubts; an amount that it cannot be had for is told, and is no price."""
    if product.unasked and product.price is not None:
        return (f"only {product.price} is stated, and {product.unasked}",)
    return product.doubts


def _tied(product: Product) -> tuple[Stated, ...]:
    if product.price is None or product.unasked:
        return ()
    currency = product.price.currency
    return tuple(
        Stated(Money(one.amount, one.currency or currency), one.source, one.where)
        for one in product.tied
    )


def _own(stated: str | None, url: str) -> str:
    """Return the page's address for itself, if it names this host and no mere root."""
    here = urlsplit(url)
    parts = urlsplit(stated or url)
    if parts.netloc.lower() != here.netloc.lower() or (
        parts.path in {"", "/"} and here.path != parts.path
    ):
        parts = here
    kept = [
        (k, v) for k, v in parse_qsl(parts.query) if k not in _TRACKING and not k.startswith("utm_")
    ]
    return f"{here.scheme}://{here.netloc.lower()}{parts.path or '/'}" + (
        f"?{urlencode(kept)}" if kept else ""
    )


def _is_sitemap(address: Address) -> bool:
    name = address.path.rpartition("/")[2].lower()
    return "sitemap" in name and name.endswith((".xml", ".xml.gz"))


async def _root(address: Address, fetch: Fetch) -> Page:
    """Ask robots.txt for sitemaps, then the usual place, then read the root as a page."""
    named: tuple[str, ...] = ()
    try:
        named = await fetch(Request(f"{address.origin}/robots.txt"), _robots)
    except (NotFound, LayoutChanged):
        named = ()
    try:
        return await _sitemaps(_Queue(0, named or (f"{address.origin}/sitemap.xml",)), fetch)
    except (NotFound, LayoutChanged):
        return await fetch(Request(address.url), page_of)


def _robots(answer: Answer) -> tuple[str, ...]:
    return sitemaps_of(decode(answer.body, answer.charset)[0])


@dataclass(frozen=True, slots=True)
class _Queue:
    """Sitemaps still to be read, and how many addresses of the first are done."""

    done: int
    pending: tuple[str, ...]

    @classmethod
    def of(cls, after: str) -> "_Queue":
        done, *pending = after.split(" ")
        if not done.isdigit() or not pending:
            raise ValueError(f"{after}: this is no place to go on from")
        return cls(int(done), tuple(pending))

    def text(self) -> str | None:
        return " ".join([str(self.done), *self.pending]) if self.pending else None


async def _sitemaps(queue: _Queue, fetch: Fetch) -> Page:
    first, *rest = queue.pending
    sitemap = await fetch(Request(first), lambda answer: read_sitemap(answer.body))
    if sitemap.sitemaps:
        inner = sorted(sitemap.sitemaps, key=lambda address: "product" not in address.lower())
        more = _Queue(0, tuple(dict.fromkeys([*inner, *rest]))[:_MOST_SITEMAPS])
        return Page((), more.text())
    wanted = _wanted(sitemap, first)
    chunk = wanted[queue.done : queue.done + _CHUNK]
    done = queue.done + len(chunk)
    following = _Queue(done, queue.pending) if done < len(wanted) else _Queue(0, tuple(rest))
    return Page((), following.text(), chunk)


def _wanted(sitemap: Sitemap, address: str) -> tuple[str, ...]:
    """Return addresses that look like products; all, when none does or the file is of products."""
    if "product" in address.lower():
        return sitemap.pages
    return tuple(page for page in sitemap.pages if looks_like_product(page)) or sitemap.pages
