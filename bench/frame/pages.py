"""Makes shop pages of 60 to 150 KB in eight markups and several locales, truth beside them."""
# ruff: noqa: E501, RUF001 - markup reads best unbroken, and shops write in every script

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Country:
    """How one country prints: language, currency, grouping, decimal sign, pattern, words."""

    language: str
    currency: str
    group: str
    point: str
    pattern: str
    cart: str
    stocked: str


COUNTRIES: Final = (
    Country("en-US", "USD", ",", ".", "${}", "Add to cart", "In stock"),
    Country("en-GB", "GBP", ",", ".", "£{}", "Add to basket", "In stock"),
    Country("de-DE", "EUR", ".", ",", "{} €", "In den Warenkorb", "Auf Lager"),
    Country("fr-FR", "EUR", "\u202f", ",", "{}\xa0€", "Ajouter au panier", "En stock"),
    Country("de-CH", "CHF", "’", ".", "CHF {}", "In den Warenkorb", "Auf Lager"),
    Country("sv-SE", "SEK", "\xa0", ",", "{} kr", "Lägg i varukorg", "I lager"),
    Country("pl-PL", "PLN", "\xa0", ",", "{} zł", "Do koszyka", "Dostępny"),
    Country("pt-BR", "BRL", ".", ",", "R$ {}", "Comprar", "Disponível"),
    Country("ja-JP", "JPY", ",", ".", "¥{}", "カートに入れる", "在庫あり"),
)
_MAKERS: Final = ("Arvenor", "Bellweir", "Corvane", "Dunmarch", "Elstow", "Fernhill", "Garrick")
_THINGS: Final = (
    "Headphones",
    "Kettle",
    "Backpack",
    "Desk Lamp",
    "Drill",
    "Running Shoe",
    "Camera",
)
_WORDS: Final = (
    "sturdy quiet light woven brushed aluminium everyday balanced design battery hours warm"
    " travel fits comfortable returns within days cable included guide colour finish tested"
).split()


@dataclass(frozen=True, slots=True)
class Made:
    """A page and what must be read from it."""

    path: str
    body: bytes
    title: str
    amount: Decimal
    currency: str
    markup: str
    in_stock: bool


@dataclass(frozen=True, slots=True)
class _Goods:
    title: str
    brand: str
    sku: str
    ean: str
    amount: Decimal
    was: Decimal
    in_stock: bool
    country: Country
    path: str


def shown(amount: Decimal, country: Country) -> str:
    """Print `amount` as shops of that country do."""
    places = 0 if country.currency == "JPY" else 2
    whole, _, cents = f"{amount:,.{places}f}".partition(".")
    text = whole.replace(",", country.group) + (country.point + cents if cents else "")
    return country.pattern.format(text)


