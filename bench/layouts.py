"""Reading measured on pages that are drawn the way known shops and shop systems draw theirs.

    python bench/layouts.py [--misses]

Names and numbers are made up. The hundred of `layouts.json` are nearly all without any markup,
which tells how reading does without, not how often shops lack it; `layouts_marked.json` has
markups as they really are: stale, contradicting, broken. Rules are those of `pages_truth.py`.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when it is run as a file

from bench.pages_truth import IN_STOCK, STATES, Score, Values, scores
from bolo.cli.reading.report import wire
from bolo.core.reading.page import read_page

_MENU = "".join(f'<li class="nav-item"><a href="/c/{n}">Category {n}</a></li>' for n in range(60))
_SHOWN = ("price", "sku", "availability", "OutOfStock")


def framed(page: dict[str, Any]) -> bytes:
    """Return the whole page: a menu, an empty cart, the product, a shelf, a footer."""
    return (
        f'<!DOCTYPE html><html lang="{page["lang"]}"><head><meta charset="utf-8">'
        f"<title>{page['title']}</title>{page['head']}</head><body><header>"
        f'<ul class="menu">{_MENU}</ul>'
        f'<div class="minicart">0 items <span class="total">0.00</span></div>'
        f"</header><main>{page['body']}</main>{page['after']}"
        "<footer><p>Free shipping over 50.00</p></footer></body></html>"
    ).encode()


def measured(pages: list[dict[str, Any]], misses: list[str]) -> dict[str, Score]:
    """Read `pages`, each a layout with its truth; `misses` receives a line for every difference."""
    truth: dict[str, dict[str, Any]] = {}
    found: dict[str, Values] = {}
    for at, page in enumerate(pages):
        line = wire(str(at), read_page(framed(page), page["url"]), explain=False)
        values = {key: str(value) for key, value in line.items() if value is not None}
        values["availability"] = STATES.get(values.get("availability", ""), IN_STOCK)
        found[str(at)] = values
        state = page["truth"]["availability"]
        stated = {n: v if isinstance(v, list) else [v] for n, v in page["truth"].items()}
        truth[str(at)] = {**stated, state: [state], "url": page["url"]}
    return scores(truth, found, misses)


def main() -> None:
    """Print the figures of all pages, and every miss when asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every difference")
    chosen = parser.parse_args()
    for name in ("layouts", "layouts_marked"):
        pages = json.loads(Path(__file__).with_name(f"{name}.json").read_text("utf-8"))
        misses: list[str] = []
        counted = measured(pages, misses)
        print(f"{len(pages)} pages of {name}.json")
        for shown in _SHOWN:
            print(f"{shown:>12}  {counted[shown]}")
        if chosen.misses:
            print("\n".join(one for one in misses if one.startswith(("price", "sku", "avail"))))


if __name__ == "__main__":
    main()
