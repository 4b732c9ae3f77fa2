"""The words by which shops regret that a thing cannot be bought, in the languages we meet.

Words that mean it anywhere are looked for in any text; words that mean it only alone
("Sold", "Slut") must be all that is said.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from functools import lru_cache
from itertools import chain
from typing import Final

SOLD_OUT: Final = re.compile(
    r"sold[ -]?out|out[ -]of[ -]stock|currently unavailable|no longer (?:available|in stock|sold)"
    r"|not (?:currently )?(?:available|in stock)|temporarily unavailable"
    r"|ausverkauft|nicht (?:mehr )?(?:auf lager|am lager|verfügbar|lieferbar|vorrätig|erhältlich"
    r"|bestellbar)"
    r"|derzeit nicht(?: (?:zur verfügung|verfügbar|lieferbar|auf lager))?|vergriffen"
    r"|rupture de stock|épuisé|indisponible|agotado(?: temporalmente)?|en rupture\b|hors stock"
    r"|sin (?:stock|existencias)|no está disponible"
    r"|no disponible|esaurit[oaie]|non disponibil[ei]|esgotad[oa](?: temporariamente)?|indisponível"
    r"|sem (?:estoque|stock)|uitverkocht"
    r"|niet (?:op voorraad|leverbaar|beschikbaar|voorradig)|wyprzedan|brak w magazynie|niedostępn"
    r"|vyprodáno|není skladem|slutsåld|tillfälligt slut"
    r"|slut i lager|ej i lager|inte i lager|udsolgt|ikke på lager|utsolgt|ikke tilgjengelig"
    r"|loppuunmyyty|elfogyott|ei varastossa"
    r"|нет в (?:наличии|продаже)|распродан|tükendi|stokta (?:yok|kalmadı)|売り?切れ"
    r"|在庫切れ|品切れ"
    r"|缺货|缺貨|售罄|售完|품절"
    r"|(?:has|have) been sold|retired product|not currently available|fuera de stock"
    r"|no hay (?:stock|existencias)|ya no está disponible"
    r"|plus (?:en stock|disponible)|momentanément absent|victime de son succès"
    r"|non (?:è|sono) (?:più )?disponibil[ei]|non più disponibil[ei]|fuori produzione|\bterminato"
    r"|não (?:está )?disponível|fora de estoque|niet meer (?:leverbaar|beschikbaar|op voorraad)"
    r"|brak towaru|produkt (?:niedostępny|wycofany)"
    r"|nedostupn|vypredan|nie je (?:na sklade|skladom)|ni na zalogi|ukončen prodej"
    r"|prodej (?:skončil|ukončen)|predaj (?:skončil|ukončený)|nema na (?:zalihi|stanju)"
    r"|rasprodano|nincs (?:készleten|raktáron)|nem (?:elérhető|kapható|rendelhető)|készlethiány"
    r"|stoc(?:ul)? (?:epuizat|indisponibil)|indisponibil|lipsă stoc|nu este (?:în|pe) stoc"
    r"|изчерпан|няма (?:в )?наличност|не е налич|немає (?:в наявності|на складі)|нет на складе"
    r"|закончил(?:ся|ась|ось|ись)|закінчи(?:вся|лась|лося)|временно отсутствует"
    r"|снят[оаы]? с (?:производства|продажи)|знят[оаий]* з (?:виробництва|продажу)"
    r"|εξαντλ|μη διαθέσιμο|loppu varastosta|ei saatavilla|läbi müüdud|išparduota|nav noliktavā"
    r"|šiuo metu neturime"
    r"|tükenmiştir|stoklarımızda bulunmam|temin edilemi|stok habis|habis terjual|hết hàng"
    r"|สินค้าหมด|ناموجود|غير متوفر|ن[فذ][دذ]ت الكمية|אזל|לא במלאי|נגמר המלאי"
    r"|brak na stanie|\b0 (?:units? |items? |pcs )?(?:in stock|available|left)|nicht zur verfügung"
    r"|已售完|完售|无货|無貨|無庫存|(?:暂无|无)库存|下架|銷售一空|補貨中|补货中|完売|入荷待ち"
    r"|販売(?:を)?終了|在庫(?:が|は)?(?:ございません|ありません|なし|無し)|일시품절"
    r"|재고 ?없음|판매 ?(?:종료|중지)|구매하실 수 없",
    re.IGNORECASE,
)
_ENDED: Final = re.compile(
    r"(?:this |the |your |sorry, )?(?:listing|auction|bidding|ad|sale|item was|offer)"
    r"(?: for this item)?(?: has| was| is| has been)? (?:ended|closed|expired|over\b|sold)"
    r"|(?:diese[rs]? |die |das )?(?:angebot|auktion|anzeige|inserat|artikel)(?: wurde| ist)?"
    r"(?: vom verkäufer| bereits)? (?:beendet|abgelaufen|gelöscht|verkauft)"
    r"|(?:cette |l['’])?(?:annonce|enchère|vente)(?: est| a été)? (?:terminée|expirée|clôturée)"
    r"|(?:esta |este |la |el )?(?:subasta|anuncio|puja)(?: ha| está)? (?:finalizad[oa]|terminad[oa]"
    r"|caducad[oa])|(?:questa |questo |l['’])?(?:inserzione|asta|annuncio)(?: è| è stat[oa])?"
    r" (?:terminat[oa]|conclus[oa]|scadut[oa]|chius[oa])|(?:este |o )?(?:anúncio|leilão)"
    r"(?: foi| está)? (?:encerrado|terminado|expirado)|(?:deze |de )?(?:veiling|advertentie|kavel)"
    r"(?: is)? (?:gesloten|beëindigd|afgelopen|verlopen)|(?:ta |to )?(?:aukcja|oferta|licytacja"
    r"|ogłoszenie)(?: została| jest)? (?:zakończon[ae]|nieaktualn[ae])"
    r"|(?:tato )?(?:aukce|nabídka)(?: byla)? ukončena"
    r"|(?:den här )?(?:auktionen|annonsen)(?: är| har)? (?:avslutad|avslutats)"
    r"|(?:この|本)?(?:オークション|出品|商品)[はが](?:すでに)?(?:終了|売り切れ)|(?:该|此)?拍卖已(?:结束|经结束)",
    re.IGNORECASE,
)
"""Said of a listing that is over, in a sentence that may go on."""
_ALONE: Final = re.compile(
    r"(?:(?:this|the) (?:product|item) )?(?:(?:has been|is) )?(?:discontinued|unavailable)"
    r"|(?:product |item )?(?:unavailable|sold)|no stock|out of print"
    r"|(?:stock|bestand|lagerbestand|existencias|estoque|voorraad|skladem|остаток) ?: ?0"
    r"|brak|dostępność: brak|slut|(?:produkten har )?utgått|tuote loppu|habis|หมด|kifutott termék"
    r"|reserv(?:ed|iert|erad|eret|é|ado)|gereserveerd|riservato|zarezerwowan[ye]|rezervováno|varattu"
    r"|отсутствует|продано|(?:la )?scorte esaurite|non acquistabile|在庫 ?[:：] ?(?:なし|×)",
    re.IGNORECASE,
)
"""Means it only where nothing else is said."""
_OF_WHAT: Final = re.compile(
    r"(?:(?:this|the|sorry|we're|we are|unfortunately|dieser?|dieses|der|das|ce|cet|cette|le|la"
    r"|este|esta|el|o|questo|il|dit|deze|bu|a|ten|tento|product|produkt|produit|producto|prodotto"
    r"|produto|produsul|produs|tuote|termék|ürün|товара?|продукта?|produkten|varen|towar|zboží"
    r"|item|listing|anzeige|inserat|annonce|anuncio|annuncio|article|artikel|artículo|articolo"
    r"|artigo|title|is|are|ist|steht|est|est en|n'est|en|está|è|é|jest|je|er|är|on|finns"
    r"|status|availability|stock|verfügbarkeit|disponibilité|disponibilidad|disponibilità|online"
    r"|lieferzeit|dostępność|dostupnost|stav|наличие|προσωρινά|προϊόν|sản phẩm|đã|tạm|ops"
    r"|now|currently|temporarily|derzeit|zurzeit|zur zeit|im moment|momentan|aktuell|leider"
    r"|vorübergehend|actuellement|momentanément|désolé|temporairement|actualmente|temporalmente"
    r"|lo sentimos|attualmente|momentaneamente|temporaneamente|atualmente|temporariamente|obecnie"
    r"|chwilowo|aktualnie|tymczasowo|momentálně|momentálne|dočasně|dočasne|tijdelijk|momenteel"
    r"|helaas|op dit moment|tillfälligt|midlertidigt?|desværre|dessverre|tilapäisesti"
    r"|väliaikaisesti|jelenleg|átmenetileg|к сожалению|временно|сейчас|тимчасово|на жаль"
    r"|geçici olarak)\b[\s,.:!–-]*)*",
    re.IGNORECASE,
)
"""What may stand before: with other words before it, something else is gone."""
_OF_THIS: Final = re.compile(
    r"(?:(?:大変)?申し訳(?:ございません|ありません)(?:が)?|ただいま|只今|現在|(?:この|こちらの|当)商品は"
    r"|暂时|暫時|目前|此?商品|已经?|(?:이|해당|본) 상품은|현재|המוצר|[、。,\s])*"
)
"""The same in scripts that put no space between words."""
_LITTLE: Final = 12
_EVERYWHERE: Final = ("old out", "old Out", "ut of s", "ut of S", " ended", "eserved<")
_HINTS: Final = {
    "en": (
        "navailable",
        "ot available",
        "o longer",
        "ot in st",
        "iscontinued",
        "No stock",
        "ut of print",
        "closed",
    ),
    "de": (
        "usverkauft",
        "ergriffen",
        "icht lief",
        "icht verf",
        "icht auf",
        "icht zur",
        "icht mehr",
        "icht vorr",
        "icht erh",
        "icht best",
        "eendet",
        "bgelaufen",
        "elöscht",
        "eserviert",
    ),
    "fr": (
        "upture",
        "puis",
        "ndisponible",
        "lus en",
        "lus disp",
        "ors stock",
        "ictime de",
        "erminée",
        "xpirée",
        "lôturée",
    ),
    "es": (
        "gotad",
        "in stock",
        "in exist",
        "o disponible",
        "o hay",
        "a no est",
        "o está disp",
        "inalizad",
        "erminad",
        "aducad",
    ),
    "it": (
        "saurit",
        "on disponibil",
        "erminat",
        "on è ",
        "on più disp",
        "uori prod",
        "corte esaur",
        "onclus",
        "cadut",
        "hius",
    ),
    "pt": (
        "sgotad",
        "ndispon",
        "em estoque",
        "ora de est",
        "ão disp",
        "ão está",
        "em stock",
        "ncerrado",
        "erminado",
        "xpirado",
    ),
    "nl": (
        "itverkocht",
        "iet op",
        "iet lever",
        "iet besch",
        "iet meer",
        "iet voor",
        "esloten",
        "eëindigd",
        "fgelopen",
        "erlopen",
    ),
    "pl": (
        "yprzedan",
        "rak ",
        "iedostępn",
        "ycofan",
        "Brak",
        "akończon",
        "ieaktualn",
        "arezerw",
    ),
    "cs": (
        "yprodán",
        "ení sklad",
        "edostupn",
        "rodej skon",
        "rodej ukon",
        "končen prodej",
        "končena",
        "ezervov",
    ),
    "sk": ("ypredan", "ie je", "edostupn", "redaj ukon", "redaj skon"),
    "sv": (
        "lutsåld",
        "lut i",
        "j i lager",
        "nte i lager",
        "illfälligt slut",
        "tgått",
        "vslutad",
        "vslutats",
    ),
    "da": ("dsolgt", "kke på"),
    "nb": ("tsolgt", "kke på", "kke tilgj"),
    "no": ("tsolgt", "kke på", "kke tilgj"),
    "fi": (
        "oppu",
        "i saatav",
        "i varasto",
        "arattu",
    ),
    "hu": ("lfogyott", "incs ", "em elérh", "em kaph", "em rend", "észleth", "ifutott"),
    "ro": ("puizat", "ndisponibil", "u este", "ipsă stoc"),
    "ru": (
        "ет в нал",
        "ет на ",
        "аспродан",
        "акончил",
        "тсутств",
        "нят с ",
        "нята с ",
        "нято с ",
        "родано",
    ),
    "uk": ("емає в", "ема в", "акінчи", "нято з", "нятий з"),
    "tr": ("ükendi", "ükenmiş", "okta yok", "almadı", "toklarımızda", "emin edil"),
    "ja": (
        "売り切れ",
        "在庫切れ",
        "品切れ",
        "完売",
        "販売終了",
        "入荷待ち",
        "売切",
        "在庫がござ",
        "在庫はござ",
        "在庫なし",
        "在庫：なし",
        "販売を終了",
        "終了",
    ),
    "zh": (
        "缺货",
        "缺貨",
        "售罄",
        "售完",
        "无货",
        "無貨",
        "補貨",
        "完售",
        "完売",
        "無庫存",
        "无库存",
        "下架",
        "銷售一空",
        "补货中",
        "拍卖已",
    ),
    "ko": ("품절", "재고", "판매 종료", "판매종료", "판매 중지", "판매중지", "구매하실 수 없"),
    "bg": (
        "зчерпан",
        "яма ",
        "е е налич",
    ),
    "el": (
        "ξαντλ",
        "η διαθ",
    ),
    "he": (
        "אזל",
        "נגמר",
        "לא במלאי",
    ),
    "id": ("abis",),
    "vi": ("ết hàng",),
}
"""Without their first letter, which may be a capital. A page that has none of these near its
heading regrets nothing, and no tree is built."""
_ANY: Final = tuple(dict.fromkeys(chain.from_iterable(_HINTS.values())))


@lru_cache(1024)
def says_gone(text: str) -> bool:
    """Say whether `text` is no more than that the thing itself cannot be bought."""
    text = text.replace("’", "'").rstrip(" .!")
    for before in (_OF_WHAT.match(text), _OF_THIS.match(text), None):
        begin = before.end() if before else 0
        phrase = SOLD_OUT.match(text, begin)
        if phrase is not None and len(text) - phrase.end() <= _LITTLE:
            return True
        if _ALONE.fullmatch(text, begin):
            return True
    return False


@lru_cache(1024)
def says_over(text: str) -> bool:
    """Say whether `text` begins by saying that the listing is over."""
    return _ENDED.match(text) is not None


def hinted(text: str, language: str | None) -> bool:
    """Say whether `text` may regret anything: the quick question before the dear one."""
    hints = _HINTS.get((language or "")[:2].lower(), _ANY)
    return any(hint in text for hint in (*_EVERYWHERE, *hints))
