"""One kettle on one page, for the tests to change one thing at a time."""

import json
from typing import Any

from bolo.core.money import Money
from bolo.core.reading.page import Kind, Product, read_page

URL = "https://shop.example/p/kettle-100"
NODE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "Arvenor Kettle",
    "sku": "K-100",
    "mpn": "AK100",
    "gtin13": "4006381333931",
    "brand": {"@type": "Brand", "name": "Arvenor"},
    "image": ["/i/kettle.jpg"],
    "offers": {
        "@type": "Offer",
        "price": "129.90",
        "priceCurrency": "EUR",
        "availability": "https://schema.org/InStock",
        "itemCondition": "https://schema.org/UsedCondition",
    },
}
PRICE = Money.of("129.90", "EUR")


def page(body: str = "", head: str = "", lang: str = "de-DE") -> bytes:
    head = f"<head><title>Arvenor Kettle | Shop</title>{head}</head>"
    start = f'<!DOCTYPE html><html lang="{lang}">{head}'
    return f"{start}<body><h1>Arvenor Kettle</h1>{body}</body></html>".encode()


def ld(document: Any) -> str:  # noqa: ANN401 - any document
    text = document if isinstance(document, str) else json.dumps(document)
    return f'<script type="application/ld+json">{text}</script>'


def only(body: bytes, url: str = URL) -> Product:
    reading = read_page(body, url)

    assert reading.kind is Kind.PRODUCT
    return reading.products[0]


def offered(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any document
    return {**NODE, "offers": {**NODE["offers"], **changes}}
