"""What words beside a number say of it: asked now, asked before, before tax, saved, for sending.

Each word is of one kind wherever it stands. Words that are read only before a number ("statt")
are told from those that stand on either side of theirs ("netto").
"""
# ruff: noqa: E501, RUF001 - shops write in every script, whose letters are counted as wide

import re
from enum import StrEnum
from typing import Final


class Label(StrEnum):
    """What a number in a price text is."""

    NOW = "now"
    OLD = "old"
    LOWEST = "lowest"
    NET = "net"
    GROSS = "gross"
    SAVING = "saving"
    EXTRA = "extra"
    FROM_ON = "from_on"
    FREE = "free"
    SPENT = "spent"
    PART = "part"
    UP_TO = "up_to"


_SENT: Final = (
    r"shipping|delivery|versand|lieferung|livraison|envío|spedizione|frete|portes|entrega|verzending"
    r"|bezorging|dostawa|wysyłka|doprava|frakt|fragt|levering|toimitus|szállítás|доставка|kargo"
)
_FREELY: Final = (
    r"free|gratis|kostenlos\w*|gratuit\w*|offerte|grátis|zdarma|darmow\w+|bezpłatn\w+|fri|fria"
    r"|ilmainen|ingyenes|бесплатная|безкоштовна|ücretsiz"
)
_SENT_FREE: Final = (
    rf"(?:(?:{_FREELY}) (?:{_SENT})|(?:{_SENT}) (?:{_FREELY})|(?:versand|porto)\w*frei\w*)"
)
_OF_WORDS: Final = {
    Label.NOW: r"now|sale|(?:sale|special|current|our|your|today'?s|new|final|deal|offer|promo)"
    r" price(?: is)?|jetzt|nur|neuer preis|unser preis|aktueller preis|aktionspreis|sonderpreis"
    r"|angebotspreis|angebot|maintenant|notre prix|prix (?:actuel|promo|soldé|de vente)"
    r"|ahora|oferta|precio (?:actual|oferta|final|de oferta|con descuento)|nuestro precio"
    r"|adesso|ora|prezzo (?:attuale|scontato|offerta|speciale)|il nostro prezzo"
    r"|agora|preço (?:atual|promocional)|nosso preço|nu|nu voor|nieuwe prijs|onze prijs"
    r"|actieprijs|aanbiedingsprijs|teraz|nowa cena|nasza cena|cena promocyjna|cena po rabacie"
    r"|nyní|akční cena|naše cena|u nás|zľava na|naša cena|akciová cena|nå|vår pris|nytt pris"
    r"|din pris|vores pris|tilbudspris|nedsat til|tilbud|extrapris|kampanjpris|nyt|tarjoushinta"
    r"|tarjous|hintamme|akciós ár|új ár|most|preț nou|prețul nostru|acum|сейчас|теперь|стало"
    r"|новая цена|наша цена|цена со скидкой|акция|зараз|тепер|нова ціна|нова цена|сега|промо цена"
    r"|yeni fiyat|indirimli(?: fiyat)?|şimdi|zdaj|akcijska cena|nova cijena|sada|nova cena|dabar"
    r"|akcijos kaina|tagad|jaunā cena|akcijas cena|soodushind|nüüd|praegu|νέα τιμή|τώρα"
    r"|τιμή προσφοράς|giá km|giá khuyến mãi|giá bán|còn|chỉ còn|harga promo|harga diskon|sekarang"
    r"|السعر الآن|الآن|מחיר מבצע|עכשיו|verð nú|nú",
    Label.OLD: r"was|were|before|rrp|r\.r\.p\.?|msrp|srp|mrp|m\.r\.p\.?|reg\.?|compared?(?: at| to)?"
    r"|(?:list|regular|original|usual|old|previous|former|retail|suggested)(?: retail)? price"
    r"(?: is| was)?|instead of|uvp|uvp des herstellers|unverb\w*\.? preisempf\w*\.?|statt"
    r"|anstatt|bisher(?:iger preis)?|vorher|alter preis|ehemaliger preis|ursprünglicher preis"
    r"|listenpreis|normalpreis|regulärer preis|früher|au lieu de|avant|prix (?:conseillé|barré"
    r"|habituel|normal|initial|public|de base|d'origine)|ancien prix|invece di|anziché|prima"
    r"|prezzo (?:consigliato|di listino|originale|precedente|pieno)|antes|en lugar de|en vez de"
    r"|pvpr?(?: recomendado)?|p\.v\.p\.(?:r\.)?|precio (?:normal|anterior|habitual|regular"
    r"|de lista|original|sugerido)|em vez de|preço (?:normal|antigo|anterior|de tabela|original)"
    r"|adviesprijs|oude prijs|in plaats van|eerder|normale prijs|vanprijs|przed|zamiast|stara cena"
    r"|cena (?:regularna|katalogowa|przed|poprzednia|pierwotna|sugerowana)|było|dříve|místo"
    r"|původní cena|původně|běžná cena|doporučená cena|doporučená|pôvodná cena|pôvodne|bežná cena"
    r"|namiesto|odporúčaná cena|före|förut|tidigare(?: pris)?|ord(?:inarie|\.)? ?(?:pris)?"
    r"|rek\.? ?pris|i stället för|istället för|før|førpris|før-?pris|tidligere|veil\.?(?: pris)?"
    r"|vejl\.?(?: pris)?|i stedet for|normalt|ennen|aiemmin|norm\.?|normaalihinta|ovh|sijaan"
    r"|eredeti ár|régi ár|korábbi ár|listaár|preț vechi|prp|pret vechi|preț inițial|în loc de"
    r"|стара ціна|старая цена|стара цена|було|было|раньше|вместо|замість|обычная цена|ррц|рекомендованная цена"
    r"|преди|редовна цена|eski fiyat|liste fiyatı|önceki fiyat|prejšnja cena|redna cena"
    r"|stara cijena|redovna cijena|umjesto|ankstesnė kaina|buvo|sena kaina|įprasta kaina"
    r"|vecā cena|iepriekš|parastā cena|tavahind|enne|vana hind|αρχική τιμή|παλιά τιμή|π\.?λ\.?τ\.?"
    r"|από|giá gốc|giá cũ|giá niêm yết|harga normal|harga asli|السعر قبل|قبل|السعر السابق|بدلا من"
    r"|מחיר קודם|במקום|מחיר מחירון|verð áður|áður",
    Label.LOWEST: r"(?:niedrigster|tiefster|bester) preis (?:der )?(?:letzten|in)[^\d]*"
    r"|lowest (?:recent )?price|prix le plus bas|precio más bajo|prezzo più basso"
    r"|najniższa cena|nejnižší cena|najnižšia cena|laagste prijs|lägsta pris|laveste pris"
    r"|alin hinta|legalacsonyabb ár|cel mai mic preț|najnižja cena|najniža cijena",
    Label.NET: r"ex(?:cl?|cluding|klusive)?\.? ?(?:tax|vat|gst|btw|moms|mwst\.?|ust\.?)"
    r"|exkl\.? ?(?:moms|mwst\.?)|eks\.? ?(?:mva|moms)|netto|net|ohne mwst\.?|zzgl\.? mwst\.?|hors taxes?"
    r"|h\.?t\.?|sin iva|sem iva|senza iva|\+ ?iva|iva esclusa|bez dph|bez vat|bez pdv|alv 0 ?%"
    r"|nettó|fără tva|без ндс|без пдв|без ддс|kdv hariç|χωρίς φπα",
    Label.GROSS: r"inc(?:l?|luding|lusive)?\.? ?(?:tax|vat|gst|btw|moms)|inkl\.? ?(?:moms|mva)"
    r"|brutto|gross|ttc|con iva|com iva|iva inclu(?:sa|ido|ída)|s dph|z vat|sa pdv|sis\.? alv"
    r"|bruttó|cu tva|с ндс|з пдв|с ддс|kdv dahil|με φπα",
    Label.SAVING: r"save|saves|saving|you save|discount|off|rabatt|ersparnis|(?:sie |du )?spar\w*"
    r"|gespart|günstiger|remise|réduction|de réduction|économi\w+|ahorr\w+|descuento|de descuento"
    r"|risparmi\w*|di sconto|sconto|economi[zs]\w+|desconto|de desconto|korting|bespa+r\w*"
    r"|oszczęd\w+|taniej|rabatu?|zniżk\w*|ušetř\w+|sleva|slevy|zľava|ušetr\w+|du sparar|säästä\w*"
    r"|alennus|megtakarítás|kedvezmény|economisești|reducere|скидк\w+|экономия|выгода|знижк\w+"
    r"|отстъпка|indirim|kazanç|έκπτωση|giảm|hemat|diskon|potongan|خصم|وفر|הנחה|חסכת|besparelse"
    r"|allahindlus|atlaide|nuolaida|prihrane?k|ušteda|popust",
    Label.FROM_ON: r"orders? (?:over|above|from|of)|orders?|(?:min\.?|minimum) (?:order|spend)\w*"
    rf"|mindestbestellwert|model|sku|art\.?-?nr\.?|{_SENT_FREE}[^.!]*(?<!\w)(?:over|above|from|ab|dès"
    r"|da|de|desde|od|vanaf|boven|från|fra|over|fölött|alkaen|yli|от|від|over|üzeri)",
    Label.FREE: _SENT_FREE,
    Label.EXTRA: r"shipping(?: on)?|shipping fee|delivery|postage|p&p|s&h|handling|versand\w*"
    r"|lieferung|porto|pfand|livraison|frais de port|consigne|envío|gastos de envío|spedizione"
    r"|frete|entrega|portes|verzend\w*|bezorg\w*|statiegeld|dostaw\w+|wysyłk\w+|kaucj\w+|doprav\w+"
    r"|poštovné|záloh\w+|frakt|pant|levering|toimitus\w*|pantti|szállítás\w*|livrare|transport"
    r"|доставк\w+|kargo|αποστολή|phí vận chuyển|ongkir|deposit|kaution|anzahlung|recupel|ecotax"
    r"|éco-?part\w*|gutschein\w*|coupon|voucher|gift card|cashback",
    Label.PART: r"anzahlung|rate|raten|mensualités?|par mois|monthly|installments?|instalments?"
    r"|interest-?free payments? of|payments? of|cuotas?(?: sin interés)?(?: de)?|pagos? de|mensual"
    r"|rate mensili|parcelas?(?: de)?|mensal|termijn(?:en)?|rat[ay]?|rat po|splátka|splátek"
    r"|avbetalning|delbetalning|рассрочка|taksit|платеж\w*",
    Label.UP_TO: r"up to|max\.?|at most|bis|bis zu|höchstens|jusqu'à|hasta|fino a|até|tot|upp till"
    r"|op til|opp til|maximálně|maks\.?|до",
}
_OF_SIGNS: Final = {
    Label.NOW: "现价|現價|促销价|優惠價|优惠价|特價|特价|折扣价|活動價|网路价|網路價|售价|售價|販売価格|セール価格|特価|セール|当店価格"
    "|판매가|할인가|즉시할인가|쿠폰적용가|ราคาพิเศษ|ราคาโปรโมชั่น",
    Label.OLD: "定价|定價|原价|原價|市場價|市场价|市價|市价|建議售價|建议零售价|专柜价|希望小売価格|通常(?:販売)?価格|参考価格|定価"
    "|メーカー希望|정가|정상가|권장소비자가|시중가|ราคาปกติ|ราคาเต็ม",
    Label.NET: "税抜き?|税別|未税|未稅|不含税|부가세 별도|＋税",
    Label.GROSS: "税込み?|含税|含稅|부가세 포함",
    Label.SAVING: "节省|節省|立减|立減|省|优惠(?!价)|優惠(?!價)|割引|値引き?|お得|할인(?!가)|절약|ลด|ประหยัด",
    Label.EXTRA: "送料|運費|运费|배송비|押金|ค่าจัดส่ง|优惠券|クーポン",
    Label.FROM_ON: "送料無料|包邮|免運|免运|무료배송|ส่งฟรี|满|滿",
    Label.PART: "月々|每月|每期|分期|월 ?(?=\\d|$)|할부",
    Label.UP_TO: "最大|最高|최대|สูงสุด",
}
EITHER_SIDE: Final = frozenset({Label.NET, Label.GROSS, Label.SAVING, Label.EXTRA})
"""Such words also stand behind their number: "10 € Rabatt", "100 € netto"."""
WORDS: Final = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(f"(?P<{label}>{words})" for label, words in _OF_WORDS.items())
    + r")(?![^\W\d_])|"
    + "|".join(f"(?P<{label}_>{words})" for label, words in _OF_SIGNS.items())
)
"""Read in small letters. The group that matched is the label, with `_` where no space parts words."""
BEHIND: Final = re.compile(
    r"\W*(?:(?P<saving>off|discount|sparen|gespart|günstiger|billiger|de (?:réduction|remise|descuento"
    r"|desconto)|di sconto|korting|voordeel|taniej|rabatu|zniżki|levněji|slevy|billigere|billigare"
    r"|rabatt|скидки|знижки|indirim|kedvezmény|割引|値?引き?|お得|オフ|할인(?!가)|折)"
    r"|(?P<old>helyett|sijaan|yerine|instead))(?![^\W\d_])",
    re.IGNORECASE,
)
"""Right behind a number, it speaks of that one, whatever follows."""
ON_SPENDING: Final = re.compile(
    r"\W*(?:ab|bei|on|over|from|when|if|dès|desde|od|vanaf|bij|da|från|fra|при|от)?\W*",
    re.IGNORECASE,
)
"""Between what is saved and the next number: that may be what must be spent for it."""
PAIRS: Final = re.compile(
    r"(?<!\w)(?:de:?\W*\0.*(?<!\w)por|van\W*\0.*(?<!\w)voor|era\W*\0.*(?<!\w)agora"
    r"|von\W*\0.*(?<!\w)(?:auf|für)|(?:reduced|down|cut) from\W*\0.*(?<!\w)to)(?!\w)"
    r"|\0\W*(?:→|➜|➔|⇒|->|=>|»)",
    re.IGNORECASE,
)
"""Words that only together say "from … to …"; `\\0` stands for the first number."""
ADDED: Final = re.compile(r"(?:zzgl\.?|plus|inkl\.?|incl?\.?|\+|＋|&)\W*$", re.IGNORECASE)
"""Ends what stands before a number that comes on top of another, or is part of it."""
MONTHLY: Final = re.compile(
    r"[^\w\s]{0,3}\s*(?:/|\b(?:per|pro|par|por|al|за|pr|a|im)\b\.?)?\s*"
    r"(?:mo|mth|month|monthly|monat|monatlich|mtl\.?|mois|mes|mese|mês|maand|mån(?:ad)?|mnd|md|mdr"
    r"|kk|wk|week|woche|semaine|semana|settimana|uge|vecka|měs\.?|mies\.?|мес\.?|міс\.?|ay|期|月)(?![^\W\d_])"
    r"|\s*[x×]\s?\d{1,2}\s?(?:回|期|mois|mesi|monate|months|мес\w*|mån\w*|ay)",
    re.IGNORECASE,
)
"""Behind a number, it makes that one payment of several."""
