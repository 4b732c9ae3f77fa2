"""Products as schema.org and GoodRelations describe them, whichever markup carries them.

JSON-LD, microdata and RDFa all arrive here as the same nested dictionaries.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from bolo.core.condition import Condition
from bolo.core.identifiers import gtin
from bolo.core.money import minor_places
from bolo.core.offer import Availability
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.markups.nodes import (
    Node,
    address_of,
    image_of,
    list_of,
    name_of,
    resolved,
    text_of,
)
from bolo.core.reading.markups.whereabouts import place_of, seller_of
from bolo.core.reading.prices.currencies import Locale, code_of
from bolo.core.reading.prices.price_text import read_price
from bolo.core.reading.vocabulary.words import availability_of, condition_of

PRODUCTS: Final = frozenset(
    "Product ProductGroup IndividualProduct ProductModel SomeProducts Vehicle Car Motorcycle Book"
    " VideoGame SoftwareApplication MobileApplication Offering ProductOrService Event"
    " Course".split()
)
_HOMES: Final = frozenset(
    "home homepage start startseite accueil inicio início hem forside".split()
)
"""What the first crumb is called where it leads to the front page; most link there too."""
_FRONT: Final = re.compile(r"(?:https?:)?//[^/?#]+/?|/")
_ELSEWHERE: Final = frozenset(
    "isRelatedTo isSimilarTo isAccessoryOrSparePartFor isConsumableFor itemListElement relatedTo"
    " mentions review reviews recommendations isVariantOf breadcrumb isPartOf".split()
)
_GTINS: Final = tuple(
    "gtin13 gtin gtin14 gtin12 gtin8 isbn hasEAN_UCC-13 hasGTIN-14 ean upc productID".split()
)
_OLD: Final = ("listprice", "strikethroughprice", "srp", "msrp", "regularprice")
_DEEPEST: Final = 12
_CENTS: Final = 2
_THREE = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""Written for machines a point is decimal, but shops also print their thousands there."""


def types(node: Node) -> set[str]:
    """Return the type names of a node, without their vocabularies."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return {
        name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]
        for name in names
        if isinstance(name, str)
    }


def products(
    document: Any,  # noqa: ANN401 - JSON
    source: str,
    where: Locale,
    *,
    linked: bool = False,
) -> tuple[list[Draft], list[str]]:
    """Return the products that `document` is about, and the addresses its item lists name.

    `linked` says that its nodes may refer to each other by `@id`.
    """
    index: dict[str, Node] = {}
    if linked:
        _index(document, index, 0)
    found: list[Draft] = []
    listed: list[str] = []
    for node in _walk(document, 0):
        kind = types(node)
        if kind & PRODUCTS:
            found.append(_draft(node, source, where, index))
        else:
            listed.extend(_listed(node))
    named = [draft for draft in found if draft.title or draft.amount is not None]
    return named or [draft for draft in found[:1] if draft.availability], listed


def category_of(document: Any) -> str | None:  # noqa: ANN401 - JSON
    """Read a BreadcrumbList as `Audio > Headphones`; the page itself and the way home are out."""
    for node in _nodes(document, 0):
        if "BreadcrumbList" in types(node):
            crumbs = list_of(node.get("itemListElement"))
            told = [(name, item) for item in crumbs if (name := _crumb(item))]
            names = [name for name, _ in told]
            trail = names[1:-1] or ([] if told and _leads_home(*told[0]) else names[:-1])
            return " > ".join(trail) or None
    return None


def _leads_home(name: str, crumb: Node) -> bool:
    address = address_of(crumb.get("item")) or ""
    return bool(_FRONT.fullmatch(address)) or name.casefold() in _HOMES


def _crumb(item: Any) -> str | None:  # noqa: ANN401 - JSON
    if not isinstance(item, dict):
        return None
    inner = item.get("item")
    return text_of(item.get("name")) or (
        text_of(inner.get("name")) if isinstance(inner, dict) else None
    )


def _walk(node: Any, depth: int) -> Iterator[Node]:  # noqa: ANN401 - JSON
    """Yield the outermost products and lists; what stands aside of the subject is passed over."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for child in node:
            yield from _walk(child, depth + 1)
    elif isinstance(node, dict):
        subject = _subject(node)
        if subject is not None:
            yield subject
            return
        for key, child in node.items():
            if key not in _ELSEWHERE:
                yield from _walk(child, depth + 1)


def _subject(node: Node) -> Node | None:
    """Return the product or list that `node` is; an offer is turned round to what it offers."""
    kind = types(node)
    if kind & PRODUCTS or kind & {"ItemList", "OfferCatalog"}:
        return node
    if "Offer" in kind and isinstance(node.get("itemOffered"), dict):
        return {**node["itemOffered"], "@type": "Product", "offers": node}
    return None


def _nodes(node: Any, depth: int) -> Iterator[Node]:  # noqa: ANN401 - JSON
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for child in node:
            yield from _nodes(child, depth + 1)
    elif isinstance(node, dict):
        yield node
        for child in node.values():
            if isinstance(child, dict | list):
                yield from _nodes(child, depth + 1)


