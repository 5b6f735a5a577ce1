"""The order of different values; of short texts by their bytes, eight at a time, in half of the time of comparing texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

LONGEST = 32
"""Bytes; of longer texts, the first ones mostly tell them apart."""


def order_of_values(values: Any) -> np.ndarray:
    """The positions of the values of an array of pandas in their order, missing ones last; texts by their code points."""
    import numpy as np
    import pyarrow as pa

    if values.dtype == "str":
        found = _by_bytes(pa.array(values))
        if found is not None:
            return found
    made: np.ndarray = np.asarray(values.argsort())
    return made


def _by_bytes(texts: pa.Array | pa.ChunkedArray) -> np.ndarray | None:
    """None where bytes do not tell: missing values, long texts, and those with a zero byte, which fills up the others."""
    import numpy as np
    import pyarrow as pa

    if isinstance(texts, pa.ChunkedArray) or texts.type != pa.large_string() or texts.null_count or not len(texts):
        return None
    _, ends, data = texts.buffers()
    offsets = np.frombuffer(ends, "int64")[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(data or b"", "uint8")[offsets[0] : offsets[-1]]
    lengths = np.diff(offsets)
    if lengths.max() > LONGEST or not letters.all():
        return None
    width = max(-(-int(lengths.max()) // 8) * 8, 8)
    filled = np.zeros((len(texts), width), dtype="uint8")
    filled[np.arange(width) < lengths[:, None]] = letters
    # The bytes of large numbers that are written with the largest first are in order as the numbers are.
    keys = filled.view(">u8").astype("uint64")
    return np.lexsort(keys.T[::-1])
