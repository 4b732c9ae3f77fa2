"""How quickly a title is found in a catalogue, judged and linked: many at once, and one alone.

Invented products; each title asked for is one of them with two faults (typing error, a word
lost, added, cut short), often in another order. Brute force with RapidFuzz stands beside it.
`--real` looks up the labelled sets instead: how often the match is among so many candidates.
"""

import argparse
import csv
import random
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from scipy import sparse

from bench.frame.memory import peak_mb, together_mb
from bench.matching import DATA, read
from bolo.cli.matching.judging.desk import Desk, judge_all
from bolo.cli.matching.judging.workers import Workers
from bolo.cli.matching.lists.packed import Packed
from bolo.cli.matching.trained import trained_from
from bolo.core.matching.candidates.assignment import assign
from bolo.core.matching.candidates.catalogue import Catalogue
from bolo.core.matching.candidates.pieces import PIECES, pieces
from bolo.core.matching.candidates.products import largest_products

SYLLABLES = "ba ke lo mi nu ra so ti vu wen dor kal mar pin sel tor van zel gra stu".split()
BLOCK, BRUTE, ALONE, WHOLE = 10_000, 10, 500, 300
SETS = ("abt-buy", "amazon-google", "walmart-amazon")
Invented = tuple[random.Random, list[str], list[str]]


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


def invented(count: int) -> Invented:
    """Return the dice, the words and so many products."""
    dice = random.Random(7)  # noqa: S311  (invented goods, no secrets)
    words = [word(dice) for _ in range(4_000)]
    return dice, words, [product(dice, words) for _ in range(count)]


def used() -> float:
    """Return the processor time of this process and of those it waited for."""
    each = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in each)


