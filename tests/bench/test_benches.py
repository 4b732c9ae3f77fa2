"""The benches run, with counts so small that only their working is tested, never a time."""

import asyncio
from pathlib import Path

import pytest

from bench import follows, matching_speed, searching, worth
from bench.alerts import prepare
from bench.follows import Town
from bench.frame.pages import pages
from bench.frame.service import key_of
from bench.frame.worker import Plan
from bench.ingest import pages_bench, scrapes_bench
from bench.reading import measure
from bench.stock import stock
from bolo.core.identifiers import gtin
from bolo.platform.database.access import Database
from bolo.platform.settings import Settings
from bolo.wiring import build
from tests.pipeline.street import rows_of


def test_made_pages_are_as_large_as_the_issue_says_and_the_same_each_time() -> None:
    made = list(pages(16))

    again = list(pages(16))

    assert all(55_000 <= len(one.body) <= 170_000 for one in made)
    assert made == again


def test_the_reading_bench_reads_every_price_right() -> None:
    figures = measure(16, beside_scrapy=False)

    assert "100.0% right" in figures["read alone"]
    assert "100.0% right" in figures["fetch and read"]


def test_the_ingest_bench_stores_every_page_and_loses_none_to_a_kill() -> None:
    figures = pages_bench(24, Plan(at_once=2, lease=2), kill=True)

    assert figures["prices right"].startswith("100.0%")
    assert figures["history points doubled"] == "0"


def test_the_ingest_bench_scrapes_collections() -> None:
    figures = scrapes_bench(0.5, Plan(at_once=4), collections=2)

    assert "of 50 listings" in figures["scrapes, prices move"]
    assert "of 50 listings" in figures["scrapes, nothing changes"]


def test_the_matching_bench_finds_and_links_most_of_a_few(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = matching_speed.invented(60)

    matching_speed.find_many(made, 40, 1)
    matching_speed.link_many(made, 40, 1)

    told = capsys.readouterr().out
    assert "first is right 1.0" in told
    assert "40 rows judged with all features" in told


def test_the_searching_bench_finds_the_same_by_index_as_one_by_one() -> None:
    figures = searching.measure(200, 4_000, postgres=True)

    assert figures["same"] == 1
    assert figures["postgres_per_second"] > 0


async def test_the_bench_of_follows_judges_all_that_follow_what_moved(database: Database) -> None:
    town = Town(follows=60, listings=20, prices=3)

    figures = await follows.measure(database.url, town, 2)

    assert figures["judged"] == 120
    assert await rows_of(database, "SELECT count(*) FROM follow_hit") == [(figures["hits"],)]
    assert figures["hits"] > 0


async def test_a_stocked_bolo_holds_what_is_measured_beside_it(
    database: Database, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, database_url=database.url)
    await key_of(settings, database.url)

    await asyncio.to_thread(stock, database.url, 30, 200)
    services = build(settings, database.url, role="bench")
    await prepare(services, "http://127.0.0.1:9/hook")
    asked = await services.saving.searching.adopt()
    await services.db.close()

    rows = await rows_of(
        database, "SELECT (SELECT count(*) FROM saved_search), (SELECT count(*) FROM listing)"
    )
    assert rows == [(31, 200)]
    assert asked == 0  # nothing that is put leaves the machine


async def test_the_bench_of_worth_makes_listings_of_things_with_numbers(database: Database) -> None:
    await asyncio.to_thread(worth.fill, database.url, 60, 6)

    numbers = worth.questions(database.url, worth.ASKED["GTIN"], 10)

    assert await rows_of(database, "SELECT count(*) FROM link") == [(60,)]
    assert len(numbers) == 6
    assert all(gtin(one) == one for one in numbers)
