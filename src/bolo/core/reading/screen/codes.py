"""The shop's own number of a product: stated by a markup, printed beside a label, in the address.

A maker's number says nothing of the shop, so what stands in the product's name is none; a
number of the address counts more when the page uses it by itself.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from bolo.core.identifiers import gtin
from bolo.core.reading.document.source import Source, plain
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.vocabulary.code_labels import is_label, label_ends, without_label

_STATED, _LABELLED, _LONE, _USED, _IN_ADDRESS, _WEAK = 40, 36, 30, 28, 16, 14
_IN_NAME: Final = 10
_VALUE = re.compile(
    r"[\s:：#№.()\[\-–]*([A-Za-z0-9]+(?:[._/\-][A-Za-z0-9]+)*)(?![\w%]|[.,]\d|\s?[€$£])"
)
_TAGS_BEFORE = re.compile(r"^[^<>]*>|<[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_NAMED = re.compile(
    r"(?:\w*(?:sku|asin|item_?id|prod(?:uct)?_?(?:id|no|nr|code)|article_?(?:id|no)|goods_?(?:id|no)"
    r"|offer_?id|ad_?id|(?:item|goods|i|g|prod(?:uct)?)_?(?:code|cd))|pid|id|item|p|prod|product|art|artnr)",
    re.IGNORECASE,
)
_MARKED = re.compile(r'itemprop="sku"([^>]*)>([^<]{0,80})')
_CALLED = re.compile(
    r"(?:class|id)=[\"'](?:[\w \-]*[ _\-])?"
    r"(?:sku(?:[_\-]?(?:code|number|no|nr|value|id|ref(?:erence)?))?"
    r"|(?:product|item|article|artikel|produkt)[_\-]?(?:ref(?:erence)?|code|number|no|nr|nummer|sku)"
    r")(?: [^\"']*)?[\"'][^>]*>"
    r"[\s\[(#]*([A-Za-z0-9][\w./\-]{2,31})[\s\])]*<",
    re.IGNORECASE,
)
_CALLS: Final = (
    "sku", "Sku", "SKU", "product-ref", "product_ref", "product-code", "product_code",
    "product-number", "item-number", "article-number",
)  # fmt: skip
_CONTENT = re.compile(r'content="([^"]{1,60})"')
_DATA = re.compile(
    r"""\bdata-(?:product[-_]?|item[-_]?|variant[-_]?)?(?:sku|code|number|ref(?:erence)?)="""
    r"""["']?([A-Za-z0-9][\w./\-]{2,31})["'\s>]"""
)
_SPACED = re.compile(
    r"[\s:：#]*(?!(?:NR|NO|ID|REF|SKU|EAN|UPC|GTIN|ISBN|ART|MPN) )"
    r"([A-Z]{1,4}(?: [A-Z]{0,3}\d[\dA-Z./\-]*){1,3}|\d{2,6}(?: \d{2,6}){1,3})[\s.)\]]*"
)
"""A number in pieces, which is all that an element says: "AB 1234", "302 638 80"."""
_OF_PRODUCT = re.compile(
    r"sku|(?:product|prod\.?|item|article|art\.?|style|catalog(?:ue)?).{0,3}(?:code|no|num|ref|id|#)",
    re.IGNORECASE,
)
_LONE_SKU = re.compile(rb'"sku"\s*:\s*"?([\w./\-]{3,40})["\s,}]')
_NAMED_VALUE = re.compile(r"(?=[A-Z]*\d)[A-Z0-9]{6,20}")
_SPLIT = re.compile(r"[-_,.~+ ]")
_RUNS = re.compile(r"\d{5,}")
_NUMBERED = re.compile(r"\d{5}|[A-Z0-9]{6}")
_MIXED = re.compile(r"(?=(?:[A-Z]*\d){3})[A-Z0-9]{6,16}|B0[A-Z0-9]{8}")
_CODED = re.compile(r"(?=[^\d]*\d)(?=[\d-]*[A-Z])[A-Z0-9]{2,12}-[A-Z0-9]{3,16}")
"""A segment that is nothing but a code, like ABCD0E-A900FGHIJ; a name has small letters."""
_REGION: Final = 60_000
_NEAR: Final = 8_000
_BEFORE: Final = 80
_ABOVE: Final = 400
_MOST_COLONS: Final = 300
_MOST_HITS: Final = 40
_OPENING: Final = frozenset("\"'>: ,[(")
_FEWEST_DIGITS: Final = 2
_SHORTEST: Final = 3
_NONE: Final = frozenset({"N/A", "NONE", "NULL"})
_LONGEST: Final = 32
_EAN: Final = 13


