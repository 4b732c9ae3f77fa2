"""Redirects are followed a few times, and carry no secrets to another door."""

import pytest
from yarl import URL

from bolo.core.errors import Rejected, Unavailable
from bolo.core.marketplace import Request
from bolo.platform.http.redirects import follow, is_downgrade
from bolo.platform.http.wire import Reply, Sent
from tests.platform.http.street import Says, Street, World, whole

SHOP = "http://shop.example/a"
SECRETS = {"Authorization": "Bearer x", "Cookie": "a=b", "X-Api-Key": "k", "Accept-Language": "de"}


def to(location: str, status: int = 302) -> Says:
    return Says(b"moved", status, {"Location": location})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_leads_to_the_answer(world: World, street: Street, status: int) -> None:
    street.at("/a", to("/b?x=1", status))
    street.at("/b", Says(b"here"))
    async with world.outside(street) as fetch:
        answer = await fetch(Request(SHOP), whole)

    assert (answer.body, answer.url) == (b"here", "http://shop.example/b?x=1")


async def test_five_redirects_are_followed_and_not_a_sixth(world: World, street: Street) -> None:
    for number in range(6):
        street.at(f"/{number}", to(f"/{number + 1}"))
    street.at("/6", Says())
    async with world.outside(street) as fetch:
        await fetch(Request("http://shop.example/1"), whole)
        with pytest.raises(Rejected, match="more than 5 times"):
            await fetch(Request("http://shop.example/0"), whole)


async def test_secrets_stay_with_their_origin(world: World, street: Street) -> None:
    street.at("shop.example/a", to("/b"))
    street.at("shop.example/b", to("http://other.example/c"))
    street.at("other.example/c", Says())
    async with world.outside(street) as fetch:
        await fetch(Request(SHOP, headers=SECRETS), whole)

    kept, dropped = street.asked[1].headers, street.asked[2].headers
    assert all(kept[name] == value for name, value in SECRETS.items())
    assert dropped["Accept-Language"] == "de"
    assert not {"Authorization", "Cookie", "X-Api-Key"} & dropped.keys()


@pytest.mark.parametrize(
    ("status", "method", "body"), [(302, "GET", b""), (303, "GET", b""), (307, "POST", b"{}")]
)
async def test_a_post_becomes_a_get_where_the_standard_says_so(
    world: World, street: Street, status: int, method: str, body: bytes
) -> None:
    street.at("/a", to("/b", status))
    street.at("/b", Says())
    async with world.outside(street) as fetch:
        await fetch(Request(SHOP, method="POST", body=b"{}"), whole)

    assert (street.asked[1].method, street.asked[1].body) == (method, body)


async def test_a_body_is_not_sent_on_to_another_origin(world: World, street: Street) -> None:
    street.at("/a", to("http://other.example/", 307))
    async with world.outside(street) as fetch:
        with pytest.raises(Rejected, match="with a body"):
            await fetch(Request(SHOP, method="POST", body=b"{}"), whole)


@pytest.mark.parametrize(
    "location", ["ftp://shop.example/", "javascript:alert(1)", "http://[", "mailto:a@b.example"]
)
async def test_a_redirect_to_something_else_is_refused(
    world: World, street: Street, location: str
) -> None:
    street.at("/a", to(location))
    async with world.outside(street) as fetch:
        with pytest.raises(Rejected):
            await fetch(Request(SHOP), whole)


async def test_a_redirect_to_nowhere_is_unavailable(world: World, street: Street) -> None:
    street.at("/a", Says(b"", 302))
    async with world.outside(street) as fetch:
        with pytest.raises(Unavailable, match="to nowhere"):
            await fetch(Request(SHOP), whole)


def test_a_user_in_a_redirect_is_dropped() -> None:
    reply = Reply(302, {"location": "http://me:pass@other.example/b"})

    then = follow(Sent(URL(SHOP), {}), reply)

    assert str(then.url) == "http://other.example/b"


def test_leaving_encryption_is_noticed_and_carries_no_secret() -> None:
    sent = Sent(URL("https://shop.example/a"), SECRETS)

    then = follow(sent, Reply(302, {"location": "http://shop.example/a"}))

    assert is_downgrade(sent, then)
    assert then.headers == {"Accept-Language": "de"}
    assert not is_downgrade(then, sent)
