"""Make rows of the items in lists or separated texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import (
    Columns,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    column_type,
    quoted,
    setting,
    type_words,
)
from knode_nodes.prep._aggregations import check_names
from knode_nodes.prep._categories import values_of
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._taking import taken
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SEQUENCES = (list, tuple)


class Explode(Node):
    """Make one row of each item of a list, or of a text such as `red, green`; the other columns are repeated.

    A column holds lists, or texts whose items stand between separators. Spaces around the items of a text are removed.
    Several columns are taken apart side by side: in each row they need the same number of items, as in `1,2` beside `a,b`.
    A row whose value is missing, an empty text or an empty list stays as a row with a missing item, or is left out. An
    empty item between two separators stays as an empty text. Rows are numbered anew.

    Items of texts are text: convert them afterwards where they are numbers. Items of lists have the type that they have in
    common.

    Example: tags `red, green` and id 7 become rows 7 red and 7 green.
    """

    pack = "prep"
    icon = "explode"
    shelf = "Texts"
    keywords = (
        "Ungroup",
        "Split to Rows",
        "explode",
        "unnest",
        "flatten list",
        "Tokenize",
        "separate rows",
        "Cell Splitter",
        "Text to Columns",
    )
    example = Example({"columns": ["tags"]})
    columns: Columns = setting(Columns.named(), "The columns of lists or separated texts.")
    separator: str = setting(",", "What stands between the items of a text.", min_length=1)
    trim: bool = setting(True, "Remove spaces around the items of a text.")
    empty: Literal["keep", "drop"] = setting("keep", "Rows without items: kept with a missing item, or left out.")
    number: str = setting("", "A new column with the number of the item in its row, from 1; none when empty.")

    def run(self, table: Table) -> Table:
        import numpy as np
        import pandas as pd

        names = self._names(TableSpec.of(table))
        lists = {name: _items(table[name], self.separator, self.trim) for name in names}
        counts = _counts(table, {name: lengths for name, (lengths, _) in lists.items()})
        repeats = np.maximum(counts, 1) if self.empty == "keep" else counts
        rows = np.repeat(np.arange(len(table)), repeats)
        starts = np.cumsum(repeats) - repeats
        numbers = np.arange(len(rows)) - starts[rows]
        # Where a row has no items, its place is that of a missing one.
        places = np.where(counts[rows] > 0, (np.cumsum(counts) - counts)[rows] + numbers, -1)
        made = taken(table, rows)
        made = with_columns(
            made, {name: _taken(items, places) for name, (_, items) in lists.items()}, units=units_of(made)
        )
        return with_columns(made, {self.number: pd.Series(numbers + 1)}) if self.number else made

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        texts = all(table[name].type in ("text", "category") for name in self._names(table))
        return {"table": TableSpec.of(self.run(table.empty())) if texts else None}

    def _names(self, spec: TableSpec) -> list[str]:
        """The columns to take apart. Raises DataError for one that can hold no lists."""
        names = self.columns.some_of(spec, "no column is chosen: set the columns to take apart", port="table")
        for name in names:
            if spec[name].type not in ("text", "category", "other"):
                raise _no_list(name, f"a {type_words(spec[name].dtype)} column", None)
        check_names([*spec.names, *([self.number] if self.number else [])])
        return names


def _no_list(name: str, what: str, row: int | None) -> DataError:
    return DataError(
        f"{quoted(name)} is or holds {what}, and only lists and texts can be taken apart: choose another column",
        port="table",
        column=name,
        row=row,
    )


def _items(column: pd.Series, separator: str, trim: bool) -> tuple[np.ndarray, Any]:
    """(rows) how many items each value has, and all items one after the other."""
    import pandas as pd

    column = values_of(column)
    if column_type(column.dtype) == "text" or not column.notna().any():
        return _of_texts(column.astype("str"), separator, trim)
    if isinstance(column.dtype, pd.ArrowDtype):
        return _of_arrow(column, separator, trim)
    return _of_lists(column, separator, trim)


def _of_arrow(column: pd.Series, separator: str, trim: bool) -> tuple[np.ndarray, Any]:
    """Items of lists of Arrow; records, maps and lists within stay those of Arrow."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    held = pa.array(column.array)
    held = held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held
    is_list = pa.types.is_list(held.type) or pa.types.is_large_list(held.type)
    if not is_list or not pa.types.is_nested(held.type.value_type):
        return _of_lists(pd.Series(held.to_pylist(), dtype=object, name=column.name), separator, trim)
    lengths = pc.fill_null(pc.list_value_length(held), 0).to_numpy(zero_copy_only=False).astype("int64")
    return lengths, pd.arrays.ArrowExtensionArray(pc.list_flatten(held))


