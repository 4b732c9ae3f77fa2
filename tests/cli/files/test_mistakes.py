"""Whatever a person names as a file, they are told in words what is wrong with it."""

import csv
import errno
import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bolo.cli.files.mistakes import check_places, reading, whole, write_together, writing
from bolo.core.errors import BoloError, Invalid, NotFound


def read(path: Path) -> None:
    """Read a gzipped table, strictly."""
    with reading(path), gzip.open(path, "rt", encoding="utf-8") as file:
        list(csv.reader(file, strict=True))


def folder(path: Path) -> None:
    path.mkdir()


def plain(path: Path) -> None:
    path.write_text("id,title")


def cut(path: Path) -> None:
    path.write_bytes(gzip.compress(b"id,title\n" * 1000)[:-20])


def latin(path: Path) -> None:
    path.write_bytes(gzip.compress("id,Stück\n".encode("latin-1")))


def torn(path: Path) -> None:
    path.write_bytes(gzip.compress(b'"id"x,title\n'))


def nothing(_: Path) -> None:
    """Leave it out."""


@pytest.mark.parametrize(
    ("make", "kind", "said"),
    [
        (nothing, NotFound, "there is no file .*list"),
        (folder, Invalid, "it is a folder; name a file in it"),
        (plain, Invalid, "cannot be unpacked"),
        (cut, Invalid, "its end may be missing"),
        (latin, Invalid, "is not UTF-8 at byte .: save it as text in UTF-8"),
        (torn, Invalid, "is no CSV"),
    ],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, make: Callable[[Path], None], kind: type[BoloError], said: str
) -> None:
    path = tmp_path / "list"
    make(path)

    with pytest.raises(kind, match=said):
        read(path)


def test_what_the_system_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"cannot be read: File name too long"):
        read(tmp_path / ("x" * 300))
    with pytest.raises(Invalid, match=r"cannot be written: File name too long"), writing(tmp_path):
        (tmp_path / ("x" * 300)).write_text("")


def test_a_place_for_no_file_is_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"there is no folder .*nowhere"):
        check_places(None, tmp_path / "nowhere" / "out.csv")
    with pytest.raises(Invalid, match="it is a folder"):
        check_places(tmp_path)

    check_places(None, tmp_path / "out.csv")


def test_a_result_takes_the_place_of_nothing_that_is_read_or_written_too(tmp_path: Path) -> None:
    read, out = tmp_path / "list.csv", tmp_path / "out.csv"
    read.write_text("id,title\n")
    (tmp_path / "also.csv").symlink_to(read)

    for places in [(tmp_path / "." / "list.csv",), (tmp_path / "also.csv",), (out, out)]:
        with pytest.raises(Invalid, match="is read or written already by this command"):
            check_places(*places, kept=(None, read))

    check_places(out, tmp_path / "page.html", kept=(None, read))
    check_places(Path("-"), kept=(Path("-"),))
    check_places(Path("/dev/null"), Path("/dev/null"))


def test_a_text_that_is_called_gz_is_packed(tmp_path: Path) -> None:
    with whole(tmp_path / "out.csv.gz") as text:
        text.write("id,Stück\n")

    assert gzip.decompress((tmp_path / "out.csv.gz").read_bytes()).decode() == "id,Stück\n"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv.gz"]


def test_a_packed_text_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "out.csv.gz"
    file.write_bytes(b"before")

    with pytest.raises(csv.Error, match="not int"), whole(file) as text:
        csv.writer(text).writerows([["half"], 2])  # type: ignore[list-item]

    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def _left(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_files_of_one_result_that_fail_leave_all_that_was_there(tmp_path: Path) -> None:
    write_together(tmp_path, [("told", b"old"), ("rows", b"old")], mark="told")

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "told", b"new"
        yield "rows", b"new"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Invalid, match="No space left on device"):
        write_together(tmp_path, broken(), mark="told")

    assert _left(tmp_path) == {"told": b"old", "rows": b"old"}


def test_files_of_one_result_are_whole_only_with_their_mark(tmp_path: Path) -> None:
    write_together(tmp_path, [("told", b"old"), ("rows", b"old")], mark="told")
    (tmp_path / "rows").unlink()
    folder(tmp_path / "rows")  # what cannot be replaced stands for a kill between the names

    with pytest.raises(Invalid, match="rows cannot be written: it is a folder"):
        write_together(tmp_path, [("told", b"new"), ("rows", b"new")], mark="told")

    assert [file.name for file in tmp_path.iterdir()] == ["rows"]
