"""Stripe's API: forms out, JSON back, and the signature of what it sends to us.

Written against its OpenAPI document of 2023-08-16, the version that every request names. What
Stripe sends may be of a newer version: both places of a moved field are read.
"""

import hmac
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

import orjson

from bolo.core.errors import BoloError, Conflict, Invalid, LayoutChanged, Misconfigured, Unavailable
from bolo.core.marketplace import Request
from bolo.core.money import Money, minor_places
from bolo.core.plans.limits import PlanName
from bolo.core.plans.subscription import Subscription

HOST = "api.stripe.com"
VERSION = "2023-08-16"
TOLERANCE = timedelta(minutes=5)
"""How old a signature may be (docs.stripe.com/webhooks#verify-manually, read 2026-11)."""
WHOLE = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
"""Charged in whole units (docs.stripe.com/currencies#zero-decimal, read 2026-11); ISK and UGX,
which have no smaller unit either, are still told in hundredths."""
Object = Mapping[str, Any]


class Answered(Protocol):
    """What comes back of a request."""

    @property
    def status(self) -> int:
        """HTTP's."""
        ...

    @property
    def body(self) -> bytes:
        """JSON."""
        ...


@dataclass(frozen=True, slots=True)
class Prices:
    """What is sold: Stripe's ids of prices, by plan."""

    ids: Mapping[PlanName, str]

    def plan(self, price: str) -> PlanName | None:
        """Return the plan that a price pays for."""
        return next((plan for plan, known in self.ids.items() if known == price), None)


@dataclass(frozen=True, slots=True)
class Stripe:
    """The way to Stripe; `at` is where a server of one's own plays it, for tests."""

    key: str
    post: Callable[[Request], Awaitable[Answered]]
    new_id: Callable[[], UUID]
    at: str | None = None

    async def get(self, path: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  nested
        """Ask for something."""
        query = urlencode(list(flat(fields)))
        return await self._ask(Request(self._url(path, query), headers=self._headers()))

    async def do(self, path: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  nested
        """Have something done, once: a repetition on the way is known by its key."""
        headers = self._headers() | {
            "content-type": "application/x-www-form-urlencoded",
            "idempotency-key": str(self.new_id()),
        }
        body = urlencode(list(flat(fields))).encode()
        return await self._ask(Request(self._url(path), {}, headers, "POST", body))

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}", "stripe-version": VERSION}

    def _url(self, path: str, query: str = "") -> str:
        origin = f"{self.at}/{HOST}" if self.at else f"https://{HOST}"
        return f"{origin}/v1/{path}" + (f"?{query}" if query else "")

    async def _ask(self, request: Request) -> dict[str, Any]:
        answer = await self.post(request)
        try:
            told = orjson.loads(answer.body)
        except orjson.JSONDecodeError:
            told = None
        if answer.status // 100 != 2:  # noqa: PLR2004  (HTTP's successes)
            raise _refusal(answer.status, told)
        if not isinstance(told, dict):
            raise LayoutChanged("Stripe answered with something that is no object")
        return told


def _refusal(status: int, told: object) -> BoloError:
    error = told.get("error") if isinstance(told, dict) else None
    said = error.get("message") if isinstance(error, dict) else None
    words = f"Stripe says: {said or f'status {status}'}"
    if status in {401, 403}:
        return Misconfigured(f"{words} (BOLO_STRIPE_SECRET_KEY)")
    if status in {409, 429} or status >= 500:  # noqa: PLR2004  (HTTP's server errors)
        return Unavailable(words)
    return Conflict(words)


def flat(given: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields of a form as Stripe nests them: `a[b][0][c]`; `None` is left out."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            yield from flat(value, f"{name}[{key}]" if name else str(key))
    elif isinstance(given, list | tuple):
        for index, value in enumerate(given):
            yield from flat(value, f"{name}[{index}]")
    elif isinstance(given, bool):
        yield name, "true" if given else "false"
    elif given is not None:
        yield name, str(given)


def check_signature(body: bytes, header: str, secrets: str, now: datetime) -> None:
    """Refuse what Stripe did not sign, or signed too long ago; `secrets` are parted by commas.

    Hexadecimal HMAC-SHA256 over `time.body`, in `Stripe-Signature: t=…,v1=…`, of which there may
    be several (docs.stripe.com/webhooks#verify-manually, read 2026-11).
    """
    parts = [part.strip().partition("=")[::2] for part in header.split(",")]
    times = [value for name, value in parts if name == "t" and value.isdecimal()]
    if len(times) != 1 or len(times[0]) > 12:  # noqa: PLR2004  (digits of seconds since 1970)
        raise Invalid("there is no signature of Stripe's")
    said = [value for name, value in parts if name == "v1"]
    signed = times[0].encode() + b"." + body
    ours = [hmac.new(one.strip().encode(), signed, sha256).hexdigest() for one in _all(secrets)]
    pairs = [hmac.compare_digest(one.encode(), other.encode()) for one in ours for other in said]
    if not any(pairs):
        raise Invalid("the signature is not Stripe's")
    if abs(now - moment(int(times[0]))) > TOLERANCE:
        raise Invalid("the signature is too old")


def _all(secrets: str) -> list[str]:
    return [one for one in secrets.split(",") if one.strip()]


def moment(seconds: int) -> datetime:
    """Return a moment that Stripe tells as seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def amount(minor: int, currency: str) -> Money:
    """Return an amount that Stripe tells in the smallest unit of a currency."""
    code = currency.upper()
    places = 0 if code in WHOLE else max(minor_places(code), 2)
    return Money(Decimal(minor).scaleb(-places), code)


def read_subscription(told: Object, prices: Prices) -> Subscription:
    """Read a subscription; its plan follows from its price, else from what we noted with it."""
    item = told["items"]["data"][0]
    noted = (told.get("metadata") or {}).get("plan")
    plan = prices.plan(item["price"]["id"]) or (PlanName(noted) if noted in set(PlanName) else None)
    ends = told.get("cancel_at")
    until = ends or told.get("current_period_end") or item.get("current_period_end")
    return Subscription(
        id=str(told["id"]),
        customer=_id(told["customer"]),
        plan=plan,
        status=str(told["status"]),
        period_end=moment(until) if until else None,
        cancels=bool(told.get("cancel_at_period_end") or ends),
    )


def subscription_id(invoice: Object) -> str | None:
    """Return which subscription an invoice is of; since 2025-03-31 it stands below `parent`."""
    parent = (invoice.get("parent") or {}).get("subscription_details") or {}
    found = invoice.get("subscription") or parent.get("subscription")
    return None if found is None else _id(found)


def _id(told: object) -> str:
    """Return an id, of what may be told whole."""
    return str(told["id"]) if isinstance(told, Mapping) else str(told)
