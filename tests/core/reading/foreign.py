"""Shop pages in styles that no generator of ours has: each country prints, each markup states.

Every page carries a struck price, instalments, a price per unit, shipping, and related
goods in the same markup as the product itself.
"""
# ruff: noqa: E501, RUF001 - markup reads best unbroken, and shops write in every script

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Shop:
    """How a shop prints its price, its old price, a part of it, and another product's price."""

    lang: str
    currency: str
    amount: str
    price: str
    was: str
    part: str
    other: str
    buy: str
    part_words: str = "12 x {}"


SHOPS: Final = {
    "DE": Shop("de", "EUR", "1249.90", "1.249,90&nbsp;€", "1.499,00&nbsp;€", "104,16&nbsp;€", "89,95&nbsp;€", "In den Warenkorb", "oder {} mtl."),
    "FR": Shop("fr-FR", "EUR", "1249.90", "1 249,90 €", "1 499,00 €", "312,48 €", "89,95 €", "Ajouter au panier", "ou 4 x {}"),
    "FR narrow": Shop("fr", "EUR", "64.5", "64,50\u202f€", "79,00\u202f€", "16,13\u202f€", "89,95\u202f€", "Ajouter au panier", "4 fois {}"),
    "CH": Shop("de-CH", "CHF", "1249.90", "CHF 1’249.90", "CHF 1’499.00", "CHF 104.16", "CHF 89.95", "In den Warenkorb", "{} / Monat"),
    "CH round": Shop("de-CH", "CHF", "1249", "CHF 1'249.–", "CHF 1'499.–", "CHF 104.10", "CHF 89.–", "In den Warenkorb", "{} pro Monat"),
    "SE": Shop("sv-SE", "SEK", "1249", "1 249 kr", "1 499 kr", "104 kr/mån", "899 kr", "Lägg i varukorgen", "från {}"),
    "PL": Shop("pl", "PLN", "1249.99", "1 249,99 zł", "1 499,00 zł", "124,99 zł", "89,95 zł", "Do koszyka", "10 rat x {}"),
    "JP": Shop("ja", "JPY", "12490", "￥12,490", "￥14,990", "￥1,040", "￥8,950", "カートに入れる", "月々 {}"),
    "JP yen": Shop("ja-JP", "JPY", "12490", "12,490円（税込）", "14,990円", "1,040円", "8,950円", "カートに入れる", "月々 {}"),
    "IN": Shop("en-IN", "INR", "124990", "₹1,24,990.00", "₹1,49,990.00", "₹10,415.00", "₹8,995.00", "Add to Cart", "EMI from {}"),
    "BR": Shop("pt-BR", "BRL", "1249.90", "R$ 1.249,90", "R$ 1.499,00", "R$ 124,99", "R$ 89,95", "Comprar", "ou 10x de {} sem juros"),
    "GB": Shop("en-GB", "GBP", "1249", "£1,249.00", "£1,499.00", "£104.08", "£89.95", "Add to basket", "or 12 payments of {}"),
    "US": Shop("en-US", "USD", "1249.95", "$1,249.95", "$1,499.00", "$104.16", "$89.95", "Add to Cart", "4 interest-free payments of {}"),
    "US small": Shop("en", "USD", "8.5", "$8.50", "$12.00", "$2.13", "$89.95", "Add to Cart", "4 payments of {}"),
}  # fmt: skip
NAME: Final = "Brünner & Söhne Wanderstiefel “Alpin” 42"
URL: Final = "https://store.example/de/catalog/wanderstiefel-alpin_884213.html"


def _node(shop: Shop, name: str = NAME, amount: str | None = None) -> dict[str, Any]:
    return {
        "name": name, "@type": "Product", "sku": "884213",
        "offers": {"availability": "http://schema.org/InStock", "priceCurrency": shop.currency, "@type": "Offer", "price": amount or shop.amount},
    }  # fmt: skip


