"""A workbook that a command is given: read as CSV, and told of which sheet."""

from pathlib import Path
from typing import IO

import typer

from bolo.platform.sheets.reading import is_workbook, taken_from

__all__ = ["is_workbook", "write_csv"]


def write_csv(path: Path, out: IO[str]) -> None:
    """Write the sheet that counts as CSV; `Invalid` when the file is no workbook after all."""
    taken = taken_from(path, str(path))
    if len(taken.sheets) > 1:
        left = ", ".join(repr(name) for name in taken.sheets[1:])
        typer.echo(f"{path}: reading the sheet {taken.sheet!r}, not {left}.", err=True)
    taken.write(out)
