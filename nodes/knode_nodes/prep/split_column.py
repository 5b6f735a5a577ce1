"""One column of texts split into several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import Column, DataError, Example, Node, Table, quoted, setting
from knode_nodes.prep._columns import PORT, added, first_of
from knode_nodes.prep._patterns import check_pattern, split
from knode_nodes.prep._texts import arrow, text_column

if TYPE_CHECKING:
    import pandas as pd


class SplitColumn(Node):
    """Split the texts of one column into several columns: at a separator, at a pattern, or at fixed positions.

    You say how many parts there are, or name them, so that every run has the same columns. Where a text has fewer parts, the
    others are missing. Where it has more, the last part takes the rest, or what is too much is dropped, or the run stops and
    tells the row. Splitting from the right lets the first part take the rest: "Anna Maria Muster" gives "Anna Maria" and
    "Muster".

    Positions count characters from the left: 2 and 5 split "CH8001Z" into "CH", "800" and "1Z". A missing text gives missing
    parts. Numbers have to be converted to text before.

    Example: "Bern, 3011" at ", " into city and zip.
    """

    pack = "prep"
    icon = "split-column"
    shelf = "Texts"
    keywords = (
        "Cell Splitter", "Cell Splitter by Position", "Regex Split", "Text To Columns", "Split", "str.split", "SPLIT_PART",
        "Extract", "delimiter", "fixed width", "split text",
    )  # fmt: skip
    rowwise = True
    column: Column = setting(Column(""), "The column of texts to split.")
    how: Literal["separator", "pattern", "positions"] = setting("separator", "Where the texts are split.")
    separator: str = setting(
        ",", "What stands between the parts, with separator.", min_length=1, when={"how": ("separator",)}
    )
    pattern: str = setting(
        r"\s+", "The regular expression between the parts, with pattern.", when={"how": ("pattern",)}
    )
    positions: tuple[int, ...] = setting(
        (), "The numbers of characters after which to split, with positions.", when={"how": ("positions",)}
    )
    count: int = setting(
        2,
        "How many parts there are, unless they are named or split at positions.",
        ge=1,
        le=1000,
        when={"how": ("separator", "pattern"), "names": False},
    )
    names: tuple[str, ...] = setting((), "The names of the parts; column_1, column_2 … when empty.")
    start: Literal["left", "right"] = setting(
        "left", "Where to begin to split: the rest stays at the other end.", when={"how": ("separator", "pattern")}
    )
    extra: Literal["in last", "drop", "error"] = setting(
        "in last",
        "Parts that are too many stay in the last one, are dropped, or stop the run.",
        when={"how": ("separator", "pattern")},
    )
    example = Example({"column": "place", "separator": ", ", "names": ["city", "zip"]})
    trim: bool = setting(True, "Remove spaces around the parts; an empty part is missing.")
    keep: bool = setting(True, "The column stays beside its parts.")

    @model_validator(mode="after")
    def _check_parts(self) -> SplitColumn:
        if self.how == "pattern":
            check_pattern(self.pattern)
            if self.start == "right":
                raise ValueError("a pattern splits from the left: take a separator to split from the right")
        if self.how == "positions":
            if not self.positions or self.positions[0] < 1 or list(self.positions) != sorted(set(self.positions)):
                raise ValueError("give positions from 1 up, each larger than the one before")
            if self.names and len(self.names) != len(self.positions) + 1:
                raise ValueError(f"{len(self.positions)} positions make {len(self.positions) + 1} parts: name so many")
        if len(set(self.names)) != len(self.names) or "" in self.names:
            raise ValueError("the names of the parts must differ, and none be empty")
        return self

    def run(self, table: Table) -> Table:
        name = self.column.of(table, port=PORT)
        column = text_column(table[name])
        parts = self._cut(arrow(column)) if self.how == "positions" else self._split(column)
        made = {label: self._part(part, table) for label, part in zip(self._labels(name), parts, strict=True)}
        return added(table, made, without=() if self.keep else [name])

    def _labels(self, name: str) -> list[str]:
        return list(self.names) or [f"{name}_{number}" for number in range(1, self._count() + 1)]

    def _count(self) -> int:
        return len(self.positions) + 1 if self.how == "positions" else len(self.names) or self.count

    def _cut(self, texts: Any) -> list[Any]:
        """The parts between the positions; missing where a text ends before."""
        import pyarrow as pa
        import pyarrow.compute as pc

        lengths, nothing = pc.utf8_length(texts), pa.scalar(None, texts.type)
        starts, stops = [0, *self.positions], [*self.positions, None]
        parts = [pc.utf8_slice_codeunits(texts, start, stop) for start, stop in zip(starts, stops, strict=True)]
        return [parts[0]] + [
            pc.if_else(pc.greater(lengths, start), part, nothing)
            for start, part in zip(self.positions, parts[1:], strict=True)
        ]

    def _split(self, column: pd.Series) -> list[Any]:
        """The parts by their place; missing where a text has fewer."""
        import pyarrow.compute as pc

        count, right = self._count(), self.start == "right"
        splits = count - 1 if self.extra == "in last" else count
        if self.how == "pattern":
            pieces = split(column, self.pattern, splits=splits)
        else:
            pieces = pc.split_pattern(arrow(column), self.separator, max_splits=splits, reverse=right)
        lengths = pc.fill_null(pc.list_value_length(pieces), 0).to_numpy(zero_copy_only=False)
        if self.extra == "error" and (lengths > count).any():
            row = first_of(lengths > count)
            raise DataError(
                f"{quoted(column.iloc[row])} in row {row} of {quoted(column.name)} has more than {count} parts: ask for more "
                "parts, or choose what happens with those that are too many",
                port=PORT,
                column=str(column.name),
                row=row,
            )
        return [_element(pieces, lengths, lengths - count + place if right else place) for place in range(count)]

    def _part(self, part: Any, table: pd.DataFrame) -> pd.Series:
        import pandas as pd
        import pyarrow as pa
        import pyarrow.compute as pc

        if self.trim:
            part = pc.utf8_trim_whitespace(part)
            part = pc.if_else(pc.equal(part, ""), pa.scalar(None, part.type), part)
        return pd.Series(pd.array(part, dtype="str"), index=table.index)


def _element(pieces: Any, lengths: Any, place: Any) -> Any:
    """(rows) the element at a place of each list; missing where there is none."""
    import numpy as np
    import pyarrow as pa

    places = np.broadcast_to(place, lengths.shape)
    absent = (places < 0) | (places >= lengths)
    where = pieces.offsets.to_numpy()[:-1].astype("int64") + places
    return pieces.values.take(pa.array(np.where(absent, 0, where), mask=absent))
