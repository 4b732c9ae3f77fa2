"""One channel each: settings that are right, what its vendor answers, and what that means.

The answers are examples of the vendors' own documents and documentation, cut short.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bolo.core.channel import Fact, Link, Message, Reply

AT = datetime(2026, 11, 21, 19, 30, tzinfo=UTC)
MESSAGE = Message(
    id=UUID(int=7),
    kind="opportunity.buy",
    title="20.00 EUR profit: Ümläut <b>headphones</b> 🎧 & more",
    body="Buy at Harbor Goods for 30.00 EUR.\n\nSell at eBay: 41 % return, 97 % sure.",
    created_at=AT,
    opportunity=UUID(int=8),
    image="https://shop.example/a.jpg?w=600&h=400",
    verdict="buy",
    facts=(Fact("Price", "30.00 EUR"), Fact("Profit", "20.00 EUR"), Fact("Return", "41 %")),
    links=(
        Link("Open at Harbor Goods", "https://shop.example/p/1?a=1&b=2"),
        Link("See it in bolo", "https://bolo.example.org/opportunities/8"),
    ),
    more=(Link("12.00 EUR profit: Lamp", "https://bolo.example.org/opportunities/9"),),
)
BARE = Message(UUID(int=9), "test", "A test from bolo", "It works.", AT)


@dataclass(frozen=True, slots=True)
class Case:
    """`settings` as a person types them; `made` as we or the browser make them."""

    settings: Mapping[str, str]
    sent: Reply
    told: str
    made: Mapping[str, str] = field(default_factory=dict[str, str])
    refused: tuple[tuple[Reply, str], ...] = ()
    """Never to be tried again, with a part of what the person is told."""
    later: tuple[tuple[Reply, timedelta | None], ...] = ()
    """To be tried again, not before the time that the vendor asks for."""
    gone: tuple[Reply, ...] = ()


def reply(status: int, body: Any = None, **headers: str) -> Reply:  # noqa: ANN401  (any JSON)
    """Return an answer with a body of JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, AT, named, b"" if body is None else json.dumps(body).encode())


