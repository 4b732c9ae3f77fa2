"""The HTML that all three shops share: the frame, lists of goods, texts, amounts for people."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from bolo.demo.dice import roll
from bolo.demo.families import CATEGORIES
from bolo.demo.goods import GOODS, Kind
from bolo.demo.moment import Moment
from bolo.demo.pictures import picture
from bolo.demo.prices import Tag
from bolo.demo.shelves import Article, Shown, bargains_first

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
NEAR_BY = 8
ON_HOME_PAGE = 48
_GOOD = {good.number: good for good in GOODS}
_ROBOTS = "User-agent: *\nDisallow: /checkout\nDisallow: /admin\nSitemap: {}/sitemap.xml\n"

_STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--dim:#667085;--line:#e4e7ec;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e7eaf0;--dim:#98a2b3;--line:#2b3240;--paper:#12161d}}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);
background:var(--paper)}a{color:inherit}
header,main,footer{max-width:1080px;margin:0 auto;padding:20px}
header{display:flex;flex-wrap:wrap;gap:6px 18px;align-items:baseline}header b{font-size:20px}
nav a{margin-right:14px;color:var(--dim);text-decoration:none;font-size:14px}
.demo{background:#fde68a;color:#713f12;text-align:center;padding:6px;font-size:14px}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:18px;padding:0}
.card{list-style:none;border:1px solid var(--line);border-radius:12px;overflow:hidden}
.card img{width:100%;display:block}.card p{margin:8px 12px}.good{display:grid;gap:32px;
grid-template-columns:repeat(auto-fit,minmax(280px,1fr))}.good img{width:100%;border-radius:16px}
.price{font-size:28px;font-weight:700}.card .price{font-size:16px}
del{color:var(--dim);margin-left:10px}
table{border-collapse:collapse;width:100%;margin:20px 0}td,th{text-align:left;padding:8px 10px;
border-bottom:1px solid var(--line)}.buy{padding:12px 26px;border:0;border-radius:10px;
background:#1d4ed8;color:#fff;font-size:16px}
footer{color:var(--dim);border-top:1px solid var(--line);
font-size:14px}.out{color:#b42318}
"""
_PRAISE = (
    "It was made to be used every day, and to be mended when that day comes.",
    "The makers speak of three years of work; one believes it on taking it in the hand.",
    "It does one thing, does it well, and stays out of the way.",
    "Reviewers of papers that do not exist have praised it at length.",
    "It comes with a printed manual, which is rare enough by now.",
    "Each one is checked by a person before it leaves the workshop.",
    "The finish is matt, the edges are soft, the weight is right.",
    "Whoever has tried it for a week is slow to give it back.",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a shop answers."""

    body: bytes
    type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Site:
    """A shop as its pages know it; `url` without a slash at the end."""

    kind: Kind
    title: str
    url: str
    lang: str
    shelf_path: str
    """What comes before a category's slug in an address."""
    good_path: str
    """What comes before a good's handle in an address."""
    ending: str = ""

    def page_of(self, article: Article) -> str:
        """Return the address of its page."""
        return f"{self.url}{self.good_path}{article.handle}{self.ending}"

    def picture_of(self, article: Article) -> str:
        """Return the address of its picture."""
        return f"{self.url}/images/{article.good.number}.svg"


def plain(amount: int) -> str:
    """Return hundredths as machines read them: `1299.90`."""
    return f"{amount // 100}.{amount % 100:02d}"


def local(amount: int, currency: str) -> str:
    """Return hundredths as people of that currency read them: `1.299,90 €`, `£1,299.00`."""
    text = f"{amount // 100:,}.{amount % 100:02d}"
    if currency in {"USD", "GBP"}:
        return {"USD": "$", "GBP": "£"}[currency] + text
    continental = text.translate(str.maketrans(",.", ".,"))
    return f"{continental} {'€' if currency == 'EUR' else 'kr'}"


def tags_html(tag: Tag) -> str:
    """Return the price block that people see."""
    was = f"<del>{local(tag.was, tag.currency)}</del>" if tag.was else ""
    return f'<p class="price"><span>{local(tag.price, tag.currency)}</span>{was}</p>'


def stock_html(tag: Tag) -> str:
    """Return the line about stock that people see."""
    return "<p>In stock, ready to ship</p>" if tag.in_stock else '<p class="out">Sold out</p>'


def description(article: Article) -> str:
    """Return three sentences about it."""
    praise = sorted(_PRAISE, key=lambda one: roll(1 << 30, one, article.number))[:2]
    condition = "Sold as described in the title, without returns. " if article.damaged else ""
    return f"{condition}{article.title}. {' '.join(praise)}"


def facts_html(article: Article) -> str:
    """Return the table of facts that people see; identifiers only where the shop shows them."""
    rows = {"Brand": article.brand, "Category": article.good.category.title}
    if article.good.spec:
        rows["Specification"] = article.good.spec
    if len(article.choices) == 1:
        only = article.choices[0]
        rows |= {"EAN": article.gtin_of(only) or "", "Part number": article.mpn_of(only) or ""}
    body = "".join(f"<tr><th>{k}</th><td>{escape(v)}</td></tr>" for k, v in rows.items() if v)
    return f"<table>{body}</table>"


def card(site: Site, shown: Shown, *, prices: bool = True) -> str:
    """Return one good in a list."""
    article, tags = shown
    price = tags_html(tags[0]) if prices else ""
    return (
        f'<li class="card"><a href="{site.page_of(article)}">'
        f'<img src="{site.picture_of(article)}" alt="" loading="lazy" width="400" height="400">'
        f"<p>{escape(article.title)}</p></a>{price}</li>"
    )


def near_by(site: Site, article: Article, shelf: Iterable[Shown]) -> str:
    """Return other goods of the same category, without prices."""
    same = article.good.category
    others = [one for one in shelf if one[0].good.category is same and one[0] is not article]
    cards = "".join(card(site, one, prices=False) for one in others[:NEAR_BY])
    return f'<h2>Others also looked at</h2><ul class="grid">{cards}</ul>' if cards else ""


def json_script(data: object, kind: str = "application/ld+json", name: str = "") -> str:
    """Return data in a script element, safe inside HTML."""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    mark = f' id="{name}"' if name else ""
    return f'<script{mark} type="{kind}">{text}</script>'


def frame(site: Site, title: str, head: str, main: str, attributes: str = "") -> bytes:
    """Return a whole page, marked as demo above and below."""
    links = "".join(
        f'<a href="{site.url}{site.shelf_path}{one.slug}">{one.title}</a>' for one in CATEGORIES
    )
    return (
        f'<!doctype html><html lang="{site.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} | {escape(site.title)}</title>"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="generator" content="bolo demo street"><style>{_STYLE}</style>{head}</head>'
        f'<body{attributes}><div class="demo">Demo: an invented shop, nothing here is for sale.'
        f'</div><header><b><a href="{site.url}/">{escape(site.title)}</a></b><nav>{links}</nav>'
        f"</header><main>{main}</main><footer><p>{escape(site.title)} is part of bolo's demo "
        "street. Shop, brands, goods and prices are invented; nothing can be bought.</p></footer>"
        "</body></html>"
    ).encode()


def home_page(
    site: Site, title: str, shown: Iterable[Shown], moment: Moment, head: str = ""
) -> Reply:
    """Return the home page: the best of the day."""
    return list_page(site, title, bargains_first(shown, moment)[:ON_HOME_PAGE], head)


def list_page(site: Site, title: str, shelf: Iterable[Shown], head: str = "") -> Reply:
    """Return a category."""
    cards = "".join(card(site, one) for one in shelf)
    return Reply(frame(site, title, head, f'<h1>{escape(title)}</h1><ul class="grid">{cards}</ul>'))


def category_of(slug: str, shelf: Iterable[Shown]) -> list[Shown]:
    """Return what of a shelf belongs to a category."""
    return [one for one in shelf if one[0].good.category.slug == slug]


def as_json(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Return data as JSON."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(body, JSON, status, headers or {})


def not_found(site: Site) -> Reply:
    """Say that there is no such page."""
    body = frame(site, "Not found", "", "<h1>Not found</h1><p>There is no such page here.</p>")
    return Reply(body, status=404)


def common_page(site: Site, path: str, shown: Iterable[Shown], moment: Moment) -> Reply | None:
    """Answer what every shop has: robots.txt, the sitemap, pictures; `None` for anything else."""
    if path == "/robots.txt":
        return Reply(_ROBOTS.format(site.url).encode(), "text/plain; charset=utf-8")
    if path == "/sitemap.xml":
        return Reply(
            _sitemap(site, bargains_first(shown, moment)), "application/xml; charset=utf-8"
        )
    number = path.removeprefix("/images/").removesuffix(".svg")
    if path == f"/images/{number}.svg" and number.isdecimal() and int(number) < len(GOODS):
        return Reply(picture(_GOOD[int(number)]), "image/svg+xml")
    return None


def _sitemap(site: Site, shown: Iterable[Shown]) -> bytes:
    places = [site.page_of(article) for article, _ in shown]
    entries = "".join(f"<url><loc>{escape(place)}</loc></url>" for place in places)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    ).encode()
