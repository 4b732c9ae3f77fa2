"""The trained judgement, on invented catalogues."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from bolo.core.errors import Invalid
from bolo.core.matching import engine
from bolo.core.matching.engine import Trained, judge, train
from bolo.core.matching.explain import reasons
from bolo.core.matching.features.against import gates_of
from bolo.core.matching.features.measure import measure, measure_alone
from bolo.core.matching.judges import nets as nets_of
from bolo.core.matching.judges import strewn
from bolo.core.matching.judges.calibration import (
    Scale,
    best_threshold,
    expected_error,
    f1,
    fit_scale,
    likely,
    precision_at_recall,
)
from bolo.core.matching.judges.nets import learn_beside
from bolo.core.matching.judges.second import SHOWN, Second
from bolo.core.matching.judges.trees import Values, grow
from bolo.core.matching.rows.kept import keep
from bolo.core.matching.rows.table import Table, part_of, read_table
from bolo.core.matching.stored import MARK, from_bytes, to_bytes
from tests.core.matching import made

COUNT = 60


@pytest.fixture(scope="module")
def tables() -> tuple[Table, Table]:
    return made.tables(COUNT)


@pytest.fixture(scope="module")
def trained(tables: tuple[Table, Table]) -> Trained:
    pairs, labels = made.labelled(COUNT)
    some = np.arange(len(labels)) % 3 > 0
    return train(*tables, (pairs[0][some], pairs[1][some]), labels[some], seed=1)


def test_pairs_that_were_not_in_the_lesson_are_judged_right(
    tables: tuple[Table, Table], trained: Trained
) -> None:
    pairs, labels = made.labelled(COUNT)
    rest = np.arange(len(labels)) % 3 == 0

    judged = judge(trained, *tables, (pairs[0][rest], pairs[1][rest]))

    assert f1(judged.decided, labels[rest]) > 0.9
    assert expected_error(judged.probability, labels[rest]) < 0.1


def test_the_same_lesson_gives_the_same_judgement(
    tables: tuple[Table, Table], trained: Trained
) -> None:
    pairs, labels = made.labelled(COUNT)
    some = np.arange(len(labels)) % 3 > 0

    again = train(*tables, (pairs[0][some], pairs[1][some]), labels[some], seed=1)

    assert again == trained


def test_pairs_in_a_file_of_their_own_are_judged_right_by_what_another_file_taught() -> None:
    pairs, labels = made.labelled(COUNT)
    first, another = made.rows(COUNT, seed=9), made.rows(COUNT, seed=5)
    learnt_from = read_table(renamed(first[0])), read_table(renamed(first[1]))

    trained = train(*learnt_from, pairs, labels, alone=True)
    judged = judge(trained, read_table(another[0]), read_table(another[1]), pairs)

    together = [
        read_table([*rows, *renamed(known)]) for rows, known in zip(another, first, strict=True)
    ]
    beside = judge(replace(trained, kept=()), together[0], together[1], pairs)
    assert f1(judged.decided, labels) > 0.9
    assert np.array_equal(judged.probability, beside.probability)


def test_pairs_that_are_measured_alone_stand_beside_their_own_rows_only(
    tables: tuple[Table, Table],
) -> None:
    pairs, _ = made.labelled(COUNT)
    part = np.arange(len(pairs[0])) % 2
    (mine, one), (theirs, other) = (
        np.unique(rows[part == 1], return_inverse=True) for rows in pairs
    )

    alone = measure_alone(*tables, pairs, part)

    few = measure(part_of(tables[0], mine), part_of(tables[1], theirs), (one, other))
    assert np.array_equal(alone[part == 1], few.values[few.asked], equal_nan=True)


def renamed(rows: list[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [{**row, "id": f"before {row['id']}"} for row in rows]


def test_a_stored_judgement_judges_as_before(tables: tuple[Table, Table], trained: Trained) -> None:
    pairs, _ = made.labelled(COUNT)
    words = (("", -1.5, 0.0, 0.0), ("upgrade", -2.0, -1.0, 0.5))
    whole = replace(trained, kept=keep(tables), pooled=trained.trees, wordings=(words, words[:1]))

    read = from_bytes(to_bytes(whole))

    assert read == whole
    assert np.array_equal(
        judge(read, *tables, pairs).probability, judge(trained, *tables, pairs).probability
    )


def test_nets_judge_beside_the_trees_also_when_they_were_stored(
    tables: tuple[Table, Table], trained: Trained
) -> None:
    pairs, _ = made.labelled(COUNT)
    dice = np.random.default_rng(4)
    values = dice.normal(size=(600, len(trained.names))).astype(np.float32)
    scores, said = dice.normal(size=(2, 600))
    nets, _ = learn_beside(values, values[:, 0] > 0, scores, said, 0)

    with_nets = replace(trained, nets=nets)
    read = from_bytes(to_bytes(with_nets))

    assert read == with_nets
    told = judge(read, *tables, pairs).probability
    assert np.array_equal(told, judge(with_nets, *tables, pairs).probability)
    assert not np.allclose(told, judge(trained, *tables, pairs).probability)


def test_words_judge_beside_trees_and_nets(
    tables: tuple[Table, Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs, labels = made.labelled(COUNT)
    monkeypatch.setattr(nets_of, "FEWEST", 0)

    found = train(*tables, pairs, labels)
    silent = replace(found, wordings=((("", 0.0, 0.0, 0.0),),))

    assert found.nets is not None
    assert len(found.wordings) == 1
    told, less = (judge(one, *tables, pairs).probability for one in (found, silent))
    assert not np.allclose(told, less)


def test_a_model_that_was_trained_before_words_counted_judges_as_before(
    tables: tuple[Table, Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs, labels = made.labelled(COUNT)
    monkeypatch.setattr(nets_of, "FEWEST", 0)
    found = train(*tables, pairs, labels)
    assert found.nets is not None
    old = replace(found, wordings=(), nets=replace(found.nets, of_words=None))
    whole = json.loads(zlib.decompress(to_bytes(old).removeprefix(MARK)))
    del whole["nets"]["of_words"]

    read = from_bytes(MARK + zlib.compress(json.dumps(whole).encode()))

    assert read == old
    judged = judge(read, *tables, pairs)
    assert f1(judged.decided, labels) > 0.9


def test_a_model_that_looks_at_pairs_twice_has_no_nets(
    tables: tuple[Table, Table], trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs, labels = made.labelled(COUNT)

    def keep_it(values: Values, _labels: object, _seed: int) -> Second:
        return Second(trained.trees, values[:, 0].astype(np.float64))

    monkeypatch.setattr(engine, "learn_again", keep_it)

    found = train(*tables, pairs, labels)

    assert found.again == trained.trees
    assert found.wordings != ()
    assert found.nets is None


def test_where_one_look_is_taken_as_many_strewn_trees_as_first_ones_judge(
    tables: tuple[Table, Table], trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs, labels = made.labelled(COUNT)
    monkeypatch.setattr(strewn, "FEWEST", 0)

    found = train(*tables, pairs, labels)

    assert len(found.trees) == 2 * len(trained.trees)
    assert f1(judge(found, *tables, pairs).decided, labels) > 0.9


@pytest.mark.parametrize("content", [b"", b"something else", MARK + b"no", MARK + b"x\x9c\x03\x00"])
def test_what_is_no_model_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        from_bytes(content)


def test_a_model_that_looks_twice_without_runs_is_to_be_trained_again(trained: Trained) -> None:
    whole = json.loads(zlib.decompress(to_bytes(trained).removeprefix(MARK)))
    whole["again"] = whole["trees"]
    del whole["wordings"]

    with pytest.raises(Invalid, match="train it again"):
        from_bytes(MARK + zlib.compress(json.dumps(whole).encode()))


def test_the_second_look_has_the_last_word(tables: tuple[Table, Table], trained: Trained) -> None:
    dice = np.random.default_rng(4)
    seen = dice.normal(size=(600, len(SHOWN) + len(trained.names))).astype(np.float32)
    contrary = grow(seen, seen[:, SHOWN.index("score")] < 0, 0)
    pairs, labels = made.labelled(COUNT)

    twice = judge(replace(trained, again=(contrary,)), *tables, pairs).probability

    assert twice[labels].max() < twice[~labels].mean()


def test_nothing_is_learnt_from_too_few_labels(tables: tuple[Table, Table]) -> None:
    few = np.arange(5)

    with pytest.raises(Invalid, match="10 pairs of either label"):
        train(*tables, (few, few), np.ones(5, np.bool_))


def test_no_pairs_are_judged_as_none(tables: tuple[Table, Table], trained: Trained) -> None:
    none = np.zeros(0, np.int64)

    assert len(judge(trained, *tables, (none, none)).probability) == 0


def test_shared_trees_weigh_the_rivals(tables: tuple[Table, Table], trained: Trained) -> None:
    names = measure(*tables, (np.arange(2), np.arange(2))).names
    shared = replace(trained, remembered=(), shared=True, again=(), forest=[])
    pairs, labels = made.labelled(COUNT)

    judged = judge(shared, *tables, pairs)

    assert set(names) < set(shared.names)
    assert judged.probability[labels].mean() > judged.probability[~labels].mean()


def test_labels_of_other_lists_are_forgotten(trained: Trained) -> None:
    others = made.tables(COUNT, seed=9)
    pairs, labels = made.labelled(COUNT)

    judged = judge(trained, *others, pairs)

    assert f1(judged.decided, labels) > 0.8


def test_a_person_can_check_the_reasons(tables: tuple[Table, Table], trained: Trained) -> None:
    pairs = np.array([0, 0, 3]), np.array([0, 1, 3])
    judged = judge(trained, *tables, pairs)
    columns = {name: judged.values[:, at] for at, name in enumerate(judged.names)}

    said = reasons(tables, pairs, columns)

    assert any("each is the other's best candidate" in text for text in said[0])
    assert any("better candidate" in text for text in said[1])
    assert reasons(tables, pairs, {})[0] == said[0][:-1]


def test_a_pack_against_a_single_one_is_a_gate() -> None:
    one = read_table([{"id": "1", "title": "Acme battery 2-pack", "variant": ""}])
    other = read_table([{"id": "1", "title": "Acme battery"}])
    first = np.zeros(1, np.int64)

    assert gates_of((one, other), (first, first))[0]


def test_one_of_several_ranks_is_said_as_it_is(tables: tuple[Table, Table]) -> None:
    columns = {
        "full.cos.place_left": np.array([0, 1], np.float32),
        "full.cos.place_right": np.array([1, 1], np.float32),
        "full.cos.lead_left": np.zeros(2, np.float32),
        "full.cos.lead_right": np.zeros(2, np.float32),
    }
    pairs = np.array([0, 0]), np.array([0, 1])

    said = reasons(tables, pairs, columns)

    assert said[0][-1] == "one of them has a better candidate"
    assert said[1][-1] == "both have a better candidate"


def test_the_scale_makes_scores_mean_what_they_say() -> None:
    rng = np.random.default_rng(0)
    truth = rng.normal(size=4000)
    labels = rng.random(4000) < likely(truth)

    scale = fit_scale(truth * 3 + 1, labels)

    assert scale.slope == pytest.approx(1 / 3, abs=0.05)
    assert expected_error(scale.probability(truth * 3 + 1), labels) < 0.03


def test_labels_of_one_kind_leave_the_scale_alone() -> None:
    assert fit_scale(np.zeros(3), np.zeros(3, np.bool_)) == Scale()
    assert best_threshold(np.zeros(3), np.zeros(3, np.bool_)) == 0.5


def test_the_threshold_lies_between_matches_and_others() -> None:
    probability, labels = np.array([0.9, 0.8, 0.3, 0.1]), np.array([True, True, False, False])

    assert best_threshold(probability, labels) == pytest.approx(0.55)
    assert best_threshold(probability, np.ones(4, np.bool_)) == pytest.approx(0.05)
    assert precision_at_recall(probability, labels) == 1
    assert precision_at_recall(probability, np.zeros(4, np.bool_)) == 0


def test_what_states_no_part_number_has_none_alike() -> None:
    left = read_table([{"id": "1", "name": "Acme lamp"}])
    right = read_table([{"id": "1", "name": "Acme lamp XK-2000"}])
    first = np.zeros(1, np.int64)

    found = measure(left, right, (first, first))

    assert np.isnan(found.values[0, found.names.index("code.alike")])
