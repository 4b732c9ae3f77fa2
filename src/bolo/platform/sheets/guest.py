"""The process in which a stranger's workbook is read: from stdin, one answer to stdout.

A small workbook may unfold to any size, and what reads it ends the process that it runs in when
memory fails: here it has a limit, and nobody else is in it.
"""

import io
import resource
import sys
from typing import Any

import orjson

from bolo.core.errors import Invalid
from bolo.platform.sheets.reading import is_workbook, taken_from

MOST_MEMORY = 1 << 30
MOST_SECONDS = 20
"""Of processor."""


def told(content: bytes, sheet: str, most: int) -> dict[str, Any]:
    """Return the sheet that was taken as CSV of at most so many letters, or why there is none."""
    if not is_workbook(content):
        return {"refused": "this is no workbook: xlsx, xls and ods are"}
    try:
        taken = taken_from(io.BytesIO(content), "the file", sheet)
    except Invalid as error:
        return {"refused": str(error)}
    if taken.sheet is None:
        return {"refused": "none of its sheets holds anything"}
    out = io.StringIO(newline="")
    taken.write(out)
    if out.tell() > most:
        size = f"{out.tell() / 1e6:.0f} MB as CSV, and {most / 1e6:.0f} are the most"
        return {"refused": f"its sheet {taken.sheet} has {size}: give it in parts"}
    return {"csv": out.getvalue(), "sheet": taken.sheet, "sheets": taken.sheets}


def main() -> None:
    """Read one workbook."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.buffer.write(orjson.dumps(told(content, **orjson.loads(head))))


if __name__ == "__main__":
    main()
