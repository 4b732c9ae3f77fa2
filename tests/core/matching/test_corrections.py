"""Corrections teach the model what they say, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from bolo.core.errors import Invalid
from bolo.core.matching.corrections import learn
from bolo.core.matching.engine import Trained, judge, train
from bolo.core.matching.judges.calibration import f1
from bolo.core.matching.rows.table import Table
from bolo.core.matching.rows.told import digest, heard
from bolo.core.matching.stored import from_bytes, to_bytes
from tests.core.matching import made

COUNT = 60


@pytest.fixture(scope="module")
def tables() -> tuple[Table, Table]:
    return made.tables(COUNT)


@pytest.fixture(scope="module")
def base() -> Trained:
    """Trees that know nothing of the lists they judge, and take nothing for a match."""
    pairs, labels = made.labelled(COUNT)
    trained = train(*made.tables(COUNT, seed=9), pairs, labels)
    doubting = replace(trained.scale, offset=trained.scale.offset - 5)
    return replace(trained, remembered=(), shared=True, scale=doubting, threshold=0.5, forest=[])


def test_corrections_mend_what_the_base_gets_wrong(
    tables: tuple[Table, Table], base: Trained
) -> None:
    pairs, labels = made.labelled(COUNT)
    some = np.arange(len(labels)) % 2 == 0
    rest = pairs[0][~some], pairs[1][~some]

    taught = learn(base, tables, (pairs[0][some], pairs[1][some]), labels[some])

    before = f1(judge(base, *tables, rest).decided, labels[~some])
    assert f1(judge(taught, *tables, rest).decided, labels[~some]) > before
    assert from_bytes(to_bytes(taught)) == taught


def test_lists_that_nobody_corrected_are_judged_as_well_as_before(
    tables: tuple[Table, Table], base: Trained
) -> None:
    pairs, labels = made.labelled(COUNT)
    others = made.tables(COUNT, seed=5)

    taught = learn(base, tables, pairs, labels)

    before = f1(judge(base, *others, pairs).decided, labels)
    assert f1(judge(taught, *others, pairs).decided, labels) >= before


def test_mistakes_alone_are_mended_and_what_nobody_spoke_of_stays(base: Trained) -> None:
    lists, sure = made.tables(4 * COUNT), sure_of(base)
    pairs, _ = made.labelled(4 * COUNT)
    said = judge(sure, *lists, pairs).decided
    mistaken = np.flatnonzero(said)[:20]
    elsewhere = ~np.isin(pairs[0], pairs[0][mistaken])

    wrong = np.zeros(len(mistaken), np.bool_)
    taught = learn(sure, lists, (pairs[0][mistaken], pairs[1][mistaken]), wrong)

    now = judge(taught, *lists, pairs).decided
    assert (now[mistaken] == wrong).mean() > 0.5
    assert (now[elsewhere] == said[elsewhere]).mean() > 0.95


def sure_of(base: Trained) -> Trained:
    """Undo the doubt: what this base decides is mostly right."""
    scale = replace(base.scale, offset=base.scale.offset + 5)
    return replace(base, scale=scale, forest=[])


def test_what_the_base_decides_already_adds_no_tree(
    tables: tuple[Table, Table], base: Trained
) -> None:
    pairs, _ = made.labelled(COUNT)
    sure = sure_of(base)
    said = judge(sure, *tables, pairs).decided

    taught = learn(sure, tables, pairs, said)

    assert taught == replace(sure, told=taught.told)


def test_slips_that_tell_nothing_about_other_pairs_add_no_tree(
    tables: tuple[Table, Table], base: Trained
) -> None:
    pairs, _ = made.labelled(COUNT)
    sure = sure_of(base)
    slipped = judge(sure, *tables, pairs).decided
    slips = np.random.default_rng(1).choice(len(slipped), 8, replace=False)
    slipped[slips] = ~slipped[slips]

    taught = learn(sure, tables, pairs, slipped)

    assert taught == replace(sure, told=taught.told)


def test_a_model_of_these_lists_remembers_corrections_too(tables: tuple[Table, Table]) -> None:
    pairs, labels = made.labelled(COUNT)
    sure = train(*tables, pairs, labels)

    taught = learn(sure, tables, pairs, labels)

    assert len(taught.remembered) == 2 * len(sure.remembered)


def test_a_few_corrections_are_too_few(tables: tuple[Table, Table], base: Trained) -> None:
    pairs, labels = made.labelled(COUNT)

    taught = learn(base, tables, (pairs[0][:9], pairs[1][:9]), labels[:9])

    assert taught == replace(base, told=taught.told)


def test_what_was_said_of_a_pair_is_kept_however_little_it_teaches(
    tables: tuple[Table, Table], base: Trained
) -> None:
    pairs = np.array([0, 1, 0]), np.array([0, 1, 0])

    taught = learn(base, tables, pairs, np.array([True, True, False]))

    left, right = (list(map(digest, one.ids, one.names)) for one in tables)
    assert heard(left, right, taught.told) == {(0, 0): False, (1, 1): True}
    assert heard(left[:1], right, taught.told) == {(0, 0): False}
    later = ((left[0], right[0], True),)
    assert heard(left, right, taught.told, later) == {(0, 0): True, (1, 1): True}
    assert from_bytes(to_bytes(taught)) == taught


def test_a_correction_that_is_given_twice_counts_once(
    tables: tuple[Table, Table], base: Trained
) -> None:
    pairs, labels = made.labelled(COUNT)
    twice = np.concatenate([pairs[0], pairs[0]]), np.concatenate([pairs[1], pairs[1]])

    taught = learn(base, tables, twice, np.concatenate([labels, labels]))

    assert taught == learn(base, tables, pairs, labels)


def test_every_correction_needs_a_label(tables: tuple[Table, Table], base: Trained) -> None:
    pairs, labels = made.labelled(COUNT)

    with pytest.raises(Invalid, match="labels"):
        learn(base, tables, pairs, labels[:3])
