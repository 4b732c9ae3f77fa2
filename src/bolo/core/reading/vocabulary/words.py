"""The words shops use, in the languages we meet: stock, old prices, other people's goods."""
# ruff: noqa: RUF001 - shops write in every script

import re
from functools import lru_cache
from typing import Final

from bolo.core.condition import SCHEMA_ORG, Condition
from bolo.core.offer import Availability
from bolo.core.reading.vocabulary.regrets import SOLD_OUT

_STATES: Final = {
    "instock": Availability.IN_STOCK,
    "instoreonly": Availability.IN_STOCK,
    "onlineonly": Availability.IN_STOCK,
    "limitedavailability": Availability.IN_STOCK,
    "madetoorder": Availability.IN_STOCK,
    "available": Availability.IN_STOCK,
    "true": Availability.IN_STOCK,
    "available for order": Availability.IN_STOCK,
    "outofstock": Availability.OUT_OF_STOCK,
    "soldout": Availability.OUT_OF_STOCK,
    "discontinued": Availability.OUT_OF_STOCK,
    "unavailable": Availability.OUT_OF_STOCK,
    "oos": Availability.OUT_OF_STOCK,
    "false": Availability.OUT_OF_STOCK,
    "reserved": Availability.OUT_OF_STOCK,
    "preorder": Availability.PREORDER,
    "presale": Availability.PREORDER,
    "backorder": Availability.PREORDER,
    "pending": Availability.PREORDER,
}
_STOCKED: Final = re.compile(
    r"in stock|available now|ready to ship|auf lager|sofort lieferbar|lieferbar|verfügbar|vorrätig"
    r"|en stock|disponible|disponibile|disponível|em estoque|op voorraad|leverbaar"
    r"|dostępn|w magazynie"
    r"|skladem|i lager|på lager|varastossa|raktáron|в наличии|stokta|在庫あり|有货|現貨|재고",
    re.IGNORECASE,
)
_PREORDER: Final = re.compile(
    r"pre-?order|vorbestell|précommande|reserva anticipada|preordina|pré-venda|przedsprzedaż"
    r"|предзаказ|予約|预订|預購",
    re.IGNORECASE,
)
NOTIFY: Final = re.compile(
    r"(?:notify|e?-?mail|alert|tell|remind) me (?:when|if)(?!.{0,12}(?:price|cheap))"
    r"|benachrichtig\w+,? (?:wenn|sobald)|prévenez-moi|avísame cuando"
    r"|avvisami quando|avise-me quando|waarschuw mij"
    r"|powiadom (?:mnie )?o dostępności|сообщить о поступлении"
    r"|再入荷|[貨货]到通知|到[貨货]通知|재입고 알림",
    re.IGNORECASE,
)
"""Offered for what is sold out; many shops keep it on the page for when that happens."""
BUY: Final = re.compile(
    r"add to (?:cart|bag|basket|trolley)|buy (?:it )?now|in den (?:warenkorb"
    r"|einkaufswagen)|jetzt kaufen"
    r"|ajouter au panier|acheter|añadir (?:al carrito|a la cesta)|agregar al carr|comprar"
    r"|aggiungi al carrello|acquista|adicionar ao carrinho|in (?:mijn )?winkel(?:wagen|mand)"
    r"|do koszyka|do košíku|koupit|lägg i (?:varukorg|kundvagn)|köp|læg i kurv|legg i handlekurv"
    r"|adaug[aă] [iî]n co[sș]|vložit do|vložiť do|dodaj do|u košaric|v košarico|į krepšelį"
    r"|pievienot groz"
    r"|ostukorvi|до кошика|купити|добави в|στο καλάθι|thêm vào giỏ|mua ngay|chọn mua|beli sekarang"
    r"|keranjang|หยิบใส่|ซื้อเลย|أضف (?:إلى|الى)|افزودن به سبد|הוסף ל|立即购买"
    r"|かご(?:に|へ)|カゴに|바로구매"
    r"|ostoskoriin|kosárba|в корзину|купить|sepete ekle|カートに入れる|加入购物车|加入購物車"
    r"|立即購買|장바구니|구매하기",
    re.IGNORECASE,
)
OLD_PRICE: Final = re.compile(
    r"(?<![a-z])old(?!er)|(?:price|preis|prix|product)old"
    r"|non[-_]?(?:sale|discount)"
    r"|was[-_]|[-_ ]was|strik|strok|cross|listprice|list[-_]?price|rrp|uvp|msrp"
    r"|pvp|compare|before"
    r"|previous|original|regular[-_]?price|price[-_]?regular|retail|line-?through"
    r"|barr|tachado|antes"
    r"|ancien|antigu?o|anterior|listino|vecchio|p[uů]vodn|stara[-_]?cena|cena[-_]?stara|førpris|prix-?base|statt|saving|save|discount[-_]?(?:amount|percent|label|value)|reference"
    r"|price--?del|[-_]org\b|origin[-_]?price|pricewas|former|econom(?:y|ia)|wasprice|highprice|high[-_]price|\bdel\b|rebajado|first[-_]?price",
    re.IGNORECASE,
)
OLD_WORDS: Final = re.compile(
    r"(?:regular|normal|original|list|usual|retail|old|previous) price\b|\bmsrp\b|\brrp\b|\bwas\b"
    r"|\breg\b\.?"
    r"|^de ?:(?=\s|$)|^compare(?: at)?\b|\bcomp\. value"
    r"|\buvp\b|statt\b|(?:regulärer|alter|bisheriger|normaler) preis|listenpreis|normalpreis"
    r"|prix (?:conseillé|barré|habituel|normal|initial)|au lieu de"
    r"|precio (?:anterior|normal|habitual|regular|de lista|sugerido)|\bantes\b"
    r"|prezzo (?:di listino|originale|precedente|consigliato)|preço (?:de tabela|anterior|normal)"
    r"|adviesprijs|van voor|cena (?:regularna|katalogowa|przed)|běžná cena|původní cena|doporučená"
    r"|(?:ordinarie|tidigare|rek\.?) pris"
    r"|vejl\.?|førpris|eredeti ár|pret vechi|prp\b|старая цена|стара ціна"
    r"|liste fiyatı|eski fiyat|建議售價|建议零售价|市場價|市场价|市價|市价|原價|原价|定價|定价"
    r"|定価|参考価格|メーカー希望|通常(?:販売)?価格|정가|권장|시중가|정상가|giá cũ|giá niêm yết",
    re.IGNORECASE,
)
"""Said before a price that is asked no more, or by nobody here."""
NOW_WORDS: Final = re.compile(
    r"(?:\b(?:(?:sale|special|offer|deal|our|final|promo\w*|reduced|discounted) price|sale|now)"
    r"|\b(?:jetzt|nur|sonderpreis|angebotspreis|aktionspreis|ahora|oferta|por|agora|ora|adesso"
    r"|offerta|maintenant|promo(?:tion)?|soldes?|nu|teraz|promocja|akce|nyní|akció\w*|тепер|сейчас)"
    r"|促销价|优惠价|网路价|網路價|特價|特价|折扣价|活動價|特価|セール|販売価格|할인가"
    r"|판매가|쿠폰적용가|indirimli(?: fiyat)?)\s*[:：]?\s*$",
    re.IGNORECASE,
)
"""Ends what is said before the price that counts where another stands beside it."""
SAYS_NOW: Final = re.compile(
    r"\b(?:now|jetzt|nur|sale|special|maintenant|ahora|oferta|agora|adesso|nu|teraz|nyní|nå|nyt|most"
    r"|acum|сейчас|теперь|зараз|тепер|сега|şimdi)\b",
    re.IGNORECASE,
)
"""Somewhere in a text of several prices: the quick question before the dear one."""
NOW_NAME: Final = re.compile(
    r"(?<![a-z])(?<!non-)(?<!non_)(?:sale|special|current|now|final|actual|atual|promo|discounted|reduced|discount[-_]?price)(?![a-z]{2})"
    r"|(?:price|preis|prix|precio|prezzo|preco)[-_]{0,2}(?:sale|special|current|now|final|actual)"
    r"|(?:Sale|Special|Current|Now|Final|Actual)(?=[A-Z]|\b)|(?:sonder|aktions)preis",
)
NET: Final = re.compile(
    r"\bex(?:cl?|cluding|klusive)?\.? ?(?:tax|vat|gst|btw|moms|mwst)\b|bez dph|eks\.? ?(?:mva|moms)"
    r"|exkl\.? ?(?:moms|mwst)"
    r"|\bnetto\b|ohne mwst|hors tax|\bh\.?t\.?(?=\W|$)|sin iva|sem iva|senza iva|без НДС|税抜|未税",
    re.IGNORECASE,
)
"""Before tax: not what a person pays where another price stands beside it."""
NET_NAME: Final = re.compile(
    r"(?:without|excl?(?:uding)?|no)[-_]?(?:tax|vat|gst|btw)|(?:tax|vat|btw)[-_]?excl?|pre-?tax"
    r"|(?:price|preis)[-_]?(?:net|netto)(?![a-z])|netto[-_]?preis",
    re.IGNORECASE,
)
"""Called so, a price is before tax."""
PART_PRICE: Final = re.compile(
    r"unit[-_]?price|price[-_]{0,2}(?:per|unit)|per[-_]?unit|unitprice|base[-_]?price[-_]?(?:per|unit)"
    r"|grundpreis|basepriceinfo|instal|monthly|(?<![a-z])plan[-_]?price|per[-_]?month|rate[-_]|finanz|financ|klarna|affirm"
    r"|afterpay|clearpay|parcela|cuota|leasing|(?<!with-)(?<!incl-)shipping|delivery|versand|livraison|envio|spedizion"
    r"|freight|deposit|loyalty|points|tax[-_]|vat[-_]|ecotax|subscribe|subscription|gift|trade-?in"
    r"|price[-_]?(?:range|filter|slider|alert|match|drop|history|guarantee)|coupon"
    r"|voucher|cashback",
    re.IGNORECASE,
)
OTHER_GOODS: Final = re.compile(
    r"related|recommend|similar|upsell|cross[-_]?sell|also[-_]|carousel|slider|recent"
    r"|bestsell|teaser"
    r"|you[-_]?may|alternativ|accessor|bundle|mini-?cart|minicart|cart[-_]?(?:total|summary|drawer)"
    r"|(?<!to-)(?<!to_)(?<!to)basket|\bnav|menu|header|footer|filter|sidebar|\baside\b|swiper|suggest|popular|frequent"
    r"|product-?(?:card|tile|list|grid|item)s?\b(?!-(?:detail|price|headline))|sponsored|advert|compare|facet|wishlist|cookie"
    r"|warranty|insurance|protection|other[-_]?sellers?|upsale|reco[-_]|zubehoer|zubehör|rail\b",
    re.IGNORECASE,
)
PRICE_WORD: Final = re.compile(
    r"\b(?:price|preis|prix|precio|prezzo|preço|prijs|cena|hinta|kaina|fiyat|ár|цена|ціна)\b"
    r"|價|价|価格|가격|سعر|מחיר|ราคา",
    re.IGNORECASE,
)
ON_REQUEST: Final = re.compile(
    r"(?:price|preis|prix|precio|prezzo|preço|cena) (?:on|auf|sur|a|su|sob|na) "
    r"(?:request|anfrage|demande|consultar|richiesta|consulta|zapytanie)|call for price|p\.o\.a\."
    r"|ask for (?:a )?price|request a quote|цена по запросу",
    re.IGNORECASE,
)


def availability_of(text: str | None) -> Availability | None:
    """Read a schema.org value, a word of a feed, or a sentence."""
    if not text:
        return None
    last = text.strip().rpartition("/")[2].rpartition("#")[2].lower()
    known = _STATES.get(last.replace(" ", "").replace("_", "").replace("-", ""))
    return known if known is not None else _said(text)


@lru_cache(512)
def _said(text: str) -> Availability | None:
    """Read a sentence; a shop writes the same one on most of its pages."""
    for words, state in (
        (SOLD_OUT, Availability.OUT_OF_STOCK),
        (NOTIFY, None),
        (_PREORDER, Availability.PREORDER),
        (_STOCKED, Availability.IN_STOCK),
    ):
        if words.search(text):
            return state
    return None


def condition_of(text: str | None) -> Condition | None:
    """Read a schema.org condition or the word of a feed."""
    if not text:
        return None
    last = text.strip().rpartition("/")[2].rpartition("#")[2].lower().replace(" ", "")
    return SCHEMA_ORG.get(last) or SCHEMA_ORG.get(f"{last}condition")
