"""`bolo match train` and `bolo match score`: pairs of two lists, learnt from and judged."""

import csv
import json
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from bolo.cli.files.mistakes import check_places, say_done, whole, write_whole
from bolo.cli.frame.counting import many
from bolo.cli.matching.judging.labelled import heed_scores
from bolo.cli.matching.lists.files import Labelled, ditto_of, is_ditto, pairs_of, table_of
from bolo.cli.matching.trained import ModelFile, trained_from
from bolo.core.errors import Invalid
from bolo.core.matching.caps import capped, caps_of
from bolo.core.matching.corrections import learn
from bolo.core.matching.engine import Judged, Trained, judge, train
from bolo.core.matching.explain import reasons
from bolo.core.matching.rows.table import Table
from bolo.core.matching.stored import to_bytes

List_ = Annotated[Path | None, typer.Argument(help="A CSV with id, title or name, and more.")]
PairsFile = Annotated[
    Path, typer.Option("--pairs", help="ltable_id,rtable_id,label as CSV; or Ditto's text.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Say what was done as JSON.")]
JUDGED = ("probability", "decision", "reasons")
OWN = "shipped"


def train_on(
    left: List_ = None,
    right: List_ = None,
    *,
    pairs: PairsFile,
    valid: Annotated[Path | None, typer.Option(help="More labelled pairs, as in --pairs.")] = None,
    out: Annotated[Path, typer.Option(help="Where the model is written.")],
    base: Annotated[
        str | None, typer.Option(help="Learn on top of this model; `shipped` is bolo's own.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other trees.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Learn from labelled pairs of two lists; probabilities and threshold by five-fold check.

    Each fifth of the labels, --valid among them, is scored by trees that never saw it; the
    scale of the probabilities and the threshold come from those scores.

    With --base the pairs are corrections: new trees stand on top of that model, which keeps
    its threshold and its answers to all else. Give all corrections each time, and the model
    that was not taught them yet.
    """
    check_places(out, kept=(left, right, pairs, valid))
    before = None if base is None else trained_from(None if base == OWN else Path(base))
    files = [pairs] if valid is None else [pairs, valid]
    with Console(stderr=True).status("Reading the lists"):
        mine, theirs, labelled = _read(left, right, files)
    with Console(stderr=True).status("Learning"):
        trained = _learn(before, (mine, theirs), labelled, seed, alone=left is None)
    write_whole(out, to_bytes(trained))
    total = sum(len(one.rows) for one in labelled)
    grown = before is None or len(trained.corrected) > len(before.corrected)
    threshold = round(trained.threshold, 4)
    told = {"out": str(out), "pairs": total, "threshold": threshold, "trees_added": grown}
    if as_json:
        typer.echo(json.dumps(told))
    else:
        none = f"These {total} pairs add no tree, but hold for themselves"
        first = f"Learnt from {many(total, 'pair')}" if grown else none
        typer.echo(f"{first}; a match from {trained.threshold:.3f} on: {out}")


def _learn(
    base: Trained | None,
    tables: tuple[Table, Table],
    labelled: list[Labelled],
    seed: int,
    *,
    alone: bool,
) -> Trained:
    labelled = [one for one in labelled if one.rows]
    if not labelled:
        raise Invalid("there is nothing to learn from: --pairs has no rows")
    labels = [one.labels for one in labelled if one.labels is not None]
    if len(labels) < len(labelled):
        raise Invalid("to learn from, the pairs need a column label")
    places = (
        np.concatenate([one.pairs[0] for one in labelled]),
        np.concatenate([one.pairs[1] for one in labelled]),
    )
    if base is not None:
        return learn(base, tables, places, np.concatenate(labels), seed=seed)
    return train(*tables, places, np.concatenate(labels), seed=seed, alone=alone)


def score_pairs(
    left: List_ = None,
    right: List_ = None,
    *,
    pairs: PairsFile,
    model: ModelFile = None,
    out: Annotated[Path, typer.Option(help="The CSV to write, in the order of --pairs.")],
    as_json: AsJson = False,
) -> None:
    """Give each pair a probability, a decision and the reasons.

    Parts, empty boxes, and a title that is the other and a few words more ("case for …",
    "… 2-pack") are never a match, however alike: 0.5 at most.
    """
    check_places(out, kept=(left, right, model))
    trained = trained_from(model)
    with Console(stderr=True).status("Reading the lists"):
        mine, theirs, labelled = _read(left, right, [pairs], labelled=False)
    with Console(stderr=True).status("Judging"):
        caps = caps_of((mine, theirs), labelled[0].pairs)
        judged = capped(judge(trained, mine, theirs, labelled[0].pairs), caps)
        columns = {name: judged.values[:, at] for at, name in enumerate(judged.names)}
        why = reasons((mine, theirs), labelled[0].pairs, columns)
        judged, why = heed_scores(judged, why, trained, (mine, theirs), labelled[0].pairs)
    _write_scores(out, labelled[0], judged, why)
    matches = int(judged.decided.sum())
    told = {"out": str(out), "pairs": len(why), "matches": matches}
    in_words = f"{matches} of {len(why)} pairs are matches: {out}"
    say_done(json.dumps(told) if as_json else in_words, out)


def _write_scores(out: Path, asked: Labelled, judged: Judged, why: list[tuple[str, ...]]) -> None:
    """Write the pairs as they came, with what was judged beside them."""
    names = list(asked.rows[0]) if asked.rows else ["ltable_id", "rtable_id"]
    kept = [name for name in names if name not in JUDGED]
    with whole(out) as file:
        writer = csv.writer(file)
        writer.writerow([*kept, *JUDGED])
        for at, row in enumerate(asked.rows):
            decision = "match" if judged.decided[at] else "no_match"
            told = f"{judged.probability[at]:.6f}", decision, "; ".join(why[at])
            writer.writerow([*(row[name] for name in kept), *told])


def _read(
    left: Path | None, right: Path | None, files: list[Path], *, labelled: bool = True
) -> tuple[Table, Table, list[Labelled]]:
    if left is not None and right is not None:
        mine, theirs = table_of(left), table_of(right)
        return mine, theirs, [pairs_of(path, mine, theirs, labelled=labelled) for path in files]
    if left is None and all(is_ditto(path) for path in files):
        return ditto_of(files, labelled=labelled)
    raise Invalid("give both lists, left and right, before --pairs")
