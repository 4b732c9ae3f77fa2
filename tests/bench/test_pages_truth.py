"""The measure of reading keeps the rules of the public benchmark; made pages stand in."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bench.ablations import ABLATIONS, ELSEWHERE, WITHOUT_ADDRESS, without
from bench.frame.pages import pages
from bench.pages_truth import Score, measure, scores


def test_made_pages_are_all_read_right(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    truth = {}
    for number, made in enumerate(pages(16)):
        (tmp_path / "html" / f"{number}.html.gz").write_bytes(gzip.compress(made.body))
        state = "InStock" if made.in_stock else "OutOfStock"
        url = f"https://shop.example{made.path}"
        truth[str(number)] = {
            "url": url, "price": [str(made.amount)], "availability": [state], state: [state]
        }  # fmt: skip
    (tmp_path / "truth.json").write_text(json.dumps(truth))

    misses: list[str] = []
    figures = measure(tmp_path, beside_extruct=False, misses=misses)["bolo"]

    assert figures["price"] == "1.000 (P 1.000, R 1.000)"
    assert not [miss for miss in misses if miss.startswith("price")]


def test_a_wrong_answer_is_both_false_and_missing() -> None:
    truth: dict[str, dict[str, Any]] = {
        "a": {"url": "a", "price": ["10"], "availability": ["InStock"], "InStock": ["InStock"]},
        "b": {"url": "b", "price": ["10.00"], "currency": ["$"], "sku": ["B-1"]},
        "c": {"url": "c"},
    }
    given = {"a": {"price": "11"}, "b": {"price": "10", "currency": "CAD"}, "c": {"price": "3"}}
    misses: list[str] = []

    counted = scores(truth, given, misses)

    assert counted["price"] == Score(right=1, wrong=2, missing=1)
    assert counted["price"].f1 == pytest.approx(0.4)
    assert counted["currency"].f1 == 1
    assert counted["availability"] == Score(right=1, wrong=2)
    assert counted["sku"].f1 == counted["sku"].precision == counted["sku"].recall == 0
    assert misses[0] == "price: 11 for ['10'] at a"


@pytest.mark.parametrize("name", sorted(ABLATIONS))
def test_what_is_taken_away_is_gone_and_the_screen_stays(name: str) -> None:
    body = PAGE.encode()

    left, url = without([name], body, "https://shop.example.at/p/1")

    text = left.decode()
    assert "129,90 €" in text
    assert TOLD[name] in PAGE
    assert TOLD[name] not in text
    assert (url == ELSEWHERE) is (name in WITHOUT_ADDRESS)


PAGE = (
    '<html lang="de"><head><meta charset="utf-8"><meta property="og:title" content="K">'
    '<meta name="viewport" content="w"><link rel="canonical" href="/p/1">'
    '<script type="application/ld+json">{"@type": "Product"}</script><script>var a = {}</script>'
    '</head><body data-page="{}"><h1>Kettle</h1><div data-testid="t" class="price big" '
    'itemprop="price">129,90 €</div><p data-price="1">x</p></body></html>'
)
TOLD = {
    "jsonld": "ld+json", "microdata": "itemprop", "metas": "og:title", "state": "data-price",
    "classes": "price big", "language": "lang=", "address": "canonical", "heading": "<h1>",
}  # fmt: skip
