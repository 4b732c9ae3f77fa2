"""What lies outside a bolo, on loopback: a shop, a mail server, vendors by contract, a receiver.

They run in a thread of their own, because a browser test does not wait for them.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiohttp import web

from tests.accounts.billing.stripe_server import HOST as STRIPE
from tests.accounts.billing.stripe_server import StripeServer
from tests.channels.vendors import Vendors
from tests.platform.carriers.smtp import Mailbox, mail_server

MADE = "2026-03-01T10:00:00+00:00"
HOME = """<!doctype html><title>Little shop</title>
<script>var Shopify = Shopify || {};Shopify.shop = 'little.example';
Shopify.currency = {"active":"GBP","rate":"1.0"};</script>"""


@dataclass(slots=True)
class LittleShop:
    """A shop that answers as Shopify's do; what is added is offered from then on."""

    at: str = ""
    products: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def add(self, title: str, price: str) -> None:
        """Offer one more thing."""
        number = 7_000 + len(self.products)
        variant = {
            "id": number * 10,
            "title": "Default Title",
            "option1": "Default Title",
            "option2": None,
            "option3": None,
            "sku": f"LS-{number}",
            "position": 1,
            "requires_shipping": True,
            "taxable": True,
            "featured_image": None,
            "available": True,
            "price": price,
            "grams": 400,
            "compare_at_price": None,
            "product_id": number,
            "created_at": MADE,
            "updated_at": MADE,
        }
        product = {
            "id": number,
            "title": title,
            "handle": f"thing-{number}",
            "body_html": "",
            "published_at": MADE,
            "created_at": MADE,
            "updated_at": MADE,
            "vendor": "Little shop",
            "product_type": "Games",
            "tags": [],
            "variants": [variant],
            "images": [],
            "options": [{"name": "Title", "position": 1, "values": ["Default Title"]}],
        }
        self.products.append(product)

    async def answer(self, asked: web.Request) -> web.Response:
        """Answer whoever asks."""
        match asked.path.strip("/"):
            case "":
                return web.Response(text=HOME, content_type="text/html")
            case "products.json" | "collections/all/products.json":
                shown = self.products if asked.query.get("page", "1") == "1" else []
                return web.json_response({"products": shown})
        return web.Response(status=404, text="not here")


@dataclass(slots=True)
class Outside:
    """All that a bolo reaches in the story."""

    shop: LittleShop = field(default_factory=LittleShop)
    told: list[tuple[dict[str, str], str]] = field(default_factory=list[tuple[dict[str, str], str]])
    """What came to the webhook: headers in lower case, and the body."""
    hook: str = ""
    mail: Mailbox | None = None
    vendors: Vendors = field(default_factory=Vendors)
    stripe: StripeServer = field(default_factory=StripeServer)

    def letters(self) -> list[EmailMessage]:
        """Return the mail that came."""
        assert self.mail is not None
        return list(self.mail.received)

    def sent_by(self, slug: str) -> list[bytes]:
        """Return the bodies of what came to a vendor."""
        return [request.body or b"" for name, request in list(self.vendors.came) if name == slug]

    async def take(self, asked: web.Request) -> web.Response:
        """Take a webhook."""
        headers = {name.lower(): value for name, value in asked.headers.items()}
        self.told.append((headers, await asked.text()))
        return web.Response(status=204)

    async def open(self, stack: AsyncExitStack) -> None:
        """Have everything listen until `stack` is closed."""
        self.mail = await stack.enter_async_context(mail_server())
        street, vendors = web.Application(), web.Application()
        street.router.add_post("/hook", self.take)
        street.router.add_get("/{path:.*}", self.shop.answer)
        vendors.router.add_get("/pay/{session}", self.stripe.pay)
        vendors.router.add_route("*", f"/{STRIPE}/{{path:.*}}", self.stripe.take)
        vendors.router.add_route("*", "/{path:.*}", self.vendors.take)
        self.shop.at = await _served(street, stack) + "/"
        self.hook = f"{self.shop.at}hook"
        self.stripe.at = self.vendors.at = await _served(vendors, stack)


async def _served(app: web.Application, stack: AsyncExitStack) -> str:
    """Serve until `stack` is closed; return where."""
    runner = web.AppRunner(app)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}"


@contextmanager
def outside() -> Iterator[Outside]:
    """Open the outside in a thread; it ends with the block."""
    there, ready, done = Outside(), threading.Event(), threading.Event()

    async def run() -> None:
        async with AsyncExitStack() as stack:
            await there.open(stack)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(run()), name="outside")
    thread.start()
    try:
        assert ready.wait(300)
        yield there
    finally:
        done.set()
        thread.join(300)
