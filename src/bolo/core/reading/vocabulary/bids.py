"""The words by which a page says that an amount is a bid of an auction, in the languages we meet.

A bid is no price: it is what was offered so far, and rises until the auction ends.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from typing import Final

_BEFORE: Final = re.compile(
    r"(?:(?:current|starting|opening|minimum|min\.?|winning|highest|high|leading|last|latest|next"
    r"|your|first|final) bid|bid (?:now|from|starts at)|bidding (?:starts|begins) at"
    r"|(?:aktuelles|höchstes|letztes|nächstes|erstes) gebot|(?:höchst|mindest|start)gebot"
    r"|erfolgreiches gebot|gebot ab|enchère (?:actuelle|de départ|minimum|gagnante|en cours)"
    r"|(?:dernière|meilleure|prochaine) enchère|mise à prix|puja (?:actual|inicial|mínima|ganadora"
    r"|máxima)|(?:última|próxima) puja|offerta (?:attuale|iniziale|minima|vincente|più alta)"
    r"|base d['’]asta|lance (?:atual|inicial|mínimo|vencedor)|licitação atual"
    r"|(?:huidig|hoogste|laatste|volgend|minimaal|winnend) bod|openingsbod|startbod"
    r"|(?:aktualna|najwyższa|zwycięska) oferta|cena (?:licytacji|wywoławcza)|licytacja od"
    r"|(?:aktuální|nejvyšší|poslední) příhoz|vyvolávací cena|(?:nuvarande|ledande|högsta|vinnande)"
    r" bud|utropspris|(?:nuværende|højeste|aktuelle|gjeldende|høyeste) bud"
    r"|(?:nykyinen|korkein) tarjous|(?:aktuális|jelenlegi|legmagasabb) licit|kikiáltási ár"
    r"|licitare curentă|(?:текущая|начальная|последняя|минимальная) ставка|(?:поточна|початкова)"
    r" ставка|τρέχουσα προσφορά|(?:güncel|mevcut|en yüksek) teklif|açılış teklifi"
    r"|当前出价|當前出價|目前出價|起拍价|起標價|現在(?:価格|の価格|の入札)?|開始価格|最高入札額"
    r"|(?:현재|최고) ?입찰가)"
    r"\W*(?:\((?:incl|inkl|approx)[^)]*\))?\W*[a-z]{0,3}\W*$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"^\W*(?:us|usd|eur|euro|gbp|chf|pln|zł|kč|czk|kr|sek|dkk|nok|ft|円|元)?\W*\d{1,4}\s?"
    r"(?:bids?\b|gebote?\b|enchères?\b|pujas?\b|offert[ae]\b|lances?\b|bod\b|biedingen\b"
    r"|licytując|ofert\w* kupna|příhoz|bud\b|tarjous|licit\b|ставо?к|предложени[яй]\b|teklif\b"
    r"|次出价|次出價|件の?入札|입찰)",
    re.IGNORECASE,
)
_EVERYWHERE: Final = ("t bid", "g bid", "h bid", " bids", "bid now", "id from")
_HINTS: Final = {
    "en": ("m bid", "ding starts", "ding begins"),
    "de": ("gebot", "Gebot"),
    "fr": ("nchère", "ise à prix"),
    "es": ("puja", "Puja"),
    "it": ("fferta ", "fferte", "d'asta", "d’asta"),
    "pt": ("ance ", "ances", "icitação"),
    "nl": ("bod", "iedingen"),
    "pl": ("ferta", "icyt", "wywoł"),
    "cs": ("příhoz", "yvolávací"),
    "sv": (" bud", "tropspris"),
    "da": (" bud",),
    "nb": (" bud",),
    "no": (" bud",),
    "fi": ("arjous",),
    "hu": ("licit", "ikiáltási"),
    "ro": ("icitare",),
    "ru": ("тавк", "тавок"),
    "uk": ("тавк", "тавок"),
    "el": ("προσφορά",),
    "tr": ("eklif",),
    "ja": ("入札", "開始価格"),
    "zh": ("出价", "出價", "起拍", "起標"),
    "ko": ("입찰",),
}
"""Without what may be a capital. A page that has none of these has no auction."""


def hinted(text: str, language: str | None) -> bool:
    """Say whether `text` may speak of bids: the quick question before the dear one."""
    hints = _HINTS.get((language or "")[:2].lower(), ())
    return any(hint in text for hint in (*_EVERYWHERE, *hints))


def is_bid(before: str, after: str) -> bool:
    """Say whether the plain words right before or right after an amount call it a bid."""
    return bool(_BEFORE.search(before) or _AFTER.match(after))
