"""Tables with columns of types that the store does not keep, as tables of the same values in types that it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.core.errors import quoted
from knode.store.arrow import VIEWS, check_arrow_type
from knode.store.cells import Unstorable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def with_kept_types(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The table with its columns in types that are kept, where the values stay the same, and what to say of each change.

    Sparse columns become dense, and those of Arrow that are coded by a dictionary, by runs or by views are decoded, at the
    top as categories. All others stay as they are, also those that the store refuses.
    """
    table: Any = frame
    made, said = frame, []
    for position, name in enumerate(frame.columns):
        found = _taken(table._get_column_array(position))
        if found is not None:
            array, word = found
            made = made.copy(deep=False) if made is frame else made
            made.isetitem(position, array)
            said.append(f"{quoted(name)} {word}")
    return made, said


def _taken(array: Any) -> tuple[Any, str] | None:
    """A column of the same values, and what was done; None where it needs no change or where there is none."""
    import pyarrow as pa

    kind = type(array).__name__
    if kind == "SparseArray":
        return array.to_dense(), "was sparse and is dense now"
    if kind != "ArrowExtensionArray":
        return None
    own = array.dtype.pyarrow_dtype
    try:
        check_arrow_type(own)
    except Unstorable:
        pass
    else:
        return None
    try:
        return _decoded(array.__arrow_array__(), own)
    except (pa.ArrowException, Unstorable, TypeError, ValueError):
        return None


def _decoded(values: Any, own: pa.DataType) -> tuple[Any, str] | None:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(own):
        return _categories(values), "was coded by a dictionary of Arrow and is a category now"
    if pa.types.is_run_end_encoded(own):
        chunks = values.chunks if isinstance(values, pa.ChunkedArray) else [values]
        values = pa.chunked_array([pc.run_end_decode(chunk) for chunk in chunks], type=own.value_type)
        own = own.value_type
    plain = _plain(own)
    check_arrow_type(plain)
    # Arrow's own way from a view of a list to a list drops a missing value at its end.
    made = pa.array(values.to_pylist(), type=plain) if "list_view" in str(own) else values.cast(plain)
    return pd.arrays.ArrowExtensionArray(made), "was coded by runs, views or dictionaries of Arrow and is plain now"


def _categories(values: Any) -> Any:
    """A category column of the values of a dictionary, in its order."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    chunked = values if isinstance(values, pa.ChunkedArray) else pa.chunked_array([values])
    array = chunked.unify_dictionaries().combine_chunks()
    known = array.dictionary.cast(_plain(array.type.value_type))
    if len(pc.unique(known)) < len(known):
        array = array.cast(known.type).dictionary_encode()
        known = array.dictionary
    check_arrow_type(known.type)
    index = _index(known)
    # pandas has no category that is missing.
    missing = np.asarray(index.isna())
    places = np.append(np.where(missing, -1, np.cumsum(~missing) - 1), -1)
    codes = places[array.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype("int64")]
    return pd.Categorical.from_codes(codes, index[~missing], ordered=bool(array.type.ordered))


def _index(known: pa.Array) -> Any:
    """Texts, numbers, truth values and moments as pandas has them, all else as Arrow."""
    import pandas as pd
    import pyarrow as pa

    types = pa.types
    if types.is_string(known.type) or types.is_large_string(known.type):
        return pd.Index(known.to_pandas(), dtype="str")
    if types.is_integer(known.type) or types.is_floating(known.type) or types.is_boolean(known.type):
        return pd.Index(known.to_pandas())
    return pd.Index(pd.arrays.ArrowExtensionArray(known))


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type without views and dictionaries, at any depth."""
    import pyarrow as pa

    types = pa.types
    if types.is_dictionary(kind):
        return _plain(kind.value_type)
    if str(kind) in VIEWS:
        return getattr(pa, VIEWS[str(kind)])()
    if types.is_struct(kind):
        return pa.struct([field.with_type(_plain(field.type)) for field in kind])
    if types.is_map(kind):
        return pa.map_(_plain(kind.key_type), _plain(kind.item_type), keys_sorted=kind.keys_sorted)
    if types.is_fixed_size_list(kind):
        return pa.list_(kind.value_field.with_type(_plain(kind.value_type)), kind.list_size)
    if types.is_list(kind) or types.is_list_view(kind):
        return pa.list_(kind.value_field.with_type(_plain(kind.value_type)))
    if types.is_large_list(kind) or types.is_large_list_view(kind):
        return pa.large_list(kind.value_field.with_type(_plain(kind.value_type)))
    return kind
