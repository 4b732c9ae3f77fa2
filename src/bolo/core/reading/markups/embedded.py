"""State that a page carries for its own scripts: Next, Nuxt, Shopify, WooCommerce, dataLayer.

Nobody promises its shape, so a product is whatever has a name and a price, and it
counts as the page's own when its name is the page's or the path to it says so.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from bolo.core.identifiers import gtin
from bolo.core.money import minor_places
from bolo.core.offer import Availability
from bolo.core.reading.document.loose_json import first_object, loads
from bolo.core.reading.document.source import Source, plain
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.markups.schema_org import amount_text
from bolo.core.reading.prices.currencies import Locale, code_of
from bolo.core.reading.prices.price_text import read_price
from bolo.core.reading.vocabulary.words import availability_of

_ASSIGNED: Final = (
    "__INITIAL_STATE__", "__PRELOADED_STATE__", "__NUXT__", "__APOLLO_STATE__", "__STATE__",
    "__INITIAL_DATA__", "__PRODUCT__", "__INITIAL_PROPS__", "__APP_STATE__", "initialState",
    "utag_data", "digitalData", "var meta =", "productJson", "window.product", "var product =",
    "const product =", "let product =", "dataLayer",
)  # fmt: skip
_JSON_SCRIPTS: Final = ("application/json", "text/json", "__NEXT_DATA__")
_TELLTALES: Final = (b"rice", b"mount")
"""A state without `price`, `Price` or `amount` holds no product."""
_VARIATIONS: Final = "data-product_variations"
_NAMES: Final = (
    "name",
    "title",
    "productName",
    "item_name",
    "product_name",
    "displayName",
    "productTitle",
)
_PRICES: Final = (
    "salePrice", "sale_price", "specialPrice", "special_price", "currentPrice", "current_price",
    "finalPrice", "final_price", "sellingPrice", "offerPrice", "price", "prices", "priceInfo",
    "product_price", "productPrice", "pricing", "amount", "value", "display_price", "current",
    "sale", "final", "now", "centAmount", "regularPrice",
)  # fmt: skip
_WAS: Final = (
    "compare_at_price",
    "compareAtPrice",
    "listPrice",
    "wasPrice",
    "originalPrice",
    "oldPrice",
    "regular_price",
    "list_price",
    "original_price",
    "was",
    "display_regular_price",
)
_CURRENCIES: Final = (
    "currency",
    "currencyCode",
    "priceCurrency",
    "currency_code",
    "product_currency",
    "currencyIso",
    "currencyIsoCode",
    "ecommerce_currency",
)
_ANY_CURRENCY, _ANY_NAME = frozenset(_CURRENCIES), frozenset(_NAMES)
_ANY_PRICE: Final = frozenset((*_PRICES, "variants"))
_ASIDE: Final = re.compile(
    r"relat|recommend|similar|upsell|cross|cart|recent|bundle|accessor|also"
    r"|carousel|menu|nav|banner|shipping|delivery|payment|filter|review",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    r"^(?:product|pdp|item|currentproduct|productdetails?|productdata|detail"
    r"|initialproduct|mainproduct|ecommerce|listing)$",
    re.IGNORECASE,
)
_STOCK: Final = (
    "availability",
    "stockStatus",
    "stock_status",
    "availabilityStatus",
    "available",
    "inStock",
    "in_stock",
    "isInStock",
    "is_in_stock",
    "isAvailable",
)
_GTINS: Final = ("gtin", "ean", "gtin13", "barcode", "upc")
_DEEPEST: Final = 16
_SHORTEST: Final = 40
_TELLING: Final = 8
_MOST_VARIANTS: Final = 200
_DEEPEST_PRICE: Final = 3
_LONGEST_PRICE: Final = 40
_MOST_NODES: Final = 20_000
_MOST_DOCUMENTS: Final = 12
_SQUEEZE = re.compile(r"[\W_]+")


@dataclass(slots=True)
class _Sight:
    """Where a walk stands: the currency stated around it, whether the path is the page's own."""

    currency: str | None
    own: bool
    cents: bool


def embedded(source: Source) -> list[Draft]:
    """Return the products of the page's own state, the likeliest first."""
    names = {squeezed(n) for n in (source.heading, source.metas.get("og:title"), source.title) if n}
    drafts: list[Draft] = []
    for document, cents in _documents(source):
        walk = _Walk(source.locale, names)
        walk.visit(document, _Sight(None, own=False, cents=cents), 0)
        drafts.extend(walk.found)
    return sorted(drafts, key=lambda draft: not draft.main)