def _script(document: Any, tag: str = "type='application/ld+json'", **how: Any) -> str:  # noqa: ANN401 - JSON
    return f"<script {tag}>\n{json.dumps(document, **how)}\n</script>"


def _plain_ld(shop: Shop) -> tuple[str, str]:
    node = {"@context": "http://schema.org/", **_node(shop)}
    return "", _script(node, 'data-n="1" type="application/ld+json" class=x', indent=2)


def _ld_list(shop: Shop) -> tuple[str, str]:
    node = {**_node(shop), "@context": "http://schema.org/", "@type": ["Product", "Thing"]}
    node["offers"] = [{**node["offers"], "price": float(shop.amount)}]
    crumbs = {"@type": "BreadcrumbList", "itemListElement": []}
    return _script([crumbs, node], ensure_ascii=False, separators=(",", ":")), ""


def _ld_related(shop: Shop) -> tuple[str, str]:
    node = _node(shop)
    node["isRelatedTo"] = [_node(shop, f"Sock {n}", f"{n + 5}.00") for n in range(4)]
    others = [_node(shop, f"Boot {n}", f"{n + 60}.00") for n in range(3)]
    return _script({"@context": "https://schema.org", **node}), "".join(map(_script, others))


def _graph(shop: Shop) -> tuple[str, str]:
    offer = {**_node(shop)["offers"], "@id": "#o"}
    page = {"@type": ["WebPage", "ItemPage"], "mainEntity": {"@id": "#p"}}
    node = {**_node(shop), "@id": "#p", "offers": {"@id": "#o"}}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": _node(shop, "Lace", "3")}]}  # fmt: skip
    return _script({"@graph": [page, offer, listed, node]}), ""


def _group(shop: Shop) -> tuple[str, str]:
    sizes = [{**_node(shop, f"{NAME} - {size}"), "size": size, "sku": f"884213-{size}"} for size in ("41", "42")]  # fmt: skip
    return _script({"@type": "ProductGroup", "name": NAME, "variesBy": "size", "hasVariant": sizes}), ""  # fmt: skip


def _unit_price(shop: Shop) -> tuple[str, str]:
    node = _node(shop)
    kind = {"@type": "UnitPriceSpecification", "priceCurrency": shop.currency}
    node["offers"]["priceSpecification"] = [{**kind, "price": "2.10", "referenceQuantity": {"value": 1, "unitCode": "KGM"}}, {**kind, "price": "99999", "priceType": "https://schema.org/ListPrice"}]  # fmt: skip
    return _script(node), ""


def _microdata(shop: Shop) -> tuple[str, str]:
    return "", f"""
    <DIV CLASS='wrap' itemtype='http://schema.org/Product' itemscope>
      <link itemprop=url href={URL}><meta content="{escape(NAME)}" itemprop="name">
      <div itemprop='brand' itemtype='http://schema.org/Brand' itemscope><span itemprop='name'>Brünner</span></div>
      <div itemscope itemprop=offers itemtype="http://schema.org/Offer">
        <meta content='{shop.currency}' itemprop='priceCurrency'>
        <meta content='{shop.amount}' itemprop='price'>
        <link href='http://schema.org/InStock' itemprop='availability'>
      </div></DIV>"""  # fmt: skip


def _microdata_text(shop: Shop) -> tuple[str, str]:
    cards = "".join(f'<li itemprop="isSimilarTo" itemscope itemtype="http://schema.org/Product"><b itemprop="name">Boot {n}</b><span itemprop="offers" itemscope itemtype="http://schema.org/Offer"><i itemprop="price">{shop.other}</i></span></li>' for n in range(5))  # fmt: skip
    return "", f"""<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">{escape(NAME)}</span>
    <p itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="priceCurrency" content="{shop.currency}"></span>
    <strong><span itemprop="price">{shop.price}</span></strong></p><ul>{cards}</ul></div>"""  # fmt: skip


