"""Eight ways to say the same of a product in HTML; every page also says it to the eye."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from bolo.demo.goods import Choice
from bolo.demo.page import (
    Site,
    description,
    facts_html,
    json_script,
    local,
    plain,
    stock_html,
    tags_html,
)
from bolo.demo.prices import Tag
from bolo.demo.shelves import Article

SCHEMA = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Marked:
    """A product page in the making: what goes into the head, into the body, onto the body."""

    head: str
    body: str
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the page is about."""

    site: Site
    article: Article
    tags: tuple[Tag, ...]

    @property
    def url(self) -> str:
        """The address of the page."""
        return self.site.page_of(self.article)

    @property
    def image(self) -> str:
        """The address of the picture."""
        return self.site.picture_of(self.article)

    @property
    def only(self) -> tuple[Choice, Tag]:
        """The first variant and its tag."""
        return self.article.choices[0], self.tags[0]


def availability(tag: Tag) -> str:
    """Return it as schema.org says it."""
    return f"{SCHEMA}/{'InStock' if tag.in_stock else 'OutOfStock'}"


def condition(article: Article) -> str:
    """Return it as schema.org says it."""
    return f"{SCHEMA}/{'Damaged' if article.damaged else 'New'}Condition"


def offer(subject: Subject, tag: Tag, url: str | None = None) -> dict[str, object]:
    """Return a schema.org Offer."""
    return {
        "@type": "Offer",
        "url": url or subject.url,
        "price": plain(tag.price),
        "priceCurrency": tag.currency,
        "availability": availability(tag),
        "itemCondition": condition(subject.article),
        "seller": {"@type": "Organization", "name": subject.site.title},
    }


def identifiers(article: Article, choice: Choice) -> dict[str, object]:
    """Return what the shop shows of a variant's identifiers."""
    stated = {
        "sku": f"{article.number}-{article.choices.index(choice) + 1}",
        "gtin13": article.gtin_of(choice),
        "mpn": article.mpn_of(choice),
    }
    return {name: value for name, value in stated.items() if value}


def product(subject: Subject) -> dict[str, object]:
    """Return a schema.org Product with one offer."""
    choice, tag = subject.only
    return {
        "@type": "Product",
        "name": subject.article.title,
        "image": [subject.image],
        "description": description(subject.article),
        "category": subject.article.good.category.title,
        "brand": {"@type": "Brand", "name": subject.article.brand},
        **identifiers(subject.article, choice),
        "offers": offer(subject, tag),
    }


def product_group(subject: Subject) -> dict[str, object]:
    """Return a schema.org ProductGroup whose variants have offers of their own."""
    article = subject.article
    way = article.vary.value if article.vary else ""
    name = {"Colour": "color", "Capacity": "size"}[way]
    return {
        "@context": SCHEMA,
        "@type": "ProductGroup",
        "name": article.title,
        "url": subject.url,
        "productGroupID": str(article.number),
        "variesBy": [f"{SCHEMA}/{name}"],
        "brand": {"@type": "Brand", "name": article.brand},
        "hasVariant": [
            {
                "@type": "Product",
                "name": f"{article.title} {choice.name}",
                name: choice.name,
                "image": subject.image,
                **identifiers(article, choice),
                "offers": offer(subject, tag, f"{subject.url}?variant={place}"),
            }
            for place, (choice, tag) in enumerate(zip(article.choices, subject.tags, strict=True))
        ],
    }


def _seen(subject: Subject, extra: str = "") -> str:
    """Return what people see of the product, with nothing for machines."""
    article = subject.article
    return (
        f'<div class="good"><img src="{subject.image}" alt="" width="400" height="400"><div>'
        f"<h1>{escape(article.title)}</h1>{tags_html(subject.tags[0])}"
        f"{stock_html(subject.tags[0])}{extra}"
        f'<button class="buy" disabled>Add to basket</button>'
        f"<p>{escape(description(article))}</p>{facts_html(article)}</div></div>"
    )


def json_ld(subject: Subject) -> Marked:
    """Put one Product into JSON-LD."""
    data = {"@context": SCHEMA, **product(subject)}
    return Marked(json_script(data), _seen(subject))


def graph(subject: Subject) -> Marked:
    """Put a Product among other things in an `@graph`."""
    site = subject.site
    crumbs = [("Home", f"{site.url}/"), (subject.article.title, subject.url)]
    data = {
        "@context": SCHEMA,
        "@graph": [
            {"@type": "WebSite", "@id": f"{site.url}/#site", "name": site.title, "url": site.url},
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": name, "item": url}
                    for place, (name, url) in enumerate(crumbs, start=1)
                ],
            },
            {"@id": f"{subject.url}#product", **product(subject)},
        ],
    }
    return Marked(json_script(data), _seen(subject))


def grouped(subject: Subject) -> Marked:
    """Put a ProductGroup into JSON-LD, and a choice for people."""
    options = "".join(
        f"<li>{escape(choice.name or '')}: {local(tag.price, tag.currency)}</li>"
        for choice, tag in zip(subject.article.choices, subject.tags, strict=True)
    )
    return Marked(json_script(product_group(subject)), _seen(subject, f"<ul>{options}</ul>"))


