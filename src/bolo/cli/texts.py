"""Texts as people have them: plain or gzipped, in any usual letters.

The letters are those of the byte order mark, else UTF-8, else Windows' western ones.
"""

import codecs
import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import GzipFile
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import IO

from bolo.cli.files import reading
from bolo.core.errors import Invalid

GZIP = b"\x1f\x8b"
CHUNK = 1 << 20
WINDOWS = "cp1252"
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
    with path.open("rb") as raw:
        if raw.peek(len(GZIP))[: len(GZIP)] != GZIP:
            yield raw
            return
        with GzipFile(fileobj=raw) as content:
            yield content


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
