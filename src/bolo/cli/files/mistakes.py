"""What may be wrong with a file that a person named, in words that say what to do."""

import csv
import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gzip import GzipFile
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO, cast

import typer

from bolo.core.errors import Invalid, NotFound

STDOUT = frozenset({"-", "/dev/stdout"})
"""Names of our own standard output, where a file is asked for."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Tell what kept a file from being read as a text or a table."""
    try:
        yield
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}") from None
    except IsADirectoryError:
        raise Invalid(f"{path} cannot be read: it is a folder; name a file in it") from None
    except UnicodeDecodeError as error:
        raise Invalid(
            f"{path} is not UTF-8 at byte {error.start}: save it as text in UTF-8"
        ) from error
    except csv.Error as error:
        raise Invalid(f"{path} is no CSV: {error}") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Invalid(f"{path} cannot be unpacked, its end may be missing: {error}") from error
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror or error}") from error


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Tell with the name of a file what is wrong in it."""
    try:
        yield
    except Invalid as error:
        raise Invalid(f"{path}: {error}") from None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell what kept a file from being written."""
    try:
        yield
    except FileNotFoundError:
        raise Invalid(f"{path} cannot be written: there is no folder {path.parent}") from None
    except IsADirectoryError:
        raise Invalid(f"{path} cannot be written: it is a folder; name a file in it") from None
    except OSError as error:
        raise Invalid(f"{path} cannot be written: {error.strerror or error}") from error


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """Write a text whole or not at all: what is killed or fails leaves what was there before.

    `-`, a pipe or a device has no before: it is told the text as it comes. A file that is called
    `.gz` is packed.
    """
    with _target(path) as target, _packed(target, path) as target:
        text = TextIOWrapper(target, "utf-8", newline="")
        try:
            yield text
        finally:
            text.detach()


@contextmanager
def _packed(target: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    if path.suffix.lower() != ".gz":
        yield target
        return
    with GzipFile("", "wb", fileobj=target, mtime=0) as packed:
        yield cast("BinaryIO", packed)


def write_whole(path: Path, content: bytes) -> None:
    """Write bytes whole or not at all."""
    with _target(path) as target:
        target.write(content)


def write_together(folder: Path, contents: Iterable[tuple[str, bytes]], mark: str) -> None:
    """Write files of one result into a folder: what fails leaves all that was there before.

    `mark` is the file that says that the others belong together: it is gone before the first of
    them takes its name, and comes last. A kill in between leaves a folder without it.
    """
    parts: dict[str, Path] = {}
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, content in contents:
                parts[name] = folder / f"{name}.part"
                with writing(folder / name):
                    parts[name].write_bytes(content)
            (folder / mark).unlink(missing_ok=True)
            for name in sorted(parts, key=lambda name: name == mark):
                with writing(folder / name):
                    parts[name].replace(folder / name)
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)


def say_done(told: str, out: Path) -> None:
    """Tell what was written to `out`: on stdout, unless that is where it went."""
    typer.echo(told, err=str(out) in STDOUT)


@contextmanager
def _target(path: Path) -> Iterator[BinaryIO]:
    with writing(path):
        if str(path) in STDOUT:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif path.exists() and not path.is_file():
            with path.open("wb") as target:
                yield target
        else:
            yield from _aside(path.resolve())


def _aside(path: Path) -> Iterator[BinaryIO]:
    """Give a file beside `path` to write to, that takes its name in the end."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as target:
            yield target
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _is_same(path: Path, other: Path) -> bool:
    """Say whether two names lead to one file; standard streams and devices hold nothing."""
    holds = all(one.is_file() or not one.exists() for one in (path, other))
    return holds and str(path) not in STDOUT and path.resolve() == other.resolve()


def check_places(*paths: Path | None, kept: Iterable[Path | None] = ()) -> None:
    """Refuse places where no file can be made, before the work is done that they shall hold.

    Nor may two results, or a result and one of the files to be `kept`, be in one place.
    """
    apart = [path for path in kept if path is not None]
    for path in filter(None, paths):
        if any(_is_same(path, other) for other in apart):
            raise Invalid(f"{path} is read or written already by this command: name another file")
        apart.append(path)
        with writing(path):
            if path.is_dir():
                raise IsADirectoryError
            if not path.absolute().parent.is_dir():
                raise FileNotFoundError
