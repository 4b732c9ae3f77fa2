"""Reading measured on real pages with known answers, beside extruct + price-parser.

    python bench/pages_truth.py FOLDER [--extruct] [--misses] [--json] [--without jsonld,state]

FOLDER holds `truth.json`, `html/ID.html.gz` as scrapinghub/product-extraction-benchmark has them;
its rules are kept. `--extruct` installs the open baseline into a throwaway environment (from a
package index). `--without` takes evidence away first, which other shops lack (bench/ablations.py).
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when it is run as a file

from bench.ablations import ABLATIONS, without
from bolo.cli.reading.report import wire
from bolo.core.identifiers import gtin
from bolo.core.reading.page import read_page
from bolo.core.reading.prices.currencies import SIGNS

Values = dict[str, str]
IN_STOCK, OUT_OF_STOCK = "InStock", "OutOfStock"
STATES: Final = {"in_stock": IN_STOCK, "preorder": IN_STOCK, "out_of_stock": OUT_OF_STOCK}
PEER: Final = ("extruct", "price-parser", "lxml_html_clean")

BASELINE = """
import gzip, json, sys, time
from pathlib import Path
import extruct
from price_parser import Price
def stock(value):
    last = str(value or "").lower().rpartition("/")[2].replace("_", "").replace(" ", "")
    if last in ("instock", "limitedavailability", "presale", "preorder", "instoreonly"):
        return "InStock"
    return "OutOfStock" if last in ("outofstock", "soldout", "discontinued") else None
def priced(text, hint):
    read = Price.fromstring(None if text is None else str(text), currency_hint=hint)
    return None if read.amount is None else str(read.amount)
def of_metas(nodes):
    node = nodes[0] if nodes else {}
    price = node.get("og:price:amount") or node.get("product:price:amount")
    return {"price": priced(price, None), "sku": node.get("og:sku") or node.get("product:sku"),
        "availability": stock(node.get("og:availability") or node.get("product:availability"))}
def of_items(nodes):
    found = [n for n in nodes if "Product" in str(n.get("@type"))]
    node = found[0] if found else {}
    offers = node.get("offers") or {}
    offer = (offers[0] if offers else {}) if isinstance(offers, list) else offers
    offer = offer if isinstance(offer, dict) else {}
    price = offer.get("price") or offer.get("highPrice") or offer.get("lowPrice")
    return {"price": priced(price, offer.get("priceCurrency")), "availability":
        stock(offer.get("availability")), "sku": node.get("sku") or node.get("productID")}
out, begun = {}, time.process_time()
for file in sorted((Path(sys.argv[1]) / "html").glob("*.html.gz")):
    page = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
    try:
        data = extruct.extract(page, uniform=True, errors="ignore",
            syntaxes=["microdata", "opengraph", "json-ld"])
    except Exception:
        data = {"opengraph": [], "json-ld": [], "microdata": []}
    values = {}
    for syntax, look in (("opengraph", of_metas), ("json-ld", of_items), ("microdata", of_items)):
        found = look(data[syntax])
        values.update({name: str(value) for name, value in found.items() if value})
    values["availability"] = values.get("availability") or "InStock"
    out[file.name.partition(".")[0]] = values
