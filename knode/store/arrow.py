"""Arrow data: arrays whose bytes depend on their content only, and files that are mapped into memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any

from knode.core.errors import StoreDamaged
from knode.store.cells import TO_TEXTS, Unstorable

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


VIEWS = {"string_view": "large_string", "binary_view": "large_binary"}
"""What types of views are called where their values lie one after the other."""


def check_arrow_type(kind: Any) -> None:
    """Raise Unstorable for an Arrow type that is not known to come back as it was."""
    import pyarrow as pa

    types = pa.types
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        check_arrow_type(kind.value_type)
    elif types.is_struct(kind):
        for field in kind:
            check_arrow_type(field.type)
    elif types.is_map(kind):
        check_arrow_type(kind.key_type)
        check_arrow_type(kind.item_type)
    elif not (_is_fixed(kind) or _is_binary(kind) or types.is_boolean(kind) or types.is_null(kind)):
        raise _refusal(kind)


def _refusal(kind: Any) -> Unstorable:
    import pyarrow as pa

    types = pa.types
    if types.is_dictionary(kind):
        return Unstorable(
            "is coded by a dictionary of Arrow, which a table cannot keep; turn it into categories",
            remedy='{it}.astype(object).astype("category")',
        )
    if types.is_interval(kind):
        reason = "holds durations of months, days and nanoseconds, which a table cannot keep; turn them into texts"
        return Unstorable(reason, remedy=TO_TEXTS)
    decoded = f'pa.array({{it}}).cast("{VIEWS.get(str(kind))}").to_numpy(zero_copy_only=False)'
    reason = f"has a type of Arrow that a table cannot keep ({str(kind)[:60]}); turn it into another"
    return Unstorable(reason, remedy=decoded if str(kind) in VIEWS else TO_TEXTS)


def _is_binary(kind: Any) -> bool:
    import pyarrow as pa

    types = pa.types
    return bool(
        types.is_string(kind) or types.is_large_string(kind) or types.is_binary(kind) or types.is_large_binary(kind)
    )


def _is_fixed(kind: Any) -> bool:
    import pyarrow as pa

    types = pa.types
    return bool(
        (types.is_integer(kind) or types.is_floating(kind) or types.is_temporal(kind) or types.is_decimal(kind))
        or types.is_fixed_size_binary(kind)
    ) and not types.is_interval(kind)


# ---- arrays of fixed width


def fixed_width(values: Any) -> pa.Array:
    """A one-dimensional NumPy array as Arrow data with no copy; times and booleans as the numbers below them."""
    import numpy as np
    import pyarrow as pa

    plain = np.ascontiguousarray(values).view(_plain(values.dtype))
    return pa.Array.from_buffers(pa.from_numpy_dtype(plain.dtype), len(plain), [None, pa.py_buffer(plain)])


def _plain(dtype: Any) -> Any:
    """A dtype of the same bytes that Arrow keeps as they are."""
    import numpy as np

    if dtype.kind in "mM" or not dtype.isnative:
        return np.dtype(f"i{dtype.itemsize}")
    return np.dtype("u1") if dtype.kind == "b" else dtype


def with_gaps(data: Any, mask: Any) -> pa.Array:
    """A masked array as Arrow data. What lies below the mask is no content, and is written as 0."""
    import numpy as np
    import pyarrow as pa

    if not mask.any():
        return fixed_width(data)
    filled = np.where(mask, np.zeros((), data.dtype), data)
    plain = filled.view(_plain(filled.dtype))
    buffers = [_bits(~mask), pa.py_buffer(plain)]
    return pa.Array.from_buffers(pa.from_numpy_dtype(plain.dtype), len(plain), buffers)


def _bits(flags: Any) -> pa.Buffer:
    import numpy as np
    import pyarrow as pa

    return pa.py_buffer(np.packbits(flags, bitorder="little"))


def numbers_of(array: pa.Array, dtype: str) -> Any:
    """The NumPy array of that dtype that `fixed_width` or `with_gaps` was given, with no copy, hence read-only."""
    import numpy as np

    wanted = np.dtype(dtype)
    if not len(array):
        return np.empty(0, wanted)
    return np.frombuffer(array.buffers()[1], wanted, len(array), array.offset * wanted.itemsize)


# ---- arrays of any type


def canonical(chunks: pa.ChunkedArray) -> pa.Array:
    """The same values in one chunk, whose bytes depend on nothing but them: no parent's rows, nothing below a gap."""
    import pyarrow as pa

    whole = chunks.combine_chunks()
    array = whole if isinstance(whole, pa.Array) else pa.concat_arrays(whole.chunks)
    if not len(array):
        return pa.array([], type=array.type)
    if _is_binary(array.type):
        return _canonical_binary(array)
    if _is_fixed(array.type):
        return _canonical_fixed(array)
    if pa.types.is_null(array.type):
        return array
    return array.take(pa.array(range(len(array)), type=pa.int64()))


def _canonical_fixed(array: pa.Array) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    width = array.type.bit_width // 8
    data = np.frombuffer(array.buffers()[1], dtype="u1", count=len(array) * width, offset=array.offset * width)
    if not array.null_count:
        return pa.Array.from_buffers(array.type, len(array), [None, pa.py_buffer(data)])
    valid = array.is_valid().to_numpy(zero_copy_only=False)
    filled = np.where(valid[:, None], data.reshape(len(array), width), np.uint8(0))
    return pa.Array.from_buffers(array.type, len(array), [_bits(valid), pa.py_buffer(filled)])


def _canonical_binary(array: pa.Array) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    width = "i8" if pa.types.is_large_string(array.type) or pa.types.is_large_binary(array.type) else "i4"
    _, place, data = array.buffers()
    offsets = np.frombuffer(place, width, len(array) + 1, array.offset * np.dtype(width).itemsize)
    valid = array.is_valid().to_numpy(zero_copy_only=False) if array.null_count else None
    if valid is not None and np.diff(offsets)[~valid].any():
        return _canonical_binary(pa.array(array.to_pylist(), type=array.type))
    start, end = int(offsets[0]), int(offsets[-1])
    rebased = offsets - offsets[0] if start else offsets
    content = pa.py_buffer(b"") if data is None else data.slice(start, end - start)
    bits = None if valid is None else _bits(valid)
    return pa.Array.from_buffers(array.type, len(array), [bits, pa.py_buffer(rebased), content])


# ---- files


def write_part(arrays: Sequence[pa.Array], file: IO[bytes]) -> None:
    """Write arrays of one length as an uncompressed Arrow IPC file of one batch, fields called by their position."""
    import pyarrow as pa

    batch = pa.RecordBatch.from_arrays(list(arrays), names=[str(position) for position in range(len(arrays))])
    with pa.ipc.new_file(file, batch.schema) as writer:
        writer.write_batch(batch)


def read_part(path: Path) -> pa.RecordBatch:
    """The batch of a file that `write_part` wrote, mapped into memory. Raises StoreDamaged."""
    import pyarrow as pa

    try:
        with pa.memory_map(str(path)) as source:
            batch = pa.ipc.open_file(source).get_batch(0)
        batch.validate()
    except (pa.ArrowException, OSError) as error:
        raise StoreDamaged(f"A stored table cannot be read: {error}", object=path.name) from error
    return batch
