"""`bolo record`: what it keeps can be replayed, and holds no secret."""

import json
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bolo.cli.sources.record import Ask, Opening, Recorder, case_name, mount, question_of
from bolo.core.errors import LayoutChanged
from bolo.core.marketplace import Address, Fetch, Marketplace, Request
from bolo.marketplaces.gog import Gog
from bolo.marketplaces.shopify import Shopify
from bolo.pipeline.watch.asking.identify import FetchFor
from tests.marketplaces.cases import Case
from tests.marketplaces.replay import Replay
from tests.marketplaces.script import Script

SHOP = "https://shop.example"
LAMP = {"id": 1, "title": "Lamp", "handle": "lamp", "variants": [{"id": 11, "price": "64.00"}]}
PAGES: dict[str, object] = {
    f"{SHOP}/products.json": {"products": [LAMP], "contact": "ann@shop.example"},
    f"{SHOP}/meta.json": {"currency": "GBP", "token": "s3cret"},
    "https://catalog.gog.com/v1/catalog": {"pages": 0, "products": []},
}


def opening(pages: Mapping[str, object]) -> Opening:
    @asynccontextmanager
    async def opened() -> AsyncIterator[FetchFor]:
        def fetch_for(marketplace: Marketplace) -> Fetch:
            assert marketplace.slug
            return Script(pages)

        yield fetch_for

    return opened


def bolo_record(*arguments: str, into: Path) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    mount(app, opening(PAGES))
    return CliRunner().invoke(app, ["record", *arguments, "--into", str(into)])


async def test_what_was_recorded_replays_to_the_same_offers(tmp_path: Path) -> None:
    address = Address.of(SHOP)
    live = await Shopify().read(address, None, Script(PAGES))
    recorder = Recorder(Script(PAGES))
    await Shopify().read(address, None, recorder)
    folder = tmp_path / "shopify" / "recorded" / "read-shop-example"

    result = await_command("shopify", "read", SHOP, into=tmp_path)

    replay = Replay(folder)
    assert result.exit_code == 0
    assert await Case.at(folder).repeat(Shopify(), replay) == live
    assert len(recorder.exchanges) == len(list(folder.glob("*.request.json")))
    assert not replay.pending


def await_command(*arguments: str, into: Path) -> Result:
    """Run the command outside the loop of the test: it has a loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: bolo_record(*arguments, into=into)).result()


def test_pages_that_are_missing_are_recorded_as_missing(tmp_path: Path) -> None:
    bolo_record("shopify", "read", SHOP, "--case", "mine", into=tmp_path)

    kept = {one.name for one in (tmp_path / "shopify" / "recorded" / "mine").iterdir()}
    assert {"case.json", "1.reply", "1.headers.json", "2.not-found", "4.reply"} <= kept
    assert "2.reply" not in kept


def test_secrets_and_people_are_not_kept(tmp_path: Path) -> None:
    bolo_record("shopify", "read", SHOP, into=tmp_path)

    kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*.*") if one.is_file())
    assert b"someone@example.com" in kept
    assert b"ann@shop.example" not in kept
    assert b"s3cret" not in kept


def test_a_case_is_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "gog" / "recorded" / "search-old-keeper"
    folder.mkdir(parents=True)
    (folder / "9.reply").write_text("of another time")

    result = bolo_record("gog", "search", "Old", "Keeper", into=tmp_path)

    assert "0 offers recorded" in result.stdout
    assert not (folder / "9.reply").exists()
    assert json.loads((folder / "case.json").read_text()) == {
        "ask": "search",
        "words": "Old Keeper",
        "offers": 0,
    }


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("nowhere", "read", SHOP), "no marketplace is called nowhere; there are cheapshark"),
        (("shopify", "search", "lamp"), "Any Shopify shop cannot be asked to search"),
        (("shopify", "read", "ftp://x"), "only http and https"),
        (("shopify", "read", "https://other.example"), "https://other.example/products.json"),
    ],
)
def test_what_cannot_be_recorded_is_said_in_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    result = bolo_record(*arguments, into=tmp_path)

    assert result.exit_code == 1
    assert reason in result.stderr
    assert not list(tmp_path.iterdir())


async def test_an_answer_that_cannot_be_read_is_kept_too() -> None:
    recorder = Recorder(Script({f"{SHOP}/products.json": b"<html>"}))

    with pytest.raises(LayoutChanged):
        await Shopify().read(Address.of(SHOP), None, recorder)

    (exchange,) = recorder.exchanges
    assert exchange.answer is not None
    assert exchange.answer.body == b"<html>"


async def test_a_connector_cannot_tell_a_recorder_from_the_real_way_out() -> None:
    pages = PAGES

    plain = await Gog().read(Address.of("https://www.gog.com/games"), None, Script(pages))
    kept = await Gog().read(Address.of("https://www.gog.com/games"), None, Recorder(Script(pages)))

    assert plain == kept


@pytest.mark.parametrize(
    ("ask", "what", "name"),
    [
        (Ask.SEARCH, "Old Keeper!", "search-old-keeper"),
        (Ask.READ, "https://shop.example/a?b=c", "read-shop-example-a-b-c"),
        (Ask.READ, "https://shop.example/" + "long-" * 40, "read-shop-example-" + "long-" * 8),
    ],
)
def test_a_case_is_named_after_what_was_asked(ask: Ask, what: str, name: str) -> None:
    assert case_name(ask, what).startswith(name.rstrip("-"))
    assert len(case_name(ask, what)) <= 60


def test_a_question_is_written_down_without_its_defaults() -> None:
    assert question_of(Request(SHOP)) == {"method": "GET", "url": SHOP}
    assert question_of(Request(SHOP, method="POST", body=b"a=1"))["body"] == "a=1"