print(json.dumps({"seconds": time.process_time() - begun, "values": out}))
"""


@dataclass(slots=True)
class Score:
    """Right, wrong and missing answers of one attribute; a wrong one counts twice, as there."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def count(self, true: set[str], given: str | None, same: Callable[[str, str], bool]) -> bool:
        """Count one page; return whether it is as it should be."""
        if given is None:
            self.missing += bool(true)
            return not true
        if any(same(given, one) for one in true):
            self.right += 1
            return True
        self.wrong += 1
        self.missing += bool(true)
        return False

    @property
    def precision(self) -> float:
        """The share of the answers given that are right."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """The share of the answers wanted that were given."""
        return self.right / (self.right + self.missing) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missing) if self.right else 0.0

    def __str__(self) -> str:
        return f"{self.f1:.3f} (P {self.precision:.3f}, R {self.recall:.3f})"


def _number(given: str, true: str) -> bool:
    return Decimal(given) == Decimal(true)


def _exact(given: str, true: str) -> bool:
    return given == true


def _code(given: str, true: str) -> bool:
    """Compare as numbers: a UPC is the EAN that begins with a zero."""
    return gtin(given) == gtin(true)


def _currency(given: str, true: str) -> bool:
    """Truth has signs as printed; ours is right when the sign may stand for it."""
    return given == true or given in SIGNS.get(true.strip("~ "), ())


MATCHES: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "price": _number, "sku": _exact, "availability": _exact, IN_STOCK: _exact,
    OUT_OF_STOCK: _exact, "currency": _currency, "brand": _exact, "gtin": _code, "mpn": _exact,
}  # fmt: skip


def ours(
    folder: Path, truth: Mapping[str, Any], lacking: Sequence[str] = ()
) -> tuple[dict[str, Values], float]:
    """Return what `bolo read --json` says of each page, and the processor seconds it took."""
    found: dict[str, Values] = {}
    seconds = 0.0
    for name, stated in truth.items():
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        url = stated["url"]
        if lacking:
            body, url = without(lacking, body, url)
        begun = time.process_time()
        line = wire(name, read_page(body, url), explain=False)
        seconds += time.process_time() - begun
        values = {key: str(value) for key, value in line.items() if value is not None}
        values["availability"] = STATES.get(values.get("availability", ""), IN_STOCK)
        found[name] = values
    return found, seconds


def extruct(folder: Path) -> tuple[dict[str, Values], float] | None:
    """Return the same of the open baseline; `None` when it cannot be installed."""
    with tempfile.TemporaryDirectory() as place:
        venv.create(place, with_pip=True)
        python = f"{place}/bin/python"
        install = [python, "-m", "pip", "install", "-q", *PEER]
        for command in (install, [python, "-c", BASELINE, str(folder)]):
            done = subprocess.run(  # noqa: S603  our own commands
                command, capture_output=True, text=True, check=False, timeout=600
            )
            if done.returncode:
                return None
    answer = json.loads(done.stdout)
    return answer["values"], answer["seconds"]


def scores(
    truth: Mapping[str, Mapping[str, Any]], found: Mapping[str, Values], misses: list[str]
) -> dict[str, Score]:
    """Compare; `misses` receives a line for every difference."""
    counted = {name: Score() for name in MATCHES}
    for page, stated in truth.items():
        values = dict(found.get(page, {}))
        state = values.setdefault("availability", IN_STOCK)
        values[state] = state
        for name, same in MATCHES.items():
            true = set(stated.get(name, ()))
            if not counted[name].count(true, values.get(name), same):
                misses.append(f"{name}: {values.get(name)} for {sorted(true)} at {stated['url']}")
    return counted


def measure(
    folder: Path, *, beside_extruct: bool, misses: list[str], lacking: Sequence[str] = ()
) -> dict[str, dict[str, str]]:
    """Run everything once and return the figures as they are printed."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    found, seconds = ours(folder, truth, lacking)
    figures = {"bolo": {name: str(one) for name, one in scores(truth, found, misses).items()}}
    figures["bolo"]["pages/s"] = f"{len(truth) / seconds:.0f} for each second of processor"
    if beside_extruct and (peer := extruct(folder)) is not None:
        counted = scores(truth, peer[0], [])
        figures["extruct"] = {name: str(counted[name]) for name in list(MATCHES)[:5]}
        figures["extruct"]["pages/s"] = f"{len(truth) / peer[1]:.0f} for each second of processor"
    elif beside_extruct:
        figures["extruct"] = {"price": "could not be installed, skipped"}
    return figures


def main() -> None:
    """Print the figures, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--extruct", action="store_true", help="measure the open baseline too")
    parser.add_argument("--misses", action="store_true", help="list every difference of ours")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--without", default="", help=f"of {','.join(ABLATIONS)}, with commas")
    chosen = parser.parse_args()
    lacking = [name for name in chosen.without.split(",") if name]
    if unknown := set(lacking) - set(ABLATIONS):
        parser.error(f"--without: nobody knows {', '.join(sorted(unknown))}")
    misses: list[str] = []
    figures = measure(chosen.folder, beside_extruct=chosen.extruct, misses=misses, lacking=lacking)
    if chosen.json:
        print(json.dumps(figures))
        return
    for system, lines in figures.items():
        for name, figure in lines.items():
            print(f"{system:>8}  {name:>12}  {figure}")
    if chosen.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
