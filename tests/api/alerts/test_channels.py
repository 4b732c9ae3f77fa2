"""Channels by the API: kinds, secrets once, the vendor's answer, history and how one is told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web
from standardwebhooks import Webhook

from tests.api.door import Door
from tests.api.seed import add_alerts, workspace_of

NTFY = {"kind": "ntfy", "settings": {"topic": "deals"}}


@pytest.fixture
async def receiver(unused_tcp_port: int) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Receive whatever is sent, on loopback."""
    got: list[bytes] = []

    async def take(request: web.Request) -> web.Response:
        got.append(await request.read())
        wrong = request.path.startswith("/wrong")
        return web.json_response(
            {"error": "forbidden"} if wrong else {"id": "m1"}, status=403 if wrong else 200
        )

    app = web.Application()
    app.router.add_post("/{path:.*}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    yield f"http://127.0.0.1:{unused_tcp_port}", got
    await runner.cleanup()


async def test_every_kind_says_what_it_needs(door: Door) -> None:
    kinds = {one["slug"]: one for one in (await door.get("/channel-kinds"))["items"]}

    assert {"telegram", "discord", "slack", "email", "sendgrid", "twilio"} <= set(kinds)
    assert {"webhook", "ntfy", "pushover", "webpush", "apprise"} <= set(kinds)
    assert [one["name"] for one in kinds["telegram"]["settings"]] == ["token", "chat"]
    assert kinds["webhook"]["settings"][0]["name"] == "url"
    assert len(kinds["webhook"]["settings"]) == 1
    assert "BOLO_SMTP_HOST" in kinds["email"]["missing"]
    assert len(kinds["webpush"]["push_key"]) == 87


async def test_a_secret_is_shown_once_or_never(door: Door) -> None:
    hook = await door.ask(
        "POST", "/channels", json={"kind": "webhook", "settings": {"url": "https://me.example"}}
    )
    token = {"topic": "deals", "token": "tk_secret"}
    ntfy = await door.ask("POST", "/channels", json={"kind": "ntfy", "settings": token})

    listed = (await door.get("/channels"))["items"]

    assert hook.body["secret"].startswith("whsec_")
    assert ntfy.body["settings"] == {"topic": "deals", "server": "https://ntfy.sh"}
    assert "tk_secret" not in str(listed)
    assert [one["secret"] for one in listed] == [None, None]


async def test_a_test_shows_the_vendors_answer(
    door: Door, receiver: tuple[str, list[bytes]]
) -> None:
    at, got = receiver
    settings = {"topic": "deals", "server": at}
    made = (await door.ask("POST", "/channels", json={"kind": "ntfy", "settings": settings})).body

    well = await door.ask("POST", f"/channels/{made['id']}/test")
    wrong = {"kind": "webhook", "settings": {"url": f"{at}/wrong"}}
    hook = (await door.ask("POST", "/channels", json=wrong)).body
    ill = await door.ask("POST", f"/channels/{hook['id']}/test")

    assert well.body == {"sent": True, "status": 200, "told": "message m1"}
    assert ill.body == {"sent": False, "status": 403, "told": "answered 403"}
    assert b"A test from bolo" in got[0]


async def test_a_channel_is_renamed_turned_off_and_removed(door: Door) -> None:
    made = (await door.ask("POST", "/channels", json=NTFY)).body
    where = f"/channels/{made['id']}"

    changed = await door.ask("PATCH", where, json={"label": "Phone", "enabled": False})
    wrong = await door.ask("PATCH", where, json={"settings": {"topic": "no such topic"}})
    gone = await door.ask("DELETE", where)

    assert (changed.body["label"], changed.body["enabled"]) == ("Phone", False)
    assert wrong.status == 422
    assert gone.status == 204
    assert (await door.ask("POST", f"{where}/test")).status == 404


async def test_a_secret_can_be_turned(door: Door, receiver: tuple[str, list[bytes]]) -> None:
    at, _ = receiver
    new = {"kind": "webhook", "settings": {"url": f"{at}/hook"}}
    made = (await door.ask("POST", "/channels", json=new)).body

    turned = await door.ask("POST", f"/channels/{made['id']}/rotate")

    assert turned.body["secret"] != made["secret"]
    assert Webhook(turned.body["secret"]).sign("msg_1", datetime.now(UTC), "{}")  # noqa: TID251  (the library's clock)
    ntfy = (await door.ask("POST", "/channels", json=NTFY)).body
    assert (await door.ask("POST", f"/channels/{ntfy['id']}/rotate")).status == 409


async def test_what_is_not_set_up_or_not_known_is_refused_in_words(door: Door) -> None:
    mail = {"kind": "email", "settings": {"to": "ada@example.org"}}
    pigeon = {"kind": "pigeon", "settings": {}}

    without_mail = await door.ask("POST", "/channels", json=mail)
    unknown = await door.ask("POST", "/channels", json=pigeon)

    assert (without_mail.status, unknown.status) == (409, 422)
    assert "BOLO_SMTP_HOST" in without_mail.body["detail"]


async def test_nobody_sees_anothers_channels(door: Door, foreigner: Door) -> None:
    made = (await door.ask("POST", "/channels", json=NTFY)).body
    where = f"/channels/{made['id']}"

    assert (await foreigner.get("/channels"))["items"] == []
    for method, path in (("PATCH", where), ("DELETE", where), ("POST", f"{where}/test")):
        body = {"label": "mine"} if method == "PATCH" else None
        assert (await foreigner.ask(method, path, json=body)).status == 404


async def test_how_one_is_told_is_kept_for_everything_and_for_one_search(door: Door) -> None:
    assert (await door.get("/telling"))["chosen"] is False
    night = {
        "pace": "daily",
        "zone": "Europe/London",
        "digest_at": "07:30:00",
        "quiet_from": "22:00:00",
        "quiet_to": "07:00:00",
        "at_most": 20,
        "min_worth": "15",
        "muted_until": None,
        "channels": None,
    }

    kept = await door.ask("PUT", "/telling", json=night)
    one = await door.ask("PUT", "/telling?scope=search:1", json={"pace": "hourly", "zone": "UTC"})
    await door.ask("DELETE", "/telling?scope=search:1")

    assert kept.body == {**night, "chosen": True}
    assert one.body["pace"] == "hourly"
    inherited = await door.get("/telling?scope=search:1")
    assert (inherited["pace"], inherited["chosen"]) == ("daily", False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Base"},
        {"zone": "../../etc/passwd"},
        {"quiet_from": "22:00"},
        {"digest_at": "08:00+02:00"},
        {"at_most": 0},
        {"muted_until": "2026-11-21T10:00:00"},
    ],
)
async def test_a_choice_that_cannot_be_is_refused(door: Door, wrong: dict[str, object]) -> None:
    assert (await door.ask("PUT", "/telling", json=wrong)).status == 422


async def test_deliveries_are_listed_and_unknown_ones_not_found(door: Door) -> None:
    await door.ask("POST", "/channels", json=NTFY)
    nobody = "00000000-0000-7000-8000-000000000000"

    assert await door.get("/deliveries?state=failed") == {"items": [], "next": None}
    unknown = await door.ask("GET", f"/deliveries/{nobody}/attempts")
    assert unknown.detail == "there is no such delivery here"
    assert (await door.ask("POST", f"/deliveries/{nobody}/retry")).status == 404


async def test_an_alert_without_an_address_leads_nowhere_and_can_be_unread(door: Door) -> None:
    [alert] = await add_alerts(door.services, await workspace_of(door), 1)

    await door.ask("POST", f"/alerts/{alert}/read")
    back = await door.ask("DELETE", f"/alerts/{alert}/read")
    led = await door.ask("GET", f"/alerts/{alert}/go")

    assert (back.status, led.status) == (204, 404)
    assert (await door.get("/alerts"))["unread"] == 1
    assert (await door.get("/alerts?q=deal+0"))["items"][0]["id"] == str(alert)