def squeezed(text: str) -> str:
    """Return a title without case, spaces and signs, for comparing."""
    return _SQUEEZE.sub("", text.casefold())


def _documents(source: Source) -> Iterator[tuple[Any, bool]]:
    left = _MOST_DOCUMENTS
    for script in source.scripts:
        if left and any(kind in script.tag for kind in _JSON_SCRIPTS):
            left -= 1
            document = script.json
            yield document, _is_shopify(document)
    yield from _assigned(source)
    yield from _attributes(source)


def _attributes(source: Source) -> Iterator[tuple[Any, bool]]:
    """Yield what elements carry for components: `data-page="{&quot;props&quot;: …}"`."""
    for name, carried in islice(source.carried(), _MOST_DOCUMENTS):
        if "rice" not in carried:
            continue
        document = loads(html.unescape(carried))
        if not name.endswith(_VARIATIONS):
            yield document, _is_shopify(document)
        elif isinstance(document, list) and document:
            yield {"product": _woocommerce(document, source)}, False


def _assigned(source: Source) -> Iterator[tuple[Any, bool]]:
    left = _MOST_DOCUMENTS
    for script in source.scripts:
        raw = script.raw
        if len(raw) < _SHORTEST or "json" in script.tag:
            continue
        if not any(part in raw for part in _TELLTALES):
            continue
        text = script.text
        for marker in _ASSIGNED:
            at = text.find(marker)
            while at >= 0 and left:
                document = first_object(text, at + len(marker))
                if isinstance(document, dict | list):
                    left -= 1
                    yield document, marker == "var meta =" or _is_shopify(document)
                at = text.find(marker, at + len(marker))


def _is_shopify(document: Any) -> bool:  # noqa: ANN401 - JSON
    """Shopify's own product JSON counts in the smallest unit."""
    if not isinstance(document, dict):
        return False
    inner = document.get("product")
    product: dict[str, Any] = inner if isinstance(inner, dict) else document
    variants = product.get("variants")
    first = variants[0] if isinstance(variants, list) and variants else None
    return (
        isinstance(first, dict)
        and isinstance(first.get("price"), int)
        and (
            "handle" in product
            or "featured_image" in product
            or "public_title" in first
            or "gid" in product
        )
    )


def _woocommerce(variations: list[Any], source: Source) -> dict[str, Any]:
    """Return the cheapest variation of a WooCommerce product that can be bought."""
    open_ = [v for v in variations if isinstance(v, dict) and v.get("is_in_stock", True)]
    best = min(
        open_ or [variations[0]], key=lambda v: Decimal(amount_text(v.get("display_price")) or "0")
    )
    return {**best, "name": source.heading or source.title}


class _Walk:
    """One bounded walk through a document, collecting what looks like products."""

    def __init__(self, where: Locale, names: set[str]) -> None:
        self.where = where
        self.names = names
        self.found: list[Draft] = []
        self.left = _MOST_NODES

    def visit(self, node: Any, sight: _Sight, depth: int) -> None:  # noqa: ANN401 - JSON
        """Look at `node` and what lies below it."""
        self.left -= 1
        if depth > _DEEPEST or self.left < 0:
            return
        if isinstance(node, list):
            own = sight.own and len(node) == 1
            for child in node:
                if isinstance(child, dict | list):
                    self.visit(child, _Sight(sight.currency, own, sight.cents), depth + 1)
        elif isinstance(node, dict):
            self._object(node, sight, depth)

    def _object(self, node: dict[str, Any], sight: _Sight, depth: int) -> None:
        currency = _currency(node) or sight.currency
        cents = sight.cents or _is_shopify(node)
        draft = self._draft(node, currency, cents)
        if draft is not None and draft.amount is not None:
            named = bool(draft.title) and squeezed(draft.title or "") in self.names
            draft.main = named or sight.own
            if draft.main or any(
                len(n) > _TELLING and n in squeezed(draft.title or "") for n in self.names
            ):
                draft.main = True
            self.found.append(draft)
            if draft.main:
                return
        for key, child in node.items():
            if isinstance(child, dict | list) and not _ASIDE.search(key):
                own = bool(_OWN.match(key)) or (sight.own and draft is None)
                self.visit(child, _Sight(currency, own, cents), depth + 1)

    def _draft(self, node: dict[str, Any], currency: str | None, cents: bool) -> Draft | None:
        if _ANY_NAME.isdisjoint(node) or _ANY_PRICE.isdisjoint(node):
            return None
        title = next((t for name in _NAMES if name in node and (t := _scalar(node[name]))), None)
        if title is None:
            return None
        chosen = _first_open(node)
        priced = chosen if chosen.get("price") else node
        price = _price(priced, self.where, currency, cents=cents, depth=0)
        if price is None:
            return None
        was = next((node[name] for name in _WAS if node.get(name)), None)
        was_price = _value(was, self.where, currency or price[1], cents=cents, depth=1)
        return Draft(
            "state",
            title=plain(title),
            amount=price[0],
            currency=price[1],
            was_amount=was_price[0] if was_price else None,
            availability=_availability(node),
            brand=_label(node.get("brand") or node.get("vendor") or node.get("manufacturer")),
            gtin=next((g for n in _GTINS if n in node and (g := gtin(_scalar(node[n])))), None),
            mpn=_scalar(node.get("mpn")),
            sku=_scalar(node.get("sku") or chosen.get("sku")),
            code=_scalar(node.get("item_id") or node.get("productId") or node.get("id")),
            variants=self._variants(node, price[1], cents),
        )

    def _variants(self, node: dict[str, Any], currency: str | None, cents: bool) -> list[Draft]:
        variants = node.get("variants")
        if not isinstance(variants, list) or not 1 < len(variants) <= _MOST_VARIANTS:
            return []
        drafts = []
        for child in variants:
            draft = self._draft(child, currency, cents) if isinstance(child, dict) else None
            if draft is not None:
                draft.variant = _scalar(child.get("public_title")) or draft.title
                drafts.append(draft)
        return drafts


