"""Files of dated sales and of forecasts: what a person's CSV says, as columns and back.

Read row by row, so that a file may be larger than memory likes; gzip is read as it is.
"""

import csv
import gzip
import json
import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np

from bolo.cli.files.mistakes import named as named_file
from bolo.cli.files.mistakes import reading, whole, write_whole
from bolo.cli.files.texts import opened, unpacked
from bolo.core.errors import Invalid
from bolo.core.reading.prices.currencies import code_of
from bolo.core.reading.prices.figures import currencies_in, read_days, read_prices
from bolo.core.reading.rows import check_once, rows_in
from bolo.core.valuation.forecast.forecast import Answers, Fits, Forest
from bolo.core.valuation.forecast.sales import Codes, Rows
from bolo.core.valuation.forecast.trees import Learned

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("date", "sold_at", "day"),
    "item": ("item", "name", "product", "title"),
    "variant": ("variant", "size"),
    "price": ("price",),
    "brand": ("brand", "category"),
    "retail": ("retail", "list_price", "rrp"),
    "release": ("release", "release_date", "released"),
    "currency": ("currency",),
}
NEEDED: Final = ("date", "item")
ADDED: Final = ("point", "low80", "high80", "days_p50", "low50", "high50", "reason")
EPOCH: Final = date(1970, 1, 1).toordinal()
NO_DAY: Final = -(10**6)
FORMAT: Final = "bolo value 2"
MOST_DAYS: Final = 3650
CENT: Final = Decimal("0.01")


@dataclass
class Words:
    """The codes that a history and the rows asked about share, and how their dates are written.

    `named` says what a column of theirs means that is called otherwise.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    items: Codes = field(default_factory=Codes)
    variants: Codes = field(default_factory=Codes)
    brands: Codes = field(default_factory=Codes)
    day_first: bool | None = None


def _places(
    path: Path, header: list[str], needed: tuple[str, ...], named: Mapping[str, str]
) -> dict[str, int]:
    names = [name.strip().lower() for name in header]
    given = {name: place for place, name in reversed(list(enumerate(names)))}
    given |= {named[name]: place for name, place in given.items() if name in named}
    found = {
        name: given[alias]
        for name, known in NAMES.items()
        for alias in known[::-1]
        if alias in given
    }
    missing = [name for name in needed if name not in found]
    if missing:
        raise Invalid(
            f"{path} has no column {', '.join(missing)}; it has {', '.join(header) or 'none'}. "
            f"Each row needs {', '.join(needed)}. "
            "Where a column only has another name, say so: --columns date=when,item=what"
        )
    with named_file(path):
        check_once(names, [names[place] for place in found.values()])
    return found


def size_of(text: str) -> float:
    """Return the size that a variant is by its number, nan for a word."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return math.nan
    return number if 0 < number < math.inf else math.nan


