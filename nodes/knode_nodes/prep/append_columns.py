"""Put the columns of several tables beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, Example, Node, Spec, Table, TableSpec, predicts_of, quoted, setting
from knode_nodes.prep._predicts import renamed, with_predicts
from knode_nodes.prep._suffixes import narrow, nullable
from knode_nodes.prep._units import units_of, with_units

if TYPE_CHECKING:
    import pandas as pd

PORT = "tables"


class AppendColumns(Node):
    """Put the columns of tables beside each other, row by row: the first row with the first row, the second with the second.

    Nothing is compared, so the tables must be in the same order; where they have a key, a Joiner is safer. The tables
    stand in the order in which they are connected. Those of different lengths are refused; or the shorter ones get missing
    values at the end, or all are cut to the shortest. With missing values, whole numbers and booleans become kinds that can
    be missing, whether or not any is.

    A name that an earlier table has already gets the number of its table, such as `price_2`; or is refused. The rows keep
    the index of the first table where it is long enough, and are numbered anew otherwise.

    Example: 100 rows of customers beside 100 predictions for them, in the same order.
    """

    pack = "prep"
    icon = "append-columns"
    shelf = "Several tables"
    keywords = ("Column Appender", "record position", "Merge columns", "bind columns", "cbind", "zip", "concat")
    example = Example({"lengths": "missing"})
    lengths: Literal["refuse", "missing", "cut"] = setting(
        "refuse",
        "Tables of different lengths: refuse them, fill the shorter ones with missing values, or cut all to the shortest.",
    )
    clashes: Literal["suffix", "refuse"] = setting(
        "suffix", "A column name that an earlier table has: add the number of the table, or refuse it."
    )

    def run(self, tables: list[Table]) -> Table:
        if not tables:
            raise _none_connected()
        lengths = [*map(len, tables)]
        fit = self.lengths != "missing" and lengths.count(lengths[0]) == len(lengths)
        made = _beside(tables if fit else self._sized(tables, self._rows(lengths)))
        if _is_told(tables):
            return made
        given = [table.columns.tolist() for table in tables]
        return _told(made, tables, given, self._names([[*map(str, one)] for one in given]))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        specs = inputs.get(PORT)
        if not isinstance(specs, list) or any(not isinstance(one, TableSpec) for one in specs):
            return {"table": None}
        dtype = nullable if self.lengths == "missing" else str
        names = self._names([one.names for one in specs])
        columns = [
            column.model_copy(update={"name": name, "dtype": dtype(column.dtype), "predicts": of.get(name)})
            for one, new in zip(specs, names, strict=True)
            for of in [renamed(one.predictions, dict(zip(one.names, new, strict=True)))]
            for column, name in zip(one.columns, new, strict=True)
        ]
        return {"table": TableSpec(columns=tuple(columns))}

    def _names(self, tables: Sequence[Sequence[str]]) -> list[list[str]]:
        """What the columns of each table are called in the result. Raises DataError for a clash that is refused."""
        if not tables:
            raise _none_connected()
        taken = {name for names in tables for name in names}
        used: set[str] = set()
        made = []
        for place, names in enumerate(tables, 1):
            new = [self._free(name, place, taken) if name in used else name for name in names]
            made.append(new)
            used.update(new)
        return made

    def _free(self, name: str, place: int, taken: set[str]) -> str:
        """A new name for a column of the table at `place`, which is taken from now on."""
        if self.clashes == "refuse":
            raise DataError(
                f"a table before table {place} already has a column {quoted(name)}: rename one of them, or let the name "
                "get a number",
                port=PORT,
                column=name,
            )
        while (made := f"{name}_{place}") in taken:
            place += 1
        taken.add(made)
        return made

    def _rows(self, lengths: list[int]) -> int:
        """How many rows come out."""
        if self.lengths == "refuse":
            place = next(place for place, length in enumerate(lengths) if length != lengths[0])
            raise DataError(
                f"table 1 has {_rows_of(lengths[0])} and table {place + 1} {_rows_of(lengths[place])}: connect tables of the "
                "same rows, join them by a key, or choose what becomes of different lengths",
                port=PORT,
            )
        return min(lengths) if self.lengths == "cut" else max(lengths)

    def _sized(self, tables: Sequence[pd.DataFrame], rows: int) -> list[pd.DataFrame]:
        """The tables with so many rows, their indexes kept where they are long enough."""
        if self.lengths == "cut":
            return [table.iloc[:rows] for table in tables]
        wide = [table.astype({name: nullable(str(table[name].dtype)) for name in narrow(table)}) for table in tables]
        return [one if len(one) == rows else one.reset_index(drop=True).reindex(range(rows)) for one in wide]


def _none_connected() -> DataError:
    return DataError("no table is connected: connect those whose columns go beside each other", port=PORT)


def _rows_of(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def _beside(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The tables, all of one length, side by side, and the index of the first. Only indexes that count are compared, the
    labels of others are not looked at."""
    import pandas as pd

    index = tables[0].index
    numbered = isinstance(index, pd.RangeIndex)
    aligned = []
    for one in tables:
        own = one.index
        same = own is index or (
            numbered and isinstance(own, pd.RangeIndex) and own.equals(index) and own.name == index.name
        )
        aligned.append(one if same else one.set_axis(index))
    return pd.concat(aligned, axis=1, join="inner", sort=False)


def _is_told(tables: Sequence[pd.DataFrame]) -> bool:
    """Whether nothing is left to tell: no table tells of its columns, and the names of all are texts, no two of them the same.
    Arrow knows that in a fraction of the time that pandas takes."""
    names: list[Any] = []
    for table in tables:
        in_arrow = getattr(table.columns.array, "__arrow_array__", None)
        if in_arrow is None or table.attrs:
            return False
        names += in_arrow().to_pylist()
    return {*map(type, names)} == {str} and len({*names}) == len(names)


def _told(
    made: pd.DataFrame, tables: Sequence[pd.DataFrame], given: list[list[Any]], names: list[list[str]]
) -> pd.DataFrame:
    """What was put beside each other, under new names instead of those given, with what the tables tell of their columns."""
    import pandas as pd

    if names != given:
        made.columns = pd.Index([name for new in names for name in new], dtype="str")
    roles: dict[str, Any] = {}
    predicts: dict[str, str] = {}
    units: dict[str, str] = {}
    for table, old, new in zip(tables, given, names, strict=True):
        if table.attrs:
            called = dict(zip(old, new, strict=True))
            predicts |= renamed(predicts_of(table), called)
            units |= {called[name]: unit for name, unit in units_of(table).items() if name in called}
            roles |= {called[name]: role for name, role in (table.attrs.get("roles") or {}).items() if name in called}
    made.attrs = {**tables[0].attrs, "roles": roles} if roles else dict(tables[0].attrs)
    return with_units(with_predicts(made, predicts), units)
