"""Stripe's signature, forms and amounts, and what it answers when something is wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.accounts.billing.stripe import (
    Prices,
    Stripe,
    amount,
    check_signature,
    flat,
    read_subscription,
    subscription_id,
)
from bolo.core.errors import BoloError, Conflict, Invalid, LayoutChanged, Misconfigured, Unavailable
from bolo.core.marketplace import Request
from bolo.core.money import Money
from bolo.core.plans.limits import PlanName
from tests.accounts.billing.stripe_contract import fixture, judge, nested
from tests.accounts.billing.stripe_server import SECRET, signed

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BODY = b'{"id":"evt_1"}'
PRICES = Prices({PlanName.PRO: "price_1PgafmB7WZ01zgkW6dKueIc5"})
words = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=5)
forms = st.dictionaries(
    words,
    st.recursive(
        st.text(max_size=8),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(words, inner, min_size=1, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


@dataclass
class Reply:
    """An answer."""

    status: int
    body: bytes


def header(at: datetime = NOW, body: bytes = BODY, secret: str = SECRET) -> str:
    return signed(body, at, secret)["stripe-signature"]


def taken(said: str, body: bytes = BODY, secrets: str = SECRET, late: int = 0) -> bool:
    try:
        check_signature(body, said, secrets, NOW + timedelta(seconds=late))
    except Invalid:
        return False
    return True


def test_what_stripe_signed_a_moment_ago_is_taken() -> None:
    assert taken(header(), late=300)
    assert taken(header(), secrets=f"whsec_new, {SECRET}")
    assert taken(header() + ",v1=00,v0=11")
    assert taken(header().replace("v1=", "v1=00,v1="))


@pytest.mark.parametrize(
    ("said", "body", "secrets", "late"),
    [
        ("", BODY, SECRET, 0),
        ("t=,v1=00", BODY, SECRET, 0),
        ("v1=00", BODY, SECRET, 0),
        ("t=1;v1=é", BODY, SECRET, 0),
        ("t=1,v1=é", BODY, SECRET, 0),
        ("t=99999999999999,v1=00", BODY, SECRET, 0),
        (header().partition(",")[0], BODY, SECRET, 0),
        (header().replace("v1=", "v0="), BODY, SECRET, 0),
        ("t=1," + header(), BODY, SECRET, 0),
        (header(), BODY + b" ", SECRET, 0),
        (header(secret="whsec_other"), BODY, SECRET, 0),
        (header(), BODY, "", 0),
        (header(), BODY, " , ", 0),
        (header(), BODY, SECRET, 301),
        (header(), BODY, SECRET, -301),
    ],
)
def test_what_stripe_did_not_sign_just_now_is_refused(
    said: str, body: bytes, secrets: str, late: int
) -> None:
    assert not taken(said, body, secrets, late)


@given(forms)
def test_a_form_is_nested_by_brackets(given_form: dict[str, object]) -> None:
    from urllib.parse import urlencode  # noqa: PLC0415  (only here)

    form = urlencode(list(flat(given_form)))

    assert nested(form) == given_form


def test_flags_are_words_and_what_is_not_there_is_left_out() -> None:
    assert list(flat({"a": True, "b": [{"c": None, "d": 1}]})) == [("a", "true"), ("b[0][d]", "1")]


@pytest.mark.parametrize(
    ("minor", "currency", "told"),
    [
        (2900, "usd", Money(Decimal("29.00"), "USD")),
        (-5, "eur", Money(Decimal("-0.05"), "EUR")),
        (500, "jpy", Money(Decimal(500), "JPY")),
        (500, "ugx", Money(Decimal("5.00"), "UGX")),
        (5000, "kwd", Money(Decimal("5.000"), "KWD")),
    ],
)
def test_amounts_come_in_the_smallest_unit(minor: int, currency: str, told: Money) -> None:
    assert amount(minor, currency) == told


def test_a_subscription_is_read_in_the_shape_of_2026_and_of_2023() -> None:
    now = fixture("subscription", status="active", cancel_at=None, cancel_at_period_end=False)
    then = {**now, "current_period_end": 1_800_000_000, "customer": {"id": "cus_1"}}
    then["items"] = {"data": [{"price": {"id": "price_unknown"}}]}
    then["metadata"] = {"plan": "business"}
    ending = {**then, "cancel_at": 1_700_000_000, "metadata": {"plan": "gold"}}

    new, old, ends = (read_subscription(one, PRICES) for one in (now, then, ending))

    assert (new.plan, new.status, new.cancels) == (PlanName.PRO, "active", False)
    assert new.period_end == datetime.fromtimestamp(976_287_773, UTC)
    assert (old.plan, old.customer) == (PlanName.BUSINESS, "cus_1")
    assert old.period_end == datetime.fromtimestamp(1_800_000_000, UTC)
    assert (ends.plan, ends.cancels) == (None, True)
    assert ends.period_end == datetime.fromtimestamp(1_700_000_000, UTC)


def test_an_invoice_says_its_subscription_at_either_place() -> None:
    details = {"subscription": "sub_1", "metadata": {}}

    assert subscription_id({"parent": {"subscription_details": details}}) == "sub_1"
    assert subscription_id({"subscription": {"id": "sub_2"}}) == "sub_2"
    assert subscription_id({"parent": None}) is None


@pytest.mark.parametrize(
    ("status", "body", "kind", "told"),
    [
        (401, {"error": {"message": "Invalid API Key"}}, Misconfigured, "STRIPE_SECRET_KEY"),
        (402, {"error": {"message": "Your card was declined."}}, Conflict, "card was declined"),
        (429, {"error": {"message": "Too many"}}, Unavailable, "Too many"),
        (500, ["?"], Unavailable, "status 500"),
        (404, {"error": "?"}, Conflict, "status 404"),
        (200, [1], LayoutChanged, "no object"),
        (200, None, LayoutChanged, "no object"),
    ],
)
async def test_a_refusal_is_named_by_who_must_act(
    status: int, body: object, kind: type[BoloError], told: str
) -> None:
    async def post(_: Request) -> Reply:
        return Reply(status, b"<html>" if body is None else orjson.dumps(body))

    with pytest.raises(kind, match=told):
        await Stripe("sk_test", post, uuid4).get("prices/price_1")


async def test_a_request_is_as_the_contract_has_it_and_the_contract_would_notice() -> None:
    came: list[Request] = []

    async def post(request: Request) -> Reply:
        came.append(request)
        return Reply(200, b"{}")

    stripe = Stripe("sk_test_1", post, lambda: UUID(int=1))
    await stripe.do("subscriptions/sub_1", cancel_at_period_end=True)
    await stripe.do("subscriptions/sub_1", cancels=True)
    await stripe.get("invoices", customer="cus_1", limit=24)
    await stripe.get("invoices", customer="cus_1", limit="many")
    await Stripe("pk", post, uuid4).do("no/such/thing")
    right, unknown, listed, wrong, elsewhere = (judge(one) for one in came)

    assert (right, listed) == ([], [])
    assert "cancels" in unknown[0]
    assert "many" in wrong[0]
    assert "there is no" in elsewhere[0]
    assert came[0].headers["idempotency-key"] == str(UUID(int=1))
    assert came[0].url == "https://api.stripe.com/v1/subscriptions/sub_1"