class Columns:
    """Collects the rows of a file, number by number."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.codes = {name: array("q") for name in ("item", "variant", "brand")}
        self.place = array("d")
        self.told = {name: array("q") for name in ("date", "release", "retail", "price")}
        self._days, self._prices = Codes(), Codes()
        self._named: set[str] = set()

    def add(self, told: Mapping[str, str]) -> None:
        """Take one row, as texts by our own names of columns."""
        variant, words = told.get("variant", "").strip(), self.words
        place = size_of(variant)
        label = variant.casefold() if math.isnan(place) else f"{place:g}"
        self.codes["item"].append(words.items.one(told["item"].strip().casefold()))
        self.codes["variant"].append(words.variants.one(label))
        self.codes["brand"].append(words.brands.one(told.get("brand", "").strip().casefold()))
        self.place.append(place)
        for name, codes in self.told.items():
            known = self._days if name in {"date", "release"} else self._prices
            codes.append(known.one(told.get(name, "")))
        self._named.add(told.get("currency", "").strip())

    def one_currency(self) -> None:
        """Refuse prices in several currencies: no rate of those days is known here."""
        named = {code_of(one) or one.upper() for one in self._named if one}
        found = sorted(named | currencies_in(self._prices.texts))
        if len(found) > 1:
            raise Invalid(
                f"its prices are in {' and '.join(found)}, and a forecast needs them in one "
                "currency: give each a file of its own"
            )

    def rows(self) -> Rows:
        """Return what was collected; `Invalid` when its dates can be read in two ways."""
        whole = {name: np.array(codes, dtype=np.int64) for name, codes in self.codes.items()}
        told = {name: np.array(codes, dtype=np.int64) for name, codes in self.told.items()}
        read, self.words.day_first = read_days(self._days.texts, day_first=self.words.day_first)
        days = np.array([math.nan if day is None else day.toordinal() - EPOCH for day in read])
        logs = np.log(np.array(read_prices(self._prices.texts)))
        day = days[told["date"]] if len(days) else np.zeros(0)
        return Rows(
            **whole,
            day=np.nan_to_num(day, nan=NO_DAY).astype(np.int64),
            place=np.array(self.place),
            release=days[told["release"]] if len(days) else np.zeros(0),
            retail=logs[told["retail"]] if len(logs) else np.zeros(0),
            log_price=logs[told["price"]] if len(logs) else np.zeros(0),
        )


def _read(path: Path, words: Words, needed: tuple[str, ...]) -> Rows:
    columns = Columns(words)
    with opened(path) as text:
        reader = rows_in(text)
        places = _places(path, next(reader, []), needed, words.named)
        last = max(places[name] for name in needed)
        for told in reader:
            if len(told) > last:
                columns.add(
                    {name: told[place] for name, place in places.items() if place < len(told)}
                )
            elif told:
                raise Invalid(f"{path}, line {reader.line_num}: too few columns")
    try:
        if "price" in needed:
            columns.one_currency()
        return columns.rows()
    except Invalid as error:
        raise Invalid(f"{path}: {error}") from None


def read_history(path: Path, words: Words) -> tuple[Rows, int]:
    """Return the sales of a file, and how many rows of it say no day or no price."""
    rows = _read(path, words, (*NEEDED, "price"))
    good = (rows.day > NO_DAY) & np.isfinite(rows.log_price)
    return rows.take(good).in_order(), int((~good).sum())


def read_asked(path: Path, words: Words, sales: Rows) -> Rows:
    """Return the rows asked about; a price in them is not looked at.

    Brand, list price and release that they do not state are those of the item's first sale.
    """
    asked = _read(path, words, NEEDED)
    asked = replace(asked, log_price=np.full(len(asked), np.nan))
    items, firsts = np.unique(sales.item, return_index=True)
    if not len(items):
        return asked
    at = np.minimum(np.searchsorted(items, asked.item), len(items) - 1)
    known = items[at] == asked.item
    first = firsts[at]
    return replace(
        asked,
        brand=np.where(known, sales.brand[first], asked.brand),
        release=np.where(np.isnan(asked.release) & known, sales.release[first], asked.release),
        retail=np.where(np.isnan(asked.retail) & known, sales.retail[first], asked.retail),
    )


def why_not(asked: Rows, answers: Answers) -> list[str]:
    """Return why a row has no answer, in words; empty for one that has."""
    told = np.where(np.isnan(answers.point), "insufficient data: no sale of it by then", "")
    return [str(reason) for reason in np.where(asked.day == NO_DAY, "no date", told)]


def money(log_price: float) -> str:
    """Write a price, exact to the cent; empty when there is none."""
    if math.isnan(log_price):
        return ""
    return str(Decimal(math.exp(log_price)).quantize(CENT))


def days(number: float) -> str:
    """Write a number of days; empty when it is not known or beyond all planning."""
    return "" if math.isnan(number) or number > MOST_DAYS else f"{number:.1f}"


def write_answers(rows: Path, out: Path, asked: Rows, answers: Answers) -> None:
    """Write the asked rows as they came, each with its answer."""
    reasons = why_not(asked, answers)
    with opened(rows) as text, whole(out) as written:
        reader = rows_in(text)
        writer = csv.writer(written, delimiter=reader.delimiter)
        header = next(reader)
        kept = [place for place, name in enumerate(header) if name not in ADDED]
        writer.writerow([*(header[place] for place in kept), *ADDED])
        for at, told in enumerate(row for row in reader if row):
            figures = [
                money(answers.point[at]),
                money(answers.low80[at]),
                money(answers.high80[at]),
                days(answers.days_p50[at]),
                money(answers.low50[at]),
                money(answers.high50[at]),
                reasons[at],
            ]
            whole_row = [*told, *[""] * (len(header) - len(told))]
            writer.writerow([*(whole_row[place] for place in kept), *figures])


def _packed(fits: Fits) -> dict[str, str]:
    return {f"{horizon}/{day}": learned.words for (horizon, day), learned in fits.items()}


def _unpacked(told: Mapping[str, str]) -> Fits:
    split = {tuple(int(part) for part in key.split("/")): words for key, words in told.items()}
    return {(horizon, day): Learned(words) for (horizon, day), words in split.items()}


def write_model(path: Path, model: Forest) -> None:
    """Keep a model: gzipped JSON with the trees in LightGBM's own words."""
    told = {"format": FORMAT, "moves": _packed(model.moves), "misses": _packed(model.misses)}
    write_whole(path, gzip.compress(json.dumps(told, sort_keys=True).encode(), mtime=0))


def read_model(path: Path) -> Forest:
    """Return a kept model; `Invalid` when the file is none of ours."""
    with reading(path), unpacked(path) as content:
        told = content.read()
    try:
        model = json.loads(told)
        if model["format"] != FORMAT:
            raise Invalid(
                f"{path} is a model of another kind ({model['format']}): `bolo value train` makes "
                "one anew"
            )
        return Forest(_unpacked(model["moves"]), _unpacked(model["misses"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(f"{path} is no model of `bolo value train`") from error
