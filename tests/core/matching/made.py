"""Two invented catalogues of the same shops' goods, written differently, with the truth."""

import random
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.rows.table import Table, read_table

MAKERS = ("acme", "borealis", "cormorant", "dunlin", "egret")
GOODS = ("digital camera", "wireless speaker", "espresso machine", "hard drive", "desk lamp")
COLOURS = ("black", "white", "silver", "red")


def rows(count: int, seed: int = 1) -> tuple[list[Mapping[str, str]], list[Mapping[str, str]]]:
    """Make `count` things; row n of either list is the same thing."""
    dice = random.Random(seed)  # noqa: S311  (invented goods, no secrets)
    left: list[Mapping[str, str]] = []
    right: list[Mapping[str, str]] = []
    for number in range(count):
        maker, good = dice.choice(MAKERS), dice.choice(GOODS)
        code = f"{dice.choice('abcdxyz')}{dice.choice('klmn')}{dice.randint(100, 9999)}"
        colour, size = dice.choice(COLOURS), dice.choice((8, 16, 32, 64))
        price = dice.randint(20, 900)
        left.append(
            {
                "id": f"l{number}",
                "title": f"{maker} {good} {code} {colour} {size}gb",
                "brand": maker,
                "modelno": code,
                "price": str(price),
            }
        )
        right.append(
            {
                "id": f"r{number}",
                "title": f"{good} {colour} by {maker} ({code[:2]}-{code[2:]}), {size} GB",
                "brand": maker.title(),
                "modelno": code if number % 2 else "",
                "price": f"{price * 1.1:.2f}" if number % 5 else "",
            }
        )
    return left, right


def tables(count: int, seed: int = 1) -> tuple[Table, Table]:
    """Make two tables."""
    left, right = rows(count, seed)
    return read_table(left), read_table(right)


def labelled(count: int, others: int = 4, seed: int = 2) -> tuple[Pairs, NDArray[np.bool_]]:
    """Make pairs: each thing with itself, and with some others."""
    dice = random.Random(seed)  # noqa: S311  (see above)
    made = [(n, n) for n in range(count)]
    made += [(n, (n + dice.randint(1, count - 1)) % count) for n in range(count)] * 1
    made += [(n, (n + 1 + at) % count) for n in range(count) for at in range(others - 1)]
    pairs = sorted(set(made))
    left, right = (np.array(each, np.int64) for each in zip(*pairs, strict=True))
    return (left, right), left == right
