"""OpenGraph, product metas and Twitter labels: what a page tells link previews."""

from bolo.core.identifiers import gtin
from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.prices.currencies import Locale, code_of
from bolo.core.reading.prices.price_text import read_price
from bolo.core.reading.vocabulary.words import availability_of, condition_of

_SALE = ("product:sale_price:amount", "og:sale_price:amount")
_PRICE = (
    "product:price:amount", "og:price:amount", "product:price", "og:price", "price",
    "product.price",
    "etsymarketplace:price_value", "sailthru.price", "bt:price", "price:amount",
)  # fmt: skip
_CURRENCY = (
    "product:sale_price:currency", "product:price:currency", "og:price:currency", "og:currency",
    "pricecurrency", "currency", "etsymarketplace:currency_code", "product:currency",
)  # fmt: skip
_WAS = ("product:original_price:amount", "og:price:standard_amount", "product:list_price:amount")
_STOCK = (
    "product:availability",
    "og:availability",
    "availability",
    "og:stock",
    "twitter:availability",
)
_GTIN = (
    "product:gtin",
    "product:ean",
    "product:upc",
    "product:isbn",
    "og:upc",
    "gtin13",
    "og:isbn",
    "book:isbn",
    "og:ean",
)
_PRICE_LABELS = frozenset(
    {"price", "preis", "prix", "precio", "prezzo", "preço", "cena", "prijs", "pris"}
)
_STOCK_LABELS = frozenset(
    {"availability", "verfügbarkeit", "disponibilité", "disponibilidad", "stock"}
)


_TELLING = frozenset((*_SALE, *_PRICE, *_CURRENCY, *_WAS, *_STOCK, *_GTIN)) | {
    "product:condition", "og:condition", "product:brand", "og:brand", "product:mfr_part_no",
    "product:mpn", "product:retailer_item_id", "product:sku", "product:category",
    "twitter:label1", "twitter:label2",
}  # fmt: skip
"""A page that states none of these says nothing in its metas but its title and image."""


def social(source: Source) -> Draft:
    """Return what the metas of the page state; a draft without a price is still of use."""
    metas, where = source.metas, source.locale
    title = metas.get("og:title") or metas.get("twitter:title")
    image = metas.get("og:image") or metas.get("twitter:image")
    if _TELLING.isdisjoint(metas):
        return Draft("metas", title=title, image=image, main=True)
    draft = Draft(
        "metas",
        title=title,
        availability=availability_of(_first(metas, _STOCK)),
        condition=condition_of(metas.get("product:condition") or metas.get("og:condition")),
        brand=metas.get("product:brand") or metas.get("og:brand"),
        gtin=next((g for name in _GTIN if name in metas and (g := gtin(metas[name]))), None),
        mpn=metas.get("product:mfr_part_no") or metas.get("product:mpn"),
        sku=metas.get("product:retailer_item_id") or metas.get("product:sku"),
        image=image,
        category=metas.get("product:category"),
        main=True,
    )
    sale, price = _first(metas, _SALE), _first(metas, _PRICE)
    _price(draft, sale or price, _first(metas, _CURRENCY), where)
    was = _first(metas, _WAS) or (price if sale else None)
    if was is not None:
        draft.was_amount = read_price(was, where=where).amount
    _labels(draft, metas, where)
    return draft


def _price(draft: Draft, text: str | None, currency: str | None, where: Locale) -> None:
    if text is None or not any(character.isdigit() for character in text):
        return
    code = code_of(currency)
    local = Locale(where.language, where.country, code or where.currency)
    read = read_price(text, currency_hint=currency, where=local)
    draft.amount, draft.currency, draft.doubts = read.amount, code or read.currency, read.doubts


def _labels(draft: Draft, metas: dict[str, str], where: Locale) -> None:
    """`twitter:label1` = Price, `twitter:data1` = €129."""
    for number in ("1", "2"):
        label = metas.get(f"twitter:label{number}", "").lower().strip(" :")
        data = metas.get(f"twitter:data{number}")
        if label in _PRICE_LABELS and draft.amount is None:
            _price(draft, data, None, where)
        elif label in _STOCK_LABELS and draft.availability is None:
            draft.availability = availability_of(data)


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    for name in names:
        if metas.get(name):
            return metas[name]
    return None
