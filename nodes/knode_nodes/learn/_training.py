"""What the learners share before fitting: which columns and rows they learn from, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Column, Columns, ColumnSpec, Context, DataError, Role, TableSpec, column_type, quoted
from knode_nodes.learn._kinds import type_phrase, usable
from knode_nodes.learn._weights import UNWEIGHTED, check_weight, check_weights, weights_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

DECIMAL = "decimal"
NO_FEATURES = ("id", "weight", "ignore")
"""The roles of columns from which nothing is learnt unless they are named as features."""
MISSING_ADVICE = "fill them with Missing Values, or drop those rows, before training"


@dataclass(frozen=True)
class Rows:
    """The rows to learn from: `features` (rows, columns).

    `positions` (rows) says where they stand in the node's table, `weights` (rows) how much each counts, None for all alike.
    `missing` are the types of columns in which values may be missing, in training and in prediction.
    """

    features: pd.DataFrame
    positions: np.ndarray
    weights: np.ndarray | None
    missing: Container[str]

    def inputs(self) -> TableSpec:
        """The columns that a model of these rows reads, each with the range of its numbers."""
        spec = TableSpec.of(self.features, ranges=True)
        return TableSpec(
            columns=tuple(
                column.model_copy(update={"nullable": True}) if column.type in self.missing else column
                for column in spec.columns
            )
        )


@dataclass(frozen=True)
class Training(Rows):
    """Rows with what they shall predict: `target` (rows) without missing values; `left_out` rows of the table have none."""

    target: pd.Series
    left_out: int
    weight: str = ""
    """The column of the weights, if there is one."""
    unused_weight: str = ""
    """The column of weights that an algorithm which takes none leaves aside."""


def by_role(spec: TableSpec, chosen: Column, role: Role, port: str = "table") -> Column:
    """The chosen column; where none is chosen the one that has this role in the table, if there is one.

    Raises DataError where several have it; the setting that chooses one is called as the role is.
    """
    found = [] if chosen else [column.name for column in spec.columns if column.role == role]
    if len(found) > 1:
        raise DataError(
            f"{quoted(found[0])} and {quoted(found[1])} both have the role {role}: choose one of them in the setting {role}, "
            "or give one another role with Set Roles",
            port=port,
            column=found[1],
        )
    return chosen or Column(found[0] if found else "")


def target_in(spec: TableSpec, chosen: Column) -> Column:
    """The column to predict: the chosen one, or the one of that role. Raises DataError where there is none."""
    target = by_role(spec, chosen, "target")
    if not target:
        raise DataError(
            "no column is chosen: set the column's name in the node's settings, or give one the role target with Set Roles",
            port="table",
        )
    target.of(spec, port="table")
    return target


def weight_in(spec: TableSpec, chosen: Column | None, target: str, features: Columns) -> Column:
    """The column that rows are weighed by: the chosen one, or the one of that role; none for who takes no weights (None).

    A column that is the target, or named as a feature, is no weight by its role.
    """
    if chosen is None:
        return UNWEIGHTED
    return by_role(spec.without((target, *features.names)), chosen, "weight")


def feature_names(
    spec: TableSpec,
    target: Column,
    features: Columns,
    warn: Callable[[str], None] | None = None,
    weight: Column = UNWEIGHTED,
) -> list[str]:
    """The columns to learn from: the chosen ones less the target, the weights and, unless named, dates, ids and the like.

    Raises:
        DataError: an absent column, the target named as a feature, a named column that no model takes, or none.
    """
    check_weight(spec, weight, target)
    chosen = features.of_spec(spec, port="table")
    if features.by == "names" and target in chosen:
        raise DataError(
            f"{quoted(target)} is the target and is also chosen as a feature: a model would learn to copy it; take "
            "it out of the features",
            port="table",
            column=target,
        )
    if features.by == "names" and weight and weight in chosen:
        raise DataError(
            f"{quoted(weight)} is the weight of the rows and is also chosen as a feature: take it out of the one or the "
            "other",
            port="table",
            column=weight,
        )
    chosen = [name for name in chosen if name not in (target, weight)]
    if features.by != "names":
        chosen = [name for name in chosen if spec[name].role not in NO_FEATURES]
    unusable = [name for name in chosen if not usable(spec[name])]
    if unusable and features.by == "names":
        raise _unusable_feature(spec[unusable[0]])
    if unusable and warn is not None:
        kinds = ", ".join(f"{quoted(name)} ({type_phrase(spec[name])})" for name in unusable[:8])
        warn(
            f"Left out, since a model takes numbers, booleans, texts and categories only: {kinds}. Make a number of "
            "such a column first if it matters, such as the year of a date."
        )
    used = [name for name in chosen if name not in unusable]
    if not used:
        raise DataError("there is no column to learn from: choose at least one feature", port="table")
    return used


def feature_spec(spec: TableSpec, target: Column, features: Columns, weight: Column | None = None) -> TableSpec:
    """The columns to learn from, as a model reads them; see `feature_names` and `weight_in`."""
    used = spec.select(feature_names(spec, target, features, weight=weight_in(spec, weight, target, features)))
    return TableSpec(columns=tuple(column.model_copy(update=_read_as(column)) for column in used.columns))


def _read_as(column: ColumnSpec) -> dict[str, Any]:
    """What is different in a column as it is learnt from: encoders and scalers take no other missing value than NaN."""
    if column.type == "text":
        return {"dtype": "str"}
    if column.category_dtype is not None and column_type(column.category_dtype) == "text":
        return {"category_dtype": None}
    return {"dtype": "float64"} if column.dtype.startswith(DECIMAL) else {}


def features_of(table: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Those columns as they are learnt from: texts of any dtype as pandas' own, decimals as float64."""
    read = table[names]
    for name in names:
        column = table[name]
        made = floats(column) if str(column.dtype).startswith(DECIMAL) else own_texts(column)
        if made is not column:
            read[name] = made
    return read


