"""Channels: added, changed, tested and removed; their secrets sealed and never lost by a change."""

from dataclasses import replace
from uuid import uuid4

import orjson
import pytest

from bolo.channels.webpush import public_key
from bolo.core.channel import Message, Reply
from bolo.core.errors import Conflict, Invalid, NotFound, Unavailable
from bolo.core.marketplace import Request
from bolo.pipeline.notify.channels.store import Change
from tests.channels.cases import CASES
from tests.pipeline.notify.world import TOPIC, URL, World
from tests.pipeline.street import rows_of

TELEGRAM = CASES["telegram"].settings


async def test_secret_settings_are_sealed_at_rest_and_not_shown(world: World) -> None:
    kept, _ = await world.channels.add(*world.whose, "telegram", TELEGRAM)
    _, secret = await world.webhook()

    rows = await rows_of(world.db, "SELECT sealed, shown::text FROM channel")

    assert kept.shown == {"chat": TELEGRAM["chat"]}
    for sealed, shown in rows:
        assert isinstance(sealed, bytes)
        assert TELEGRAM["token"].encode() not in sealed
        assert secret.encode() not in sealed
        assert TELEGRAM["token"] not in str(shown)


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("pigeon", {}, "no channel is called pigeon"),
        ("webhook", {"url": "ftp://x"}, "only http"),
        ("webhook", {"url": URL, "secret": "mine"}, "no setting called secret"),
        ("telegram", {"chat": "1"}, "Bot token is missing"),
    ],
)
async def test_a_channel_that_cannot_be_is_refused(
    world: World, kind: str, given: dict[str, str], told: str
) -> None:
    with pytest.raises(Invalid, match=told):
        await world.channels.add(*world.whose, kind, given)


async def test_what_the_owner_has_not_set_up_says_so(world: World) -> None:
    without = replace(world.channels, missing={"email": "no mail server is set"})

    with pytest.raises(Conflict, match="no mail server"):
        await without.add(*world.whose, "email", {"to": "ada@example.org"})


async def test_a_test_shows_the_vendors_answer(world: World) -> None:
    kept, _ = await world.channels.add(*world.whose, "telegram", TELEGRAM)
    case = CASES["telegram"]
    world.answers = [case.sent, case.refused[0][0], Unavailable("api.telegram.org is away")]

    outcomes = [await world.channels.test(kept, "https://bolo.example") for _ in range(3)]

    assert [outcome.sent for outcome in outcomes] == [True, False, False]
    assert outcomes[0].told == "message 42"
    assert "chat not found" in outcomes[1].told
    assert outcomes[2].told == "api.telegram.org is away"
    [now] = await world.channels.all(*world.whose)
    assert (now.failures, now.last_told) == (2, "api.telegram.org is away")


async def test_a_change_keeps_the_secrets_that_are_left_out(world: World) -> None:
    kept, _ = await world.channels.add(*world.whose, "telegram", TELEGRAM, "Phone")

    await world.channels.change(kept, Change(label="Work"), {"chat": "77", "token": ""})

    after = await world.channels.one(*world.whose, kept.id)
    await world.channels.test(after, "https://bolo.example")
    [request] = world.sent
    assert isinstance(request, Request)
    assert (after.label, after.shown) == ("Work", {"chat": "77"})
    assert TELEGRAM["token"] in request.url
    with pytest.raises(Invalid, match="Chat"):
        await world.channels.change(after, Change(), {"chat": "no such"})


async def test_a_change_can_take_an_optional_setting_away(world: World) -> None:
    kept = await world.ntfy(server="https://ntfy.example")

    await world.channels.change(kept, Change(), {**TOPIC, "server": ""})

    after = await world.channels.one(*world.whose, kept.id)
    assert after.shown == {**TOPIC, "server": "https://ntfy.sh"}


async def test_a_new_secret_signs_beside_the_former(world: World) -> None:
    kept, first = await world.webhook()

    second = await world.channels.rotate(kept)
    third = await world.channels.rotate(await world.channels.one(*world.whose, kept.id))

    after = await world.channels.one(*world.whose, kept.id)
    await world.channels.test(after, "https://bolo.example")
    [request] = world.sent
    assert isinstance(request, Request)
    assert len({first, second, third}) == 1  # the world's bytes are no random ones
    assert len(request.headers["webhook-signature"].split()) == 2
    other = await world.ntfy()
    with pytest.raises(Conflict):
        await world.channels.rotate(other)


async def test_a_changed_webhook_keeps_its_secret(world: World) -> None:
    kept, _ = await world.webhook()

    await world.channels.change(kept, Change(), {"url": "https://other.example/hook"})

    after = await world.channels.one(*world.whose, kept.id)
    outcome = await world.channels.test(after, "https://bolo.example")
    assert outcome.sent
    assert after.shown == {"url": "https://other.example/hook"}


async def test_a_channel_is_seen_and_removed_by_its_owner_only(world: World) -> None:
    kept = await world.ntfy()
    shared, _ = await world.webhook()
    stranger = uuid4()

    assert [one.id for one in await world.channels.all(world.owner, stranger)] == [shared.id]
    for where in ((world.owner, stranger), (uuid4(), world.user)):
        with pytest.raises(NotFound):
            await world.channels.one(*where, kept.id)
        with pytest.raises(NotFound):
            await world.channels.remove(*where, kept.id)
    await world.channels.remove(*world.whose, kept.id)
    assert [one.id for one in await world.channels.all(*world.whose)] == [shared.id]


async def test_the_key_for_web_push_is_made_once(world: World) -> None:
    first, again = [await world.channels.push_key() for _ in range(2)]
    [(sealed,)] = await rows_of(world.db, "SELECT sealed FROM push_key")

    assert first == again
    assert isinstance(sealed, bytes)
    assert first == public_key(world.channels.secrets.unseal(sealed, "web push").decode())


async def test_a_message_for_a_browser_is_encrypted_and_signed(world: World) -> None:
    settings = CASES["webpush"].settings
    kept, _ = await world.channels.add(*world.whose, "webpush", settings)
    await world.told(5)

    await world.deliver()

    [request] = world.sent
    assert isinstance(request, Request)
    assert kept.shown == {}
    assert request.url == settings["endpoint"]
    assert request.headers["authorization"].startswith("vapid t=")
    assert b"Worth 5" not in (request.body or b"")


async def test_settings_that_do_not_work_are_told_and_not_repeated(world: World) -> None:
    settings = {**CASES["webpush"].settings, "p256dh": "AAAA"}
    kept, _ = await world.channels.add(*world.whose, "webpush", settings)

    outcome = await world.channels.test(kept, "https://bolo.example")

    assert not outcome.sent
    assert not outcome.again
    assert "do not work" in outcome.told


async def test_a_kind_that_this_version_does_not_know_breaks_nothing(world: World) -> None:
    kept = await world.ntfy()
    kinds = {slug: kind for slug, kind in world.channels.kinds.items() if slug != "ntfy"}

    message = Message(uuid4(), "test", "title", "body", world.clock())
    outcome = await replace(world.channels, kinds=kinds).deliver(message, kept)

    assert outcome.told == "this bolo has no channel called ntfy"


async def test_answers_are_kept_short(world: World) -> None:
    kept = await world.ntfy()
    long = orjson.dumps({"error": "x" * 5000})
    world.answers = [Reply(400, world.clock(), {}, long)]

    outcome = await world.channels.test(kept, "https://bolo.example")

    assert len(outcome.told) <= 300
