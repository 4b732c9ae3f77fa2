"""Vendors on loopback: `http://127.0.0.1:PORT/HOST/PATH` is judged by HOST's contract.

A request that breaks it is answered in the vendor's shape and noted in `violations`; the tests
fail by that. Run by itself, it plays them for a whole bolo (`BOLO_VENDORS_AT`).
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bolo.core.channel import Reply
from bolo.core.marketplace import Request
from tests.channels.cases import CASES, reply
from tests.channels.contracts import CONTRACTS

HOSTS = {
    "api.telegram.org": "telegram",
    "discord.com": "discord",
    "slack.com": "slack",
    "api.sendgrid.com": "sendgrid",
    "api.twilio.com": "twilio",
    "api.pushover.net": "pushover",
}


def refusal(slug: str, why: str) -> Reply:
    """Return how a vendor says that a request is not as it should be."""
    shapes: dict[str, Any] = {
        "telegram": {"ok": False, "error_code": 400, "description": f"Bad Request: {why}"},
        "discord": {"message": "Invalid Form Body", "code": 50035, "errors": {"_": why}},
        "slack": {"ok": False, "error": "invalid_arguments"},
        "sendgrid": {"errors": [{"message": why, "field": None, "help": None}]},
        "twilio": {"code": 20001, "message": why, "more_info": "", "status": 400},
        "pushover": {"status": 0, "errors": [why], "request": "0"},
    }
    return reply(200 if slug == "slack" else 400, shapes[slug])


@dataclass(slots=True)
class Vendors:
    """What came, what was wrong with it, and what is answered instead, by slug."""

    at: str = ""
    came: list[tuple[str, Request]] = field(default_factory=list[tuple[str, Request]])
    violations: list[str] = field(default_factory=list[str])
    instead: dict[str, Reply] = field(default_factory=dict[str, Reply])

    async def take(self, asked: web.Request) -> web.Response:
        """Judge a request and answer as the vendor would."""
        _, host, *rest = asked.raw_path.split("/")
        slug = HOSTS.get(host)
        if slug is None:
            return web.Response(status=404, text=f"nobody plays {host}")
        headers = {name.lower(): value for name, value in asked.headers.items()}
        url = f"https://{host}/{'/'.join(rest)}"
        request = Request(url, {}, headers, asked.method, await asked.read())
        self.came.append((slug, request))
        wrong = CONTRACTS[slug](request)
        self.violations += [f"{slug}: {one}" for one in wrong]
        sent = CASES[slug].sent
        answer = refusal(slug, wrong[0]) if wrong else self.instead.get(slug, sent)
        print(slug, answer.status, request.body, flush=True)  # noqa: T201  (for whoever runs it)
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)


@asynccontextmanager
async def vendors(port: int = 0) -> AsyncIterator[Vendors]:
    """Play every vendor."""
    playing = Vendors()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", playing.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    playing.at = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield playing
    finally:
        await runner.cleanup()


async def _forever(port: int) -> None:
    async with vendors(port) as playing:
        print(json.dumps({"at": playing.at}), flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_forever(int(sys.argv[1])))
