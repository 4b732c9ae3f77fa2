"""Prices that hold only on terms: from so many pieces on, paid in one way, for members.

Somebody who buys one piece and pays as everybody does pays another one.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from functools import lru_cache
from typing import Final

_FROM: Final = (
    r"(?:(?:ab|from|min\.?|mind\.?|mindestens|od|vanaf|dès|à partir de|a partir d[ei]|desde|da"
    r"|de la|от|від|fra|från|frå|alkaen|over|yli)\s?:?\s{1,2}|[≥>]=?\s?)"
)
_PIECES: Final = (
    r"(?:x|st(?:k|ck|ück|uk|uks|uk)?s?|pcs?|pieces?|pi[eè]ces?|units?|unid(?:ades|ad)?s?|uds?|pz|pezzi"
    r"|szt(?:uk)?|ks|db|buc|шт(?:ук)?|items?|packs?|个|個|件|개|lots?)"
)
_MORE: Final = (
    r"(?:\+|(?:or|and) (?:more|above|up)|oder mehr|und mehr|ou plus|et plus|o más|y más|ou mais"
    r"|o più|of meer|en meer|lub więcej|i więcej|a více|a viac|eller (?:fler|flere|mer)|tai enemmän"
    r"|vagy több|и более|і більше|以上|이상)"
)
_STEP: Final = re.compile(
    rf"(?:(?<![^\s(]){_FROM}(\d{{1,4}}\b)(?:\s?{_PIECES})?|(\d+)\s?(?:{_PIECES}\s?)?{_MORE}"
    rf"|(\d+)\s?[-–—]\s?\d+\s?{_PIECES}|\bbuy (\d+) for)\W{{0,4}}$",
    re.IGNORECASE,
)
_STEP_BEFORE: Final = re.compile(
    rf"\W*(?:{_FROM}(\d{{1,4}}\b)(?!\d|[.,]\d|\s\d{{3}}(?!\d))(?:\s?{_PIECES})?|(\d+)\s?(?:{_PIECES}\s?)?{_MORE})"
    r"\W{1,4}\S{0,4}\d",
    re.IGNORECASE,
)
"""With what it costs behind; "od 12 990 Kč" is one number."""
_TOGETHER: Final = re.compile(
    r"(?:\bfor (?:both|all (?:\w+|\d+)(?: items?)?|(?:the )?pair)|\bboth for"
    r"|\b(?:buy|bought|all) together|\bfür (?:beide|alle \w+)|\bzusammen(?: für| nur)?"
    r"|\bpour les (?:deux|trois)|\bles deux|\bensemble|\blos (?:dos|tres)|\bjuntos"
    r"|\bos dois|\bentrambi|\binsieme|\bsamen|\brazem|\bspole[čc]n[ěe]|\bвместе|\bразом"
    r"|一起|まとめて)\W*$",
    re.IGNORECASE,
)
"""Before what this thing and others cost."""
_RANGE: Final = re.compile(r"\W*(\d{1,5})\s?(?:[-\u2013\u2014]\s?\d{1,5}|\+|to \d{1,5})\W*")
_PAID: Final = re.compile(
    r"\b(?:(?:con|por|pagando|mediante|with|by|per|mit|bei|via|przy|при) "
    r"(?:\w+ )?(?:transferencia|dep[óo]sito|efectivo|bank transfer|wire|cash|bonifico"
    r"|vorkasse|überweisung|przelew\w*|bankowym)"
    r"|(?:bank transfer|cash|wire|transfer) price|precio (?:contado|efectivo|transferencia)"
    r"|(?:member|club(?:card)?|loyalty|app|coupon) price|(?:for|für|pour|para|per i|dla) "
    r"(?:members|mitglieder|les membres|(?:los )?socios|soci|klubowicz\w*)"
    r"|\bas low as\b|с картой|по карте|клубная цена|会员价|會員價|会員価格|회원가)",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"payment[-_]?discount|(?:transfer|cash|member|club|clubcard|loyalty|coupon|app)[-_]?(?:only[-_]?)?"
    r"(?:price|preis|precio|prix)|(?:price|preis|precio|prix)[-_]{1,2}(?:member|club|loyalty|transfer)",
    re.IGNORECASE,
)


_ASIDE: Final = re.compile(
    r"\b(?:refurbished|renewed|open[- ]?box|pre-?owned|(?:buy|new (?:&|and|or)) used"
    r"|used (?:from|for|:)"
    r"|gebraucht|generalüberholt|b-ware|reconditionné|occasion (?:dès|à|:)|reacondicionado"
    r"|de segunda mano|ricondizionato|usato da|recondicionado|usado (?:desde|por)|tweedehands"
    r"|używan\w+ od|odnowiony|begagna\w+|восстановленн\w+|б/у"
    r"|subscribe (?:&|and) save|(?:with|by) subscription|auto-?ship|im (?:spar-?)?abo"
    r"|avec abonnement"
    r"|(?:con|com) (?:suscripción|assinatura)|con abbonamento|met abonnement|w subskrypcji"
    r"|по подписке"
    r"|med prenumeration|(?:with|after|using) (?:code|coupon|voucher)|mit (?:code|gutschein)"
    r"|avec (?:le )?(?:code|coupon)|con (?:el )?(?:código|cupón|codice|coupon)|com (?:o )?cupom"
    r"|met code|z kodem|по промокоду|med kod|trade-?in|inzahlungnahme|avec reprise|con permuta"
    r"|com retoma|met inruil|трейд-ин|med inbyte|(?:lowest|30[- ]day) (?:price in|low)"
    r"|niedrigster preis der|bestpreis der letzten|prix le plus bas des"
    r"|precio más bajo (?:en|de los)"
    r"|prezzo più basso (?:degli|negli)|preço mais baixo dos|laagste prijs in|najniższa cena z"
    r"|минимальная цена за|lägsta pris senaste|(?:other|more) (?:sellers|offers)|new (?:&|and) used"
    r"|andere verkäufer|weitere angebote|autres vendeurs|otros vendedores|altri venditori"
    r"|outros vendedores|andere verkopers|inni sprzedawcy|другие продавцы|andra säljare"
    r"|bundle price|buy together|setpreis|zusammen kaufen|achetez ensemble|prix du lot"
    r"|comprar juntos|precio del pack|acquista insieme|compre junto|samen kopen|kup razem"
    r"|cena zestawu|цена комплекта|köp tillsammans|paketpris|protection plan|extended warranty"
    r"|gift[- ]?wrap|garantieverlängerung|geschenkverpackung|extension de garantie|emballage cadeau"
    r"|ampliación de garantía|estensione (?:di )?garanzia|extensão de garantia|extra garantie"
    r"|przedłużon\w+ gwarancj\w+|mitgliederpreis|kundenkarte|prix (?:adhérent|membre)"
    r"|carte de fidélité|precio socio|prezzo soci|carta fedeltà|preço (?:sócio|clube)|ledenprijs"
    r"|klantenkaart|cena klubowa|medlemspris|klubbpris|loyalty price|(?:with|your) clubcard)",
    re.IGNORECASE,
)
"""Said of what costs something else than this thing, new, once, without a code."""


@lru_cache(4096)
def stands_aside(words: str) -> bool:
    """Say whether `words` around a price make it that of a used one, a subscription, a coupon.

    Or of another seller, of this thing with others, of a service, or the lowest of some weeks.
    """
    return _ASIDE.search(words) is not None


@lru_cache(4096)
def is_step(words: str) -> bool:
    """Say whether `words` before a price make it that of several pieces: "Ab 50", "10 or more"."""
    step = _STEP.search(words)
    return step is not None and any(int(many) > 1 for many in step.groups() if many)


@lru_cache(4096)
def is_together(words: str) -> bool:
    """Say whether `words` before a price make it that of several things: "Price for both:"."""
    return _TOGETHER.search(words) is not None


def steps_from(head: str) -> int | None:
    """Return from how many pieces on the prices below such a head hold: "15 - 49", "100+"."""
    step = _RANGE.fullmatch(head)
    return int(step[1]) if step is not None else None


@lru_cache(4096)
def says_step(text: str) -> bool:
    """Say whether a text says so before the price it states: "10 or more $98.00"."""
    step = _STEP_BEFORE.match(text)
    return step is not None and any(int(many) > 1 for many in step.groups() if many)


@lru_cache(4096)
def on_terms(words: str, marks: str) -> bool:
    """Say whether words around a price, or what its element is called, tie it to a way to pay."""
    return _PAID.search(words) is not None or _NAMED.search(marks) is not None