def own_texts(column: pd.Series) -> pd.Series:
    """Texts, and categories of texts, as those of pandas of which missing ones are NaN; all other columns as they are."""
    import pandas as pd

    if column_type(column.dtype) == "text":
        return column if str(column.dtype) == "str" else column.astype("str")
    if isinstance(column.dtype, pd.CategoricalDtype):
        known = column.cat.categories
        if column_type(known.dtype) == "text" and str(known.dtype) != "str":
            plain: Any = known.astype("str")
            return column.cat.rename_categories(plain)
    return column


def floats(column: pd.Series) -> pd.Series:
    """A column of numbers as float64, NaN where missing."""
    import numpy as np
    import pandas as pd

    return pd.Series(column.to_numpy(dtype="float64", na_value=np.nan), index=column.index)


def training_data(
    table: pd.DataFrame,
    target: Column,
    features: Columns,
    context: Context,
    *,
    missing: Container[str] = (),
    weight: Column | None = None,
) -> Training:
    """The rows and columns to learn from; rows without a target are left out with a warning.

    Args:
        table: what came in.
        target: the column to predict; where none is chosen, the one whose role that is.
        features: the columns to predict it from.
        context: is told of what is left out.
        missing: the types of columns in which the algorithm takes missing values.
        weight: the column that says how much each row counts, see `weight_in`; rows with 0 are left out.

    Raises:
        DataError: absent or unusable columns, no rows, missing or infinite values among the features, bad weights.
    """
    import numpy as np

    spec = TableSpec.of(table)
    target = target_in(spec, target)
    name = str(target)
    used, unused = _weight(spec, weight, target, features, context)
    names = feature_names(spec, target, features, context.warn, used)
    kept = table[name].notna().to_numpy(dtype=bool)
    if not kept.any():
        problem = "has no values" if len(table) else "has no rows"
        raise DataError(f"the target {quoted(name)} {problem}: there is nothing to learn", port="table", column=name)
    left_out = int(len(kept) - kept.sum())
    if left_out:
        context.warn(f"{left_out:,} of {len(table):,} rows have no value in {quoted(name)} and were left out.")
    weights = weights_of(table, used)
    if weights is not None:
        check_weights(weights[kept], np.flatnonzero(kept), used)
        kept = kept & (weights > 0)
        weights = weights[kept]
    chosen, whole = features_of(table, names), bool(kept.all())
    data = Training(
        chosen if whole else chosen[kept],
        np.flatnonzero(kept),
        weights,
        missing,
        table[name] if whole else table[name][kept],
        left_out,
        str(used),
        unused,
    )
    check_features(data, context)
    return data


def comparable_rows(
    table: pd.DataFrame,
    features: Columns,
    context: Context,
    *,
    missing: Container[str] = (),
    weight: Column | None = None,
) -> Rows:
    """The rows and columns to learn from where there is no target; see `training_data`."""
    import numpy as np

    spec = TableSpec.of(table)
    used, _ = _weight(spec, weight, UNWEIGHTED, features, context)
    names = feature_names(spec, UNWEIGHTED, features, context.warn, used)
    if not len(table):
        raise DataError("the table has no rows, so there is nothing to learn from", port="table")
    weights, chosen = weights_of(table, used), features_of(table, names)
    kept = np.ones(len(table), dtype=bool)
    if weights is not None:
        check_weights(weights, np.arange(len(table)), used)
        kept = weights > 0
        weights = weights[kept]
    data = Rows(chosen if kept.all() else chosen[kept], np.flatnonzero(kept), weights, missing)
    check_features(data, context)
    return data


