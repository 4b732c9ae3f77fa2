"""Files may be pipes: `-` is standard input or output, and nothing else is said there."""

import csv
import gzip
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bolo.cli.files.mistakes import whole, write_whole

LEFT = "id,title\n1,Lumatek camera LM-310\n2,Lumatek tripod TP-20\n"
RIGHT = "id,name\na,lumatek lm310 camera\nb,lumatek tp20 tripod\n"
PAIRS = "ltable_id,rtable_id\n2,b\n1,a\n1,b\n"


def bolo(*words: str | Path, told: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603  (our own program, no shell)
        [sys.executable, "-m", "bolo", *map(str, words)],
        input=told,
        capture_output=True,
        timeout=300,
        check=False,
    )


def rows(printed: bytes) -> Sequence[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed.decode(), newline="")))


def test_texts_come_from_a_pipe_and_go_into_one() -> None:
    given = gzip.compress(b'text\n"1.299,90 \xe2\x82\xac"\nnone\n')

    done = bolo("read", "--texts", "-", "--out", "-", told=given)

    assert [row["amount"] for row in rows(done.stdout)] == ["1299.90", ""]
    assert done.stderr == b"2 texts read\n"


def test_a_page_comes_from_a_pipe() -> None:
    done = bolo(
        "read", "-", "--json", told=b"<html><h1>Kettle</h1><p class=price>9,90 \xe2\x82\xac"
    )

    assert done.stdout.startswith(b'{"source": "-", "name": "Kettle"')


def test_scores_on_standard_output_are_alone_there(tmp_path: Path) -> None:
    (tmp_path / "left.csv").write_text(LEFT)
    (tmp_path / "right.csv").write_text(RIGHT)
    lists = tmp_path / "left.csv", tmp_path / "right.csv"

    done = bolo("match", "score", *lists, "--pairs", "-", "--out", "-", told=PAIRS.encode())

    assert [row["ltable_id"] + row["rtable_id"] for row in rows(done.stdout)] == ["2b", "1a", "1b"]
    assert b"of 3 pairs are matches" in done.stderr


def test_links_in_a_pipe_are_linked_without_a_bar_among_them(tmp_path: Path) -> None:
    (tmp_path / "right.csv").write_text(RIGHT)

    done = bolo("match", "link", "-", tmp_path / "right.csv", "--out", "-", told=LEFT.encode())

    assert {row["left_id"] for row in rows(done.stdout)} <= {"1", "2"}
    assert b"Linking" not in done.stderr


def test_what_is_written_to_a_pipe_goes_through_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["/bin/cat", pipe], stdout=subprocess.PIPE) as reader:  # noqa: S603
        with whole(pipe) as text:
            text.write("id\n")
        read, _ = reader.communicate(timeout=60)

    assert read == b"id\n"
    assert pipe.is_fifo()


def test_a_link_to_a_file_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")

    write_whole(tmp_path / "link", b"told")

    assert (tmp_path / "file").read_bytes() == b"told"
    assert (tmp_path / "link").is_symlink()


def test_what_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before")

    with pytest.raises(ZeroDivisionError), whole(out) as text:
        text.writelines(str(1 / part) for part in (1, 0))

    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]