CASES = {
    "apprise": Case(
        {"url": "gotify://host.example/token"}, Reply(250, AT, {}, b"sent by Apprise"), "Apprise"
    ),
    "discord": Case(
        {"url": "https://discord.com/api/webhooks/1234567890/a-B_c"},
        reply(200, {"id": "1162831", "type": 0, "content": ""}),
        "message 1162831",
        refused=((reply(400, {"message": "Invalid Form Body", "code": 50035}), "Invalid Form"),),
        later=(
            (
                reply(
                    429,
                    {"message": "You are being rate limited.", "retry_after": 0.5, "global": False},
                    retry_after="1",
                ),
                timedelta(seconds=0.5),
            ),
            (reply(502), None),
        ),
        gone=(reply(404, {"message": "Unknown Webhook", "code": 10015}),),
    ),
    "email": Case(
        {"to": "grace@example.org"}, Reply(250, AT, {}, b"2.0.0 OK queued as 4711"), "4711"
    ),
    "ntfy": Case(
        {"topic": "deals_of-Ada1", "token": "tk_1"},
        reply(200, {"id": "wdKQ81", "event": "message"}),
        "message wdKQ81",
        refused=((reply(403, {"code": 40301, "http": 403, "error": "forbidden"}), "forbidden"),),
        later=((reply(429, {"error": "limit reached"}, retry_after="60"), timedelta(minutes=1)),),
    ),
    "pushover": Case(
        {"user": "u" * 30, "token": "a" * 30},
        reply(200, {"status": 1, "request": "647d2300"}),
        "request 647d2300",
        refused=(
            (
                reply(400, {"user": "invalid", "errors": ["user key is invalid"], "status": 0}),
                "user key is invalid",
            ),
        ),
        later=((reply(500), None),),
    ),
    "sendgrid": Case(
        {"key": "SG.abc-1.def_2", "sender": "deals@example.org", "to": "grace@example.org"},
        Reply(202, AT, {"x-message-id": "KWG6"}),
        "accepted as KWG6",
        refused=(
            (
                reply(
                    401, {"errors": [{"message": "The provided authorization grant is invalid"}]}
                ),
                "authorization grant",
            ),
        ),
        later=((reply(503), None), (reply(429, {"errors": [{"message": "too many"}]}), None)),
    ),
    "slack": Case(
        {"token": "xoxb-1234567890-abc", "channel": "C024BE91L"},
        reply(200, {"ok": True, "channel": "C024BE91L", "ts": "1503435956.000247"}),
        "message 1503435956.000247",
        refused=(
            (reply(200, {"ok": False, "error": "channel_not_found"}), "channel_not_found"),
            (reply(200, {"ok": False, "error": "invalid_auth"}), "invalid_auth"),
        ),
        later=(
            (reply(429, {"ok": False, "error": "ratelimited"}, retry_after="30"), timedelta(0, 30)),
            (reply(200, {"ok": False, "error": "fatal_error"}), None),
        ),
        gone=(reply(200, {"ok": False, "error": "account_inactive"}),),
    ),
    "telegram": Case(
        {"token": "123456789:AAEhBP0av28_abcdefghijklmnop-q", "chat": "-1001234"},
        reply(200, {"ok": True, "result": {"message_id": 42}}),
        "message 42",
        refused=(
            (
                reply(
                    400,
                    {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"},
                ),
                "chat not found",
            ),
            (reply(401, {"ok": False, "error_code": 401, "description": "Unauthorized"}), "Unauth"),
        ),
        later=(
            (
                reply(
                    429,
                    {
                        "ok": False,
                        "error_code": 429,
                        "description": "Too Many Requests: retry after 5",
                        "parameters": {"retry_after": 5},
                    },
                ),
                timedelta(seconds=5),
            ),
            (reply(502, "Bad Gateway"), None),
        ),
        gone=(
            reply(
                403,
                {
                    "ok": False,
                    "error_code": 403,
                    "description": "Forbidden: bot was blocked by the user",
                },
            ),
        ),
    ),
    "twilio": Case(
        {
            "account": "AC" + "0a" * 16,
            "token": "f" * 32,
            "sender": "+14155552345",
            "to": "+447700900123",
        },
        reply(201, {"sid": "SM11", "status": "queued"}),
        "queued as SM11",
        refused=(
            (
                reply(
                    400,
                    {
                        "code": 21211,
                        "message": "The 'To' number is not a valid phone number",
                        "more_info": "https://www.twilio.com/docs/errors/21211",
                        "status": 400,
                    },
                ),
                "not a valid phone number (21211)",
            ),
        ),
        later=((reply(429, {"code": 20429, "message": "Too Many Requests"}), None),),
    ),
    "webhook": Case(
        {"url": "receiver.example/hook"},
        Reply(204, AT),
        "answered 204",
        made={"secret": "whsec_" + "QUJD" * 8},
        later=(
            (Reply(404, AT), None),
            (Reply(503, AT, {"retry-after": "Sat, 21 Nov 2026 19:32:00 GMT"}), timedelta(0, 120)),
        ),
        gone=(Reply(410, AT),),
    ),
    "webpush": Case(
        {
            "endpoint": "https://push.example/send/abc",
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx"
            "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
        Reply(201, AT),
        "answered 201",
        refused=((Reply(403, AT, {}, b"invalid JWT provided"), "invalid JWT"),),
        later=((Reply(429, AT, {"retry-after": "120"}), timedelta(minutes=2)),),
        gone=(
            Reply(410, AT, {}, b"push subscription has unsubscribed or expired."),
            Reply(404, AT),
        ),
    ),
}
OWN = {"vapid": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "contact": "mailto:ada@example.org"}
SEED = bytes(range(64))
