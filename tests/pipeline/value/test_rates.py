"""Exchange rates: those that ship, newer ones when there is a network, never worse ones."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from bolo.core.errors import Unavailable
from bolo.core.fx import recorded
from bolo.core.marketplace import Answer, Fetch, Request
from bolo.pipeline.value.rates import DAILY, FILE, LAST_90_DAYS, known, refresh, tables

T = TypeVar("T")
SHIPPED = recorded()[-1].date
TODAY = SHIPPED + timedelta(days=10)


def table(day: date, rate: str) -> str:
    return f"<Cube><Cube time='{day}'><Cube currency='USD' rate='{rate}'/></Cube></Cube>"


NEWER = table(TODAY, "1.25")


def bank(answer: str | Exception, asked: list[str]) -> Fetch:
    """Answer as told."""

    async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
        asked.append(request.url)
        if isinstance(answer, Exception):
            raise answer
        return read(Answer(answer.encode(), request.url))

    return fetch


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_without_a_file_those_that_ship_are_known(tmp_path: Path) -> None:
    assert known(tmp_path, TODAY).date == SHIPPED


async def test_newer_ones_are_fetched_kept_and_known(tmp_path: Path) -> None:
    asked: list[str] = []

    is_new = await refresh(tmp_path, TODAY, bank(NEWER, asked))

    assert is_new
    assert asked == [LAST_90_DAYS]
    assert known(tmp_path, TODAY).date == TODAY
    assert known(tmp_path, TODAY).per_euro["USD"] == Decimal("1.25")
    assert names(tmp_path) == [FILE]


async def test_a_day_that_comes_later_stands_beside_those_before(tmp_path: Path) -> None:
    asked: list[str] = []
    later = TODAY + timedelta(days=2)  # Saturday and Monday
    await refresh(tmp_path, TODAY, bank(NEWER, asked))

    await refresh(tmp_path, later, bank(table(later, "1.3"), asked))

    assert asked == [LAST_90_DAYS, DAILY]
    assert [one.date for one in tables(tmp_path)[len(recorded()) :]] == [TODAY, later]
    assert known(tmp_path, later - timedelta(days=1)).per_euro["USD"] == Decimal("1.25")
    assert known(tmp_path, later).per_euro["USD"] == Decimal("1.3")


async def test_a_day_of_the_week_that_was_missed_is_asked_for(tmp_path: Path) -> None:
    monday, thursday = date(2026, 11, 16), date(2026, 11, 19)
    (tmp_path / FILE).write_text(table(monday, "1.2"))
    asked: list[str] = []

    async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
        asked.append(request.url)
        days = (3,) if request.url == DAILY else (3, 2, 1)
        told = "".join(table(monday + timedelta(days=one), "1.3") for one in days)
        return read(Answer(told.encode(), request.url))

    await refresh(tmp_path, thursday, fetch)

    assert asked == [DAILY, LAST_90_DAYS]
    kept = tables(tmp_path)[len(recorded()) :]
    assert [one.date.day for one in kept] == [16, 17, 18, 19]


async def test_the_day_is_kept_though_those_before_it_cannot_be_had(tmp_path: Path) -> None:
    monday, thursday = date(2026, 11, 16), date(2026, 11, 19)
    (tmp_path / FILE).write_text(table(monday, "1.2"))

    async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
        if request.url == LAST_90_DAYS:
            raise Unavailable("no network")
        return read(Answer(table(thursday, "1.3").encode(), request.url))

    assert await refresh(tmp_path, thursday, fetch)
    assert [one.date.day for one in tables(tmp_path)[len(recorded()) :]] == [16, 19]


async def test_a_day_that_is_read_again_is_kept_once(tmp_path: Path) -> None:
    await refresh(tmp_path, TODAY, bank(NEWER, []))

    await refresh(tmp_path, TODAY + timedelta(days=9), bank(table(TODAY, "1.26"), []))

    (kept,) = tables(tmp_path)[len(recorded()) :]
    assert kept.per_euro["USD"] == Decimal("1.26")


async def test_fresh_ones_are_not_asked_for(tmp_path: Path) -> None:
    asked: list[str] = []
    await refresh(tmp_path, TODAY, bank(NEWER, asked))

    again = await refresh(tmp_path, TODAY + timedelta(days=1), bank(NEWER, asked))

    assert not again
    assert len(asked) == 1


@pytest.mark.parametrize("answer", ["<html>maintenance</html>", Unavailable("no network")])
async def test_what_is_no_table_changes_nothing(tmp_path: Path, answer: str | Exception) -> None:
    is_new = await refresh(tmp_path, TODAY, bank(answer, []))

    assert not is_new
    assert known(tmp_path, TODAY).date == SHIPPED
    assert names(tmp_path) == []


def test_a_file_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("half of a ta")

    assert known(tmp_path, TODAY).date == SHIPPED


def test_rates_of_a_later_day_are_not_used_before(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(NEWER)

    assert known(tmp_path, TODAY - timedelta(days=1)).date == SHIPPED
