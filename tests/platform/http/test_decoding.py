"""Bytes of the wire become bytes of the page, and never more than allowed."""

import gzip
import zlib
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.errors import Rejected
from bolo.platform.http.decoding import Corrupt, Limits, decode, decoder

LIMITS = Limits(most_bytes=4_000_000, most_ratio=100)


def raw_deflate(page: bytes) -> bytes:
    squeeze = zlib.compressobj(wbits=-15)
    return squeeze.compress(page) + squeeze.flush()


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda page: page,
    "identity": lambda page: page,
    "gzip": gzip.compress,
    "X-GZIP ": gzip.compress,
    "deflate": zlib.compress,
    "zstd": zstandard.compress,
}


@given(st.sampled_from(sorted(WAYS)), st.binary(max_size=5_000), st.integers(1, 700))
def test_a_page_comes_out_as_it_went_in_however_it_is_cut(
    coding: str, page: bytes, step: int
) -> None:
    wire = WAYS[coding](page)
    one = decoder(coding, LIMITS)

    for start in range(0, len(wire), step):
        one.feed(wire[start : start + step])

    assert one.finish() == page


def test_deflate_is_read_without_its_header_too() -> None:
    assert decode(raw_deflate(b"a page" * 50), "deflate", LIMITS) == b"a page" * 50


def test_gzip_members_in_a_row_are_one_page() -> None:
    wire = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 8

    assert decode(wire, "gzip", LIMITS) == b"one two"


def test_a_gzip_member_that_begins_with_the_next_chunk_is_read() -> None:
    one = decoder("gzip", LIMITS)

    one.feed(gzip.compress(b"one "))
    one.feed(gzip.compress(b"two"))

    assert one.finish() == b"one two"


def test_what_follows_a_deflate_stream_is_ignored() -> None:
    assert decode(zlib.compress(b"page") + b"rest", "deflate", LIMITS) == b"page"


def test_too_many_gzip_members_are_refused() -> None:
    with pytest.raises(Corrupt, match="members"):
        decode(gzip.compress(b"x") * 100, "gzip", LIMITS)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd", ""])
def test_an_empty_body_is_an_empty_page(coding: str) -> None:
    assert decoder(coding, LIMITS).finish() == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_body_that_is_cut_short_is_corrupt(coding: str) -> None:
    wire = WAYS[coding](b"a page of some length" * 100)

    with pytest.raises(Corrupt, match="cut short"):
        decode(wire[: len(wire) // 2], coding, LIMITS)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_a_body_that_is_something_else_is_corrupt(coding: str) -> None:
    with pytest.raises(Corrupt, match="cannot be decompressed"):
        decode(b"<html>not compressed</html>", coding, LIMITS)


def test_an_encoding_nobody_asked_for_is_told() -> None:
    with pytest.raises(Corrupt, match="nobody asked for"):
        decoder("br", LIMITS)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_a_bomb_is_refused_by_its_ratio(coding: str) -> None:
    wire = WAYS[coding](b"\0" * 3_000_000)

    with pytest.raises(Rejected, match="decompression bomb"):
        decode(wire, coding, LIMITS)


@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "zstd"])
def test_a_page_past_the_size_is_refused(coding: str) -> None:
    page = bytes(range(256)) * 20_000
    limits = Limits(most_bytes=4_000_000, most_ratio=100_000)

    with pytest.raises(Rejected, match="larger than 4 MB"):
        decode(WAYS[coding](page), coding, limits)


def test_a_bomb_is_refused_before_it_is_received_whole() -> None:
    wire = gzip.compress(b"\0" * 50_000_000)
    one = decoder("gzip", LIMITS)

    with pytest.raises(Rejected):
        one.feed(wire[:20_000])


def test_a_small_page_may_be_as_repetitive_as_it_likes() -> None:
    page = b"\0" * 900_000

    assert decode(gzip.compress(page), "gzip", LIMITS) == page
