"""The words by which a page says that nobody sells for an amount, in the languages we meet.

It is what was bid so far, what the shop pays for a used one, a rent, a deposit, or a ticket to
win it. What such an amount is called stands right before or right after it.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from functools import lru_cache
from typing import Final

_BID: Final = (
    r"(?:current|starting|opening|minimum|min\.?|winning|highest|high|leading|last|latest|next"
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
    r"|当前出价|當前出價|目前出價|起拍价|起標價|現在の入札|開始価格|最高入札額"
    r"|(?:현재|최고) ?입찰가"
)
_BOUGHT: Final = (
    r"we(?:'ll| will)? (?:buy|pay)(?: (?:for|you|up to|it|in|by|cash|vouchers?|store|credit)){0,4}"
    r"|sell (?:yours|it|to us) for|(?:trade-in|buy-?back) (?:value|price|offer)|cash offer"
    r"|trade[ -]in (?:for|and get)(?: up to)?|ankaufs?preis|wir zahlen(?: bis zu)?|inzahlungnahme"
    r"|(?:prix de |valeur de )?(?:reprise|rachat)|nous (?:achetons|rachetons) (?:à|pour)"
    r"|(?:te )?compramos (?:por|en)|(?:valore|prezzo) di (?:ritiro|permuta)|inruilwaarde"
    r"|inkoopprijs|cena (?:skupu|výkupu)|výkupní cena|skupujemy za|innbyttepris|inbytespris"
    r"|買取(?:価格|金額)|回收价|매입가"
)
_RENT: Final = (
    r"rent(?:al)?(?: (?:price|fee|from|for|it (?:from|for)))?|hire (?:from|for)|lease (?:from|for)"
    r"|miet(?:preis|e)?(?: ab)?|leihgebühr|(?:prix de )?location(?: à partir de)?"
    r"|alquiler(?: desde)?|noleggio(?: da)?|huur(?:prijs)?|huren vanaf|aluguel|czynsz"
    r"|wynajem(?: od)?|pronájem|půjčovné|hyra|hyrespris"
    r"|leje(?:pris)?|leiepris|vuokra|аренда|прокат|kiralama|レンタル料?|租金"
)
_DEPOSIT: Final = (
    r"(?:refundable )?deposit(?: (?:to reserve|only|from|of|required|due today))?|down ?payment"
    r"|kaution|anzahlung|acompte|caution|(?:depósito|señal|fianza)|caparra|acconto|cauzione"
    r"|(?:aan)?betaling vooraf|waarborg(?:som)?|borgsom|zaliczka|kaucja|záloha|handpenning"
    r"|depositum|предоплата|залог|депозит|depozito|kapora|定金|押金|手付金|예약금"
)
_DRAW: Final = (
    r"(?:ticket|raffle|entry|draw) (?:price|fee|cost)?|price per (?:ticket|entry)|enter for"
    r"|lospreis|preis pro los|prix du (?:ticket|billet)"
)
WHY: Final = {
    "bid": "it is a bid, which rises until the auction ends",
    "bought": "it is what the shop pays, not what it asks",
    "rent": "it is a rent, for some time only",
    "deposit": "it is a deposit, a part of the price",
    "draw": "it pays for a chance to win it",
}
_SIGN: Final = r"\W*(?:\((?:incl|inkl|approx)[^)]*\))?\W*[a-z]{0,3}\W*$"
_BEFORE: Final = re.compile(
    r"\b(?:"
    + "|".join(
        f"(?P<{name}>{words})"
        for name, words in (
            ("bid", _BID),
            ("bought", _BOUGHT),
            ("rent", _RENT),
            ("deposit", _DEPOSIT),
            ("draw", _DRAW),
        )
    )
    + ")"
    + _SIGN,
    re.IGNORECASE,
)
_MONEY: Final = r"^\W*(?:us|usd|eur|euro|gbp|chf|pln|zł|kč|czk|kr|sek|dkk|nok|ft|円|元)?\W*"
_AFTER: Final = re.compile(
    _MONEY + r"(?:(?P<bid>\d{1,4}\s?"
    r"(?:bids?\b|gebote?\b|enchères?\b|pujas?\b|offert[ae]\b|lances?\b|bod\b|biedingen\b"
    r"|licytując|ofert\w* kupna|příhoz|bud\b|tarjous|licit\b|ставо?к|предложени[яй]\b|teklif\b"
    r"|次出价|次出價|件の?入札|입찰))"
    r"|(?P<rent>(?:per|a|pro|par|por|al|per|je|/)\s?(?:\d{1,2} )?(?:days?|nights?|weekend|tage?"
    r"|jours?|día|giorno|dag)\b))",
    re.IGNORECASE,
)


@lru_cache(1024)
def called(before: str, after: str) -> str | None:
    """Return what the plain words beside an amount call it, a key of `WHY`, or `None`."""
    found = _BEFORE.search(before) or _AFTER.match(after)
    return found.lastgroup if found else None