@dataclass(frozen=True, slots=True)
class Code:
    """One number that may be the shop's own, and where it came from."""

    source: str
    text: str
    weight: int


def codes(source: Source, drafts: list[Draft], title: str | None) -> list[Code]:
    """Return what may be the shop's number, each once, the likeliest first."""
    found = list(_stated(drafts, title or ""))
    if len(found) == 1 and found[0].weight == _STATED:
        return found
    if not any(one.weight >= _LONE for one in found):
        found.extend(_searched(source, title or ""))
    sums: dict[str, Code] = {}
    for one in found:
        known = sums.get(one.text)
        weight = max(one.weight, known.weight) + 4 if known else one.weight
        sums[one.text] = Code(known.source if known else one.source, one.text, weight)
    return sorted(sums.values(), key=lambda one: -one.weight)


def worldwide(found: list[Code]) -> str | None:
    """Return the EAN or ISBN that a markup gives for the shop's own number."""
    eans = (one.text for one in found if one.weight >= _STATED and len(one.text) == _EAN)
    return next((ean for text in eans if (ean := gtin(text)) is not None), None)


def _stated(drafts: list[Draft], title: str) -> Iterator[Code]:
    for draft in drafts:
        if draft.sku:
            yield Code(draft.source, without_label(draft.sku), _weight(draft, title))
        if draft.code:
            yield Code(draft.source, draft.code, _WEAK if draft.code.isdigit() else _LONE)


def _weight(draft: Draft, title: str) -> int:
    sku = draft.sku or ""
    if " " in sku and (sku in title or not any(map(str.isdigit, sku))):
        return _IN_NAME
    return _STATED


def _searched(source: Source, title: str) -> Iterator[Code]:
    label = _labelled(source)
    if label is not None:
        yield Code("label", label, _LABELLED)
    elif (called := _called(source)) is not None:
        yield Code("name", called, _LONE)
    elif (carried := _in_data(source)) is not None:
        yield Code("data", carried, _LONE)
    yield from _in_address(source, title)
    raw = [script.raw for script in source.scripts if b'"sku"' in script.raw]
    lone = {match[1] for one in raw for match in _LONE_SKU.finditer(one)}
    if len(lone) == 1:
        yield Code("script", lone.pop().decode(), _LONE)


def numbered(source: Source) -> bool:
    """Say whether one number, and no other, stands beside such labels after the heading."""
    places = _places(source.text, max(source.heading_at, source.body))
    return len({value for at in places if (value := _after_label(source, at))}) == 1


def _labelled(source: Source) -> str | None:
    """Return the number that is printed beside the words for it, near the heading first."""
    begin = max(source.heading_at, source.body)
    if (marked := _marked(source.text, begin)) is not None:
        return without_label(marked)
    for at in _places(source.text, begin):
        value = _after_label(source, at)
        if value is not None:
            return value
    above = max(source.heading_at - _ABOVE, source.body)
    ends = label_ends(source.text, above, source.heading_at) if source.heading_at > 0 else []
    return next((value for at in ends if (value := _after_label(source, at))), None)


def _marked(text: str, begin: int) -> str | None:
    """Return what an element near the heading states as the SKU, or the only one anywhere."""
    if 'itemprop="sku"' not in text:
        return None
    found: dict[str, int] = {}
    for marked in islice(_MARKED.finditer(text), _MOST_HITS):
        content = _CONTENT.search(marked[1])
        if value := (content[1] if content else plain(marked[2])).strip():
            found[value] = max(found.get(value, -1), marked.start())
    near = (value for value, at in found.items() if begin <= at < begin + _NEAR)
    return next(near, next(iter(found), None) if len(found) == 1 else None)


def _in_data(source: Source) -> str | None:
    """Return the only number near the heading that elements carry as the SKU, unseen."""
    begin = max(source.heading_at, source.body)
    found = {data[1] for data in _DATA.finditer(source.text, begin, begin + _NEAR)}
    lone = found.pop() if len(found) == 1 else ""
    return lone if sum(map(str.isdigit, lone)) >= _FEWEST_DIGITS else None


