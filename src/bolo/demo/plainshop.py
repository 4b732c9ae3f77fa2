"""The third shop: plain pages, each article in one of eight markups, in euros or in pounds.

Some pages answer as a guarded site does: with a block, or with a captcha.
"""

from collections.abc import Mapping

from bolo.demo.goods import Kind
from bolo.demo.markups import Subject, markup_of
from bolo.demo.moment import Moment
from bolo.demo.page import (
    Reply,
    Site,
    category_of,
    common_page,
    frame,
    home_page,
    list_page,
    near_by,
    not_found,
)
from bolo.demo.prices import Tag
from bolo.demo.shelves import Article, Shown, shelf
from bolo.demo.traps import TrapKind

TITLE = "Kontor Lindenau (demo)"

_BLOCK = b"""<!DOCTYPE html><html lang="en-US"><head><title>Attention Required! | Cloudflare</title>
<meta name="robots" content="noindex,nofollow"></head><body><div id="cf-wrapper">
<h1 data-translate="block_headline">Sorry, you have been blocked</h1>
<h2>You are unable to access this page</h2><div id="cf-error-details"><p>This website is using a
security service to protect itself from online attacks. The action you just performed triggered the
security solution.</p><p>Cloudflare Ray ID: <strong>8f0demo0street00</strong></p></div>
<p>Demo: this block is played by bolo's demo street; no such service is involved.</p>
</div></body></html>"""
_CAPTCHA = b"""<!DOCTYPE html><html lang="en"><head><title>Please verify you are a human</title>
<script type="text/plain" data-src="https://js.hcaptcha.com/1/api.js"></script></head><body>
<h1>One more step</h1><p>Please complete the security check to continue: are you a robot?</p>
<form action="/challenge" method="post"><div class="h-captcha"
data-sitekey="00000000-0000-0000-0000-000000000000"></div><button>Verify you are human</button>
</form><p>Demo: this captcha is played by bolo's demo street.</p></body></html>"""


def site(url: str) -> Site:
    """Return the shop at an address."""
    return Site(Kind.PLAIN, TITLE, url, "en", "/c/", "/p/", ending=".html")


def answer(site: Site, path: str, _query: Mapping[str, str], moment: Moment) -> Reply:
    """Answer a question put to the shop."""
    shown = shelf(Kind.PLAIN, moment)
    found = common_page(site, path, shown, moment)
    if found:
        return found
    match path.strip("/").split("/"):
        case [""]:
            return home_page(site, "Fresh on the counter", shown, moment)
        case ["c", slug]:
            goods = category_of(slug, shown)
            return list_page(site, slug.capitalize(), goods) if goods else not_found(site)
        case ["p", name]:
            for article, tags in shown:
                if f"{article.handle}.html" == name:
                    return _product(site, article, tags, shown)
    return not_found(site)


def _product(
    site: Site, article: Article, tags: tuple[Tag, ...], shown: tuple[Shown, ...]
) -> Reply:
    kind = article.trap.kind if article.trap else None
    if kind is TrapKind.BLOCKED:
        headers = {"Server": "cloudflare", "CF-RAY": "8f0demo0street00-DEM"}
        return Reply(_BLOCK, status=403, headers=headers)
    if kind is TrapKind.CAPTCHA:
        return Reply(_CAPTCHA)
    marked = markup_of(article)(Subject(site, article, tags))
    main = marked.body + near_by(site, article, shown)
    return Reply(frame(site, article.title, marked.head, main, marked.attributes))
