"""How quickly a title is found in a catalogue: many at once, and one alone.

Invented products; each title asked for is one of them with two faults (typing error, a word
lost, added, cut short), often in another order. Brute force with RapidFuzz stands beside it.
"""

import argparse
import random
import time

import numpy as np
from rapidfuzz import fuzz, process

from bench.rss import peak_mb
from bolo.core.matching.catalogue import Catalogue

SYLLABLES = "ba ke lo mi nu ra so ti vu wen dor kal mar pin sel tor van zel gra stu".split()
BLOCK, BRUTE, ALONE = 20_000, 10, 500


def word(dice: random.Random) -> str:
    """Return an invented word."""
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4)))


def product(dice: random.Random, words: list[str]) -> str:
    """Return an invented title: some words, a part number, a size."""
    code = f"{dice.choice('abcdxz')}{dice.choice('klmn')}{dice.randint(10, 99999)}"
    size = f"{dice.choice((8, 16, 32, 64, 128))}gb"
    return " ".join([*(dice.choice(words) for _ in range(dice.randint(4, 8))), code, size])


def corrupted(dice: random.Random, title: str, words: list[str]) -> str:
    """Return the title with two faults."""
    parts = title.split()
    for _ in range(2):
        at, fault = dice.randrange(len(parts)), dice.random()
        if fault < 0.35 and len(parts) > 3:
            parts.pop(at)
        elif fault < 0.7 and len(parts[at]) > 2:
            cut = dice.randrange(len(parts[at]) - 1)
            old = parts[at]
            parts[at] = old[:cut] + old[cut + 1] + old[cut] + old[cut + 2 :]
        elif fault < 0.85:
            parts[at] = parts[at][:-1] or parts[at]
        else:
            parts.insert(at, dice.choice(words))
    if dice.random() < 0.3:
        dice.shuffle(parts)
    return " ".join(parts)


def main() -> None:
    """Print the rates, the share found first, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=1_000_000)
    parser.add_argument("--products", type=int, default=100_000)
    given = parser.parse_args()
    dice = random.Random(7)  # noqa: S311  (invented goods, no secrets)
    words = [word(dice) for _ in range(4_000)]
    products = [product(dice, words) for _ in range(given.products)]
    start = time.perf_counter()
    catalogue = Catalogue(products)
    print(f"catalogue of {given.products}: {time.perf_counter() - start:.1f} s")
    right, spent, cpu = 0, 0.0, 0.0
    for done in range(0, given.listings, BLOCK):
        truth = [dice.randrange(given.products) for _ in range(min(BLOCK, given.listings - done))]
        asked = [corrupted(dice, products[row], words) for row in truth]
        start, used = time.perf_counter(), time.process_time()
        found = catalogue.nearest(asked, 4)
        spent, cpu = spent + time.perf_counter() - start, cpu + time.process_time() - used
        first = np.unique(found.asked, return_index=True)[1]
        right += int((found.rows[first] == np.array(truth)[found.asked[first]]).sum())
    print(
        f"{given.listings} listings: {given.listings / spent:,.0f} a second by the wall,"
        f" {given.listings / cpu:,.0f} for each second of processor;"
        f" first is right {right / given.listings:.4f}; peak RSS {peak_mb():.0f} MB"
    )
    alone = [corrupted(dice, dice.choice(products), words) for _ in range(ALONE)]
    took = []
    for title in alone:
        start = time.perf_counter()
        catalogue.nearest([title], 4)
        took.append((time.perf_counter() - start) * 1_000)
    print(f"one listing: p50 {np.median(took):.2f} ms, p95 {np.quantile(took, 0.95):.2f} ms")
    start = time.perf_counter()
    for title in alone[:BRUTE]:
        process.extractOne(title, products, scorer=fuzz.token_set_ratio)
    print(f"RapidFuzz, every product: {BRUTE / (time.perf_counter() - start):.1f} a second")


if __name__ == "__main__":
    main()
