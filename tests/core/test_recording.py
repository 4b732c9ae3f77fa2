"""What is kept of an exchange holds no secret and no person, and can still be read."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.marketplace import Answer, Request
from bolo.core.recording import (
    is_private,
    scrub_answer,
    scrub_body,
    scrub_request,
    scrub_text,
    scrub_url,
)

WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=8)
EMAILS = st.builds("{}.{}@{}.example".format, WORDS, WORDS, WORDS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "access_token",
        "apiKey",
        "client_secret",
        "sessionId",
        "X-Auth",
        "email",
        "contactEmail",
        "customer_name",
        "reviewer",
        "firstName",
        "billing_phone",
        "zip",
        "address1",
    ],
)
def test_names_of_secrets_and_of_personal_data_are_known(name: str) -> None:
    assert is_private(name)


@pytest.mark.parametrize(
    "name", ["title", "name", "keywords", "product_type", "sku", "tokens_left_of", "monkey", "id"]
)
def test_names_of_goods_are_not_private(name: str) -> None:
    assert not is_private(name)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ('{"email": "ann@shop.example"}', '{"email": "someone@example.com"}'),
        ('{"phone":"0171 5550100"}', '{"phone":"+10000000000"}'),
        ('{"token":"abc","id":7}', '{"token":"scrubbed","id":7}'),
        ('{"token":"","price":"7.00"}', '{"token":"","price":"7.00"}'),
        ("write to ann@shop.example", "write to someone@example.com"),
        ("call +44 20 7946 0000 now", "call +10000000000 now"),
        ('<a href="tel:02079460000">', '<a href="tel:+10000000000">'),
        ("Bearer abcdefghijklmnop", "Bearer scrubbed"),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.c2ln", "scrubbed"),
        ("/x?a=1&token=abc&b=2", "/x?a=1&token=scrubbed&b=2"),
        ("/x?a=1&amp;key=abc#top", "/x?a=1&amp;key=scrubbed#top"),
        (r"https:\/\/x?a=1\u0026sig=abc", r"https:\/\/x?a=1\u0026sig=scrubbed"),
        (
            '<input type="hidden" name="csrf_token" value="abc">',
            '<input type="hidden" name="csrf_token" value="scrubbed">',
        ),
        (
            '<meta name="description" content="A lamp">',
            '<meta name="description" content="A lamp">',
        ),
    ],
)
def test_secrets_and_people_are_replaced(text: str, clean: str) -> None:
    assert scrub_text(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        '{"barcode": "4006381333931", "price": "7136.40", "id": 10157311557932}',
        '"src":"https://cdn.shopify.com/s/files/1/212549.png?v=1764660235"',
        '"published_at":"2025-12-02T09:45:43+02:00"',
        "16:9 +5 % 2,985.66",
        "image@2x.png",
    ],
)
def test_what_is_said_of_goods_stays(text: str) -> None:
    assert scrub_text(text) == text


def test_an_address_loses_its_secrets_and_its_user() -> None:
    assert scrub_url("https://me:pw@x.example/a?key=1&q=2") == (
        "https://x.example/a?key=scrubbed&q=2"
    )


def test_a_question_keeps_what_it_asks_and_loses_who_asks() -> None:
    request = Request(
        "https://x.example/a",
        params={"q": "lamp", "api_key": "k"},
        headers={"Authorization": "Bearer s", "Accept": "application/json", "Cookie": "a=b"},
        method="POST",
        body=b'{"password":"p"}',
    )

    clean = scrub_request(request)

    assert clean.params == {"q": "lamp", "api_key": "scrubbed"}
    assert clean.headers == {"accept": "application/json"}
    assert clean.body == b'{"password":"scrubbed"}'
    assert scrub_request(clean) == clean


def test_an_answer_keeps_the_headers_that_say_what_it_is() -> None:
    answer = Answer(
        b'{"email":"ann@shop.example"}',
        "https://x.example/a?token=t",
        {"content-type": "application/json", "set-cookie": "sid=1", "x-wp-totalpages": "2"},
    )

    clean = scrub_answer(answer)

    assert clean.headers == {"content-type": "application/json", "x-wp-totalpages": "2"}
    assert clean.body == b'{"email":"someone@example.com"}'
    assert clean.url == "https://x.example/a?token=scrubbed"


@pytest.mark.parametrize(("body", "charset"), [(b"\xff\xfe\x00", "utf-8"), (b"a@b.cc", "klingon")])
def test_a_body_that_is_not_text_stays_as_it_is(body: bytes, charset: str) -> None:
    assert scrub_body(body, charset) == body


@given(EMAILS, WORDS)
def test_no_address_of_a_person_is_left(email: str, word: str) -> None:
    assert email not in scrub_text(f"{word} <{email}>, {word}")


@given(JSON)
def test_json_stays_json_and_scrubbing_twice_changes_nothing(value: object) -> None:
    once = scrub_text(json.dumps(value))

    json.loads(once)
    assert scrub_text(once) == once


@given(JSON)
def test_the_shape_of_json_stays(value: object) -> None:
    scrubbed = json.loads(scrub_text(json.dumps({"title": value})))

    assert list(scrubbed) == ["title"]
    assert type(scrubbed["title"]) is type(value)
