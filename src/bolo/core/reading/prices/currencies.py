"""Which currency a sign stands for (ISO 4217), and what a page tells us about it.

Many signs are shared (`$`, `kr`, `£`, `Rs`): the first code of a sign is only the
likeliest; a page's language and country choose among the rest.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_SIGNS: Final = {
    "AED": "د.إ|درهم|Dhs|Dh",
    "AFN": "؋|Af",
    "ALL": "Lek|Lekë",
    "AMD": "֏|դր|դրամ",
    "ANG": "ƒ|NAƒ",
    "AOA": "Kz",
    "ARS": "AR$|$|ARS$",
    "AUD": "A$|AU$|AU $|AUS$|$ AU|$AU|$",
    "AWG": "Afl|ƒ",
    "AZN": "₼|man|ман|манат",
    "BAM": "KM|КМ",
    "BBD": "Bds$|$",
    "BDT": "৳|Tk|টকা|টাকা",
    "BGN": "лв|лева|leva|lv",
    "BHD": "BD|د.ب|دينار بحريني",
    "BIF": "FBu",
    "BMD": "BD$|$",
    "BND": "B$|BN$|$",
    "BOB": "Bs|$b|Bs.",
    "BRL": "R$|reais|real",
    "BSD": "$",
    "BTC": "₿|Ƀ",
    "BTN": "Nu",
    "BWP": "P|pula",
    "BYN": "Br|руб|р",
    "BZD": "BZ$|$",
    "CAD": "C$|CA$|CA $|CAN$|CDN$|CND|$ CA|$ CAN|$CA|$",
    "CDF": "FrCD|FC",
    "CHF": "CHF|SFr|Fr|Fr.|francs|Franken",
    "CLF": "UF",
    "CLP": "CL$|CLP$|$|pesos",
    "CNY": "CN¥|元|人民币|¥|圆|RMB|yuan|CNY¥",
    "COP": "CO$|COL$|$|pesos",
    "CRC": "₡|colones",
    "CUC": "CUC$",
    "CUP": "$MN|₱|$",
    "CVE": "CV$|Esc",
    "CZK": "Kč|Kc|korun",
    "DJF": "Fdj",
    "DKK": "kr|Dkr|kroner",
    "DOP": "RD$|$",
    "DZD": "د.ج|دج|DA",
    "EGP": "ج.م|E£|جنيه|LE|£E|L.E.",
    "ERN": "Nfk|ናቕፋ|نافكا",
    "ETB": "ብር|Br|Birr",
    "EUR": "€|euro|euros|eur.|EURO|Evro",
    "FJD": "FJ$|$",
    "FKP": "£",
    "GBP": "£|₤|GBP£|pound|pounds|GBp|stg",
    "GEL": "₾|ლარი|lari",
    "GHS": "GH₵|GH¢|₵|GHC",
    "GIP": "£",
    "GMD": "D|dalasi",
    "GNF": "FG|GFr|GNF",
    "GTQ": "Q",
    "GYD": "G$|GY$|$",
    "HKD": "HK$|HK $|$",
    "HNL": "L|lempiras",
    "HRK": "kn|kuna",
    "HTG": "G|gourdes",
    "HUF": "Ft|forint",
    "IDR": "Rp|Rupiah",
    "ILS": '₪|ש"ח|שח|ש״ח|NIS|ש.ח|ש.ח.|ש.ח|ش.ج',
    "INR": "₹|Rs|र|ரூ|रु|रू|Re|INR₹|rupees|/-",
    "IQD": "د.ع|ع.د|ID|دينار عراقي",
    "IRR": "﷼|ریال|IR",
    "IRT": "تومان|تومن|Toman",
    "ISK": "kr|Ikr|ISK|krónur",
    "JMD": "J$|$",
    "JOD": "د.أ|د.ا|دينار أردني|JD|دينار",
    "JPY": "¥|円|yen|圓|JP¥|日元",
    "KES": "Ksh|KShs|KSh",
    "KGS": "сом|som|С",
    "KHR": "៛|riel",
    "KMF": "CF",
    "KPW": "₩",
    "KRW": "₩|원|원~|won|KRW₩",
    "KWD": "د.ك|دينار كويتي|KD|K.D.|دك",
    "KYD": "CI$|$",
    "KZT": "₸|тңг|тг|тенге|tenge",
    "LAK": "₭|kip",
    "LBP": "LB£|ل.ل|LL|L.L.",
    "LKR": "රු|SLRs|SL Re|Rs|LKR|ரூ",
    "LRD": "L$|LD$|$",
    "LSL": "M|L",
    "LYD": "ل.د|د.ل|LD",
    "MAD": "د.م|درهم|Dh|DH|dirhams",
    "MDL": "lei|leu",
    "MGA": "Ar",
    "MKD": "ден|ДЕН|den",
    "MMK": "Ks|K",
    "MNT": "₮|төг",
    "MOP": "MOP$|P",
    "MUR": "MURs|Rs|₨",
    "MVR": "Rf|MRf",
    "MWK": "MK|K",
    "MXN": "MX$|Mex$|MXN$|$|pesos",
    "MYR": "RM",
    "MZN": "MT|MTn|MTs",
    "NAD": "N$|$",
    "NGN": "₦",
    "NIO": "C$",
    "NOK": "kr|Nkr|kroner",
    "NPR": "NPRs|Rs|रू|नेरू|₨",
    "NZD": "NZ$|NZ $|$",
    "OMR": "ر.ع|R.O.|RO",
    "PAB": "B/.|B/",
    "PEN": "S/|S/.|soles|sol",
    "PGK": "K",
    "PHP": "₱|Php|P|PhP",
    "PKR": "₨|PKRs|Rs",
    "PLN": "zł|zl|złotych|złote",
    "PYG": "₲|Gs",
    "QAR": "ر.ق|QR",
    "RON": "lei|leu|L",
    "RSD": "din|дин|динар|динара|Dinara|dinar",
    "RUB": "₽|руб|р|Р|рублей|рубль|rub|R₽|P",
    "RWF": "FRw|RF|R₣|FR",
    "SAR": "ر.س|SR|ريال|﷼|ريال سعودي|ر.س",
    "SBD": "SI$|$",
    "SCR": "SRe|₨",
    "SDG": "ج.س",
    "SEK": "kr|Skr|kronor|:-",
    "SGD": "S$|SG$|$",
    "SLL": "Le|Sl",
    "SOS": "Ssh",
    "SRD": "$",
    "STN": "Db",
    "SYP": "SY£|ل.س|S£",
    "SZL": "E",
    "THB": "฿|บาท|บ|baht|Bt",
    "TJS": "сомони",
    "TMT": "T",
    "TND": "د.ت|DT",
    "TOP": "T$",
    "TRY": "₺|TL|Türk Lirası",
    "TTD": "TT$|$",
    "TWD": "NT$|NT|NTD|$|元|圓|NT $|新台幣|TWD$",
    "TZS": "TSh|TShs",
    "UAH": "₴|грн|hrn|гривень|hryvnia",
    "UGX": "USh|UShs",
    "USD": "$|US$|US $|$ US|$US|USD$|U$S|U$D|dollars|dollar",
    "UYU": "$U|U$|$",
    "UZS": "so'm|сўм|сум|soʻm|sum",
    "VEF": "Bs.F|Bs",
    "VND": "₫|đ|VNĐ|vnd|d",
    "VUV": "Vt|VT",
    "WST": "WS$|T",
    "XAF": "FCFA|F CFA|CFA",
    "XCD": "EC$|$",
    "XOF": "CFA|FCFA|F CFA",
    "XPF": "CFP|XPF|F",
    "YER": "ر.ي|YR|﷼",
    "ZAR": "R",
    "ZMW": "ZK|K",
    "ZWL": "Z$|$",
    # gone, but still printed
    "ATS": "öS",
    "DEM": "DM|D-Mark",
    "ESP": "Pta|Ptas|₧|Pts|Pt",
    "FIM": "mk",
    "FRF": "₣|F",
    "GRD": "Δρχ|Δρ|₯",
    "IEP": "IR£",
    "ITL": "L|₤",
    "LTL": "Lt|litų",
    "LVL": "Ls",
    "NLG": "fl|ƒ",
    "PSE": "ج.ف",
    "SIT": "tolarjev",
    "SKK": "Sk",
}
_LIKELIEST: Final = {
    "$": "USD", "£": "GBP", "¥": "JPY", "₩": "KRW", "Rs": "INR", "Rs.": "INR", "kr": "SEK",
    "元": "CNY", "圓": "TWD", "р": "RUB", "руб": "RUB", "₨": "PKR", "lei": "RON", "L": "HNL",
    "C$": "CAD", "руб.": "RUB", "р.": "RUB", "din.": "RSD",
    "pesos": "MXN", "P": "PHP", "F": "XPF", "K": "MMK", "﷼": "IRR", "ƒ": "ANG",
    "T": "TMT", "Br": "ETB", "Bs": "BOB", "CFA": "XOF", "FCFA": "XAF", "₱": "PHP", "₤": "GBP",
    "درهم": "AED", "din": "RSD", "FC": "CDF", "G": "HTG", "D": "GMD", "Dh": "AED", "leu": "RON",
}  # fmt: skip
_OTHER_CODES: Final = frozenset(
    "NTD RMB CUC ZMK ZWD VAL AFL BTC ATS BEF DEM ESP FIM FRF GRD ITL NLG PTE".split()
)
ALIASES: Final = {"NTD": "TWD", "RMB": "CNY", "ZMK": "ZMW", "AFL": "AWG", "GBX": "GBP"}
_COUNTRIES: Final = {
    "EUR": "at be cy de ee es fi fr gr hr ie it lt lu lv mt nl pt si sk bg ad mc sm eu xk me",
    "USD": "us ec pr sv pa", "GBP": "uk gb im je gg", "AUD": "au", "CAD": "ca", "NZD": "nz",
    "MXN": "mx", "ARS": "ar", "CLP": "cl", "COP": "co", "UYU": "uy", "SGD": "sg", "HKD": "hk",
    "TWD": "tw", "CNY": "cn", "JPY": "jp", "KRW": "kr", "SEK": "se", "NOK": "no", "DKK": "dk",
    "ISK": "is", "CHF": "ch li", "PLN": "pl", "CZK": "cz", "HUF": "hu", "RON": "ro", "MDL": "md",
    "RUB": "ru su", "UAH": "ua", "BYN": "by", "KZT": "kz", "TRY": "tr", "ILS": "il", "AED": "ae",
    "SAR": "sa", "EGP": "eg", "INR": "in", "PKR": "pk", "LKR": "lk", "BDT": "bd", "NPR": "np",
    "IDR": "id", "MYR": "my", "PHP": "ph", "THB": "th", "VND": "vn", "BRL": "br", "PEN": "pe",
    "ZAR": "za", "NGN": "ng", "KES": "ke", "MAD": "ma", "DZD": "dz", "TND": "tn", "RSD": "rs",
    "MKD": "mk", "ALL": "al", "BAM": "ba", "GEL": "ge", "AMD": "am", "AZN": "az", "IRR": "ir",
    "JMD": "jm", "TTD": "tt", "BBD": "bb", "DOP": "do", "BOB": "bo", "PYG": "py", "CRC": "cr",
    "GTQ": "gt", "NAD": "na", "KWD": "kw", "QAR": "qa", "BHD": "bh", "OMR": "om", "JOD": "jo",
}  # fmt: skip
_BY_COUNTRY: Final = {c: code for code, all_ in _COUNTRIES.items() for c in all_.split()}
_BY_LANGUAGE: Final = {
    "ja": "JPY", "sv": "SEK", "nb": "NOK", "nn": "NOK", "no": "NOK", "da": "DKK", "is": "ISK",
    "cs": "CZK", "pl": "PLN", "hu": "HUF", "ro": "RON", "ru": "RUB", "uk": "UAH", "tr": "TRY",
    "he": "ILS", "ko": "KRW", "th": "THB", "vi": "VND", "id": "IDR", "ms": "MYR", "hi": "INR",
    "nl": "EUR", "it": "EUR", "fi": "EUR", "el": "EUR", "et": "EUR", "lv": "EUR", "lt": "EUR",
    "sk": "EUR", "sl": "EUR",
    "zh": "CNY", "be": "BYN", "kk": "KZT", "ur": "PKR", "ne": "NPR", "si": "LKR",
}  # fmt: skip
_COMMA: Final = frozenset(
    "de fr es it pt nl pl cs sk sv da nb nn no fi ru uk be kk tr el hu ro bg hr sl sr mk et lv lt"
    " is id vi ca eu gl sq bs az ka hy pt-br".split()
)
_POINT_REGIONS: Final = frozenset("ch li mx us gt hn ni pa pe pr do sv".split())


_ON_PAGES: Final = re.compile(
    r"[€£¥₽₹₺₩₴₪₫฿₱₦₸₾]|&euro;|&pound;"
    r"|(?<![a-z\d$?/=_-])\$(?=\s?\d)|(?<=\d)\$(?=<)|(?<=\d )\$(?=<)"
)
"""A dollar that stands beside no number is a word of templates and of pictures' addresses."""
_ENTITIES: Final = {"&euro;": "€", "&pound;": "£"}
_DOTTED: Final = frozenset(
    "руб р грн лв дин դր тңг ман д د Nu Afl Fr fr man din Bs Kč Δρχ fl".split()
)


