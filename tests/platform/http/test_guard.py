"""No way in through fetch, unless the owner opens it."""

import pytest
from yarl import URL

from bolo.core.errors import Rejected, Unavailable
from bolo.core.marketplace import Request
from bolo.platform.http.guard import Guard, GuardedResolver, system_resolve
from tests.platform.http.street import PUBLIC, AnyShop, Names, Says, Shy, Street, Time, World, whole


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"])
async def test_a_literal_inside_address_is_refused_with_the_way_to_allow_it(
    world: World, host: str
) -> None:
    async with world.fetcher() as fetcher:
        fetch = fetcher.for_marketplace(AnyShop)

        with pytest.raises(Rejected, match="BOLO_ALLOW_PRIVATE_ADDRESSES=1"):
            await fetch(Request(f"http://{host}/"), whole)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
async def test_an_address_in_disguise_is_refused_even_where_inside_is_allowed(
    world: World, host: str
) -> None:
    async with world.inside() as fetch:
        with pytest.raises(Rejected, match=r"127\.0\.0\.1 in disguise"):
            await fetch(Request(f"http://{host}/"), whole)


async def test_a_name_that_resolves_inside_is_refused(world: World, street: Street) -> None:
    world.names = Names(inner_example=[["10.0.0.7"]])
    async with world.fetcher() as fetcher:
        fetch = fetcher.for_marketplace(AnyShop)

        with pytest.raises(Rejected, match=r"inner\.example \(10\.0\.0\.7\) is a private address"):
            await fetch(Request("http://inner.example/"), whole)

    assert street.asked == []


async def test_one_inside_address_among_public_ones_refuses_the_name(world: World) -> None:
    world.names = Names(mixed_example=[[PUBLIC, "127.0.0.1"]])
    async with world.fetcher() as fetcher:
        fetch = fetcher.for_marketplace(AnyShop)

        with pytest.raises(Rejected, match="loopback"):
            await fetch(Request("http://mixed.example/"), whole)


async def test_a_name_that_changes_its_answer_is_judged_by_what_is_connected_to(
    time: Time,
) -> None:
    names = Names(rebinding_example=[[PUBLIC], ["127.0.0.1"]])
    guard = Guard(names, time)
    resolver = GuardedResolver(guard.addresses)

    first = await resolver.resolve("rebinding.example", 80)
    again = await resolver.resolve("rebinding.example", 80)
    time.pass_(minutes=2)
    with pytest.raises(Rejected):
        await resolver.resolve("rebinding.example", 80)

    assert [each["host"] for each in first] == [each["host"] for each in again] == [PUBLIC]


async def test_a_redirect_to_the_inside_is_refused(world: World, street: Street) -> None:
    street.at("shop.example/", Says(status=302, headers={"Location": "http://127.0.0.1:9/secret"}))
    async with world.outside(street) as fetch:
        with pytest.raises(Rejected, match="loopback"):
            await fetch(Request("http://shop.example/"), whole)


async def test_a_redirect_to_a_name_that_resolves_inside_is_refused(
    world: World, street: Street
) -> None:
    world.names = Names(inner_example=[["192.168.0.5"]])
    street.at("shop.example/", Says(status=302, headers={"Location": "http://inner.example/"}))
    async with world.outside(street) as fetch:
        with pytest.raises(Rejected, match="private"):
            await fetch(Request("http://shop.example/"), whole)

    assert [each.host for each in street.asked] == ["shop.example"]


async def test_an_allowed_origin_is_let_through_and_no_other_port(
    world: World, street: Street
) -> None:
    url = street.at("/", Says())
    async with world.fetcher(allowed_origins=frozenset({street.origin})) as fetcher:
        fetch = fetcher.for_marketplace(AnyShop)

        answer = await fetch(Request(url), whole)
        with pytest.raises(Rejected):
            await fetch(Request("http://127.0.0.1:1/"), whole)

    assert answer.body == Says().body


async def test_an_origin_can_be_allowed_while_running_by_name_too(
    world: World, street: Street
) -> None:
    port = URL(street.origin).port
    world.names = Names(demo_example=[["127.0.0.1"]])
    street.at("/", Says())
    async with world.fetcher() as fetcher:
        fetcher.allow(f"http://demo.example:{port}")
        fetch = fetcher.for_marketplace(AnyShop)

        answer = await fetch(Request(f"http://demo.example:{port}/"), whole)

    assert answer.url == f"http://demo.example:{port}/"


@pytest.mark.parametrize(
    "url", ["ftp://shop.example/", "file:///etc/passwd", "http://", "http://a b/"]
)
async def test_what_is_no_web_address_is_refused(world: World, url: str) -> None:
    async with world.inside() as fetch:
        with pytest.raises(Rejected):
            await fetch(Request(url), whole)


@pytest.mark.parametrize("url", ["http://[", "http://shop.example:99999/"])
async def test_an_unreadable_address_is_refused(world: World, url: str) -> None:
    async with world.inside() as fetch:
        with pytest.raises(Rejected, match="no address that can be asked"):
            await fetch(Request(url), whole)


@pytest.mark.parametrize("answers", [[[]]])
async def test_a_name_that_does_not_resolve_is_told_so(
    world: World, answers: list[list[str]]
) -> None:
    world.names = Names(nowhere_example=answers)
    async with world.fetcher() as fetcher:
        fetch = fetcher.for_marketplace(AnyShop)

        with pytest.raises(Unavailable, match=r"nowhere\.example cannot be found"):
            await fetch(Request("http://nowhere.example/"), whole)

    assert world.time.slept == []


async def test_a_resolver_with_no_answer_is_an_error_of_the_network(time: Time) -> None:
    async def nothing(_host: str, _port: int) -> list[str]:
        return []

    resolver = GuardedResolver(Guard(nothing, time).addresses)

    with pytest.raises(OSError, match="has no address"):
        await resolver.resolve("x.example", 80)
    await resolver.close()


async def test_names_are_forgotten_before_they_fill_the_memory(time: Time) -> None:
    names = Names()
    guard = Guard(names, time)

    for number in range(4_200):
        await guard.addresses(f"h{number}.example", 80)
    await guard.addresses("h0.example", 80)

    assert names.asked.count("h0.example:80") == 2


async def test_the_system_resolver_knows_this_machine() -> None:
    assert "127.0.0.1" in await system_resolve("127.0.0.1", 80)


@pytest.mark.parametrize(
    ("known", "url", "is_inside"),
    [
        ([["127.0.0.1"]], "http://name.example/", True),
        ([[PUBLIC]], "http://name.example/", False),
        ([[]], "http://name.example/", False),
        ([[PUBLIC]], "http://10.0.0.1/", True),
        ([[PUBLIC]], "http://1.1.1.1/", False),
    ],
)
async def test_where_inside_is_allowed_a_host_is_known_as_inside_or_not(
    time: Time, known: list[list[str]], url: str, is_inside: bool
) -> None:
    guard = Guard(Names(name_example=known), time, allow_private=True)

    assert await guard.is_inside(URL(url)) is is_inside


async def test_a_host_inside_needs_no_politeness(world: World, street: Street) -> None:
    url = street.at("/", Says())
    async with world.inside(Shy) as fetch:
        for _ in range(5):
            await fetch(Request(url), whole)

    assert world.time.slept == []