def _weight(
    spec: TableSpec, chosen: Column | None, target: Column, features: Columns, context: Context
) -> tuple[Column, str]:
    """See `weight_in`; and the column of weights that is not taken, if there is one, of which the person is told."""
    others = spec.without((target, *features.names)).columns if chosen is None else ()
    unused = [column.name for column in others if column.role == "weight"]
    if unused:
        said = "has the role weight, but this algorithm takes no weights: it learns from all rows alike."
        context.warn(f"{quoted(unused[0])} {said}")
    return weight_in(spec, chosen, target, features), unused[0] if len(unused) == 1 else ""


def check_features(data: Rows, context: Context) -> None:
    """Raise DataError for values that no model takes, and tell of columns that teach nothing."""
    names = [str(name) for name in data.features.columns]
    for name in names:
        _check_feature(data, name)
    alike = [quoted(name) for name in names if _constant(data.features[name])] if len(data.features) > 1 else []
    if alike:
        said = ", ".join(alike[:8]) + (" …" if len(alike) > 8 else "")
        context.warn(f"The same in every row, so nothing can be learnt from it: {said}.")


def _constant(column: pd.Series) -> bool:
    first = column.iloc[0]
    # Most columns differ in the first rows already.
    if not column.notna().iloc[0] or not (column.iloc[:8] == first).fillna(False).all():
        return False
    return bool((column == first).fillna(False).all())


def _unusable_feature(column: ColumnSpec) -> DataError:
    advice = {
        "datetime": "make numbers of it, such as year, month or weekday, or leave it out",
        "duration": "make a number of it, such as its days, or leave it out",
    }
    return DataError(
        f"the feature {quoted(column.name)} is {type_phrase(column)}, which no model takes: "
        + advice.get(column.type, "convert it to numbers or text, or leave it out"),
        port="table",
        column=column.name,
    )


def _check_feature(data: Rows, name: str) -> None:
    import numpy as np

    column = data.features[name]
    kind = column_type(column.dtype)
    missing = column.isna().to_numpy(dtype=bool)
    if missing.all():
        raise DataError(
            f"the feature {quoted(name)} has no values at all: leave it out of the features", port="table", column=name
        )
    if missing.any() and kind not in data.missing:
        count, row = int(missing.sum()), int(data.positions[np.flatnonzero(missing)[0]])
        words = "a missing value" if count == 1 else f"{count:,} missing values"
        first = "in" if count == 1 else "first in"
        raise DataError(
            f"the feature {quoted(name)} has {words}, {first} row {row}: {MISSING_ADVICE}",
            port="table",
            column=name,
            row=row,
        )
    endless = infinite(column)
    if endless is not None:
        row = int(data.positions[endless])
        raise DataError(
            f"the feature {quoted(name)} is infinite in row {row}: correct it or drop the row",
            port="table",
            column=name,
            row=row,
        )
    if kind == "category" and not _uniform(column):
        raise DataError(
            f"the categories of the feature {quoted(name)} are of mixed or unknown types: convert it to text first",
            port="table",
            column=name,
        )


def infinite(column: pd.Series) -> int | None:
    """The position of the first infinite number of a column, or None."""
    import numpy as np

    if column_type(column.dtype) != "number" or getattr(column.dtype, "kind", "f") not in "f":
        return None
    found = np.flatnonzero(np.isinf(column.to_numpy(dtype="float64", na_value=np.nan)))
    return int(found[0]) if len(found) else None


def too_large(column: pd.Series) -> int | None:
    """The position of the first number beyond single precision, in which trees compare numbers, or None."""
    import numpy as np

    if column_type(column.dtype) != "number":
        return None
    values = np.abs(column.to_numpy(dtype="float64", na_value=np.nan))
    found = np.flatnonzero(values > np.finfo(np.float32).max)
    return int(found[0]) if len(found) else None


def large_number(column: pd.Series, position: int, row: int) -> DataError:
    """The error for the number at `position` of a column, in `row` of the table, that is beyond single precision."""
    return beyond_single(str(column.name), float(column.iloc[position]), row)


def beyond_single(name: str, value: float, row: int) -> DataError:
    """The error for a number that single precision does not hold."""
    return DataError(
        f"{quoted(name)} is {value:g} in row {row}, and the model takes numbers up "
        "to 3.4e+38: correct it, or divide the column by a constant before training",
        port="table",
        column=name,
        row=row,
    )


def _uniform(column: pd.Series) -> bool:
    kind: Any = column.cat.categories.inferred_type
    return kind in ("string", "integer", "floating", "boolean", "empty")
