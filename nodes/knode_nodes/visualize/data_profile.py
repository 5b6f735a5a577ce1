"""A table at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    View,
    column_type,
    plot,
    quoted,
    setting,
)
from knode_nodes.learn._leaking import telling
from knode_nodes.learn._task import FEW_VALUES
from knode_nodes.learn._training import floats
from knode_nodes.visualize._association import Association, association
from knode_nodes.visualize._captions import COLUMN_CAPTIONS, ColumnCaptions
from knode_nodes.visualize._profile import CLOSE, Facts, duplicates, facts_of
from knode_nodes.visualize._values import PORT, chosen, rows_told, unit_of
from knode_nodes.visualize.correlation_matrix import matrix

if TYPE_CHECKING:
    import pandas as pd

COMPARED_ROWS = 100_000
COMPARED_COLUMNS = 25
LEARNT = ("number", "boolean", "text", "category")
"""The types of columns that a model may copy its target from."""
MEASURES = ("mean", "std", "min", "q1", "median", "q3", "max", "skewness")
COUNTS = ("zeros", "negatives", "infinite")
LONGEST = 28
"""Letters of a value in a cell."""
WARNED = 30
MINUS = "\N{MINUS SIGN}"


class Profile(NamedTuple):
    """The page to look at, and the table with a row for each column."""

    view: View
    table: Table


class DataProfile(Node):
    """Show what is in a table: of each column its type, what is missing, how its values are spread, and what is odd about it.

    The page tells how many rows are duplicates of others, draws each column as a small histogram (of texts: its most frequent
    values, the longest bar first), lists the most frequent values, and shows how strongly columns hang together. It warns of
    columns that are constant, mostly missing, skewed, different in every row, numbers or dates kept as text, values that
    differ in spaces or capitals only, infinite numbers, of pairs that say nearly the same, and of columns that alone tell the
    one of role target (see Set Roles), as a copy of it does.

    The table has a row for each column of the input, with the same facts, to be used further: to drop all columns with
    more than half of their values missing, for instance. Durations are measured in days. An infinite number is counted, and
    left out of the mean and the like. Correlations look at 100,000 rows at most, spread evenly over the table, and at the
    first 25 columns; texts of more than 1,000 different values are left out of them.

    Example: put it behind each reader, before anything else.
    """

    pack = "visualize"
    icon = "data-profile"
    keywords = (
        "Statistics",
        "Data Explorer",
        "Statistics View",
        "Feature Statistics",
        "Data Info",
        "Field Summary",
        "Browse",
        "Basic Data Profile",
        "describe",
        "summary",
        "profile report",
        "quality",
        "EDA",
    )
    example = Example({})
    columns: Columns = setting(Columns.all(), "Columns to look at.")
    top: int = setting(5, "So many of the most frequent values are listed of each column.", ge=1, le=50)
    correlations: bool = setting(True, "Also show how strongly columns hang together.")
    captions: ColumnCaptions = COLUMN_CAPTIONS

    def run(self, table: Table, context: Context) -> Profile:
        names = self._names(table)
        found: list[Facts] = []
        for place, name in enumerate(names):
            context.progress(0.8 * place / len(names), name)
            found.append(facts_of(table[name], name, self.top))
        same = duplicates(table, found)
        copies = _copies(table, names)
        found = [replace(one, warnings=[*one.warnings, *copies.get(one.name, ())]) for one in found]
        context.progress(0.85, "comparing columns")
        related = _related(table, found) if self.correlations else None
        return Profile(self.captions.view(self._report(table, found, same, related)), _facts_table(found))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._names(table)
        return {"view": None, "table": SPEC}

    def _names(self, table: Table | TableSpec) -> list[str]:
        names = chosen(self.columns, table)
        if not names:
            raise DataError("there is no column to look at: choose some in the node's settings", port=PORT)
        self.captions.check(names)
        return names

    def _report(self, table: pd.DataFrame, found: list[Facts], same: int, related: Association | None) -> plot.Report:
        words = {one.name: self.captions.word(one.name, unit_of(table, one.name)) for one in found}
        found = [replace(one, name=words[one.name]) for one in found]
        if related is not None:
            related = replace(related, names=[words[name] for name in related.names])
        sections = [
            plot.Section(heading="What to look at", text="\n".join(_warnings(found, same, related))),
            plot.Section(heading="Columns", body=_columns_sheet(found)),
            plot.Section(heading="Most frequent values", body=_top_sheet(found, self.top)),
        ]
        if related is not None:
            sections.append(
                plot.Section(
                    heading="How columns hang together",
                    text="Pearson between numbers, Cramér's V between texts, correlation ratio between both.",
                    body=plot.Plot(**matrix(related.names, related.strength)),
                    height=min(9.0, 3.2 + 0.25 * len(related.names)),
                )
            )
        return plot.Report(title="Data Profile", subtitle=_told(table, found, same), sections=tuple(sections))


def _related(table: pd.DataFrame, found: list[Facts]) -> Association | None:
    """How columns hang together, of those that may; None where there are not two."""
    import numpy as np

    names = [
        one.name
        for one in found
        if one.different > 1 and (one.type not in ("text", "category", "other") or one.different <= 1_000)
    ][:COMPARED_COLUMNS]
    if len(names) < 2:
        return None
    rows = table[names]
    if len(rows) > COMPARED_ROWS:
        rows = rows.iloc[np.linspace(0, len(rows) - 1, COMPARED_ROWS).astype(np.intp)]
    return association(rows, names)


# ---- words


def _copies(table: pd.DataFrame, names: list[str]) -> dict[str, tuple[str]]:
    """A question about each column that alone tells the one of role target."""
    targets = [column.name for column in TableSpec.of(table).columns if column.role == "target"]
    if len(targets) != 1:
        return {}
    target = table[targets[0]]
    known = target.notna().to_numpy(dtype=bool)
    kinds = {name: column_type(table[name].dtype) for name in {*names, targets[0]}}
    numbers = kinds[targets[0]] == "number" and target.nunique() > FEW_VALUES
    usable = [name for name in names if name != targets[0] and kinds[name] in LEARNT and _is_real(table[name])]
    if kinds[targets[0]] not in LEARNT or not _is_real(target) or not known.any():
        return {}
    values = floats(target[known]).to_numpy() if numbers else target[known]
    told = telling(table[usable][known], values, classes=not numbers)
    return {
        name: (f"alone tells the target {quoted(targets[0])} {how}: is it known before?",) for name, how in told.items()
    }


def _is_real(column: pd.Series) -> bool:
    return not str(column.dtype).startswith("complex")


def _told(table: pd.DataFrame, found: list[Facts], same: int) -> str:
    cells = sum(one.rows for one in found)
    missing = sum(one.missing for one in found)
    size = int(table.memory_usage(deep=False).sum())
    parts = [
        rows_told(len(table)),
        f"{len(found):,} {'column' if len(found) == 1 else 'columns'}",
        f"{size / 1e6:,.1f} MB",
        f"{_percent(missing / cells)} of the cells missing" if missing else "nothing missing",
        f"{same:,} duplicate rows" if same else "no duplicate rows",
    ]
    return ", ".join(parts)


def _warnings(found: list[Facts], same: int, related: Association | None) -> list[str]:
    if found and not found[0].rows:
        return ["There are no rows."]
    told = [f"{same:,} rows are equal to one before them."] if same else []
    told += [f"{one.name}: {'; '.join(one.warnings)}." for one in found if one.warnings]
    if related is not None:
        strength, names = related.strength, related.names
        told += [
            f"{names[first]} and {names[second]} say nearly the same ({_number(strength[first, second])})."
            for first in range(len(names))
            for second in range(first + 1, len(names))
            if abs(strength[first, second]) >= CLOSE
        ]
    left = len(told) - WARNED
    return (told[:WARNED] + ([f"… and {left:,} more."] if left > 0 else [])) or ["Nothing odd was found."]


def _cut(text: str) -> str:
    """A value in a cell, cut in its middle where it is long: values often differ at their ends."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 10]}…{text[-9:]}"


