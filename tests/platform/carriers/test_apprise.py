"""Apprise in its process: it sends, says why not, and reaches nothing inside."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import web

from bolo.core.channel import Handoff
from bolo.core.errors import Refused, Unavailable
from bolo.platform.carriers.apprise import Apprise
from bolo.platform.carriers.apprise_guest import Forbidden, Hook


class Service:
    """A small service on loopback that keeps what it is sent."""

    def __init__(self) -> None:
        self.port = 0
        self.status = 200
        self.got: list[dict[str, Any]] = []

    async def take(self, request: web.Request) -> web.Response:
        """Keep the body."""
        self.got.append(orjson.loads(await request.read()))
        return web.Response(status=self.status, text="ok")


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    service = Service()
    app = web.Application()
    app.router.add_post("/{path:.*}", service.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    service.port = runner.addresses[0][1]
    yield service
    await runner.cleanup()


def apprise(*, private: bool = True, seconds: float = 60) -> Apprise:
    return Apprise(private, None, asyncio.Semaphore(2), timedelta(seconds=seconds))


async def test_a_message_is_sent_in_plain_text(service: Service) -> None:
    handoff = Handoff(f"json://127.0.0.1:{service.port}/hook", "20 € profit", "Buy it & run.")

    told = await apprise()(handoff)

    assert told == "sent by Apprise"
    (got,) = service.got
    assert (got["title"], got["message"]) == ("20 € profit", "Buy it & run.")


async def test_nothing_inside_is_reached_unless_the_owner_allows_it(service: Service) -> None:
    handoff = Handoff(f"json://127.0.0.1:{service.port}/hook", "title", "body")

    with pytest.raises(Refused, match=r"127\.0\.0\.1 is a loopback address"):
        await apprise(private=False)(handoff)

    assert service.got == []


async def test_a_service_that_fails_is_tried_again(service: Service) -> None:
    service.status = 503

    with pytest.raises(Unavailable, match="503"):
        await apprise()(Handoff(f"json://127.0.0.1:{service.port}/hook", "title", "body"))


async def test_an_address_that_apprise_does_not_know_is_refused() -> None:
    with pytest.raises(Refused, match="does not know"):
        await apprise()(Handoff("nosuchthing://host", "title", "body"))


async def test_a_service_that_never_answers_is_given_up(service: Service) -> None:
    with pytest.raises(Unavailable, match="in time"):
        await apprise(seconds=0.01)(Handoff(f"json://127.0.0.1:{service.port}/", "t", "b"))


def hook(*, private: bool = False) -> Hook:
    return Hook((f"{sys.prefix}/",), through={"192.0.2.1"}, private=private)


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("subprocess.Popen", ("sh", [], None, None)),
        ("os.system", (b"id",)),
        ("ctypes.dlopen", ("libc.so.6",)),
        ("socket.connect", (None, "/run/dbus.sock")),
        ("socket.connect", (None, ("10.0.0.1", 80))),
        ("socket.connect", (None, ("fe80::1%eth0", 80, 0, 2))),
        ("socket.sendto", (None, ("127.0.0.1", 514))),
        ("open", ("/etc/passwd", "r", 0)),
        ("open", (b"/proc/self/environ", "rb", 0)),
        ("open", (f"{sys.prefix}/x", "w", 1)),
        ("open", (f"{sys.prefix}/../../etc/passwd", "r", 0)),
    ],
)
def test_what_a_message_has_no_business_with_is_forbidden(event: str, args: tuple[Any]) -> None:
    judge = hook()

    with pytest.raises(Forbidden):
        judge(event, args)

    assert judge.refused


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("socket.connect", (None, ("93.184.215.14", 443))),
        ("socket.connect", (None, ("192.0.2.1", 3128))),
        ("socket.sendmsg", (None, None)),
        ("open", (f"{sys.prefix}/pyvenv.cfg", "r", 0)),
        ("open", ("/dev/null", "w", 1)),
        ("open", (3, "r", 0)),
        ("import", ("x", None, None, None, None)),
    ],
)
def test_what_a_message_needs_is_allowed(event: str, args: tuple[Any]) -> None:
    judge = hook()

    judge(event, args)

    assert judge.refused is None


def test_an_owner_may_allow_what_is_inside() -> None:
    judge = hook(private=True)

    judge("socket.connect", (None, ("10.0.0.1", 80)))

    assert judge.refused is None


async def test_the_guest_sees_none_of_our_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOLO_SECRET_KEY", "secret")
    monkeypatch.chdir(tmp_path)

    surroundings = apprise()._surroundings()  # noqa: SLF001  (what matters cannot be seen outside)

    assert "BOLO_SECRET_KEY" not in surroundings
    assert str(tmp_path) not in surroundings["PYTHONPATH"].split(":")
