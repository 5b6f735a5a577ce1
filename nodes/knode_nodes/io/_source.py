"""A file of text as a source of bytes, unpacked by the ending of its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from knode_nodes.io._dialect import SAMPLE_BYTES
from knode_nodes.io._files import reading
from knode_nodes.io._packed import COMPRESSED

BLOCK = 4 << 20
MOST_SAMPLE_BYTES = 64 << 20


@dataclass(slots=True)
class Source:
    """One file of text, to be opened as often as needed. Raises DataError for what cannot be read."""

    file: Path
    cut: bool = False
    """The file goes on behind the source's end, perhaps within a quoted text."""

    def open(self) -> IO[bytes]:
        """The bytes, decompressed by the ending of the file's name."""
        import pyarrow as pa

        stream: IO[bytes] = pa.input_stream(
            str(self.file), compression=COMPRESSED.get(self.file.suffix.lower()), buffer_size=0
        )
        return stream

    def head(self) -> tuple[bytes, bool]:
        """The first part, at least two lines of it, and whether it is all."""
        size = SAMPLE_BYTES
        while True:
            with reading(self.file), self.open() as stream:
                head = b"".join(_parts(stream, size))
                whole = not stream.read(1)
            if whole or size >= MOST_SAMPLE_BYTES or head.count(b"\n") + head.count(b"\r") > 1:
                return head, whole
            size *= 8


def _parts(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """The first bytes; what is unpacked comes in small parts."""
    while size and (part := stream.read(size)):
        size -= len(part)
        yield part
