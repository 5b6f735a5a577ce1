"""Several columns joined to one text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import Column, Columns, Example, Node, Table, setting
from knode_nodes.prep._columns import PORT, added, chosen_or_refused
from knode_nodes.prep._texts import arrow, texts

if TYPE_CHECKING:
    import pandas as pd

PART = re.compile(r"\{\{|\}\}|\{([^{}]+)\}|[{}]")
"""The parts of a template that are no plain text."""


class CombineColumns(Node):
    """Join the values of several columns to one text.

    Either with a separator between them, in the order in which the columns are named, or by a template in which {name}
    stands for the value of a column, such as `{first} {last} <{mail}>`. Write {{ and }} for the braces themselves.

    Numbers, dates and booleans are written as short as they can be read back: 3.0 is 3, midnight is the date alone. Missing
    values are left out together with their separator, or make the result missing, or are written as a text. In a template
    a value that is left out is an empty text.

    Example: street, zip and city with the separator ", ".
    """

    pack = "prep"
    icon = "combine-columns"
    shelf = "Texts"
    keywords = (
        "Column Combiner", "Column Aggregator", "String Manipulation", "Concatenate", "Merge Columns", "concat", "join text",
        "paste", "Formula", "template", "CONCAT_WS", "create key",
    )  # fmt: skip
    rowwise = True
    how: Literal["separator", "template"] = setting("separator", "Values with a separator between them, or a template.")
    columns: Columns = setting(Columns.named(), "The columns to join, with a separator.", when={"how": ("separator",)})
    separator: str = setting(" ", "What stands between the values.", when={"how": ("separator",)})
    template: str = setting("", "The text to make, with {name} for the value of a column.", when={"how": ("template",)})
    missing: Literal["skip", "missing", "text"] = setting(
        "skip", "Missing values are left out, make the result missing, or are written as the text below."
    )
    example = Example({"columns": ["first name", "last name"], "separator": " ", "name": "name"})
    missing_text: str = setting("", "The text that is written for a missing value.", when={"missing": ("text",)})
    name: str = setting("combined", "The name of the new column.", min_length=1)
    keep: bool = setting(True, "The columns stay beside the new one.")

    @model_validator(mode="after")
    def _check_template(self) -> CombineColumns:
        for part in PART.finditer(self.template):
            if part[0] in ("{", "}"):
                raise ValueError(
                    f"a brace stands alone at position {part.start() + 1}: write {part[0] * 2} for {part[0]}"
                )
        return self

    def run(self, table: Table) -> Table:
        if self.how == "separator":
            names = chosen_or_refused(self.columns, table)
            made = self._joined([texts(table[name]) for name in names])
        else:
            pieces = self._pieces()
            named = [str(piece.of(table, port=PORT)) for piece in pieces if isinstance(piece, Column)]
            names = chosen_or_refused(Columns.named(*named), table)
            made = self._end_to_end([arrow(texts(table[p])) if isinstance(p, Column) else _scalar(p) for p in pieces])
        return added(table, {self.name: _column(made, table)}, without=() if self.keep else names)

    def _joined(self, columns: list[pd.Series]) -> Any:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        separator = _scalar(self.separator)
        if self.missing != "skip":
            held: list[Any] = [part for column in columns for part in (separator, arrow(column))][1:]
            return self._end_to_end(held)
        # Each with its separator before it, and the first separator cut off: Arrow's own way of skipping loses rows in
        # which all are missing.
        pieces = [pc.binary_join_element_wise(separator, arrow(column), _scalar("")) for column in columns]
        joined = pc.utf8_slice_codeunits(self._end_to_end(pieces), len(self.separator))
        present = np.logical_or.reduce([column.notna().to_numpy() for column in columns])
        return pc.if_else(pa.array(present), joined, pa.scalar(None, joined.type))

    def _end_to_end(self, parts: list[Any]) -> Any:
        """(rows) Arrow arrays and scalars of texts, one after the other."""
        import pyarrow.compute as pc

        handling: Any = "emit_null" if self.missing == "missing" else "replace"
        empty = self.missing_text if self.missing == "text" else ""
        return pc.binary_join_element_wise(*parts, _scalar(""), null_handling=handling, null_replacement=empty)

    def _pieces(self) -> list[Any]:
        """The template as plain texts and columns."""
        pieces: list[Any] = []
        start = 0
        for found in PART.finditer(self.template):
            pieces.append(self.template[start : found.start()])
            pieces.append(Column(found[1]) if found[1] else found[0][0])
            start = found.end()
        return [piece for piece in [*pieces, self.template[start:]] if piece]


def _scalar(text: str) -> Any:
    import pyarrow as pa

    return pa.scalar(text, pa.large_string())


def _column(made: Any, table: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series(pd.array(made, dtype="str"), index=table.index)