def _microdata_beside(shop: Shop) -> tuple[str, str]:
    def item(name: str, amount: str) -> str:
        return f'<div itemscope itemtype="https://schema.org/Product"><span itemprop="name">{escape(name)}</span><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><data itemprop="price" value="{amount}"></data><meta itemprop="priceCurrency" content="{shop.currency}"></div></div>'  # fmt: skip

    return "", item(NAME, shop.amount) + "".join(item(f"Boot {n}", f"{n + 40}.5") for n in range(6))


def _rdfa(shop: Shop) -> tuple[str, str]:
    return "", f"""<div prefix="schema: http://schema.org/" typeof='schema:Product' resource="#p">
    <span property='schema:name' content='{escape(NAME)}'></span><div rel="schema:offers"><div typeof="schema:Offer">
    <span content="{shop.currency}" property="schema:priceCurrency"></span><span content="{shop.amount}" property="schema:price"></span></div></div></div>"""  # fmt: skip


def _rdfa_lite(shop: Shop) -> tuple[str, str]:
    cards = "".join(f'<div typeof="Product"><b property="name">Boot {n}</b><span property="offers" typeof="Offer"><i property="price">{shop.other}</i></span></div>' for n in range(3))  # fmt: skip
    return "", f"""<section vocab=http://schema.org/ typeof=Product><meta property=name content="{escape(NAME)}">
    <span typeof=Offer property=offers><span property="price" content={shop.amount}>{shop.price}</span><meta content={shop.currency} property=priceCurrency></span></section><div vocab="http://schema.org/">{cards}</div>"""  # fmt: skip


def _open_graph(shop: Shop) -> tuple[str, str]:
    return f"""<meta content='{escape(NAME)}' property='og:title' /><META CONTENT="og:product" PROPERTY="og:type" />
    <meta content="{shop.amount}" property="og:price:amount" /><meta content="{shop.currency}" property="og:price:currency" />""", ""  # fmt: skip


def _product_meta(shop: Shop) -> tuple[str, str]:
    return f"""<meta name="product:price:amount" content="{shop.price}"><meta name=product:price:currency content={shop.currency}>""", ""  # fmt: skip


def _state_of(shop: Shop) -> dict[str, Any]:
    others = [{"title": f"Boot {n}", "price": {"amount": n + 40, "currency": shop.currency}} for n in range(9)]  # fmt: skip
    own = {"title": NAME, "id": 884213, "price": {"amount": shop.amount, "currency": shop.currency}, "listPrice": {"amount": "99999"}}  # fmt: skip
    return {"user": None, "catalog": {"recommendations": others, "product": own}}


def _initial_state(shop: Shop) -> tuple[str, str]:
    return "", f"<script>\n  window.__INITIAL_STATE__={json.dumps(_state_of(shop))};(function(){{}}())</script>"  # fmt: skip


def _parsed_state(shop: Shop) -> tuple[str, str]:
    text = json.dumps(json.dumps(_state_of(shop)))
    return "", f"<script>window.__PRELOADED_STATE__ = JSON.parse({text});</script>"


def _next(shop: Shop) -> tuple[str, str]:
    state = {"props": {"pageProps": {"initialState": _state_of(shop)}}, "page": "/p/[id]"}
    return "", _script(state, 'id="__NEXT_DATA__" type="application/json" crossorigin="anonymous"')


def _nuxt(shop: Shop) -> tuple[str, str]:
    state = json.dumps(_state_of(shop)["catalog"]["product"])
    return "", f'<script>window.__NUXT__={{layout:"default",data:[{{product:{state}}}],error:null,serverRendered:!0}};</script>'  # fmt: skip


def _attribute(shop: Shop) -> tuple[str, str]:
    return "", f'<div id="app" data-page="{escape(json.dumps({"props": _state_of(shop)["catalog"]}))}"></div>'  # fmt: skip


def _nothing(_: Shop) -> tuple[str, str]:
    return "", ""