def _percent(share: float) -> str:
    if not share:
        return "0 %"
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.1f} %" if share >= 0.001 else "< 0.1 %"


def _number(value: float) -> str:
    if value != value:
        return ""
    size = abs(value)
    shown = f"{value:.3g}" if size >= 1e9 or 0 < size < 1e-3 else f"{value:,.0f}" if size >= 1e4 else f"{value:,.4g}"
    return shown.replace("-", MINUS)


def _type(one: Facts) -> str:
    return "duration in days" if one.type == "duration" else one.type


def _columns_sheet(found: list[Facts]) -> plot.Sheet:
    def numbers(label: str) -> plot.SheetColumn:
        cells = tuple(_number(one.numbers.get(label, float("nan"))) for one in found)
        return plot.SheetColumn(label=label, cells=cells, align="right")

    def end(label: str, measure: str) -> plot.SheetColumn:
        cells = tuple(getattr(one, label) or _number(one.numbers.get(measure, float("nan"))) for one in found)
        return plot.SheetColumn(label=measure, cells=cells, align="right")

    shares = [one.missing / one.rows if one.rows else 0.0 for one in found]
    return plot.Sheet(
        columns=(
            plot.SheetColumn(label="column", cells=tuple(one.name for one in found), strong=True),
            plot.SheetColumn(label="type", cells=tuple(map(_type, found))),
            plot.SheetColumn(label="missing", cells=tuple(map(_percent, shares)), align="right", bars=tuple(shares)),
            plot.SheetColumn(label="different", cells=tuple(f"{one.different:,}" for one in found), align="right"),
            plot.SheetColumn(label="spread", cells=("",) * len(found), sparks=tuple(one.spark for one in found)),
            end("earliest", "min"),
            numbers("median"),
            numbers("mean"),
            end("latest", "max"),
            numbers("std"),
        ),
        data=_data(found, ("column", "type", "missing", "missing_share", "different", *MEASURES, "earliest", "latest")),
    )


