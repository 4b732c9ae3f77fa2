"""Webhooks: what is sent can be verified by the library that receivers use."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import orjson
import pytest
from asyncpg.pgproto import pgproto
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from bolo.channels.webhook import Webhook
from bolo.core.channel import Fact, Link, Message, Target

SECRET = "whsec_" + base64.b64encode(b"a secret of twenty-four.").decode()
TARGET = Target({"url": "https://receiver.example/hook", "secret": SECRET})
CREATED = datetime(2026, 3, 1, 12, tzinfo=UTC)
MESSAGE = Message(
    id=UUID(int=7),
    kind="opportunity.buy",
    title="20.00 EUR profit: Ümläut 🎧",
    body="Buy it.",
    created_at=CREATED,
    opportunity=UUID(int=8),
    demo=True,
    image="https://shop.example/a.jpg",
    verdict="buy",
    facts=(Fact("Profit", "20.00 EUR"),),
    links=(Link("Open", "https://shop.example/p"),),
)


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the library compares with the real clock


def test_the_body_says_what_the_message_says() -> None:
    request = Webhook().write(MESSAGE, TARGET, CREATED)

    assert (request.method, request.url) == ("POST", TARGET.settings["url"])
    assert orjson.loads(request.body or b"") == {
        "type": "opportunity.buy",
        "timestamp": "2026-03-01T12:00:00+00:00",
        "data": {
            "id": str(MESSAGE.id),
            "title": MESSAGE.title,
            "body": "Buy it.",
            "opportunity_id": str(MESSAGE.opportunity),
            "demo": True,
            "verdict": "buy",
            "image": "https://shop.example/a.jpg",
            "facts": [{"label": "Profit", "text": "20.00 EUR"}],
            "links": [{"text": "Open", "url": "https://shop.example/p"}],
            "more": [],
        },
    }


def test_ids_as_the_driver_of_the_database_gives_them_are_said_alike() -> None:
    of_the_driver = replace(
        MESSAGE,
        id=pgproto.UUID(str(MESSAGE.id)),
        opportunity=pgproto.UUID(str(MESSAGE.opportunity)),
    )

    request = Webhook().write(of_the_driver, TARGET, CREATED)

    usual = Webhook().write(MESSAGE, TARGET, CREATED)
    assert type(of_the_driver.id) is not UUID
    assert request.body == usual.body
    assert request.headers["webhook-id"] == usual.headers["webhook-id"]


def test_the_id_names_the_fact_however_often_it_is_sent() -> None:
    first = Webhook().write(MESSAGE, TARGET, CREATED)
    again = Webhook().write(MESSAGE, TARGET, CREATED + timedelta(hours=1))

    assert first.headers["webhook-id"] == again.headers["webhook-id"] == f"msg_{UUID(int=7).hex}"
    assert first.headers["webhook-signature"] != again.headers["webhook-signature"]
    assert first.body == again.body


@given(hours=st.integers(-12, 14), title=st.text(st.characters(codec="utf-8")))
def test_the_signature_verifies_whatever_it_says_and_in_whatever_zone(
    hours: int, title: str
) -> None:
    message = Message(UUID(int=1), "test", title, title, CREATED)
    at = now().astimezone(timezone(timedelta(hours=hours)))

    request = Webhook().write(message, TARGET, at)

    body = request.body or b""
    assert Verifier(SECRET).verify(body, dict(request.headers))["data"]["title"] == title


def test_a_changed_body_or_another_secret_does_not_verify() -> None:
    request = Webhook().write(MESSAGE, TARGET, now())
    body, headers = request.body or b"", dict(request.headers)
    other = "whsec_" + base64.b64encode(b"another secret, as long.").decode()

    with pytest.raises(WebhookVerificationError):
        Verifier(SECRET).verify(body.replace(b"Buy", b"Sell"), headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(other).verify(body, headers)


def test_after_a_rotation_both_secrets_verify() -> None:
    former = "whsec_" + base64.b64encode(b"a former secret of ours.").decode()
    both = Target({**TARGET.settings, "secret": f"{SECRET} {former}"})

    request = Webhook().write(MESSAGE, both, now())

    body, headers = request.body or b"", dict(request.headers)
    assert Verifier(SECRET).verify(body, headers) == Verifier(former).verify(body, headers)
