"""Classes as codes: true and predicted labels brought to one list of classes, and their probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    PREDICTION,
    PROBABILITY,
    Column,
    Context,
    DataError,
    TableSpec,
    column_type,
    nearest,
    quoted,
    type_words,
)
from knode_nodes.learn._weights import class_names
from knode_nodes.prep._known import different

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_CLASSES = 1000


@dataclass(frozen=True)
class Labels:
    """True and predicted classes: `true` and `predicted` (rows) are positions in `classes`, which are sorted.

    `kind` is the labels' type, `kept` (rows of the table) marks the rows that have both.
    """

    kind: str
    classes: list[Any]
    true: np.ndarray
    predicted: np.ndarray
    kept: np.ndarray

    @property
    def names(self) -> list[str]:
        """The classes as text."""
        return [str(label) for label in self.classes]


def complete_rows(table: pd.DataFrame, target: Column, prediction: Column, context: Context) -> np.ndarray:
    """Which rows (boolean) have a target and a prediction; the others are counted in a warning.

    Raises:
        DataError: an absent column, the same column twice, or no row with both.
    """
    true, predicted = target.of(table, port="table"), prediction.of(table, port="table")
    if true == predicted:
        raise DataError(
            f"target and prediction are both {quoted(true)}: choose the column of true values and that of predictions",
            port="table",
            column=true,
        )
    no_target = table[true].isna().to_numpy(dtype=bool)
    no_prediction = table[predicted].isna().to_numpy(dtype=bool)
    kept: np.ndarray = ~(no_target | no_prediction)
    if not kept.any():
        raise DataError(
            f"no row has a value in both {quoted(true)} and {quoted(predicted)}: there is nothing to score",
            port="table",
            column=true,
        )
    if not kept.all():
        context.warn(
            f"{int((~kept).sum()):,} of {len(table):,} rows were left out: {int(no_target.sum()):,} without a value "
            f"in {quoted(true)}, {int(no_prediction.sum()):,} without one in {quoted(predicted)}."
        )
    return kept


def labels_of(table: pd.DataFrame, target: Column, prediction: Column, context: Context) -> Labels:
    """The classes of two columns of a table. Raises DataError where they are no classes or of differing types."""
    return _labels(_pairs(table, target, prediction, context), table)


def wrong_labels(
    table: pd.DataFrame, target: Column, prediction: Column, context: Context
) -> tuple[np.ndarray, np.ndarray]:
    """Which rows (boolean) have both labels, and (kept rows, boolean) whether these differ.

    Raises DataError as `labels_of` does, but for texts of however many classes, which are compared and not counted.
    """
    pairs = _pairs(table, target, prediction, context)
    if pairs.true.dtype == pairs.predicted.dtype == "str":
        return pairs.kept, (pairs.true != pairs.predicted).to_numpy(dtype=bool)
    labels = _labels(pairs, table)
    return labels.kept, labels.true != labels.predicted


class _Pairs(NamedTuple):
    """The rows (boolean) that have a target and a prediction, and both of these (kept rows), which are of one kind."""

    kept: np.ndarray
    true: pd.Series
    predicted: pd.Series
    kind: str


def _pairs(table: pd.DataFrame, target: Column, prediction: Column, context: Context) -> _Pairs:
    kept = complete_rows(table, target, prediction, context)
    true, predicted = (table[name] if kept.all() else table[name][kept] for name in (target, prediction))
    kind, other = _label_type(true), _label_type(predicted)
    if kind != other:
        raise DataError(
            f"{quoted(str(target))} holds {_words(kind)} ({quoted(true.iloc[0])}), {quoted(str(prediction))} holds "
            f"{_words(other)} ({quoted(predicted.iloc[0])}): convert one of them, they never match like this",
            port="table",
            column=str(prediction),
            row=int(kept.argmax()),
        )
    return _Pairs(kept, true, predicted, kind)


def _labels(pairs: _Pairs, table: pd.DataFrame) -> Labels:
    import numpy as np

    kept, true, predicted, kind = pairs
    (true_codes, true_labels), (codes, labels) = (_coded(column, kind, kept) for column in (true, predicted))
    known = [class_named(name, kind) for name in probability_columns(table, str(predicted.name))]
    found = {*true_labels, *labels}
    found |= {label for label in known if label is not None}
    if kind == "boolean":
        found |= {False, True}
    if len(found) > MOST_CLASSES:
        raise DataError(
            f"{quoted(true.name)} and {quoted(predicted.name)} have {len(found):,} different values, more than "
            f"{MOST_CLASSES:,} classes: use Regression Scorer for numbers",
            port="table",
            column=str(true.name),
        )
    classes = sorted(found)
    place = {label: number for number, label in enumerate(classes)}
    of_true, of_predicted = (
        np.array([place[label] for label in known], dtype=np.intp) for known in (true_labels, labels)
    )
    return Labels(kind, classes, of_true[true_codes], of_predicted[codes], kept)


def positive_of(positive: str, classes: list[Any], target: str, context: Context) -> int:
    """The place of the class that counts as positive, as tables show it (`true`) or as Python does: by default the second.

    Raises:
        DataError: there is no such class.
    """
    names = [str(label) for label in classes]
    if not positive:
        context.info(f"{quoted(names[1])} counts as the positive class.")
        return 1
    for place, label in enumerate(classes):
        if positive in class_names(label):
            return place
    near = nearest(positive, names)
    listed = ", ".join(quoted(name) for name in names[:8]) + (" …" if len(names) > 8 else "")
    hint = f"did you mean {quoted(near)}?" if near else f"the classes are {listed}"
    raise DataError(f"there is no class {quoted(positive)} to count as positive; {hint}", port="table", column=target)


def classes_in(column: pd.Series, kept: np.ndarray) -> tuple[str, np.ndarray, list[Any]]:
    """The type of a column's labels, (kept rows) which of them a row has, and the labels as plain values.

    Raises:
        DataError: they are no classes.
    """
    known = column[kept]
    kind = _label_type(known)
    return kind, *_coded(known, kind, kept)


def _coded(column: pd.Series, kind: str, kept: np.ndarray) -> tuple[np.ndarray, list[Any]]:
    """(rows) The number of each row's label, and the labels; texts are told apart without making Python's own of each."""
    import pandas as pd

    if column.dtype == "str":
        codes, labels = different(column)
    else:
        codes, labels = pd.factorize(column if kind == "text" else _plain(column, kind, kept))
    return codes, labels.tolist()


def probability_columns(table: pd.DataFrame | TableSpec, prediction: str) -> dict[str, str]:
    """The column of probabilities by class, as text. They have the prefix that the prediction has.

    Where the table tells of some which column they are of, others are none: `probability_of_rain` may be a feature.
    """
    spec = table if isinstance(table, TableSpec) else TableSpec.of(table)
    prefix = prediction.removesuffix(PREDICTION) if prediction.endswith(PREDICTION) else ""
    start = prefix + PROBABILITY
    named = [column for column in spec.columns if column.name.startswith(start)]
    target = spec[prediction].predicts
    told = [column for column in named if column.predicts is not None and target in (None, column.predicts)]
    return {column.name.removeprefix(start): column.name for column in told or named}


def probabilities_of(table: pd.DataFrame, prediction: Column, labels: Labels, context: Context) -> np.ndarray | None:
    """The probabilities (kept rows, classes), or None, with an information why, where there are none to use.

    Raises:
        DataError: a probability that is no number within 0 and 1.
    """
    import numpy as np

    found = probability_columns(table, prediction)
    if not found:
        context.info("There are no columns of probabilities, so there is no ROC AUC and no log loss.")
        return None
    by_label = {class_named(name, labels.kind): column for name, column in found.items()}
    absent = [label for label in labels.classes if label not in by_label]
    if absent:
        context.info(
            f"There is no column of probabilities for the class {quoted(str(absent[0]))}, so there is no ROC AUC and "
            "no log loss."
        )
        return None
    chances = np.column_stack([_chances(table[by_label[label]], labels.kept) for label in labels.classes])
    if np.isnan(chances).any():
        context.info("Some probabilities are missing, so there is no ROC AUC and no log loss.")
        return None
    return chances


def _chances(column: pd.Series, kept: np.ndarray) -> np.ndarray:
    import numpy as np

    if column_type(column.dtype) != "number":
        raise DataError(
            f"{quoted(str(column.name))} is a {type_words(column.dtype)} column, but probabilities are numbers",
            port="table",
            column=str(column.name),
        )
    values: np.ndarray = column.to_numpy(dtype="float64", na_value=np.nan)
    bad = np.flatnonzero(kept & ((values < 0) | (values > 1)))
    if len(bad):
        raise DataError(
            f"{quoted(str(column.name))} is {values[bad[0]]:g} in row {int(bad[0])}, but probabilities lie within 0 "
            "and 1",
            port="table",
            column=str(column.name),
            row=int(bad[0]),
        )
    return values[kept]


def _label_type(column: pd.Series) -> str:
    kind: str = column_type(column.dtype)
    if kind == "category":
        inferred = column.cat.categories.inferred_type
        words = {"string": "text", "integer": "number", "floating": "number", "boolean": "boolean"}
        kind = words.get(inferred, "other")
    if kind not in ("text", "number", "boolean") or column.dtype.kind == "c":
        raise DataError(
            f"{quoted(str(column.name))} {_held(column, kind)}, but classes are texts, categories, booleans or whole "
            "numbers: convert the column first",
            port="table",
            column=str(column.name),
        )
    return kind


def _held(column: pd.Series, kind: str) -> str:
    words = type_words(column.dtype)
    return f"is a {words} column" if words != "category" else f"is a category column of {_words(kind)}"


def _words(kind: str) -> str:
    return {"text": "texts", "number": "numbers", "boolean": "booleans"}.get(kind, "values of another type")


def _plain(column: pd.Series, kind: str, kept: np.ndarray) -> np.ndarray:
    import numpy as np
    from pandas.api.types import is_integer_dtype

    if kind == "boolean":
        return column.to_numpy(dtype=bool)
    if is_integer_dtype(column.dtype):
        # Numbers of 64 bits without a sign have no place among those with one.
        large = column.dtype.kind == "u" and column.max() > np.iinfo("int64").max
        return column.to_numpy(dtype="object" if large else "int64")
    values: np.ndarray = column.to_numpy(dtype="float64")
    broken = np.flatnonzero((values != np.round(values)) | np.isinf(values))
    if len(broken):
        row = int(np.flatnonzero(kept)[broken[0]])
        raise DataError(
            f"{quoted(str(column.name))} is {values[broken[0]]:g} in row {row}, and classes have no decimals: use "
            "Regression Scorer for numbers",
            port="table",
            column=str(column.name),
            row=row,
        )
    if np.abs(values).max(initial=0) >= 2.0**63:
        return np.array([int(value) for value in values], dtype=object)
    return values.astype("int64")


def class_named(name: str, kind: str) -> Any:
    """The class that a probability column's name tells, or None if it is no label of that kind."""
    if kind == "text":
        return name
    if kind == "boolean":
        return {"true": True, "false": False}.get(name.lower())
    try:
        return int(name.removesuffix(".0"))
    except ValueError:
        return None
