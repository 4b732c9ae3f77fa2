"""The bench of forecasts runs, on a made-up market; no figure is asserted but that it is one."""

from pathlib import Path

import numpy as np
import pytest

from bench.valuation import last_three, measure, show
from tests.core.valuation.forecast.market import START, market, rows


def written(folder: Path) -> Path:
    sales = market(days=60, a_day=12)
    lines = [
        f"{np.datetime64(int(day), 'D')},item {item},{variant},{np.exp(price):.2f}"
        for day, item, variant, price in zip(
            sales.day, sales.item, sales.variant, sales.log_price, strict=True
        )
    ]
    file = folder / "history.csv"
    file.write_text("\n".join(["date,item,variant,price", *lines, ""]))
    return file


def test_the_bench_of_forecasts_gives_its_figures(tmp_path: Path) -> None:
    said: list[str] = []

    figures = measure(written(tmp_path), START + 50, [1])
    show(figures, said.append)

    told = figures["1d"]
    assert told["answered"] == told["rows"] > 0
    assert 0 < told["MAPE"] < 100
    assert 0 <= told["80 % held"] <= 100
    assert 0 <= told["sold again within days_p50"] <= 100
    assert len(said) == len(told) + 1


def test_the_last_three_are_of_the_same_variant_or_else_of_the_item() -> None:
    sales = rows([1, 2, 3, 4, 5], np.log([10.0, 20.0, 30.0, 40.0, 50.0]), variant=[0, 0, 0, 0, 1])
    asked = rows([6, 6, 3, 6], np.nan, variant=[0, 7, 0, 0], item=[0, 0, 0, 9])

    found = np.exp(last_three(sales, asked, 1))

    assert found[:3] == pytest.approx([30, 40, 15])
    assert np.isnan(found[3])
