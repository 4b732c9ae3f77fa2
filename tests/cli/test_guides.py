"""The commands of the guides do what they say: each that needs no network and no rows runs.

They are given a database: to make a server of their own took most of what they take.
"""

import csv
import gzip
import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copyfile

import pytest

from bolo.cli.files.columns import columns_of
from bolo.cli.valuing.files import Words, read_history, write_model
from bolo.core.replay.rules.example import EXAMPLE
from bolo.core.valuation.forecast.forecast import train
from bolo.platform.settings import environment
from tests.house import tree
from tests.house.test_documents import BLOCK, COMMAND

NEEDS_MORE = frozenset(
    "allocate api api-key db doctor plan sales scan signin-link verdict watch".split()
)
"""Commands that ask for rows, a server or a shop."""
PAGE = (
    '<html><head><script type="application/ld+json">{"@type": "Product", "name": "Kettle", '
    '"offers": {"price": "29.90", "priceCurrency": "EUR"}}</script></head>'
    "<body><h1>Kettle</h1><p>29,90 €</p></body></html>"
)
MANY = 15
PAIRS = [(n, (n + step) % MANY, int(not step)) for step in range(2) for n in range(MANY)]
INSTEAD = {"ADDRESS": "https://shop.example/kettle", "HISTORY": "HISTORY.csv", "ROWS": "ROWS.csv"}


def commands() -> list[str]:
    """Return the commands of the guides that can run anywhere, each once."""
    found: dict[str, None] = {}
    for path in tree.files():
        if tree.name(path).startswith("docs/guides/"):
            for block in BLOCK.findall(tree.text(path)):
                for script, words in COMMAND.findall(block):
                    split = shlex.split(words)
                    able = split and split[0] not in NEEDS_MORE and "--recorded" not in split
                    if script == "run" and able:
                        found[words.strip()] = None
    return list(found)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with the files that the guides name, those that their commands write too.

    So each command runs alone, and in any order.
    """
    folder = tmp_path_factory.mktemp("guides")
    (folder / "RULES.toml").write_text(EXAMPLE)
    (folder / "PAGE.html").write_text(PAGE)
    (folder / "PAGES.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "IN.csv").write_text('text\n"1.299,90 €"\n')
    (folder / "FOLDER").mkdir()
    sales = [
        (date(2026, 1, 1) + timedelta(days=day), f"boot {pair}", size, 90 + day % 7 + size)
        for day in range(60)
        for pair in range(2)
        for size in (8, 9)
    ]
    _write(folder / "HISTORY.csv", ("date", "item", "variant", "price"), sales)
    _write(folder / "ROWS.csv", ("date", "item", "variant"), [("2026-03-08", "boot 1", 9)])
    _write(folder / "FOLDER" / "sales.csv", ("date", "item", "variant", "price"), sales)
    _write(folder / "THINGS.csv", ("set", "ask", "sold_used"), [("A", "12,50 €", "8,00 €")])
    for name in ("A.csv", "B.csv", "SUPPLIER.csv", "CATALOGUE.csv"):
        rows = [(n, f"Lumatek camera LM-{310 + n}", 100 + n) for n in range(MANY)]
        _write(folder / name, ("id", "title", "price"), rows)
    for name in ("pairs.csv", "train.csv", "valid.csv", "corrections.csv"):
        _write(folder / name, ("ltable_id", "rtable_id", "label"), PAIRS)
    with as_file(files("bolo.core.matching").joinpath("shipped.match")) as shipped:
        copyfile(shipped, folder / "mine.match")
    history, _ = read_history(folder / "HISTORY.csv", Words(columns_of("")))
    write_model(folder / "MODEL", train(history, 7))
    return folder


def _write(file: Path, header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    with file.open("w", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])


def test_there_are_commands_to_run() -> None:
    assert {shlex.split(words)[0] for words in commands()} >= {"read", "backtest", "value", "match"}


@pytest.mark.parametrize("words", commands())
def test_a_command_of_a_guide_runs(place: Path, database_url: str, words: str) -> None:
    given = [INSTEAD.get(word, word) for word in shlex.split(words)]

    told = subprocess.run(  # noqa: S603  (our own program, no shell)
        [sys.executable, "-m", "bolo", *given],
        cwd=place,
        env=environment() | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    assert "Traceback" not in told.stderr