def pages(count: int, *, seed: int = 1) -> Iterator[Made]:
    """Yield `count` pages, the markups and countries in turn; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - a bench, not a secret
    for number in range(count):
        name, markup = list(MARKUPS.items())[number % len(MARKUPS)]
        goods = _goods(number, dice)
        head, inside = markup(goods)
        body = _page(goods, head, inside, dice).encode()
        yield Made(
            goods.path,
            body,
            goods.title,
            goods.amount,
            goods.country.currency,
            name,
            goods.in_stock,
        )


def _goods(number: int, dice: random.Random) -> _Goods:
    country = COUNTRIES[(number // len(MARKUPS)) % len(COUNTRIES)]
    cents = dice.choice([99, 95, 90, 50, 0, 49])
    amount = (
        Decimal(dice.choice([9, 24, 79, 129, 349, 899, 1299, 2499]) + dice.randrange(9))
        + Decimal(cents) / 100
    )
    if country.currency == "JPY":
        amount = (amount * 100).quantize(Decimal(1))
    brand = _MAKERS[number % len(_MAKERS)]
    title = f"{brand} {dice.choice(_THINGS)} {dice.randrange(100, 999)}{dice.choice('ABXZ')}"
    was = (amount * Decimal("1.25")).quantize(
        Decimal(1) if country.currency == "JPY" else Decimal("0.01")
    )
    stem = f"{200 + 0}{number:09d}"
    stem = "4" + stem[1:]
    check = (10 - sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(stem)) % 10) % 10
    return _Goods(
        title, brand, f"SKU-{number:06d}", f"{stem}{check}", amount, was, dice.random() > 0.15, country,
        f"/products/{title.lower().replace(' ', '-')}-{number}",
    )  # fmt: skip


def _page(goods: _Goods, head: str, inside: str, dice: random.Random) -> str:
    """Wrap the product in what real pages carry: menus, related goods, instalments, scripts."""
    country = goods.country
    target = dice.randrange(60_000, 150_000)
    top = (
        f'<!DOCTYPE html><html lang="{country.language}"><head><meta charset="utf-8">'
        f"<title>{escape(goods.title)} | Shop</title>"
        f'<link rel="canonical" href="{goods.path}">{head}'
        f"<style>{_styles(dice, target // 6)}</style></head><body>{_menu(dice)}<main>"
    )
    bottom = (
        f'<section class="related-products"><h2>You may also like</h2>{_related(goods, dice)}</section>'
        f"</main><footer>{_menu(dice)}</footer><script>{_script(dice, target // 5)}</script></body></html>"
    )
    middle = []
    size = len(top) + len(inside) + len(bottom)
    while size < target:
        piece = f'<div class="row"><p class="text">{" ".join(dice.choices(_WORDS, k=40))}</p><ul><li>{dice.random():.3f} kg</li><li>{dice.choice(_WORDS)}</li></ul></div>'
        middle.append(piece)
        size += len(piece)
    return f"{top}{inside}{''.join(middle)}{bottom}"


def _styles(dice: random.Random, size: int) -> str:
    rule = "".join(
        f".c{dice.randrange(9999)}{{margin:{dice.randrange(9)}px;color:#{dice.randrange(4096):03x}}}"
        for _ in range(40)
    )
    return rule * (size // len(rule) + 1)


def _script(dice: random.Random, size: int) -> str:
    call = "".join(
        f"function f{dice.randrange(9999)}(a,b){{return a+b*{dice.randrange(99)};}}"
        for _ in range(30)
    )
    return call * (size // len(call) + 1)


def _menu(dice: random.Random) -> str:
    links = "".join(
        f'<li><a href="/c/{dice.choice(_WORDS)}-{n}">{dice.choice(_WORDS)}</a></li>'
        for n in range(60)
    )
    return f'<nav class="main-nav"><ul>{links}</ul></nav>'


def _related(goods: _Goods, dice: random.Random) -> str:
    cards = []
    for number in range(6):
        price = shown(goods.amount + 3 + number * 7, goods.country)
        cards.append(
            f'<div class="product-card"><a href="/products/other-{dice.randrange(99999)}"><img src="/i/{number}.jpg" alt="">'
            f'<h3>{dice.choice(_MAKERS)} {dice.choice(_THINGS)}</h3><span class="price">{price}</span></a></div>'
        )
    return "".join(cards)


def _box(goods: _Goods, price: str = "") -> str:
    """Draw the product as a visitor sees it, with the usual traps beside its price."""
    country = goods.country
    printed = price or f'<span class="price">{shown(goods.amount, country)}</span>'
    part = shown(
        (goods.amount / 12).quantize(Decimal(1) if country.currency == "JPY" else Decimal("0.01")),
        country,
    )
    button = (
        f'<button class="btn">{country.cart}</button>'
        if goods.in_stock
        else "<button disabled>Sold out</button>"
    )
    return (
        f'<div class="product-detail"><h1>{escape(goods.title)}</h1><div class="prices">'
        f'<del class="old-price">{shown(goods.was, country)}</del> {printed}</div>'
        f'<p class="installments">12 x {part}</p><p class="shipping-cost">{shown(Decimal(5), country)}</p>{button}</div>'
    )


def _state(goods: _Goods) -> str:
    return "https://schema.org/" + ("InStock" if goods.in_stock else "OutOfStock")


def _node(goods: _Goods) -> dict[str, Any]:
    return {
        "@type": "Product", "name": goods.title, "sku": goods.sku, "gtin13": goods.ean,
        "brand": {"@type": "Brand", "name": goods.brand}, "image": "/i/main.jpg",
        "offers": {"@type": "Offer", "price": str(goods.amount), "priceCurrency": goods.country.currency,
                   "availability": _state(goods)},
    }  # fmt: skip


def _ld(document: Any) -> str:  # noqa: ANN401 - JSON
    return f'<script type="application/ld+json">{json.dumps(document)}</script>'


def _json_ld(goods: _Goods) -> tuple[str, str]:
    return _ld({"@context": "https://schema.org", **_node(goods)}), _box(goods)


def _graph(goods: _Goods) -> tuple[str, str]:
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Home"}],
    }
    site = {"@type": "WebSite", "@id": "#site", "name": "Shop"}
    return _ld({"@context": "https://schema.org", "@graph": [site, crumbs, _node(goods)]}), _box(
        goods
    )


def _microdata(goods: _Goods) -> tuple[str, str]:
    price = (
        f'<span itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="{goods.country.currency}">'
        f'<span class="price" itemprop="price" content="{goods.amount}">{shown(goods.amount, goods.country)}</span>'
        f'<link itemprop="availability" href="{_state(goods)}"></span>'
    )
    box = _box(goods, price).replace("<h1>", '<h1 itemprop="name">')
    return (
        "",
        f'<div itemscope itemtype="https://schema.org/Product"><meta itemprop="sku" content="{goods.sku}">{box}</div>',
    )


def _rdfa(goods: _Goods) -> tuple[str, str]:
    price = (
        f'<span property="offers" typeof="Offer"><meta property="priceCurrency" content="{goods.country.currency}">'
        f'<span class="price" property="price" content="{goods.amount}">{shown(goods.amount, goods.country)}</span>'
        f'<link property="availability" href="{_state(goods)}"></span>'
    )
    box = _box(goods, price).replace("<h1>", '<h1 property="name">')
    return "", f'<div vocab="https://schema.org/" typeof="Product">{box}</div>'


def _open_graph(goods: _Goods) -> tuple[str, str]:
    stock = "in stock" if goods.in_stock else "out of stock"
    head = (
        f'<meta property="og:type" content="product"><meta property="og:title" content="{escape(goods.title)}">'
        f'<meta property="product:price:amount" content="{goods.amount}">'
        f'<meta property="product:price:currency" content="{goods.country.currency}">'
        f'<meta property="product:availability" content="{stock}">'
    )
    return head, _box(goods)


def _next_data(goods: _Goods) -> tuple[str, str]:
    product = {
        "id": goods.sku, "name": goods.title, "brand": {"name": goods.brand}, "ean": goods.ean,
        "price": {"value": float(goods.amount), "currency": goods.country.currency}, "inStock": goods.in_stock,
    }  # fmt: skip
    state = {
        "props": {"pageProps": {"product": product, "related": [{"name": "Other", "price": 5}]}}
    }
    return "", _box(
        goods
    ) + f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'


def _data_layer(goods: _Goods) -> tuple[str, str]:
    call = (
        f"dataLayer.push({{'event': 'view_item', ecommerce: {{currency: '{goods.country.currency}', items: "
        f"[{{item_name: '{goods.title}', item_id: '{goods.sku}', price: {goods.amount},}}]}}}});"
    )
    return f"<script>window.dataLayer = window.dataLayer || [];{call}</script>", _box(goods)


def _visible(goods: _Goods) -> tuple[str, str]:
    return "", _box(goods)


MARKUPS: Final[dict[str, Callable[[_Goods], tuple[str, str]]]] = {
    "json-ld": _json_ld,
    "graph": _graph,
    "microdata": _microdata,
    "rdfa": _rdfa,
    "open graph": _open_graph,
    "next data": _next_data,
    "data layer": _data_layer,
    "visible": _visible,
}
