"""The words beside which shops print their number of a thing, in the languages we meet.

Some say so wherever they end a text ("Product code"); others only where they are all that an
element says before the number ("Code", "Ref"), for in sentences they speak of something else.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from functools import lru_cache
from typing import Final

_NO: Final = r"(?:code|number|num|numb|no|nr|id|ref(?:erence)?|#)"
_LABEL: Final = re.compile(
    rf"(?:\b(?:sku(?:[ -]?{_NO})?|asin|tcin|dpci"
    r"|art(?:ikel|ículo|icle|icolo|igo)?\.?[ -]?(?:nr|nummer|no|num[a-z]*|code|id|#)"
    rf"|(?:item|product|prod\.?|article|catalog(?:ue)?|cat\.?|stock|style|design|order|web|internet)"
    rf"[ -]?{_NO}"
    r"|(?:item|product) (?:model )?(?:sku|ref)"
    r"|(?:listing|ad|post|posting|lot|offer|deal)[ -]?(?:number|no|nr|id|#)"
    r"|(?:bestell?|produk[tc]|product|anzeigen|angebots|vare|tuote|kauf|objekt|katalog|waren|best\.)"
    r"[ -]?(?:nr|nummer|no|id|code|kod)"
    r"|ref(?:erenz)?\.?[ -](?:nr|no|number|code|#)|webcode"
    r"|id (?:de l')?(?:anuncio|annonce|annuncio|oferty|ogłoszenia|produktu|produto|produs|товара)"
    r"|r[ée]f(?:[ée]rence|erencia|erência|erentie)?\.?"
    r"(?: (?:(?:du |del? |do )?prod(?:uit|ucto|uto)|article|n[°o]))?|rif(?:erimento)?|referință"
    r"|n(?:[°ºo]|\.º|úm(?:ero)?|umero|uméro)\.?"
    r" (?:d'article|de l'objet|de l'annonce|article|oggetto"
    r"|de (?:artículo|articulo|producto|produit|anuncio|objeto|artigo|produto))"
    r"|c[óo]d(?:igo|ice|\.)?(?: (?:prodotto|articolo|sku|item|del? (?:producto|artículo)"
    r"|(?:do )?(?:produto|item)|produs|articol|producto|art))?"
    r"|sku d(?:o produto|el producto)|code (?:article|produit)"
    r"|(?:nr|numer|kod) ?(?:ref(?:erencyjny)?|art(?:ykułu)?|kat(?:alogowy)?|produktu|towaru|oferty"
    r"|ogłoszenia)|symbol produktu|(?:obj\. |objedn[aá]v?ac[ií] )?k[óo]d(?: (?:produktu|zboží"
    r"|tovaru))?|(?:obj(?:ednac[ií]|ednávacie)?\.?|kat(?:alog[oó]v[eé])?\.?)? ?číslo"
    r" ?(?:produktu|zboží|položky|artiklu)|(?:obj(?:ednací)?\.?|kat(?:alog[oó]vé)?\.?) ?číslo"
    r"|var(?:e|u)n(?:umme)?r|tuote ?(?:numero|koodi|nro)|artikli nr|cikk ?szám"
    r"|termék ?(?:kód|azonosító)"
    r"|(?:ürün|stok) (?:kodu|no)|model kodu|kode (?:produk|barang)|mã (?:sản phẩm|sp|hàng|sku)"
    r"|preces kods|prekės kodas|tootekood|артикул(?: товара)?|код (?:товар[ау]?|прод[уо]кт[ау]?)"
    r"|код на (?:продукта|артикула)|(?:номер|id) товара|номенклатурный номер|номер объявления"
    r"|каталож(?:ный|ен) номер|арт\.? ?(?:№|номер)|продуктов код"
    r"|κωδ(?:ικός|\.)(?: προϊόντος)?|(?:šifra|koda|kataloški broj) (?:proizvoda|artikla|izdelka))"
    r"|קוד (?:מוצר|פריט)|מק[\"״]?ט|(?:رقم|رمز|كود) المنتج|کد (?:کالا|محصول)|شناسه محصول|รหัสสินค้า"
    r"|商品(?:番号|コード|型番|ID|No)|製品番号|品番|管理番号|注文番号|[商產产]品(?:編號|编号|代碼|貨號)"
    r"|[貨货品款][號号]|(?:상품|제품|딜)\s?(?:번호|코드)|품번)[\s.:：#()\-–]*$",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"(?:our |nostro |notre )?(?:code|código|codice|cód|cod|kod|symbol|indeks|clave|šifra|kataloški"
    r" broj|item|style|art(?:icolo|ikl|ikel)?|код|арт|κωδ|รหัส|part(?: (?:number|no|code))?|p/n)"
    r"[\s.:：#()\-–]*",
    re.IGNORECASE,
)
_RUN: Final = re.compile(r">([^<>]{2,40}+)<")
_BOTH: Final = re.compile(r"\s*([^\d\s][^\d]{1,24})\s(?=(?:\S*\d){3})\S+\s*")
_LONGEST: Final = 40


@lru_cache(4096)
def is_label(words: str) -> bool:
    """Say whether `words` end in such a label, or are nothing but a short one."""
    near = words[-_LONGEST:]
    return _LABEL.search(near) is not None or _WHOLE.fullmatch(words) is not None


def without_label(text: str) -> str:
    """Return a number alone where a markup gives it with the word for it: "SKU 00004"."""
    words, _, number = text.rpartition(" ")
    if not words:
        words, _, number = text.partition(":")
    return number if number and words and is_label(words.rstrip()) else text


def label_ends(text: str, begin: int, end: int) -> list[int]:
    """Return where labels end that are all, or all but the number, that an element says."""
    runs = _RUN.finditer(text, begin, end)
    return [run.start(1) + length for run in runs if (length := _label(run[1]))]


@lru_cache(8192)
def _label(words: str) -> int:
    """Return how long the label in front of `words` is; a shop prints the same on all its pages."""
    if is_label(" ".join(words.split())):
        return len(words)
    both = _BOTH.fullmatch(words)
    return both.end(1) if both and is_label(" ".join(both[1].split())) else 0