def _called(source: Source) -> str | None:
    """Return the number in an element that is called after the SKU, with no word beside it."""
    begin = max(source.heading_at, source.body)
    for word in _CALLS:
        at = source.text.find(word, begin, begin + _NEAR)
        if at < 0:
            continue
        found = _CALLED.search(source.text, max(begin, at - _BEFORE), begin + _NEAR)
        if found and sum(map(str.isdigit, found[1])) >= _FEWEST_DIGITS:
            return found[1]
    return None


def _places(text: str, begin: int) -> Iterator[int]:
    """Yield where a label may end: at colons, and where elements end that say no more.

    Those near the heading come first.
    """
    near = begin + _NEAR
    yield from _colons(text, begin, near)
    yield from label_ends(text, begin, near)
    yield from _colons(text, near, begin + _REGION)


def _colons(text: str, begin: int, end: int) -> Iterator[int]:
    for sign in (":", "："):
        at = begin
        for _ in range(_MOST_COLONS):
            at = text.find(sign, at + 1, end)
            if at < 0:
                break
            if text[at + 1 : at + 2] != "/":
                yield at


def _after_label(source: Source, at: int) -> str | None:
    text = source.text
    before = text[max(0, at - _BEFORE) : at]
    own = before.rpartition(">")[2]
    words = " ".join(_TAGS_BEFORE.sub(" ", before).split())
    if not (is_label(words) or is_label(own.strip())) or not source.prints(at):
        return None
    pieces = map(plain, _TAG.split(text[at : at + 240]))
    piece = next((one for one in pieces if any(map(str.isalnum, one))), "")
    if (spaced := _SPACED.fullmatch(piece)) is not None:
        return spaced[1]
    value = _VALUE.match(piece)
    if value is None or len(value[1]) > _LONGEST:
        return None
    digits = sum(map(str.isdigit, value[1])) + ("-" in value[1])
    alone = not piece[value.end() :].strip(" .)]") and value[1].upper() not in _NONE
    return value[1] if digits >= _FEWEST_DIGITS or (alone and _coded(value[1], own)) else None


def _coded(text: str, label: str) -> bool:
    """Say whether a value that is all there is beside a label is a code: "model1", "FCSBB"."""
    spelt = text.isupper() and len(text) >= _SHORTEST and _OF_PRODUCT.search(label)
    return bool(spelt) or any(map(str.isdigit, text))


def _in_address(source: Source, title: str) -> Iterator[Code]:
    """Yield numbers of the page's own address, those that the page uses elsewhere first."""
    if not _NUMBERED.search(source.url):
        return
    for forms in _tokens(source.canonical or source.url, source.url):
        usable = [form for form in forms if form not in title]
        if not usable:
            continue
        uses = {form: _uses(source, form) for form in usable}
        best = max(usable, key=lambda form: uses[form])
        few = sum(map(str.isdigit, best)) <= _FEWEST_DIGITS and not best.startswith("B0")
        if few and not uses[best]:
            continue  # a word with a digit, unless the page uses it
        yield Code("address", best, _USED + min(uses[best], 3) if uses[best] else _IN_ADDRESS)


def _tokens(canonical: str, url: str) -> Iterator[list[str]]:
    """Yield the numbers of an address from its end, each in the forms it may have."""
    for name, value in parse_qsl(urlsplit(url).query):
        if _NAMED.fullmatch(name) and (_RUNS.fullmatch(value) or _NAMED_VALUE.fullmatch(value)):
            yield [value]
    path = unquote(urlsplit(canonical).path)
    for segment in reversed(path.split("/")):
        whole = _CODED.fullmatch(segment)
        for token in [segment] if whole else reversed(_SPLIT.split(segment)):
            if whole or (token.isdigit() and len(token) > len("9999")):
                yield [token]
            elif _MIXED.fullmatch(token):
                yield [token, *_RUNS.findall(token)]
            elif runs := _RUNS.findall(token):
                yield list(reversed(runs))


def _uses(source: Source, code: str) -> int:
    """Count where the page has `code` by itself, not inside an address or a longer word."""
    text, raw = source.text, code.encode()
    found = islice(re.finditer(re.escape(code) + r"(?![\w\-])", text), _MOST_HITS)
    count = sum(1 for one in found if text[one.start() - 1] in _OPENING)
    for script in source.scripts:
        inside = islice(re.finditer(re.escape(raw) + rb"(?![\w\-])", script.raw), _MOST_HITS)
        count += sum(1 for one in inside if chr(script.raw[one.start() - 1]) in _OPENING)
    return count
