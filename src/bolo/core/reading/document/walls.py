"""Is this answer a wall? A block, a captcha, a login, a consent page, or nothing at all.

Ordinary pages must pay almost nothing: their size and a few byte searches in their
beginning settle it. A captcha beside a real product is no wall.
"""

import re
from collections.abc import Mapping
from typing import Final

_HEAD: Final = 6_000
_LARGE: Final = 60_000
"""Block pages are small; beyond this only a title or a header can convict."""
_REFUSALS: Final = frozenset({401, 403, 405, 406, 429, 451, 503})
_TITLE = re.compile(rb"<title[^>]*>\s*(.{0,200}?)\s*</title", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(
    rb"<(script|style)\b.*?(?:</\1\s*>|\Z)|<(noscript|svg|head)\b(?:(?!<\2\b).)*?</\2\s*>"
    rb"|<!--.*?(?:-->|\Z)|<[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What is not drawn. Each sign is looked at once or twice, however often something is begun and
never ended: a script and a remark reach to the end then, as in a browser."""
_WORD = re.compile(rb"[^\s<>]{2,}")
_TITLES: Final = (
    (b"just a moment", "Cloudflare"),
    (b"attention required! | cloudflare", "Cloudflare"),
    (b"please wait... | cloudflare", "Cloudflare"),
    (b"ddos-guard", "DDoS-Guard"),
    (b"access denied", "access denied"),
    (b"access to this page has been denied", "PerimeterX"),
    (b"pardon our interruption", "Imperva"),
    (b"robot or human", "captcha"),
    (b"are you a robot", "captcha"),
    (b"robot check", "captcha"),
    (b"bot verification", "captcha"),
    (b"human verification", "AWS WAF"),
    (b"security check", "security check"),
    (b"captcha", "captcha"),
    (b"verify you are human", "captcha"),
    (b"403 forbidden", "access denied"),
    (b"429 too many requests", "too many requests"),
    (b"too many requests", "too many requests"),
    (b"request unsuccessful", "Imperva"),
    (b"you have been blocked", "access denied"),
)
_SIGNS: Final = (
    (b"/cdn-cgi/challenge-platform", "Cloudflare", b"cf-chl"),
    (b"_cf_chl_opt", "Cloudflare", b""),
    (b"cf-error-details", "Cloudflare", b""),
    (b"captcha-delivery.com", "DataDome", b""),
    (b"geo.captcha-delivery", "DataDome", b""),
    (b"px-captcha", "PerimeterX", b""),
    (b"_Incapsula_Resource", "Imperva", b""),
    (b"awswaf.com", "AWS WAF", b"challenge"),
    (b"aws-waf-token", "AWS WAF", b"challenge"),
    (b"errors.edgesuite.net", "Akamai", b""),
    (b"sec-if-cpt-container", "Akamai", b""),
    (b"kasada", "Kasada", b"ips.js"),
    (b"opfcaptcha", "captcha", b""),
    (b"/errors/validateCaptcha", "captcha", b""),
)
_CAPTCHAS: Final = (
    (b"h-captcha", "captcha (hCaptcha)"),
    (b"hcaptcha.com", "captcha (hCaptcha)"),
    (b"cf-turnstile", "captcha (Turnstile)"),
    (b"g-recaptcha", "captcha (reCAPTCHA)"),
    (b"recaptcha/api.js", "captcha (reCAPTCHA)"),
    (b"geetest", "captcha (GeeTest)"),
    (b"captcha", "captcha"),
)
_PHRASES: Final = (
    (b"enable javascript and cookies to continue", "Cloudflare"),
    (b"checking your browser before", "Cloudflare"),
    (b"you don't have permission to access", "access denied"),
    (b"access denied", "access denied"),
    (b"unusual traffic", "captcha"),
    (b"verify you are a human", "captcha"),
    (b"verify you are human", "captcha"),
    (b"not a robot", "captcha"),
    (b"automated access", "access denied"),
    (b"your request has been blocked", "access denied"),
    (b"you have been blocked", "access denied"),
    (b"too many requests", "too many requests"),
)
_CONSENT: Final = (
    b"before you continue",
    b"consent.google",
    b"bevor sie fortfahren",
    b"consent-wall",
    b"accept cookies to continue",
    b"we value your privacy",
)
_PRODUCT: Final = (
    b"application/ld+json",
    b"itemprop=",
    b"product:price",
    b"og:price",
    b"add-to-cart",
    b"addtocart",
)
_SHORT_TEXT: Final = 200
_LONG_TITLE: Final = 80


def wall(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Name the wall that this answer is, `None` when it is a page. Header names in lower case."""
    if named := _by_headers(status, headers):
        return named
    kind = headers.get("content-type", "")
    if kind and "html" not in kind and "xml" not in kind and status not in _REFUSALS:
        return None if body.strip() else "empty page"
    if len(body) > _LARGE:
        return (
            _by_title(body[:_HEAD], sure=True)
            if status not in _REFUSALS
            else _refused(status, body)
        )
    if status in _REFUSALS:
        return _refused(status, body)
    if any(sign in body for sign in _PRODUCT):
        return _by_title(body[:_HEAD], sure=True)
    return _by_title(body[:_HEAD], sure=False) or _by_signs(body) or _by_words(headers, body)


def _by_headers(status: int, headers: Mapping[str, str]) -> str | None:
    if "challenge" in headers.get("cf-mitigated", ""):
        return "Cloudflare"
    if headers.get("x-amzn-waf-action"):
        return "AWS WAF"
    if status in _REFUSALS and (
        headers.get("x-datadome") or "datadome" in headers.get("set-cookie", "")
    ):
        return "DataDome"
    return None


def _refused(status: int, body: bytes) -> str | None:
    """Name who refuses; a plain 5xx or 405 without a sign is no wall."""
    small = body[: 4 * _HEAD]
    named = _by_title(small, sure=False) or _by_signs(small) or _by_captcha(small)
    if named:
        return named
    return {
        401: "login wall",
        403: "access denied",
        429: "too many requests",
        451: "access denied",
    }.get(status)


def _by_title(head: bytes, *, sure: bool) -> str | None:
    found = _TITLE.search(head)
    if not found:
        return None
    title = found[1].lower()
    for words, name in _TITLES:
        if title.startswith(words) or (not sure and words in title and len(title) < _LONG_TITLE):
            return name
    return None


def _by_signs(body: bytes) -> str | None:
    for sign, name, also in _SIGNS:
        if sign in body and also in body and _is_short(body):
            return name
    return None


def _by_captcha(body: bytes) -> str | None:
    lower = body.lower()
    return next((name for sign, name in _CAPTCHAS if sign in lower), None)


def _is_short(body: bytes) -> bool:
    return len(_WORD.findall(_MARKUP.sub(b" ", body))) < _SHORT_TEXT


def _by_words(headers: Mapping[str, str], body: bytes) -> str | None:
    """Judge a page of few words by them; one of many is a page."""
    if b"<" not in body[:1000] and "html" not in headers.get("content-type", ""):
        return None if body.strip() else "empty page"
    text = _MARKUP.sub(b" ", body)
    words = len(_WORD.findall(text))
    if words >= _SHORT_TEXT:
        return None
    text = b" ".join(text.lower().split()).replace(b"&#39;", b"'")
    named = next((name for words_, name in _PHRASES if words_ in text), None) or _by_captcha(body)
    if named:
        return named
    if b'type="password"' in body or b"type='password'" in body:
        return "login wall"
    if any(sign in text or sign in body for sign in _CONSENT):
        return "consent wall"
    carries = b"<script" in body and (b'id="__NEXT_DATA__"' in body or b"application/json" in body)
    return "empty page" if words == 0 and not carries and b"<meta property" not in body else None
