"""Walls are named; pages with something on them are let through."""

import gzip
from pathlib import Path

import pytest

from bolo.core.reading.document.walls import wall

SHARED = Path(__file__).parents[4].parent / "shared" / "data" / "pages" / "html"
HTML = {"content-type": "text/html; charset=utf-8"}
WORDS = " ".join(f"word{n}" for n in range(400)).encode()


@pytest.mark.parametrize(
    ("status", "headers", "body", "name"),
    [
        (403, {"cf-mitigated": "challenge"}, b"", "Cloudflare"),
        (200, HTML, b"<html><title>Just a moment...</title><body></body></html>", "Cloudflare"),
        (403, HTML, b"<title>Attention Required! | Cloudflare</title>", "Cloudflare"),
        (
            503,
            HTML,
            b"<html><script src=/cdn-cgi/challenge-platform/x></script> cf-chl-x",
            "Cloudflare",
        ),
        (
            200,
            HTML,
            b"<html><body>Checking your browser before accessing</body></html>",
            "Cloudflare",
        ),
        (403, HTML, b"<script src='https://ct.captcha-delivery.com/c.js'></script>", "DataDome"),
        (403, {"set-cookie": "datadome=x"}, b"", "DataDome"),
        (403, HTML, b"<div id='px-captcha'></div>", "PerimeterX"),
        (200, HTML, b"<title>Access to this page has been denied</title>", "PerimeterX"),
        (200, HTML, b"<html><iframe src='/_Incapsula_Resource?x'></iframe></html>", "Imperva"),
        (200, HTML, b"<title>Pardon Our Interruption</title>", "Imperva"),
        (405, {"x-amzn-waf-action": "captcha"}, b"", "AWS WAF"),
        (403, HTML, b"<p>Reference #18 https://errors.edgesuite.net/18</p>", "Akamai"),
        (403, HTML, b"no", "access denied"),
        (429, HTML, b"slow down", "too many requests"),
        (401, HTML, b"who?", "login wall"),
        (200, HTML, b"<html><title>Robot Check</title><p>Sorry</p></html>", "captcha"),
        (
            200,
            HTML,
            b"<html><body><div class='h-captcha'></div></body></html>",
            "captcha (hCaptcha)",
        ),
        (
            200,
            HTML,
            b"<html><body><div class='g-recaptcha'></div></body></html>",
            "captcha (reCAPTCHA)",
        ),
        (200, HTML, b"<html><div class='cf-turnstile'></div></html>", "captcha (Turnstile)"),
        (200, HTML, b'<html><form>Sign in<input type="password"></form></html>', "login wall"),
        (200, HTML, b"<html><body>Before you continue to the shop</body></html>", "consent wall"),
        (200, HTML, b"<html><body> </body></html>", "empty page"),
        (200, HTML, b"", "empty page"),
        (200, {"content-type": "application/json"}, b"  ", "empty page"),
        (200, {}, b"  ", "empty page"),
        (200, HTML, b"<title>Just a moment...</title>" + b" " * 70_000, "Cloudflare"),
        (403, HTML, b"<title>Sorry, access denied</title>" + b" " * 70_000, "access denied"),
    ],
)
def test_each_wall_is_named(status: int, headers: dict[str, str], body: bytes, name: str) -> None:
    assert wall(status, headers, body) == name


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {"content-type": "application/json"}, b"{}"),
        (200, {}, b"plain words"),
        (200, HTML, b"<script type='application/ld+json'>{}</script><p class=g-recaptcha></p>"),
        (200, HTML, b"<html><p itemprop=price>3</p></html>"),
        (200, HTML, b"<html><body>" + WORDS + b"<div class='g-recaptcha'></div></body></html>"),
        (200, HTML, b"<html><p>a small page, nothing more</p></html>"),
        (200, HTML, b'<html><script id="__NEXT_DATA__" type="application/json">{}</script></html>'),
        (200, HTML, b"<html><title>Kettle</title>" + WORDS * 30 + b"captcha-delivery.com</html>"),
        (503, HTML, b"<html>down for maintenance</html>"),
    ],
)  # fmt: skip
def test_a_page_is_let_through(status: int, headers: dict[str, str], body: bytes) -> None:
    assert wall(status, headers, body) is None


@pytest.mark.skipif(
    not SHARED.exists(), reason="SKIPPED: the real pages are not beside this checkout"
)
def test_no_real_product_page_is_called_a_wall() -> None:
    named = [
        file.name
        for file in SHARED.glob("*.gz")
        if wall(200, HTML, gzip.decompress(file.read_bytes()))
    ]

    assert named == []


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"<html><head><title>Lamps</title><body>" + b"A lamp of brass. " * 40, None),
        (b"<html><body><p>" + b"A lamp of brass. " * 40 + b"</p><svg><path>", None),
        (b"<html><body><script>var words = " + b"'a lamp of brass', " * 40, "empty page"),
        (b"<html><body><!-- " + b"A lamp of brass. " * 40, "empty page"),
        (b"<html><body>" + b"<script>" * 500, "empty page"),
        (b"<html><body>" + b"<" * 500, "empty page"),
    ],
)
def test_what_is_begun_and_never_ended_counts_as_a_browser_draws_it(
    body: bytes, named: str | None
) -> None:
    assert wall(200, {}, body) == named
