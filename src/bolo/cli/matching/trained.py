"""Which model `bolo match` judges by: one from a file, or that which ships."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from bolo.cli.files.mistakes import reading
from bolo.core.errors import Invalid
from bolo.core.matching.engine import Trained
from bolo.core.matching.stored import from_bytes

ModelFile = Annotated[
    Path | None, typer.Option(help="From `bolo match train`; bolo's own without it.")
]
SHIPPED = "shipped.match"


def trained_from(path: Path | None) -> Trained:
    """Read a trained model; bolo's own without a path."""
    if path is None:
        return from_bytes(resources.files("bolo.core.matching").joinpath(SHIPPED).read_bytes())
    with reading(path):
        content = path.read_bytes()
    try:
        return from_bytes(content)
    except Invalid as error:
        raise Invalid(f"{path}: {error}; make one by `bolo match train`") from None
