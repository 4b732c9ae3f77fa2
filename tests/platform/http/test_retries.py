"""Asking again after a failure: politely, a few times, and not for ever."""

import socket
from datetime import timedelta

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.errors import Blocked, Unavailable
from bolo.core.marketplace import Request
from bolo.platform.buckets import MemoryBuckets
from bolo.platform.http.retries import Circuit, pause, retry_after
from tests.platform.http.street import NOON, Says, Shy, Street, World, whole

SHOP = "http://shop.example/p"


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_passing_failure_is_asked_again_after_a_jittered_pause(
    world: World, street: Street, status: int
) -> None:
    street.at("/p", Says(b"", status), Says(b"", status), Says(b"at last"))
    async with world.outside(street) as fetch:
        answer = await fetch(Request(SHOP), whole)

    assert answer.body == b"at last"
    assert world.time.slept == [0.25, 0.5]
    assert world.counted == [("retried", "any"), ("retried", "any"), ("answered", "any")]


async def test_after_three_attempts_it_is_unavailable(world: World, street: Street) -> None:
    street.at("/p", Says(b"", 502))
    async with world.outside(street) as fetch:
        with pytest.raises(Unavailable, match=r"shop\.example answered 502"):
            await fetch(Request(SHOP), whole)

    assert len(street.asked) == 3


@pytest.mark.parametrize("status", [500, 501])
async def test_a_lasting_failure_is_not_asked_again(
    world: World, street: Street, status: int
) -> None:
    street.at("/p", Says(b"", status))
    async with world.outside(street) as fetch:
        with pytest.raises(Unavailable):
            await fetch(Request(SHOP), whole)

    assert len(street.asked) == 1


async def test_a_question_that_may_act_is_asked_once(world: World, street: Street) -> None:
    street.at("/p", Says(b"", 503))
    async with world.outside(street) as fetch:
        with pytest.raises(Unavailable):
            await fetch(Request(SHOP, method="POST", body=b"x"), whole)

    assert len(street.asked) == 1


@pytest.mark.parametrize("said", ["9", "Mon, 02 Mar 2026 12:00:09 GMT"])
async def test_retry_after_is_waited_for(world: World, street: Street, said: str) -> None:
    street.at("/p", Says(b"", 429, {"Retry-After": said}), Says())
    async with world.outside(street) as fetch:
        await fetch(Request(SHOP), whole)

    assert world.time.slept == [9]


async def test_a_long_retry_after_is_told_and_stops_all_questions_to_that_host(
    world: World, street: Street
) -> None:
    street.at("shop.example/p", Says(b"", 429, {"Retry-After": "600"}), Says())
    street.at("other.example/p", Says())
    async with world.outside(street) as fetch:
        with pytest.raises(Blocked, match="rate limit") as first:
            await fetch(Request(SHOP), whole)
        with pytest.raises(Unavailable, match="may not be asked again for 600 s") as second:
            await fetch(Request(SHOP), whole)
        await fetch(Request("http://other.example/p"), whole)
        world.time.pass_(minutes=10)
        await fetch(Request(SHOP), whole)

    assert first.value.retry_after == second.value.retry_after == timedelta(minutes=10)
    assert world.time.slept == []


async def test_too_many_requests_without_a_word_rests_a_minute(
    world: World, street: Street
) -> None:
    street.at("/p", Says(b"", 429))
    world.buckets = MemoryBuckets(world.time)
    async with world.outside(street) as fetch:
        with pytest.raises(Blocked):
            await fetch(Request(SHOP), whole)

    wait = await world.buckets.take("any:shop.example", Shy.budget)
    assert wait == timedelta(minutes=1)


async def test_a_wall_behind_a_503_is_named_and_not_asked_again(
    world: World, street: Street
) -> None:
    world.wall = lambda status, _headers, _body: "Cloudflare" if status == 503 else None
    street.at("/p", Says(b"checking your browser", 503))
    async with world.outside(street) as fetch:
        with pytest.raises(Blocked) as blocked:
            await fetch(Request(SHOP), whole)

    assert blocked.value.by == "Cloudflare"
    assert len(street.asked) == 1


async def test_a_connection_that_breaks_off_is_made_again(world: World, street: Street) -> None:
    async def break_off(request: web.BaseRequest) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    street.at("/p", break_off, break_off, Says())
    url = f"{street.origin}/p"
    async with world.inside() as fetch:
        answer = await fetch(Request(url), whole)

    assert answer.body == Says().body