def _table() -> dict[str, tuple[str, ...]]:
    """Turn the signs round: sign → codes, the likeliest first."""
    found: dict[str, list[str]] = {}
    for code, signs in _SIGNS.items():
        for sign in (code, *signs.split("|")):
            found.setdefault(sign, []).append(code)
            if sign in _DOTTED:
                found.setdefault(f"{sign}.", []).append(code)
    for sign, code in _LIKELIEST.items():
        codes = found.setdefault(sign, [])
        found[sign] = [code, *(other for other in codes if other != code)]
    for code in _OTHER_CODES:
        found.setdefault(code, [ALIASES.get(code, code)])
    return {sign: tuple(dict.fromkeys(codes)) for sign, codes in found.items()}


SIGNS: Final = _table()
"""Sign as printed → the codes it may stand for."""
SIGNS_ANY_CASE: Final = {sign.casefold(): sign for sign in SIGNS if len(sign) > 1}
LONGEST: Final = max(map(len, SIGNS))
CODES: Final = frozenset(_SIGNS) | _OTHER_CODES


@dataclass(frozen=True, slots=True)
class Locale:
    """What the page says of itself: `de-CH`, `ch`, and the currency it declares."""

    language: str | None = None
    country: str | None = None
    currency: str | None = None

    @property
    def decimal(self) -> str | None:
        """The decimal sign people there write, `None` when nobody knows."""
        return _decimal(self.language, self.country)

    @property
    def money(self) -> str | None:
        """The currency people there pay in, `None` when nobody knows."""
        return self.currency or _home(self.language, self.country)


