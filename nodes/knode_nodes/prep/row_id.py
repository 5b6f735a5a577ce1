"""Number the rows, or make a column of their index."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import ColumnSpec, DataError, Example, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._predicts import told_as

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LARGEST = 2**63 - 1


class RowId(Node):
    """Add a column that tells rows apart: a number, a text such as `A-0001`, or the index of the table.

    Numbers begin at `start` and go up by `step`, in the order of the rows. Texts are the number with something before and
    after it, and zeros in front up to a width. The index is what rows are called that come from some readers and nodes, and
    that they keep when they are filtered or sorted; of an index with several levels the texts of the levels are joined.

    A column of that name is an error, unless it is to be replaced. The rows keep their order and their index.

    Example: prefix `A-`, width 4 and start 1 give A-0001, A-0002 and so on.
    """

    pack = "prep"
    icon = "row-id"
    shelf = "Rows"
    keywords = (
        "RowID",
        "Counter Generation",
        "Record ID",
        "Add Row Number",
        "Index",
        "reset_index",
        "ROW_NUMBER",
        "Create Instance ID",
        "key",
        "sequence",
    )
    example = Example({"values": "text", "prefix": "A-", "width": 4})
    name: str = setting("row_id", "The name of the column.", min_length=1)
    values: Literal["number", "text", "index"] = setting("number", "What stands in the column.")
    start: int = setting(
        1, "The number of the first row.", ge=-LARGEST - 1, le=LARGEST, when={"values": ("number", "text")}
    )
    step: int = setting(
        1,
        "How much the number goes up from row to row; below 0 it goes down.",
        ge=-LARGEST,
        le=LARGEST,
        when={"values": ("number", "text")},
    )
    prefix: str = setting("", "What stands before the number in a text.", when={"values": ("text",)})
    suffix: str = setting("", "What stands behind the number in a text.", when={"values": ("text",)})
    width: int = setting(
        0,
        "How many digits the number in a text has at least, with zeros in front.",
        ge=0,
        le=1000,
        when={"values": ("text",)},
    )
    replace: bool = setting(False, "A column of that name is replaced, and keeps its place.")
    place: Literal["first", "last"] = setting("first", "Where the column stands.")

    @model_validator(mode="after")
    def _check_step(self) -> RowId:
        if not self.step:
            raise ValueError("a step of 0 would give all rows the same number")
        return self

    def run(self, table: Table) -> Table:
        made = table.copy(deep=False)
        try:
            made.insert(0 if self.place == "first" else len(table.columns), self.name, self._made(table))
        except ValueError:
            # One of the table's own: to ask before takes as long as to put it in.
            self._check_name(table.columns)
            return with_columns(table, {self.name: self._made(table)})
        return made

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        self._check_name(table.names)
        if self.values == "index":
            return {"table": None}
        column = ColumnSpec(name=self.name, dtype="int64" if self.values == "number" else "str")
        if self.name in table:
            return {"table": table.replace(**{self.name: told_as(column, table[self.name])})}
        columns = (column, *table.columns) if self.place == "first" else (*table.columns, column)
        return {"table": TableSpec(columns=columns)}

    def _check_name(self, names: Collection[str]) -> None:
        if self.name in names and not self.replace:
            raise DataError(
                f"the table already has a column {quoted(self.name)}: choose another name, or let it be replaced",
                port="table",
                column=self.name,
            )

    def _made(self, table: pd.DataFrame) -> Any:
        """(rows) the values of the column."""
        import pandas as pd

        if self.values == "index":
            return _levels_joined(table.index) if table.index.nlevels > 1 else table.index.array
        numbers = self._numbers(len(table))
        if self.values == "text":
            return self._texts(pd.Series(numbers))
        # A column with the table's own index is taken as it is, an array would be copied.
        return pd.Series(numbers, index=table.index, copy=False)

    def _numbers(self, rows: int) -> np.ndarray:
        import numpy as np

        last = self.start + self.step * max(rows - 1, 0)
        if not -LARGEST - 1 <= last <= LARGEST:
            raise DataError(
                f"the number of the last of {rows:,} rows would be {last:,}, which is too large: choose another start or step",
                port="table",
            )
        end = self.start + self.step * rows
        if -LARGEST - 1 <= end <= LARGEST:
            return np.arange(self.start, end, self.step, dtype="int64")
        return np.arange(rows, dtype="int64") * self.step + self.start

    def _texts(self, numbers: pd.Series) -> Any:
        digits: Any = numbers.astype("str")
        if self.width:
            negative = numbers < 0
            if negative.any():
                # The sign is no digit, and stands before the zeros.
                digits = digits.where(~negative, digits.str.replace("-", "", regex=False))
            digits = digits.str.rjust(self.width, "0")
            if negative.any():
                digits = digits.where(~negative, "-" + digits)
        digits = self.prefix + digits if self.prefix else digits
        return (digits + self.suffix if self.suffix else digits).array


def _levels_joined(index: Any) -> Any:
    import pandas as pd

    levels: list[Any] = [pd.Series(index.get_level_values(level)).astype("str") for level in range(index.nlevels)]
    return levels[0].str.cat(levels[1:], sep=", ").array
