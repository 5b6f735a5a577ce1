"""The first part of a file, for a short look at its columns; kept until the file changes."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from knode_nodes.io._packed import COMPRESSED
from knode_nodes.io._source import Source

HEAD_BYTES = 256 << 10
WIDE_BYTES = 4 << 20
"""Of a file whose first two lines are not in the first part."""
HEAD_ROWS = 500
KEPT = 32


class Head(NamedTuple):
    """The first bytes of a file, and whether they are all."""

    data: bytes
    whole: bool


def head_of(file: Path, *, lines: bool = False) -> Head:
    """The first part of a file; of one of `lines`, two of them at least, unpacked by the ending of its name."""
    status = file.stat()
    compression = COMPRESSED.get(file.suffix.lower()) if lines else None
    return _head(str(file), status.st_size, status.st_mtime_ns, compression, lines)


@functools.lru_cache(maxsize=KEPT)
def _head(path: str, size: int, mtime_ns: int, compression: str | None, is_lines: bool) -> Head:
    import pyarrow as pa

    with pa.input_stream(path, compression=compression, buffer_size=0) as stream:
        data = _read(stream, HEAD_BYTES)
        if is_lines and len(data) > HEAD_BYTES and data.count(b"\n") < 2:
            data += _read(stream, WIDE_BYTES)
            return Head(data[:WIDE_BYTES], len(data) <= WIDE_BYTES)
    return Head(data[:HEAD_BYTES], len(data) <= HEAD_BYTES)


def _read(stream: IO[bytes], size: int) -> bytes:
    parts = []
    while size >= 0 and (part := stream.read(size + 1)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def at_line_end(head: Head) -> bytes:
    """The bytes of the whole lines; of a text in UTF-16 too, whose line ends take several bytes."""
    if head.whole:
        return head.data
    end = max(head.data.rfind(b"\n"), head.data.rfind(b"\r"))
    after = end + 1
    while end % 2 == 0 and head.data[after : after + 1] == b"\0" and after - end < 4:
        after += 1
    return head.data[:after]


@dataclass(slots=True)
class HeadSource(Source):
    """The whole lines of the first part of a file of text, as a source of their own."""

    data: bytes = b""

    @classmethod
    def of(cls, file: Path) -> HeadSource:
        """The first part of `file`."""
        head = head_of(file, lines=True)
        return cls(file, cut=not head.whole, data=at_line_end(head))

    def open(self) -> IO[bytes]:
        """The bytes, unpacked."""
        return io.BytesIO(self.data)

    def head(self) -> tuple[bytes, bool]:
        """All of them."""
        return self.data, not self.cut