def _index(document: Any, index: dict[str, Node], depth: int) -> None:  # noqa: ANN401 - JSON
    for node in _nodes(document, depth):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 1:
            index.setdefault(name, node)


def _listed(node: Node) -> list[str]:
    addresses = []
    for entry in list_of(node.get("itemListElement")):
        item = entry if isinstance(entry, dict) else {"url": entry}
        inner = item.get("item")
        inner = inner if isinstance(inner, dict) else {"url": inner}
        address = item.get("url") or inner.get("url") or inner.get("@id")
        if isinstance(address, str):
            addresses.append(address)
    return addresses


def _draft(
    node: Node,
    source: str,
    where: Locale,
    index: dict[str, Node],
    *,
    nested: bool = False,
) -> Draft:
    draft = Draft(
        source,
        title=text_of(node.get("name")),
        brand=name_of(node.get("brand") or node.get("hasBrand") or node.get("manufacturer"), index),
        gtin=_gtin(node),
        mpn=text_of(node.get("mpn") or node.get("hasMPN")),
        sku=text_of(node.get("sku") or node.get("hasStockKeepingUnit") or node.get("productID")),
        image=image_of(node.get("image"), index),
        url=address_of(node.get("url")),
        category=name_of(node.get("category"), index),
        condition=condition_of(address_of(node.get("itemCondition"))),
        availability=availability_of(address_of(node.get("availability"))),
        main=not nested,
    )
    stated = node.get("offers") or node.get("hasPriceSpecification")
    stated = stated or (node if "price" in node else None)
    offers = [resolved(one, index) for one in list_of(stated)]
    draft.seller, draft.place = seller_of(offers, node, index), place_of(offers, node, index)
    _read_offers(draft, offers, where, index)
    if not nested:
        _add_variants(draft, node, where, index)
        if draft.amount is None:
            _read_variants(draft)
    return draft


def _add_variants(draft: Draft, node: Node, where: Locale, index: dict[str, Node]) -> None:
    members = [
        resolved(child, index) for child in list_of(node.get("hasVariant") or node.get("model"))
    ]
    draft.variants = [
        _draft(child, draft.source, where, index, nested=True)
        for child in members
        if "@type" in child
    ]
    for variant in draft.variants:
        variant.variant = _variant_name(variant, members[draft.variants.index(variant)])


def _read_variants(draft: Draft) -> None:
    """Price a group that makes no offer itself at its cheapest variant in stock."""
    priced = [variant for variant in draft.variants if variant.amount]
    open_ = [v for v in priced if v.availability is not Availability.OUT_OF_STOCK]
    best = min(open_ or priced, key=lambda v: v.amount or Decimal(0), default=None)
    if best is None:
        states = {variant.availability for variant in draft.variants}
        if len(states) == 1:  # all of them are sold out, or none is
            draft.availability = draft.availability or states.pop()
        return
    draft.amount, draft.currency, draft.was_amount = best.amount, best.currency, best.was_amount
    draft.availability = draft.availability or best.availability
    draft.doubts = best.doubts
    if len({variant.amount for variant in priced}) > 1:
        draft.doubts = (*draft.doubts, f"{len(priced)} variants at different prices are stated")


def _read_offers(draft: Draft, offers: list[Node], where: Locale, index: dict[str, Node]) -> None:
    """One offer states the price; several are variants or sellers, and the lowest is taken."""
    flat = _gross(list(_flatten(offers, index)), index)
    readings = [_offer(offer, draft.source, where, index) for offer in flat]
    priced = [reading for reading in readings if reading.amount is not None]
    if not readings:
        return
    best = min(
        _open(priced) or priced or readings,
        key=lambda r: r.amount if r.amount is not None else Decimal(0),
    )
    draft.amount, draft.currency, draft.was_amount = best.amount, best.currency, best.was_amount
    draft.availability = best.availability or draft.availability
    draft.condition = best.condition or draft.condition
    draft.gtin, draft.sku = draft.gtin or best.gtin, draft.sku or best.sku
    draft.mpn, draft.url = draft.mpn or best.mpn, draft.url or best.url
    draft.doubts = best.doubts
    if len({reading.amount for reading in priced}) > 1:
        draft.doubts = (*draft.doubts, f"{len(priced)} offers at different prices are stated")
        if len({reading.sku or reading.url or reading.title for reading in priced}) == len(priced):
            draft.variants = priced


def _open(priced: list[Draft]) -> list[Draft]:
    """Return what can be bought; used things only where nothing is new."""
    open_ = [r for r in priced if r.availability is not Availability.OUT_OF_STOCK]
    new = [r for r in open_ if r.condition is Condition.NEW]
    return new or open_


def _gross(offers: list[Node], index: dict[str, Node]) -> list[Node]:
    """Leave out what is stated before tax where the same is stated with it."""
    included = [_taxed(offer, index) for offer in offers]
    if "true" not in included or "false" not in included:
        return offers
    return [one for one, taxed in zip(offers, included, strict=True) if taxed != "false"]


