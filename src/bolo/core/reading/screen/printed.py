"""Brand, model number and EAN as a page prints them beside words for them: "Marke: Sony".

Asked only where no markup states a brand. What stands first after the heading counts; further
down, shops print the same of other goods.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final

from bolo.core.identifiers import gtin
from bolo.core.reading.document.source import Source, plain

_WORDS: Final = {
    "brand": "brand|brand name|marke|markenname|marque|marca|merk|merknaam|märke|varemærke|mærke"
    "|merke|značka|márka|marka|tuotemerkki|zīmols|prekės ženklas|бренд|торговая марка|ブランド"
    "|ブランド名|品牌|브랜드|מותג",
    "maker": "make|manufacturer|make/manufacturer|make / manufacturer|maker|hersteller|fabricant"
    "|fabricante|fabrikant|produttore|producent|výrobce|výrobca|gyártó|tillverkare|valmistaja"
    "|ražotājs|gamintojas|tootja|производитель|メーカー|メーカー名|製造元|제조사|יצרן",
    "model": "mpn|mpn #|model|model name|model number|model no|model #|item model number"
    "|model name/number|model name / number|part number|manufacturer part number"
    "|manufacturers part number|manufacturer part no"
    "|manufacturer's part number|manufacturer part #|manufacturer model number|mfr. model #"
    "|mfr model #|mfr. model number|mfr. model no|mfr. part #|mfr part #|mfr. part number"
    "|mfr part number|mfr. part no|mfr. no|mfr #|mfg. part #|mfg part #|mfg. part number"
    "|mfg part number|oem part number|modell|modellnummer|modell-nr|modellnr|modell nr"
    "|herstellernummer|hersteller-nr|herstellernr|hersteller-artikelnummer"
    "|herstellerartikelnummer|hersteller-artikelnr|hersteller-art.-nr|herst.-art.-nr"
    "|hersteller-teilenummer|herstellerteilenummer|hersteller teilenummer|modèle"
    "|numéro de modèle|numéro du modèle|numéro du modèle de l'article|n° de modèle|n° modèle"
    "|référence fabricant|référence du fabricant|réf. fabricant|réf fabricant|ref. fabricant"
    "|réf. du fabricant|référence constructeur|réf. constructeur|modello|numero modello"
    "|numero modello articolo|codice produttore|cod. produttore|modelo|número de modelo"
    "|número de modelo del producto|n.º de modelo|ref. fabricante|referencia del fabricante"
    "|referência do fabricante|typenummer fabrikant|artikelnummer fabrikant"
    "|tillverkarens artikelnummer|ražotāja kods|kod producenta|kód výrobce"
    "|артикул производителя|модель|型番|型號|型号|모델명|모델번호|דגם",
    "code": "ean|ean code|ean-code|ean-13|ean 13|ean13|ean-nummer|gtin|gtin-8|gtin-12|gtin-13"
    "|gtin-14|gtin13|upc|upc code|isbn|isbn-10|isbn-13|isbn13|barcode|bar code|code-barres"
    "|code barres|codice ean|código ean|jan|janコード",
}
_KINDS: Final = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}
_BEHIND: Final = " \n\r\t\xa0.-–"
"""What may end such words, and says nothing."""
_SHORT_RUN: Final = re.compile(r">\s*([^\s<>:：][^<>:：]{1,40}+)\s*+(?=[<:：])")
_VALUE: Final = re.compile(r"(?:[\s:：\-–]|&nbsp;|</?\w[^<>]*>)*([^<>]+)")
_WITHIN: Final = 600
_LONGEST: Final = 40
_NUMBER: Final = re.compile(r"(?=\S*\d)[^\s:;]{3,30}")
_NONE: Final = re.compile(
    r"\W*|n/?a|none|unknown|other|unbranded|generic|see .*|does not apply|nicht zutreffend"
    r"|keine angabe|sans marque|ne s['’]applique pas|no aplicable|non applicabile|.*[:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands beside such words; the brand is the maker where only a maker is named."""

    brand: str | None = None
    mpn: str | None = None
    gtin: str | None = None


def printed(source: Source, stated: str | None = None) -> Printed:
    """Return what the page prints after its heading, the first of each kind.

    Where a markup has `stated` a brand, it has said all that the shop has to say.
    """
    if stated:
        return Printed(stated)
    found: dict[str, str] = {}
    for run in _SHORT_RUN.finditer(source.text, max(source.heading_at, source.body)):
        kind = _kind(run[1])
        if kind and kind not in found and (value := _beside(source.text, run.end(), kind)):
            found[kind] = value
    brand = found.get("brand") or found.get("maker")
    return Printed(brand, found.get("model"), found.get("code"))


@lru_cache(8192)
def _kind(words: str) -> str | None:
    """Say what a label asks for; a shop prints the same short texts on all of its pages."""
    return _KINDS.get(unescape(words).rstrip(_BEHIND).casefold())


def _beside(text: str, at: int, kind: str) -> str | None:
    """Return what follows a label, `None` when it cannot be meant."""
    run = _VALUE.match(text, at, at + _WITHIN)
    value = plain(run[1]) if run else ""
    if kind == "code":
        return gtin(value)
    if kind == "model":
        return value if _NUMBER.fullmatch(value) else None
    return value if len(value) <= _LONGEST and not _NONE.fullmatch(value) else None
