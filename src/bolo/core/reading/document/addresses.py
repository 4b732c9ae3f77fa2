"""Where a shop's products are: links of a list page, sitemaps, and what robots.txt says of them."""
# ruff: noqa: RUF001 - shops write in every script

import re
import zlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bolo.core.reading.document.source import Source

_PRODUCT_PATH = re.compile(
    r"/(?:products?|produkte?|produit|producto|prodotto|produto|p|dp|item|itm|artikel|article|shop|pd"
    r"|tuote|tovar|termek|varer?)/[^/?#]{3,}|-p-?\d{3,}|/[^/]*\d{4,}[^/]*\.html?$|_p\d{4,}"
    r"|/[^/]*\d{5,}[^/]*\.(?:php|aspx?|jsp|cfm)$|/[a-z]?\d{5,}/?$|-(?=[a-z-]*\d)[a-z\d-]{5,20}\.html?$|[-_]\d{6,}/?$",
    re.IGNORECASE,
)
_PRODUCT_QUERY = re.compile(
    r"(?:^|&)(?:pid|products?_?id|id_product|item_?id|goods_?id|prod(?:uct)?|sku|artnr)=[\w-]{2,}",
    re.IGNORECASE,
)
_NOT_PRODUCT = re.compile(
    r"/(?:cart|basket|checkout|account|login|register|wishlist|compare|blog|help|about|contact|search"
    r"|category|categories|collections?|kategorie|terms|privacy|impressum|tag|brand|page)(?:/|$|\?)",
    re.IGNORECASE,
)
_ERRAND = re.compile(
    r"/(?:cart|basket|checkout|log-?[io]n|sign-?(?:in|up)|regist(?:er|ration)|account|wishlist|compare"
    r"|contact(?:-us)?)/"
    r"|/(?:category|categories|collections?|kategorie|tag|search)/[^/]+/?$",
    re.IGNORECASE,
)
_ENDS_IN_ERRAND = re.compile(
    r"/(?:sign-?in|wishlist|compare|account)/?$"
    r"|/(?:secure|show|view|shopping|user|customer|client|my)?[-_]?(?:categor(?:y|ies)|log[io]n"
    r"|regist(?:er|ration)|sign-?up|search|cart|basket|checkout|contact)(?:display|view|list|-us)?"
    r"(?:/|\.[a-z]{2,5})?$",
    re.IGNORECASE,
)
_PRICED = re.compile(
    r"\d[\d.,'’\s\xa0]*\s?(?:[€$£¥₽₹]|kr|zł|Kč|EUR|USD|CHF)|(?:[€$£¥₹]|kr|CHF|EUR)\s?\d"
)
_LOCATION = re.compile(
    rb"<loc>\s*(?:<!\[CDATA\[)?\s*(.*?)\s*(?:\]\]>)?\s*</loc>", re.IGNORECASE | re.DOTALL
)
_LARGEST: Final = 50 * 1024 * 1024
_MOST_LINKS: Final = 2_000
_FEWEST: Final = 4
_LONGEST_CARD: Final = 400
MOST_LOCATIONS: Final = 50_000
"""A sitemap file holds at most 50,000 addresses (sitemaps.org protocol 0.9)."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One sitemap file: further sitemaps, or the addresses of pages."""

    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def read_sitemap(body: bytes) -> Sitemap:
    """Read a sitemap or a sitemap index, gzipped or not; `ValueError` when it is neither."""
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(31).decompress(body, _LARGEST)
        except zlib.error as error:
            raise ValueError("this sitemap cannot be unpacked") from error
    head = body[:4000].lower()
    index = b"<sitemapindex" in head
    if not index and b"<urlset" not in head:
        raise ValueError("this is no sitemap")
    found: dict[str, None] = {}
    for match in _LOCATION.finditer(body):
        address = match[1].decode("utf-8", "replace").replace("&amp;", "&")
        if address.startswith(("http://", "https://")):
            found[address] = None
        if len(found) >= MOST_LOCATIONS:
            break
    return Sitemap(sitemaps=tuple(found)) if index else Sitemap(pages=tuple(found))


def sitemaps_of(robots: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names."""
    named = []
    for line in robots.splitlines():
        name, _, value = line.partition(":")
        value = value.split("#")[0].strip()
        if name.strip().lower() == "sitemap" and value.startswith(("http://", "https://")):
            named.append(value)
    return tuple(dict.fromkeys(named))


def looks_like_product(address: str) -> bool:
    """Say whether an address is written the way shops write those of their products."""
    parts = urlsplit(address)
    named = _PRODUCT_PATH.search(parts.path) or _PRODUCT_QUERY.search(parts.query)
    return named is not None and not _NOT_PRODUCT.search(parts.path)


def is_errand(address: str) -> bool:
    """Say whether an address is that of a cart, a login, a search, or of one category of goods."""
    path = urlsplit(address).path
    if _ENDS_IN_ERRAND.search(path):
        return True
    return _ERRAND.search(path) is not None and not _PRODUCT_PATH.search(path)


def product_links(tree: LexborHTMLParser, source: Source) -> tuple[str, ...]:
    """Return addresses of the same host that look like products or stand beside a price."""
    host = urlsplit(source.url).netloc
    here = urldefrag(source.url)[0]
    found: dict[str, bool] = {}
    for node in tree.css("a[href]")[:_MOST_LINKS]:
        address = source.absolute(node.attributes.get("href"))
        if address is None:
            continue
        address = urldefrag(address)[0]
        if urlsplit(address).netloc != host or address == here or _NOT_PRODUCT.search(address):
            continue
        if urlsplit(address).path.strip("/"):
            found[address] = found.get(address, False) or _beside_price(node)
    by_price = [address for address, priced in found.items() if priced]
    by_name = [address for address in found if looks_like_product(address)]
    return tuple(
        by_price if len(by_price) >= len(by_name) / 2 and len(by_price) >= _FEWEST else by_name
    )


def _beside_price(node: LexborNode) -> bool:
    """Climb from a link to its card, which is short and names a price."""
    step: LexborNode | None = node
    for _ in range(4):
        if step is None or step.tag in {"body", "html", "main"}:
            return False
        text = step.text(separator=" ", strip=True)
        if len(text) > _LONGEST_CARD:
            return False
        if _PRICED.search(text):
            return True
        step = step.parent
    return False