def _first_open(node: dict[str, Any]) -> dict[str, Any]:
    """Return the variant that a shop selects by itself: the first that can be bought."""
    variants = node.get("variants")
    listed = variants if isinstance(variants, list) else []
    stated = [one for one in listed if isinstance(one, dict) and "available" in one]
    return next((one for one in stated if one["available"]), stated[0] if stated else {})


def _price(
    node: dict[str, Any], where: Locale, currency: str | None, *, cents: bool, depth: int
) -> tuple[Decimal, str | None] | None:
    """Find the price in an object: a number, a text, or an object of its own."""
    if isinstance(node.get("centAmount"), int):
        code = code_of(_scalar(node.get("currencyCode"))) or currency
        places = node.get("fractionDigits", minor_places(code or ""))
        return Decimal(node["centAmount"]).scaleb(-int(places)), code
    for name in _PRICES:
        if name in node and node[name] not in (None, "", 0, [], {}):
            found = _value(node[name], where, currency, cents=cents, depth=depth)
            if found is not None:
                return found
    variants = node.get("variants") if depth == 0 else None
    if isinstance(variants, list) and variants and isinstance(variants[0], dict):
        return _price(variants[0], where, currency, cents=cents, depth=1)
    return None


def _value(
    value: Any,  # noqa: ANN401 - JSON
    where: Locale,
    currency: str | None,
    *,
    cents: bool,
    depth: int,
) -> tuple[Decimal, str | None] | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        if depth > _DEEPEST_PRICE:
            return None
        code = _currency(value) or currency
        return _price(value, where, code, cents=cents, depth=depth + 1)
    if isinstance(value, int) and not isinstance(value, bool) and cents:
        return Decimal(value).scaleb(-minor_places(currency or where.money or "")), currency
    text = amount_text(value)
    if text is None or not text or len(text) > _LONGEST_PRICE:
        return None
    read = read_price(text, where=Locale(where.language, where.country, currency))
    return None if read.amount is None else (read.amount, currency or read.currency)


def _currency(node: dict[str, Any]) -> str | None:
    if _ANY_CURRENCY.isdisjoint(node):
        return None
    return next((c for k in _CURRENCIES if k in node and (c := code_of(_scalar(node[k])))), None)


def _availability(node: dict[str, Any]) -> Availability | None:
    for name in _STOCK:
        if name not in node:
            continue
        value = node[name]
        if isinstance(value, bool):
            return Availability.IN_STOCK if value else Availability.OUT_OF_STOCK
        if isinstance(value, str) and (found := availability_of(value)) is not None:
            return found
    return None


def _scalar(value: Any) -> str | None:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _label(value: Any) -> str | None:  # noqa: ANN401 - JSON
    return _scalar(value.get("name")) if isinstance(value, dict) else _scalar(value)
