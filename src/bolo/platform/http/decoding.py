"""From the bytes of the wire to the bytes of the page, never more than allowed.

The limits hold while the answer streams in: a bomb is refused at its first
chunks, not after it has filled the memory. isal reads gzip about three times as
fast as zlib.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol, cast

import zstandard
from isal import isal_zlib

from bolo.core.errors import Rejected

ACCEPTED = "gzip, deflate, zstd"
_IsalError = cast("type[Exception]", isal_zlib.error)
_GZIP_BITS = 31
_ZLIB_BITS = 15
_RAW_BITS = -15
_MOST_MEMBERS = 64
_HARMLESS = 1 << 20
"""Below this many bytes the ratio is not asked: small pages may well be repetitive."""
_ZSTD_WINDOW = 8 << 20
_ZLIB_METHOD = 8


class Corrupt(Exception):
    """The answer was cut short, or is not what its Content-Encoding says."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a page may be once decompressed, in bytes, and how many times its wire size."""

    most_bytes: int = 10_000_000
    most_ratio: int = 200

    def check(self, produced: int, received: int) -> None:
        """Refuse what is larger than a page has any reason to be."""
        if produced > self.most_bytes or received > self.most_bytes:
            raise Rejected(f"the page is larger than {self.most_bytes / 1e6:g} MB")
        if produced > _HARMLESS and produced > self.most_ratio * received:
            raise Rejected(
                f"the page unpacks to more than {self.most_ratio} times its size,"
                " as a decompression bomb does"
            )


class Decoder(Protocol):
    """Takes chunks as they come; `finish` returns the page."""

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk; `Rejected` past a limit, `Corrupt` when unreadable."""
        ...

    def finish(self) -> bytes:
        """Return the whole page; `Corrupt` when it is not whole."""
        ...


def decoder(coding: str, limits: Limits) -> Decoder:
    """Return the decoder for a Content-Encoding; `Corrupt` for one we did not ask for."""
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return _Plain(limits)
    if coding in {"gzip", "x-gzip"}:
        return _Inflate(limits, _GZIP_BITS)
    if coding == "deflate":
        return _Inflate(limits, None)
    if coding == "zstd":
        return _Zstd(limits)
    raise Corrupt(f"it came in an encoding nobody asked for ({coding[:40]})")


def decode(wire: bytes, coding: str, limits: Limits) -> bytes:
    """Decode a whole answer at once."""
    one = decoder(coding, limits)
    one.feed(wire)
    return one.finish()


class _Plain:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._chunks: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> None:
        self._size += len(chunk)
        self._limits.check(self._size, self._size)
        self._chunks.append(chunk)

    def finish(self) -> bytes:
        return b"".join(self._chunks)


class _Inflate:
    """gzip, or deflate with (as specified) or without (as often sent) its zlib header."""

    def __init__(self, limits: Limits, bits: int | None) -> None:
        self._limits = limits
        self._bits = bits
        self._object: Any = isal_zlib.decompressobj(wbits=bits) if bits else None
        self._parts: list[bytes] = []
        self._received = 0
        self._produced = 0
        self._members = 1

    def feed(self, chunk: bytes) -> None:
        self._received += len(chunk)
        try:
            while chunk:
                chunk = self._inflate(chunk)
        except _IsalError as error:
            raise Corrupt("it cannot be decompressed") from error

    def _inflate(self, chunk: bytes) -> bytes:
        """Decompress `chunk`; return what follows the end of a gzip member."""
        if self._object is None or self._object.eof:
            self._object = self._next(chunk)
        part = self._object.decompress(chunk, self._limits.most_bytes + 1 - self._produced)
        self._produced += len(part)
        self._limits.check(self._produced, self._received)
        self._parts.append(part)
        rest: bytes = self._object.unused_data
        if rest and self._bits != _GZIP_BITS:
            return b""
        return rest.lstrip(b"\0")

    def _next(self, chunk: bytes) -> Any:  # noqa: ANN401  isal names no type
        if self._bits is None:
            self._bits = _ZLIB_BITS if chunk[0] & 0xF == _ZLIB_METHOD else _RAW_BITS
        else:
            self._members += 1
        if self._members > _MOST_MEMBERS:
            raise Corrupt("it has too many gzip members")
        return isal_zlib.decompressobj(wbits=self._bits)

    def finish(self) -> bytes:
        if self._received and (self._object is None or not self._object.eof):
            raise Corrupt("it was cut short")
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)


class _Zstd:
    """Collects the (bounded) wire bytes and unpacks them in one bounded read."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._chunks: list[bytes] = []
        self._received = 0

    def feed(self, chunk: bytes) -> None:
        self._received += len(chunk)
        self._limits.check(0, self._received)
        self._chunks.append(chunk)

    def finish(self) -> bytes:
        if not self._received:
            return b""
        most = min(
            self._limits.most_bytes, max(_HARMLESS, self._received * self._limits.most_ratio)
        )
        unpack = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        wire = BytesIO(b"".join(self._chunks))
        try:
            with unpack.stream_reader(wire, read_across_frames=True) as reader:
                page = reader.read(most + 1)
        except zstandard.ZstdError as error:
            raise Corrupt("it cannot be decompressed") from error
        self._limits.check(len(page), self._received)
        return page
