"""Pages with one kind of evidence taken away: what reading would know of a shop that lacks it.

Each takes a parsed page and changes it in place; a person sees the same as before.
"""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from bolo.core.reading.document.charset import decode

Ablation = Callable[[LexborHTMLParser], None]
_KEPT_METAS: Final = frozenset({"viewport", "robots", "description"})
_VOCABULARY: Final = (
    "itemprop", "itemscope", "itemtype", "itemid", "itemref", "property", "typeof", "vocab",
    "resource", "about", "datatype",
)  # fmt: skip
_CALLED: Final = ("class", "id", "name", "for", "role")
_LANGUAGES: Final = ("lang", "hreflang")
_JSON: Final = re.compile(r"\s*[\[{]")
_WORD: Final = re.compile(r"\S+")
ELSEWHERE: Final = "https://shop.example/seen"
"""Stands for the address where a page must not tell by it where it comes from, nor what it is."""


def jsonld(tree: LexborHTMLParser) -> None:
    """Take JSON-LD away."""
    for node in tree.css("script"):
        if "ld+json" in (node.attributes.get("type") or "").lower():
            node.decompose()


def microdata(tree: LexborHTMLParser) -> None:
    """Take microdata and RDFa away; what they mark stays on the screen."""
    for node in tree.css("meta[itemprop],link[itemprop]"):
        node.decompose()
    for name in _VOCABULARY:
        for node in tree.css(f"[{name}]"):
            if node.tag != "meta":
                del node.attrs[name]


def metas(tree: LexborHTMLParser) -> None:
    """Take OpenGraph and all that metas tell away, but for the charset."""
    for node in tree.css("meta"):
        named = node.attributes.get("name") or node.attributes.get("property")
        if named and named.lower() not in _KEPT_METAS:
            node.decompose()


def state(tree: LexborHTMLParser) -> None:
    """Take scripts away, but for JSON-LD, and the JSON and data that attributes carry."""
    for node in tree.css("script"):
        if "ld+json" not in (node.attributes.get("type") or "").lower():
            node.decompose()
    for node in tree.css("body *"):
        for name, value in node.attributes.items():
            if name.startswith("data-") or (value and _JSON.match(value)):
                del node.attrs[name]


def classes(tree: LexborHTMLParser) -> None:
    """Give classes, ids and names words that mean nothing; alike stays alike."""
    for name in _CALLED:
        for node in tree.css(f"body [{name}]"):
            node.attrs[name] = _WORD.sub(_noise, node.attributes.get(name) or "")
    for node in tree.css("body [data-testid]"):
        del node.attrs["data-testid"]


def _noise(word: re.Match[str]) -> str:
    digest = sha256(word[0].encode()).digest()[:7]
    return "x" + "".join(chr(ord("g") + byte % 16) for byte in digest)


def language(tree: LexborHTMLParser) -> None:
    """Take away what states the language, the country and the page's own address."""
    for name in _LANGUAGES:
        for node in tree.css(f"[{name}]"):
            del node.attrs[name]
    for node in tree.css("meta[property='og:locale'],meta[http-equiv='content-language']"):
        node.decompose()


def address(tree: LexborHTMLParser) -> None:
    """Take away what states the page's own address."""
    for node in tree.css("link[rel=canonical],link[rel=alternate],meta[property='og:url']"):
        node.decompose()


def heading(tree: LexborHTMLParser) -> None:
    """Make headings plain text."""
    for node in tree.css("h1,h2"):
        node.insert_before(node.text(separator=" ", strip=True))
        node.decompose()


ABLATIONS: Final[dict[str, Ablation]] = {
    "jsonld": jsonld, "microdata": microdata, "metas": metas, "state": state, "classes": classes,
    "language": language, "address": address, "heading": heading,
}  # fmt: skip
WITHOUT_ADDRESS: Final = frozenset({"language", "address"})


def without(names: Iterable[str], body: bytes, url: str) -> tuple[bytes, str]:
    """Return the page and its address without what `names` take away."""
    tree = LexborHTMLParser(decode(body)[0])
    for name in names:
        ABLATIONS[name](tree)
    left = tree.html or ""
    return left.encode(), ELSEWHERE if WITHOUT_ADDRESS & set(names) else url