def _attributes(subject: Subject, words: dict[str, str]) -> str:
    """Return the page with attributes around what people see; `words` name the attributes."""
    choice, tag = subject.only
    name, link, scope = words["name"], words["link"], words["scope"]
    article = subject.article
    stated = "".join(
        f'<meta {name}="{key}" content="{escape(str(value))}">'
        for key, value in identifiers(article, choice).items()
    )
    was = f"<del>{local(tag.was, tag.currency)}</del>" if tag.was else ""
    return (
        f'<div class="good" {scope.format("Product")}>'
        f'<img {name}="image" src="{subject.image}" alt="" width="400" height="400"><div>'
        f'<h1 {name}="name">{escape(article.title)}</h1>{stated}'
        f'<p {name}="brand" {scope.format("Brand")}>by <span {name}="name">'
        f"{escape(article.brand)}</span></p>"
        f'<div {name}="offers" {scope.format("Offer")}>'
        f'<meta {name}="priceCurrency" content="{tag.currency}">'
        f'<p class="price"><span {name}="price" content="{plain(tag.price)}">'
        f"{local(tag.price, tag.currency)}</span>{was}</p>"
        f'<link {link}="availability" href="{availability(tag)}">'
        f'<link {link}="itemCondition" href="{condition(article)}">{stock_html(tag)}</div>'
        f'<button class="buy" disabled>Add to basket</button>'
        f'<p {name}="description">{escape(description(article))}</p>{facts_html(article)}'
        "</div></div>"
    )


def microdata(subject: Subject) -> Marked:
    """Put microdata around what people see."""
    scope = 'itemscope itemtype="https://schema.org/{}"'
    return Marked(
        "", _attributes(subject, {"name": "itemprop", "link": "itemprop", "scope": scope})
    )


def rdfa(subject: Subject) -> Marked:
    """Put RDFa Lite around what people see."""
    words = {"name": "property", "link": "property", "scope": 'typeof="{}"'}
    return Marked("", _attributes(subject, words), ' vocab="https://schema.org/"')


def open_graph(subject: Subject) -> Marked:
    """Use OpenGraph with the product properties that shops use."""
    choice, tag = subject.only
    article = subject.article
    stated = {
        "og:type": "product",
        "og:title": article.title,
        "og:url": subject.url,
        "og:image": subject.image,
        "og:site_name": subject.site.title,
        "product:brand": article.brand,
        "product:price:amount": plain(tag.price),
        "product:price:currency": tag.currency,
        "product:availability": "in stock" if tag.in_stock else "out of stock",
        "product:condition": "used" if article.damaged else "new",
        "product:retailer_item_id": str(article.number),
        "product:ean": article.gtin_of(choice),
        "product:mfr_part_no": article.mpn_of(choice),
    }
    head = "".join(
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in stated.items()
        if value
    )
    return Marked(head, _seen(subject))


def next_data(subject: Subject) -> Marked:
    """Embed the state of a Next.js page, as the browser would take it over."""
    choice, tag = subject.only
    article = subject.article
    state = {
        "props": {
            "pageProps": {
                "product": {
                    "id": article.number,
                    "name": article.title,
                    "brand": {"name": article.brand},
                    "url": subject.url,
                    "image": subject.image,
                    "price": plain(tag.price),
                    "priceCurrency": tag.currency,
                    "availability": "InStock" if tag.in_stock else "OutOfStock",
                    "itemCondition": condition(article),
                    **identifiers(article, choice),
                }
            }
        },
        "page": "/p/[handle]",
        "query": {"handle": article.handle},
        "buildId": "demo",
    }
    script = json_script(state, "application/json", "__NEXT_DATA__")
    return Marked("", f'<div id="__next">{_seen(subject)}</div>{script}')


def visible(subject: Subject) -> Marked:
    """Say nothing to machines at all."""
    return Marked("", _seen(subject))


def two_prices(subject: Subject) -> Marked:
    """State two prices alike, as shops do that ask less of the holders of their card."""
    _, tag = subject.only
    carded = replace(tag, price=tag.price * 84 // 100, was=None)
    told = {**product(subject), "offers": offer(subject, carded)}
    seen = (
        f'<p class="price"><span>{local(tag.price, tag.currency)}</span> as a guest</p>'
        f'<p class="price"><span>{local(carded.price, tag.currency)}</span> with our card</p>'
    )
    article = subject.article
    head = open_graph(subject).head + json_script({"@context": SCHEMA, **told})
    body = (
        f'<div class="good"><img src="{subject.image}" alt="" width="400" height="400"><div>'
        f"<h1>{escape(article.title)}</h1>{seen}{stock_html(tag)}"
        f"<p>{escape(description(article))}</p>{facts_html(article)}</div></div>"
    )
    return Marked(head, body)


Markup = Callable[[Subject], Marked]
TWO_PRICED = frozenset([7, 12, 25])
"""Goods that the plain shop, and one other at most, sells; nothing else happens to them."""
SINGLE: tuple[Markup, ...] = (json_ld, graph, microdata, rdfa, open_graph, next_data, visible)


def markup_of(article: Article) -> Markup:
    """Return the way in which the plain shop marks up an article, always the same."""
    if article.number in TWO_PRICED and article.trap is None:
        return two_prices
    return grouped if article.vary else SINGLE[article.number % len(SINGLE)]