def _of_texts(column: pd.Series, separator: str, trim: bool) -> tuple[np.ndarray, Any]:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.array(column.array, from_pandas=True)
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    blank = pc.equal(pc.utf8_trim_whitespace(texts) if trim else texts, "")
    texts = pc.if_else(pc.fill_null(blank, True), pa.scalar(None, texts.type), texts)
    parts = pc.split_pattern(texts, separator)
    lengths = pc.fill_null(pc.list_value_length(parts), 0).to_numpy(zero_copy_only=False).astype("int64")
    items = pc.list_flatten(parts)
    items = pc.utf8_trim_whitespace(items) if trim else items
    return np.asarray(lengths), pd.array(items.cast(pa.large_string()), dtype="str")


def _of_lists(column: pd.Series, separator: str, trim: bool) -> tuple[np.ndarray, Any]:
    """Items of Python lists; a text among them is taken apart as in a column of texts."""
    import numpy as np
    import pandas as pd

    lengths, items = np.zeros(len(column), dtype="int64"), []
    for row, value in enumerate(column):
        if isinstance(value, str):
            parts = [part.strip() if trim else part for part in value.split(separator)] if value.strip() else []
        elif isinstance(value, (*SEQUENCES, np.ndarray)):
            parts = list(value)
        elif pd.api.types.is_scalar(value) and pd.isna(value):
            parts = []
        else:
            raise _no_list(str(column.name), quoted(value), row)
        lengths[row] = len(parts)
        items += parts
    return lengths, _typed(items)


def _typed(items: list[Any]) -> Any:
    """Items in the dtype that they have in common; Python objects where they have none."""
    import pandas as pd

    kind = pd.api.types.infer_dtype(items, skipna=True)
    held = pd.Series(items, dtype=object)
    dtypes: dict[str, Any] = {
        "string": "str",
        "integer": "Int64",
        "boolean": "boolean",
        "floating": "float64",
        "empty": "str",
    }
    if kind == "mixed-integer-float":
        return held.astype("float64").array
    try:
        made: Any = held.astype(dtypes[kind]).array if kind in dtypes else held.infer_objects().array
    except (OverflowError, ValueError, TypeError):
        return held.array
    missing = made.isna().any() if hasattr(made, "isna") else True
    plain = {"Int64": "int64", "boolean": "bool"}.get(str(made.dtype))
    return made.astype(plain) if plain and not missing else made


def _counts(table: pd.DataFrame, lengths: Mapping[str, np.ndarray]) -> np.ndarray:
    """(rows) how many items each row has. Raises DataError where columns have different numbers of them."""
    (first, counts), *others = lengths.items()
    for name, other in others:
        if (counts != other).any():
            row = int((counts != other).argmax())
            raise DataError(
                f"{quoted(first)} has {counts[row]} items and {quoted(name)} has {other[row]} in row {row}: columns that are "
                "taken apart side by side need the same number",
                port="table",
                column=name,
                row=row,
            )
    return counts


def _taken(items: Any, places: np.ndarray) -> Any:
    """Items at some places, missing for -1."""
    import pandas as pd

    if (places < 0).any():
        plain = str(items.dtype)
        wider = {"int64": "Int64", "bool": "boolean"}.get(plain)
        items = pd.array(items, dtype=wider) if wider else items
        return pd.api.extensions.take(pd.Series(items).array, places, allow_fill=True)
    return items.take(places)