def _taxed(offer: Node, index: dict[str, Node]) -> str:
    specs = [resolved(one, index) for one in list_of(offer.get("priceSpecification"))]
    stated = [one.get("valueAddedTaxIncluded") for one in (offer, *specs)]
    return next((str(one).lower() for one in stated if one is not None), "")


def _flatten(offers: list[Node], index: dict[str, Node]) -> Iterator[Node]:
    for offer in offers:
        inner = [resolved(child, index) for child in list_of(offer.get("offers"))]
        priced = [child for child in inner if _price_of(child)]
        if priced and "lowPrice" not in offer and "price" not in offer:
            yield from priced
        elif priced and "AggregateOffer" in types(offer):
            shared = {k: offer[k] for k in ("priceCurrency", "availability") if k in offer}
            yield from ({**shared, **child} for child in priced)
        else:
            yield offer


def _price_of(offer: Node) -> Any:  # noqa: ANN401 - JSON
    for name in ("price", "lowPrice", "hasCurrencyValue", "minPrice"):
        if (
            offer.get(name) not in {None, ""}
            if not isinstance(offer.get(name), list | dict)
            else True
        ):
            return offer[name]
    return offer.get("priceSpecification")


def _offer(offer: Node, source: str, where: Locale, index: dict[str, Node]) -> Draft:
    draft = Draft(
        source,
        title=text_of(offer.get("name")),
        availability=availability_of(address_of(offer.get("availability"))),
        condition=condition_of(address_of(offer.get("itemCondition"))),
        gtin=_gtin(offer),
        mpn=text_of(offer.get("mpn")),
        sku=text_of(offer.get("sku")),
        url=address_of(offer.get("url")),
    )
    item = offer.get("itemOffered")
    if isinstance(item, dict):
        draft.title = text_of(item.get("name")) or draft.title
        draft.sku = draft.sku or text_of(item.get("sku"))
    stated = offer
    for spec in (resolved(s, index) for s in list_of(offer.get("priceSpecification"))):
        _specification(draft, spec, where)
        if _is_own_price(spec) and not _plain_price(offer):
            stated = {**offer, **spec}
    _set_price(draft, stated, where)
    return draft


def _plain_price(offer: Node) -> bool:
    return any(offer.get(name) not in {None, ""} for name in ("price", "lowPrice"))


def _is_own_price(spec: Node) -> bool:
    kind = str(spec.get("priceType", "")).rpartition("/")[2].lower()
    return (
        kind not in _OLD
        and "referenceQuantity" not in spec
        and "DeliveryChargeSpecification" not in types(spec)
    )


def _specification(draft: Draft, spec: Node, where: Locale) -> None:
    kind = str(spec.get("priceType", "")).rpartition("/")[2].lower()
    if kind in _OLD and spec.get("price") is not None:
        draft.was_amount = read_price(amount_text(spec["price"]), where=where).amount


def _set_price(draft: Draft, stated: Node, where: Locale) -> None:
    value = stated.get("price")
    if value in (None, ""):
        value = stated.get("lowPrice") or stated.get("hasCurrencyValue") or stated.get("minPrice")
        high = stated.get("highPrice")
        if value is not None and high and amount_text(high) != amount_text(value):
            draft.doubts = ("a range of prices is stated; the lower one is taken",)
    if isinstance(value, list | dict):
        if len({str(one) for one in list_of(value)}) > 1:
            draft.doubts = (*draft.doubts, "several prices are stated at once; the first is taken")
        value = text_of(value)
    currency = text_of(stated.get("priceCurrency") or stated.get("hasCurrency"))
    code = code_of(currency)
    local = Locale(where.language, where.country, code or where.currency)
    read = read_price(amount_text(value), currency_hint=currency, where=local)
    draft.amount = read.amount
    draft.currency = code or read.currency
    draft.doubts = (*draft.doubts, *read.doubts)
    if (
        isinstance(value, str)
        and _THREE.fullmatch(value)
        and minor_places(draft.currency or "") == _CENTS
    ):
        draft.amount = Decimal(value)
        draft.doubts = (*draft.doubts, f"{value} could also be {value.replace('.', '')}")


def amount_text(value: Any) -> str | None:  # noqa: ANN401 - JSON
    """Write a JSON number as people would; binary fractions are printed at their shortest."""
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}" if value == value else None  # noqa: PLR0124 - NaN
    if value is None or isinstance(value, bool):
        return None
    return str(value).strip()


def _variant_name(draft: Draft, node: Node) -> str | None:
    stated = [text_of(node.get(name)) for name in ("size", "color", "pattern", "material")]
    return " / ".join(part for part in stated if part) or draft.title


def _gtin(node: Node) -> str | None:
    for name in _GTINS:
        if name in node and (found := gtin(text_of(node[name]))) is not None:
            return found
    return None