def _top_sheet(found: list[Facts], most: int) -> plot.Sheet:
    def cell(one: Facts, place: int) -> str:
        if place >= len(one.top):
            return ""
        if one.top[0][1] == 1 and one.known > 1:
            return "" if place else "each once"
        text, count = one.top[place]
        if one.type == "number" and "." in text:
            text = f"{float(text):.6g}"
        return f"{_cut(' '.join(text.split())) or '(empty)'} · {_percent(count / one.known)}"

    shown = range(min(most, max((len(one.top) for one in found), default=0)))
    ranks = [plot.SheetColumn(label=f"{place + 1}.", cells=tuple(cell(one, place) for one in found)) for place in shown]
    return plot.Sheet(
        columns=(plot.SheetColumn(label="column", cells=tuple(one.name for one in found), strong=True), *ranks),
        note="with the share of the rows that have a value",
        data=_sheet_of(
            {
                "column": [one.name for one in found for _ in one.top[:most]],
                "value": [value for one in found for value, _ in one.top[:most]],
                "count": [count for one in found for _, count in one.top[:most]],
                "share": [count / one.known for one in found for _, count in one.top[:most]],
            }
        ),
    )


def _data(found: list[Facts], names: tuple[str, ...]) -> plot.Sheet:
    """Columns of the table of facts, in full."""
    table = _facts_table(found)
    return _sheet_of({name: table[name].astype(object).where(table[name].notna(), None).tolist() for name in names})


def _sheet_of(columns: dict[str, list[Any]]) -> plot.Sheet:
    """A sheet for a file: values as Python writes them, nothing for a missing one."""
    return plot.Sheet(
        columns=tuple(
            plot.SheetColumn(
                label=name,
                cells=tuple(_exact(value) for value in values),
            )
            for name, values in columns.items()
        )
    )


def _exact(value: Any) -> str:
    if isinstance(value, float):
        return repr(float(value)).removesuffix(".0")
    return "" if value is None else str(value)


# ---- the table

SPEC = TableSpec(
    columns=(
        *(ColumnSpec(name=name, dtype="str") for name in ("column", "type", "dtype")),
        ColumnSpec(name="missing", dtype="int64"),
        ColumnSpec(name="missing_share", dtype="float64"),
        ColumnSpec(name="different", dtype="int64"),
        ColumnSpec(name="top", dtype="str"),
        ColumnSpec(name="top_count", dtype="Int64"),
        *(ColumnSpec(name=name, dtype="float64") for name in MEASURES),
        *(ColumnSpec(name=name, dtype="Int64") for name in COUNTS),
        *(ColumnSpec(name=name, dtype="str") for name in ("earliest", "latest", "warnings")),
    )
)


def _facts_table(found: list[Facts]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {
            "column": one.name,
            "type": one.type,
            "dtype": one.dtype,
            "missing": one.missing,
            "missing_share": one.missing / one.rows if one.rows else float("nan"),
            "different": one.different,
            "top": one.top[0][0] if one.top else None,
            "top_count": one.top[0][1] if one.top else None,
            **{name: one.numbers.get(name, float("nan")) for name in MEASURES},
            **{name: int(one.numbers[name]) if name in one.numbers else None for name in COUNTS},
            "earliest": one.earliest,
            "latest": one.latest,
            "warnings": "; ".join(one.warnings),
        }
        for one in found
    ]
    return pd.DataFrame(
        {
            column.name: pd.Series([row[column.name] for row in rows], dtype=column.pandas_dtype())
            for column in SPEC.columns
        }
    )
