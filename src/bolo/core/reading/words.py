"""The words shops use, in the languages we meet: stock, old prices, other people's goods."""
# ruff: noqa: RUF001 - shops write in every script

import re
from functools import lru_cache
from typing import Final

from bolo.core.condition import SCHEMA_ORG, Condition
from bolo.core.offer import Availability

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
_SOLD_OUT: Final = re.compile(
    r"sold[ -]?out|out[ -]of[ -]stock|currently unavailable|no longer available|not available"
    r"|temporarily unavailable|ausverkauft|nicht (?:mehr )?(?:auf lager|verfügbar|lieferbar)"
    r"|derzeit nicht|vergriffen|rupture de stock|épuisé|indisponible|agotado"
    r"|sin (?:stock|existencias)"
    r"|no disponible|esaurit[oa]|non disponibile|esgotad[oa]|indisponível|sem estoque|uitverkocht"
    r"|niet (?:op voorraad|leverbaar|beschikbaar)|wyprzedan|brak w magazynie|niedostępn"
    r"|vyprodáno|není skladem|slutsåld"
    r"|slut i lager|udsolgt|ikke på lager|utsolgt|loppuunmyyty|elfogyott"
    r"|нет в наличии|распродан|tükendi|stokta yok|売り切れ|在庫切れ|品切れ"
    r"|缺货|缺貨|售罄|售完|품절",
    re.IGNORECASE,
)
_OF_WHAT: Final = re.compile(
    r"(?:(?:this|the|sorry|dieser?|dieses|der|das|ce|cet|cette|le|este|esta|el|o|questo|il|dit|deze"
    r"|ten|tento|product|produkt|produit|producto|prodotto|produto|tuote|termék|ürün|товар|продукт"
    r"|item|article|artikel|artículo|articolo|artigo|title|is|are|ist|est|está|è|é|jest|je|er|är|on"
    r"|status|availability|stock|verfügbarkeit|disponibilité|disponibilidad|disponibilità|online"
    r"|now|currently|derzeit|zurzeit|momentan|aktuell|leider|actuellement|momentanément"
    r"|temporairement|actualmente|temporalmente|attualmente|momentaneamente|atualmente|obecnie"
    r"|momentálně|tijdelijk|временно|сейчас)\b[\s,.:!–-]*)*",
    re.IGNORECASE,
)
"""What may stand before: with other words before it, something else is gone."""
_LITTLE: Final = 12
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
    r"|ostoskoriin|kosárba|в корзину|купить|sepete ekle|カートに入れる|加入购物车|加入購物車"
    r"|立即購買|장바구니|구매하기",
    re.IGNORECASE,
)
OLD_PRICE: Final = re.compile(
    r"(?<![a-z])old(?!er)|(?:price|preis|prix|product)old"
    r"|was[-_]|[-_ ]was|strik|strok|cross|listprice|list[-_]?price|rrp|uvp|msrp"
    r"|pvp|compare|before"
    r"|previous|original|regular[-_]?price|price[-_]?regular|retail|line-?through"
    r"|barr|tachado|antes"
    r"|ancien|prix-?base|statt|saving|save|discount[-_]?(?:amount|percent|label|value)|reference"
    r"|price--?del|pricewas|wasprice|highprice|high[-_]price|\bdel\b|rebajado|first[-_]?price",
    re.IGNORECASE,
)
PART_PRICE: Final = re.compile(
    r"unit[-_]?price|price[-_]?(?:per|unit)|per[-_]?unit|unitprice|base[-_]?price[-_]?(?:per|unit)"
    r"|grundpreis|basepriceinfo|instal|monthly|per[-_]?month|rate[-_]|finanz|financ|klarna|affirm"
    r"|afterpay|clearpay|parcela|cuota|leasing|shipping|delivery|versand|livraison|envio|spedizion"
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
    r"|product-?(?:card|tile|list|grid|item)s?\b|sponsored|advert|compare|facet|wishlist|cookie"
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
def says_gone(text: str) -> bool:
    """Say whether `text` is no more than that the thing itself cannot be bought."""
    before = _OF_WHAT.match(text)
    phrase = _SOLD_OUT.match(text, before.end() if before else 0) or _SOLD_OUT.match(text)
    return phrase is not None and len(text) - phrase.end() <= _LITTLE


@lru_cache(512)
def _said(text: str) -> Availability | None:
    """Read a sentence; a shop writes the same one on most of its pages."""
    for words, state in (
        (_SOLD_OUT, Availability.OUT_OF_STOCK),
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