async def test_a_host_that_refuses_connections_is_left_alone_after_five_failures(
    world: World,
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        async with world.inside() as fetch:
            with pytest.raises(Unavailable, match="refuses connections"):
                await fetch(Request(url), whole)
            with pytest.raises(Unavailable, match="failed 5 times in a row; next try at") as left:
                await fetch(Request(url), whole)

    assert left.value.retry_after == timedelta(seconds=29.5)
    assert world.counted[-1] == ("unavailable", "any")


async def test_a_host_that_answers_again_is_asked_as_before(world: World, street: Street) -> None:
    street.at("/p", *[Says(b"", 500)] * 5, Says())
    async with world.outside(street) as fetch:
        for _ in range(5):
            with pytest.raises(Unavailable, match="answered 500"):
                await fetch(Request(SHOP), whole)
        with pytest.raises(Unavailable, match="in a row"):
            await fetch(Request(SHOP), whole)
        world.time.pass_(seconds=30)
        for _ in range(3):
            await fetch(Request(SHOP), whole)

    assert len(street.asked) == 8


def test_a_circuit_lets_one_try_and_then_rests_longer() -> None:
    circuit = Circuit(limit=1)
    circuit.failed(NOON)

    circuit.check("h", NOON + timedelta(seconds=30))
    with pytest.raises(Unavailable):
        circuit.check("h", NOON + timedelta(seconds=31))
    circuit.failed(NOON + timedelta(seconds=32))

    assert circuit.closed_at == NOON + timedelta(seconds=92)


def test_a_clock_that_is_set_back_leaves_no_host_alone_for_longer() -> None:
    circuit = Circuit(limit=1)
    circuit.failed(NOON)
    yesterday = NOON - timedelta(days=1)
    circuit.check("h", yesterday)

    with pytest.raises(Unavailable):
        circuit.check("h", yesterday + timedelta(seconds=1))
    circuit.check("h", yesterday + timedelta(seconds=30))


def test_a_circuit_never_rests_longer_than_a_quarter_of_an_hour() -> None:
    circuit = Circuit(limit=1)

    for _ in range(100):
        circuit.failed(NOON)

    assert circuit.closed_at == NOON + timedelta(minutes=15)


@given(st.integers(1, 50), st.floats(0, 1))
def test_a_pause_is_never_longer_than_eight_seconds(attempt: int, chance: float) -> None:
    assert timedelta(0) <= pause(attempt, lambda: chance) <= timedelta(seconds=8)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("99999999999999999999", 86_400),
        ("Mon, 02 Mar 2026 12:01:00 GMT", 60),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0),
        ("Mon, 02 Mar 2027 11:00:00 GMT", 86_400),
        ("soon", None),
        ("Mon, 02 Mar 2026 12:01:00 -0000", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(text: str | None, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)

    assert retry_after(text, NOON) == expected


async def test_a_budget_is_waited_for_in_turn(world: World, street: Street) -> None:
    street.at("/p", Says())
    async with world.outside(street, Shy) as fetch:
        for _ in range(4):
            await fetch(Request(SHOP), whole)

    assert world.time.slept == [1, 1]


async def test_patience_has_an_end(world: World, street: Street) -> None:
    street.at("/p", Says())
    async with world.outside(street, Shy, patience=timedelta(milliseconds=900)) as fetch:
        for _ in range(2):
            await fetch(Request(SHOP), whole)
        with pytest.raises(Unavailable) as refused:
            await fetch(Request(SHOP), whole)

    assert refused.value.retry_after == timedelta(seconds=1)


@pytest.mark.parametrize("host", ["shop.example:8080", "shop.example"])
async def test_an_unlimited_host_is_asked_without_a_budget(
    world: World, street: Street, host: str
) -> None:
    street.at("/p", Says())
    async with world.outside(street, Shy, unlimited_hosts=frozenset({host})) as fetch:
        for _ in range(4):
            await fetch(Request("http://shop.example:8080/p"), whole)

    assert world.time.slept == []


async def test_ports_of_a_host_have_budgets_of_their_own(world: World, street: Street) -> None:
    street.at("/p", Says())
    async with world.outside(street, Shy) as fetch:
        for port in (80, 8080, 8443):
            for _ in range(2):
                await fetch(Request(f"http://shop.example:{port}/p"), whole)

    assert world.time.slept == []
