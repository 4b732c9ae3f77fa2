"""A trained judgement as bytes: compressed JSON with a mark and a version in front."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bolo.core.errors import Invalid
from bolo.core.matching.engine import Trained
from bolo.core.matching.judges.calibration import Scale
from bolo.core.matching.judges.nets import Lens, Nets
from bolo.core.matching.judges.straight import Line
from bolo.core.matching.judges.wording import Wording
from bolo.core.matching.rows.told import Told
from bolo.core.matching.unlabelled.agreement import Agreement

MARK = b"bolo match 1\n"


def to_bytes(trained: Trained) -> bytes:
    """Return what `from_bytes` reads."""
    whole = {
        "names": trained.names,
        "trees": trained.trees,
        "scale": asdict(trained.scale),
        "threshold": trained.threshold,
        "remembered": trained.remembered,
        "shared": trained.shared,
        "about": trained.about,
        "corrected": trained.corrected,
        "pooled": trained.pooled,
        "kept": trained.kept,
        "again": trained.again,
        "wordings": trained.wordings,
        "line": trained.line and asdict(trained.line),
        "pooled_line": trained.pooled_line and asdict(trained.pooled_line),
        "shops_line": trained.shops_line and asdict(trained.shops_line),
        "nets": trained.nets and asdict(trained.nets),
        "agreement": trained.agreement and asdict(trained.agreement),
        "told": trained.told,
    }
    return MARK + zlib.compress(json.dumps(whole, separators=(",", ":")).encode(), 9)


def from_bytes(content: bytes) -> Trained:
    """Read a trained judgement; `Invalid` when it is none, or of another version."""
    if not content.startswith(MARK):
        raise Invalid("that is not a matching model of this version of bolo")
    try:
        whole: dict[str, Any] = json.loads(zlib.decompress(content.removeprefix(MARK)))
        again = tuple(whole.get("again", ()))
        if again and "wordings" not in whole:
            raise Invalid("the matching model is of a bolo between two versions: train it again")
        return Trained(
            names=tuple(whole["names"]),
            trees=tuple(whole["trees"]),
            scale=Scale(**whole["scale"]),
            threshold=float(whole["threshold"]),
            remembered=_told(whole["remembered"]),
            shared=bool(whole["shared"]),
            about=str(whole["about"]),
            corrected=tuple(whole.get("corrected", ())),
            pooled=tuple(whole.get("pooled", ())),
            kept=tuple(tuple(rows) for rows in whole.get("kept", ())),
            again=again,
            wordings=tuple(map(_wording, whole.get("wordings", ()))),
            line=_line(whole.get("line")),
            pooled_line=_line(whole.get("pooled_line")),
            shops_line=_line(whole.get("shops_line")),
            nets=_nets(whole.get("nets")),
            agreement=_agreement(whole.get("agreement")),
            told=_told(whole.get("told", ())),
        )
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise Invalid(f"the matching model is damaged: {error}") from None


def _told(pairs: Iterable[tuple[str, str, bool]]) -> Told:
    return tuple((one, other, bool(same)) for one, other, same in pairs)


def _wording(told: list[tuple[str, float, float, float]]) -> Wording:
    return tuple((one, float(left), float(right), float(both)) for one, left, right, both in told)


def _line(told: dict[str, Any] | None) -> Line | None:
    if told is None:
        return None
    terms = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in told["terms"])
    return Line(float(told["start"]), terms)


def _nets(told: dict[str, Any] | None) -> Nets | None:
    if told is None:
        return None
    lens = Lens(**{part: tuple(figures) for part, figures in told["lens"].items()})
    scales = Scale(**told["of_trees"]), Scale(**told["of_nets"])
    words = told.get("of_words")
    return Nets(lens, tuple(map(tuple, told["nets"])), *scales, words and Scale(**words))


def _agreement(told: dict[str, float] | None) -> Agreement | None:
    return None if told is None else Agreement(**told)