def write_list(path: Path, titles: Iterable[str]) -> None:
    """Write a list as users have it."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title"])
        writer.writerows((f"n{at}", title) for at, title in enumerate(titles))


def blocks_of(path: Path) -> Iterator[list[str]]:
    """Read the titles of a list, so many at once."""
    with path.open(newline="") as file:
        rows = csv.reader(file)
        next(rows)
        while block := [title for _, title in islice(rows, BLOCK)]:
            yield block


def first_of(catalogue: Catalogue, titles: list[str]) -> np.ndarray:
    """Return the row of the best product of each title, -1 where nothing is like it."""
    found = catalogue.nearest(titles, 4)
    first = np.full(len(titles), -1)
    asked, at = np.unique(found.asked, return_index=True)
    first[asked] = found.rows[at]
    return first


def find_many(made: Invented, listings: int, processes: int) -> None:
    """Find the right product of each title, from two files to the answers."""
    dice, words, products = made
    truth = np.array([dice.randrange(len(products)) for _ in range(listings)], np.int32)
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "listings.csv", Path(folder) / "catalogue.csv"
        write_list(paths[0], (corrupted(dice, products[row], words) for row in truth.tolist()))
        write_list(paths[1], products)
        start, cpu, most = time.perf_counter(), used(), 0.0
        catalogue = Catalogue(Packed(paths[1]).heads)
        ready = time.perf_counter() - start
        answers = []
        with Workers(partial(first_of, catalogue), processes) as workers:
            for answer in workers.each(blocks_of(paths[0])):
                answers.append(answer)
                most = max(most, together_mb())
        wall = time.perf_counter() - start
    right = float((np.concatenate(answers) == truth).mean())
    print(
        f"{listings} listings, {len(products)} products, {processes} processes, from file to"
        f" answer: {listings / wall:,.0f} a second by the wall ({wall:.1f} s, {ready:.1f} of them"
        f" for the catalogue), {listings / (used() - cpu):,.0f} for each second of processor;"
        f" first is right {right:.4f}; all processes together {most:.0f} MB"
    )
    sample = [corrupted(dice, products[dice.randrange(len(products))], words) for _ in range(BLOCK)]
    find_all(products, sample[:WHOLE])
    find_alone(catalogue, products, sample[:ALONE])


def find_all(products: list[str], titles: list[str]) -> None:
    """Compare with every product by TF-IDF over the same pieces: nothing is left out."""
    parts = [pieces(each) for each in (products, titles)]
    held = np.bincount(parts[0][1], minlength=PIECES)
    weights = np.log(1 + len(products) / np.maximum(held, 1)).astype(np.float32)
    catalogue, asked = (
        sparse.csr_matrix(
            (weights[columns], columns, np.concatenate([[0], np.cumsum(counts)])),
            shape=(len(counts), PIECES),
        )
        for counts, columns in parts
    )
    lists = catalogue.T.tocsr()
    start = time.process_time()
    largest_products(asked, lists, 1, above=0.0)
    rate = len(titles) / (time.process_time() - start)
    print(f"TF-IDF, every product: {rate:,.0f} for each second of processor")


def find_alone(catalogue: Catalogue, products: list[str], alone: list[str]) -> None:
    """Look up one title after the other, and a few by brute force."""
    for clock, name in ((time.perf_counter, "wall"), (time.process_time, "processor")):
        took = []
        for title in alone:
            begun = clock()
            catalogue.nearest([title], 4)
            took.append((clock() - begun) * 1_000)
        print(
            f"one listing, {name}: p50 {np.median(took):.2f}, p95 {np.quantile(took, 0.95):.2f} ms"
        )
    start = time.process_time()
    for title in alone[:BRUTE]:
        process.extractOne(title, products, scorer=fuzz.token_set_ratio)
    brute = BRUTE / (time.process_time() - start)
    print(f"RapidFuzz, every product: {brute:.1f} for each second of processor")


def link_many(made: Invented, rows: int, processes: int) -> None:
    """Link two files end to end, as `bolo match link --no-once` does, but for what it writes."""
    dice, words, products = made
    truth = [dice.randrange(len(products)) for _ in range(rows)]
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "supplier.csv", Path(folder) / "catalogue.csv"
        write_list(paths[0], (corrupted(dice, products[row], words) for row in truth))
        write_list(paths[1], products)
        start, cpu = time.perf_counter(), used()
        desk = Desk(trained_from(None), (Packed(paths[0]), Packed(paths[1])))
        with Workers(desk.work, processes) as workers:
            likely = judge_all(desk, workers, lambda _: None)
        kept = assign(likely.pairs, likely.probability, once=False)
        wall, cpu = time.perf_counter() - start, used() - cpu
    links = likely.pairs[0][kept], likely.pairs[1][kept]
    right = int((np.array(truth)[links[0]] == links[1]).sum())
    told = "all slowly" if likely.quick is None else f"agreed {likely.quick.agreed:.4f}"
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"linked {rows} rows, {processes} processes: {rows / wall:,.0f} a second by the wall,"
        f" {rows / cpu:,.0f} for each second of processor; {len(kept)} links, {right} right;"
        f" {likely.slowly} rows judged with all features, quick judge {told};"
        f" peak RSS {peak_mb():.0f} MB, of a process beside it {largest:.0f} MB"
    )


def recall(name: str) -> None:
    """Print the share of labelled matches that are among so many candidates, both ways."""
    left, right, pairs, labels = read(DATA / name)
    truth = pairs[0][labels], pairs[1][labels]
    heads = [
        [
            " ".join(
                row[table.columns[role]] or ""
                for role in ("name", "brand", "code")
                if role in table.columns
            )
            for row in table.rows
        ]
        for table in (left, right)
    ]
    for mine, other, way in ((0, 1, "left in right"), (1, 0, "right in left")):
        asked = np.unique(truth[mine])
        found = Catalogue(heads[other]).nearest([heads[mine][at] for at in asked], 20)
        place = np.arange(len(found.asked)) - np.searchsorted(found.asked, found.asked)
        keys = asked[found.asked] * len(heads[other]) + found.rows
        wanted = truth[mine] * len(heads[other]) + truth[other]
        shares = [float(np.isin(wanted, keys[place < most]).mean()) for most in (4, 10, 20)]
        print(f"{name:15} {way:14} " + "  ".join(f"{share:.4f}" for share in shares), flush=True)


def main() -> None:
    """Print the rates, the share found first, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=1_000_000)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--linked", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--real", action="store_true", help="only the labelled sets")
    given = parser.parse_args()
    if not given.real:
        made = invented(given.products)
        if given.listings:
            find_many(made, given.listings, given.processes)
        if given.linked:
            link_many(made, given.linked, given.processes)
    elif DATA.is_dir():
        print("the match is among the first      4       10      20")
        for name in SETS:
            recall(name)
    else:
        print(f"There are no labelled sets at {DATA}: nothing is looked up.")


if __name__ == "__main__":
    main()
