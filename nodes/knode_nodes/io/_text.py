"""The text of a file, piece by piece: decoded, or as UTF-8."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from typing import IO

from knode.api import DataError
from knode_nodes.io._dialect import mark_length
from knode_nodes.io._source import BLOCK


class NotUtf8(Exception):
    """A byte far behind the sample is no UTF-8, and all before it is plain ASCII."""


class Text(Iterator[str]):
    """The text of a file in pieces from character `start` on, decoded; looks out for odd bytes.

    Raises:
        NotUtf8: a byte is no UTF-8, the encoding was guessed and all before is plain ASCII.
        DataError: a byte is no text in the file's encoding.
    """

    def __init__(self, stream: IO[bytes], encoding: str, start: int, *, guessed: bool) -> None:
        self._stream = stream
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._start = start
        self._guessed = guessed
        self._ascii = True
        self._lines = 0
        self._first = True
        self.read_bytes = 0
        self._ended = False

    def __next__(self) -> str:
        while not self._ended:
            text = self._decoded(self._read())
            if self._start:
                cut = min(self._start, len(text))
                self._start -= cut
                text = text[cut:]
            if text:
                return text
        raise StopIteration

    def utf8(self) -> Iterator[bytes]:
        """The same as UTF-8. Raises UnicodeDecodeError for odd bytes in a file of UTF-8, which is not decoded."""
        if codecs.lookup(self._encoding).name != "utf-8":
            yield from (piece.encode("utf-8", "surrogatepass") for piece in self)
            return
        before = self._start
        while not self._ended:
            data = self._read()
            if self._decoder.getstate()[0] or not _is_utf8(data):
                self._decoder.decode(data, final=self._ended)
            if before:
                data, before = _without(data, before)
            if data:
                yield data

    def _read(self) -> bytes:
        data = self._stream.read(BLOCK)
        self.read_bytes += len(data)
        self._ended = not data
        if self._first:
            mark = mark_length(data, self._encoding)
            # A file with a mark says that it is no plain ASCII.
            data, self._first, self._ascii = data[mark:], False, not mark
        return data

    def _decoded(self, data: bytes) -> str:
        try:
            text = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise self._undecodable(error) from None
        self._ascii = self._ascii and text.isascii()
        self._lines += text.count("\n")
        return text

    def _undecodable(self, error: UnicodeDecodeError) -> Exception:
        before = bytes(error.object[: error.start])
        line = self._lines + before.count(b"\n") + 1
        if self._guessed and self._encoding == "utf-8" and self._ascii and before.isascii():
            return NotUtf8(line)
        other = "cp1252" if codecs.lookup(self._encoding).name.startswith("utf") else "utf-8"
        return DataError(
            f"line {line:,} holds bytes that are no {self._encoding} text: set the encoding, perhaps to {other} "
            "or latin-1, or mend the line"
        )


def _is_utf8(data: bytes) -> bool:
    """Whether these are whole characters of UTF-8: asked of Arrow, which takes a third of the time of decoding."""
    if data.isascii():
        return True
    import numpy as np
    import pyarrow as pa

    ends = pa.py_buffer(np.array([0, len(data)], "int64"))
    try:
        pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _without(data: bytes, characters: int) -> tuple[bytes, int]:
    """UTF-8 without its first characters, of which the last ends a line, and how many more are to be left out."""
    import numpy as np

    # No character has more bytes; those that go on with one begin with the bits 10.
    head = data[: 4 * characters]
    begins = np.flatnonzero(np.frombuffer(head, "uint8") & 0xC0 != 0x80)
    if len(begins) > characters:
        return data[begins[characters] :], 0
    return data[len(head) :], characters - len(begins)


def lines_of(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of a text in pieces, with their ends: \\n, \\r\\n or \\r."""
    rest = ""
    for piece in pieces:
        lines = io.StringIO(rest + piece, newline="").readlines()
        rest = lines.pop() if lines else ""
        yield from lines
    yield from io.StringIO(rest, newline="")
