"""Texts as people have them: plain, gzipped or a spreadsheet's workbook, in any usual letters.

The letters are those of the byte order mark, else UTF-8, else Windows' western ones. `-` is
standard input; what comes through it, or a pipe, is kept aside, for texts are read twice.
"""

import atexit
import codecs
import csv
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from gzip import GzipFile
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from bolo.cli.files.mistakes import reading
from bolo.cli.files.workbooks import is_workbook, write_csv
from bolo.core.errors import Invalid

GZIP = b"\x1f\x8b"
BEGINNING = 4
CHUNK = 1 << 20
WINDOWS = "cp1252"
STDIN = "-"
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """Open a text for reading, line ends untouched; `Invalid` when it cannot be read."""
    with reading(path):
        letters = letters_of(path)
        with (
            unpacked(path) as content,
            TextIOWrapper(content, letters, errors="replace", newline="") as text,
        ):
            yield text


def text_of(path: Path) -> str:
    """Return the whole of a small text, a RULES.toml for example; `Invalid` when it is none."""
    with opened(path) as text:
        return text.read()


@contextmanager
def unpacked(path: Path) -> Iterator[GzipFile | BufferedReader]:
    """Open the bytes of a file, out of gzip where it is packed, whatever it is called."""
    with seekable(path).open("rb") as raw:
        if raw.peek(len(GZIP))[: len(GZIP)] != GZIP:
            yield raw
            return
        with GzipFile(fileobj=raw) as content:
            yield content


def seekable(path: Path) -> Path:
    """Return a file of text that can be read as often as one likes.

    That is `path`, or a copy of what a pipe tells or the sheet of a workbook says.
    """
    if str(path) == STDIN:
        path = Path("/dev/stdin")
    elif not path.exists():
        return path
    if path.is_dir():
        return path
    file = path if path.is_file() else _copied(path)
    with file.open("rb") as content:
        return _sheet(file) if is_workbook(content.read(BEGINNING)) else file


@cache
def _copied(pipe: Path) -> Path:
    """Take all that a pipe tells, once; the copy goes with this process."""
    with pipe.open("rb") as told, NamedTemporaryFile(prefix="bolo-", delete=False) as copy:
        atexit.register(Path(copy.name).unlink, missing_ok=True)
        shutil.copyfileobj(told, copy)
    return Path(copy.name)


@cache
def _sheet(workbook: Path) -> Path:
    """Write the sheet of a workbook as CSV, once; that file goes with this process."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", prefix="bolo-", delete=False
    ) as sheet:
        atexit.register(Path(sheet.name).unlink, missing_ok=True)
        write_csv(workbook, sheet)
    return Path(sheet.name)


def letters_of(path: Path) -> str:
    """Return the encoding of a whole text; `Invalid` when it is none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with unpacked(path) as content:
        chunk = content.read(CHUNK)
        if chunk[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return "utf-16"
        while chunk:
            if b"\0" in chunk:
                raise Invalid(f"{path} is not text: save it as CSV in UTF-8")
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return WINDOWS
            chunk = content.read(CHUNK)
    return "utf-8-sig"