NOWHERE: Final = Locale()


@lru_cache(256)
def _home(language: str | None, country: str | None) -> str | None:
    """Country first, then the region of the language, then a one-country language."""
    main, _, region = (language or "").lower().replace("_", "-").partition("-")
    region = region.rpartition("-")[2]
    return (
        _BY_COUNTRY.get(country or "") or _BY_COUNTRY.get(region) or _BY_LANGUAGE.get(main) or None
    )


@lru_cache(256)
def _decimal(language: str | None, country: str | None) -> str | None:
    main, _, region = (language or "").lower().replace("_", "-").partition("-")
    where = region.rpartition("-")[2] or country or ""
    if not main:
        return None
    if where == "za":
        return ","
    return "," if main in _COMMA and where not in _POINT_REGIONS else "."


def code_of(text: str | None) -> str | None:
    """Return the ISO code that `text` states (`eur`, `€`), `None` when it is shared or unknown."""
    if not text:
        return None
    text = text.strip().strip("\u200e\u200f")
    upper = text.upper()
    if upper in CODES:
        return ALIASES.get(upper, upper)
    codes = SIGNS.get(text) or SIGNS.get(SIGNS_ANY_CASE.get(text.casefold(), ""), ())
    return codes[0] if len(codes) == 1 else None


def resolve(sign: str, where: Locale) -> tuple[str | None, bool]:
    """Return the currency that `sign` means there, and whether that is certain."""
    codes = SIGNS.get(sign) or SIGNS.get(SIGNS_ANY_CASE.get(sign.casefold(), ""))
    if not codes:
        return None, False
    if len(codes) == 1:
        return codes[0], True
    for known in (where.currency, _home(where.language, where.country)):
        if known in codes:
            return known, True
    american = (where.language or "").lower() in {"en", "en-us", "en_us"} and not where.country
    plain = sign == "£" or (sign == "$" and american)
    return codes[0], plain


def only_currency(text: str, where: Locale) -> str | None:
    """Return the currency of the only sign that a page's `text` has, `None` when it has several."""
    signs = {_ENTITIES.get(sign, sign) for sign in _ON_PAGES.findall(text)}
    return resolve(signs.pop(), where)[0] if len(signs) == 1 else None


def country_of(host: str) -> str | None:
    """Return the country of a host by its last label, `None` for .com and the like."""
    last = host.partition(":")[0].rpartition(".")[2].lower()
    return last if last in _BY_COUNTRY and last not in {"co", "me", "io", "tv"} else None
