"""Which of several numbers is asked, and what a text that leaves it open is told to leave open."""
# ruff: noqa: RUF001 - shops write in every script

from decimal import Decimal

import pytest

from bolo.core.reading.prices.currencies import Locale
from bolo.core.reading.prices.price_text import read_price


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("UVP 149,99 € 99,99 €", "99.99"),
        ("99,99 € UVP 149,99 €", "99.99"),
        ("RRP £49.99 £34.99", "34.99"),
        ("de R$ 199,90 por R$ 149,90", "149.90"),
        ("van € 49,99 voor € 39,99", "39.99"),
        ("59,000원 → 45,000원", "45000"),
        ("Najniższa cena z 30 dni przed obniżką: 89,99 zł 79,99 zł", "79.99"),
        ("希望小売価格：12,800円 販売価格：9,980円", "9980"),
        ("Giá gốc: 1.290.000₫ Giá KM: 990.000₫", "990000"),
        ("€ 100,00 excl. btw € 121,00 incl. btw", "121.00"),
        ("HT 100,00 € TTC 120,00 €", "120.00"),
        ("120,00 € TTC (100,00 € HT)", "120.00"),
        ("0,99 € zzgl. 0,25 € Pfand", "0.99"),
        ("zzgl. 0,25 € Pfand 0,99 €", "0.99"),
        ("+ 4,95 € Versand 19,99 €", "19.99"),
        ("Save £5 Now £20", "20"),
        ("Save 50% £10", "10"),
        ("10% off $20.00", "20.00"),
        ("10 € Rabatt 79,99 € 89,99 €", "79.99"),
        ("99,00 € -30% 69,30 €", "69.30"),
        ("$25.50 + $4.99 S&H", "25.50"),
        ("Gratis Versand 29,99 €", "29.99"),
        ("2 R$ 19,90", "19.90"),
        ("nu 39,95", "39.95"),
    ],
)
def test_the_price_asked_now_is_taken(text: str, amount: str) -> None:
    assert read_price(text).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("149,99 € 99,99 €", "it also states 99.99"),
        ("helyett 9 990 Ft 7 990 Ft", "it also states 7990"),
        ("jetzt 20 € 15 €", "it also states 15"),
        ("50 € netto", "this is before tax"),
        ("5 € 99,00 € 79,00 €", "it also states 99.00"),
        ("UVP 149,99 €", "this is called a price of before"),
        ("原價：大$560/小 $355", "this is called a price of before"),
        ("Versandkosten: 4,95 €", "this is what sending, a deposit or a coupon comes to"),
        ("£9.99 a month", "this is one of several payments"),
        ("月々3,280円×24回", "this is one of several payments"),
        ("bis 49,99 €", "this is the most it may be"),
        ("zwischen 20 und 30 €", "a range of prices is stated; the lower one is taken"),
        ("100gあたり 198円", "this is a price per unit of measure"),
        ("2x 19,99", "this is the price of 2"),
        ("12x de R$ 99,90", "this is the price of 12"),
        ("2 Stück 9,99 €", "this is the price of 2"),
        ("5 € Rabatt ab 50 €", "this may be what must be spent"),
        ("- 10,00 €", "how it is written may take it below zero"),
        ("($5.00)", "how it is written may take it below zero"),
        ("1..299 €", "299 is cut out of 1..299 €"),
        ("€12.5O", "12.5 is cut out of €12.5O"),
        ("1e3", "1 is cut out of 1e3"),
        ("50 gr", "50 is cut out of 50 gr"),
        ("1.5k", "1.5k may be more than 1.5"),
        ("1.29900 €", "the digits are grouped oddly"),
        ("1,299,00 €", "the digits are grouped oddly"),
        ("12,345 BTC", "12,345 could also be 12345"),
        ("12$50", "cents set apart are read as 12.50"),
    ],
)
def test_what_is_left_open_is_said(text: str, doubt: str) -> None:
    assert any(doubt in said for said in read_price(text, where=Locale("en-US")).doubts)


@pytest.mark.parametrize(
    "text", ["Save £5", "$10 off", "50 zł taniej", "-€5.00", "€ -5,00", "-20%"]
)
def test_what_is_taken_off_is_no_price(text: str) -> None:
    assert read_price(text).amount is None


@pytest.mark.parametrize("text", ["24.12.2025", "14:30", "+49 30 123456"])
def test_days_hours_and_numbers_to_call_are_no_prices(text: str) -> None:
    assert read_price(text).amount is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1·299,00 €", "1299.00"),
        ("£12·50", "12.50"),
        ("$1_299.00", "1299.00"),
        ("1ʼ299.00 CHF", "1299.00"),
        ("19⁹⁹ €", "19.99"),
        ("12$50 CVE", "12.50"),
        ("$25$60", "25"),
        ("12.5$50", "12.5"),
        ("5 € 99 ct", "5.99"),
        ("1 руб. 50 коп.", "1.50"),
        ("CHF -.95", "0.95"),
        ("1億2000万円", "120000000"),
        ("1 triệu 500 nghìn", "1500000"),
        ("5万6万円", "60000"),
        ("1.5 lakh", "150000"),
        ("1,2 M€", "1200000"),
        ("1. 29,99 €", "29.99"),
        ("19,99 $ CA", "19.99"),
    ],
)
def test_odd_writings_are_read(text: str, amount: str) -> None:
    assert read_price(text).amount == Decimal(amount)