MARKUPS: Final[dict[str, Callable[[Shop], tuple[str, str]]]] = {
    "json-ld": _plain_ld, "json-ld list": _ld_list, "json-ld related": _ld_related, "graph": _graph,
    "group": _group, "unit price": _unit_price, "microdata": _microdata, "microdata text": _microdata_text,
    "microdata beside": _microdata_beside, "rdfa": _rdfa, "rdfa lite": _rdfa_lite, "open graph": _open_graph,
    "product meta": _product_meta, "state": _initial_state, "parsed state": _parsed_state, "next": _next,
    "nuxt": _nuxt, "attribute": _attribute, "visible": _nothing,
}  # fmt: skip


def _bem(shop: Shop, name: str) -> str:
    return f"""<div class="ProductInfo__wrap"><h1 class="ProductInfo__title">{name}</h1>
    <div class="ProductPrice"><span class="ProductPrice__current">{shop.price}</span><s class="ProductPrice__before">{shop.was}</s>
    <span class="ProductPrice__unit">{shop.part} / 100 g</span></div><div class="Finance">{shop.part_words.format(shop.part)}</div>
    <button type="submit" name="add">{shop.buy}</button></div>"""  # fmt: skip


def _utility(shop: Shop, name: str) -> str:
    return f"""<div class="flex gap-4"><h1 class="text-2xl font-bold">{name}</h1><p class="text-sm line-through text-gray-500">{shop.was}</p>
    <p class="text-xl" data-testid="pdp-price">{shop.price}</p><p class="text-xs">{shop.part_words.format(shop.part)}</p>
    <button class="btn btn-primary"><svg viewBox="0 0 9 9"><path d="M1 1"/></svg><span>{shop.buy}</span></button></div>"""  # fmt: skip


def _woo(shop: Shop, name: str) -> str:
    def amount(text: str) -> str:
        return f'<span class="woocommerce-Price-amount amount"><bdi>{text}</bdi></span>'

    return f"""<div class="summary entry-summary"><h1 class="product_title entry-title">{name}</h1><p class="price">
    <del aria-hidden="true">{amount(shop.was)}</del> <ins aria-hidden="true">{amount(shop.price)}</ins></p>
    <form class="cart" method="post"><button type="submit" name="add-to-cart" value="12" class="single_add_to_cart_button">{shop.buy}</button></form>
    <div class="installments">{shop.part_words.format(shop.part)}</div></div>"""  # fmt: skip


BOXES: Final[dict[str, Callable[[Shop, str], str]]] = {"bem": _bem, "utility": _utility, "woo": _woo}  # fmt: skip


def page(shop: Shop, markup: str, box: str) -> bytes:
    """Draw one page; the related goods look just like the product."""
    head, inside = MARKUPS[markup](shop)
    filler = "<p>Lorem ipsum 12.5 kg dolor 2024</p>" * 400
    cards = "".join(f'<article class="product-card"><a href="/de/catalog/boot-{n}.html"><h3>Boot {n}</h3><span class="price">{shop.other}</span></a></article>' for n in range(8))  # fmt: skip
    return f"""<!doctype html>
<html class="no-js" lang="{shop.lang}" dir=ltr><head><meta charset=utf-8>
<title>{escape(NAME)} kaufen – Store</title><link href="{URL}" rel="canonical"><style>.price{{color:#f00}}</style>{head}</head>
<body class="template-product"><!-- price: $1.00 --><header><a href="/cart">Cart <span class="cart-total">0.00</span></a></header>
<main>{BOXES[box](shop, escape(NAME))}{inside}{filler}<section class="recommendations"><h2>Mehr</h2>{cards}</section></main>
<footer><script>var a = "<span class='price'>$3.00</span>";</script></footer></body></html>""".encode()  # fmt: skip


def wanted(shop: Shop) -> tuple[Decimal, str]:
    """Return what must be read from every page of `shop`."""
    return Decimal(shop.amount), shop.currency
