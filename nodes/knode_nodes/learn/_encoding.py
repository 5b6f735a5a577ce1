"""How features become numbers inside a model: a column per text value, numbers scaled where the algorithm needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import Context, column_type, quoted
from knode_nodes.learn._training import ENCODED

if TYPE_CHECKING:
    import pandas as pd

PREPARE = "prepare"


def preparation(
    features: pd.DataFrame,
    most_values: int,
    context: Context,
    *,
    scale: bool = False,
    sparse: bool = False,
    codes: bool = False,
) -> Any:
    """The unfitted scikit-learn transformer that an estimator needs before it, or None if it takes the
    features as is.

    Texts and categories: one column per value, 1 where the row has it (one-hot). Of a column with more than
    `most_values` values only the most frequent get a column. Any other value, one that training never saw
    included, has 0 in all of them.

    Args:
        features: (rows, columns) to learn from.
        most_values: how many values of a text column are told apart.
        context: is told of columns with more values than that.
        scale: bring numbers to mean 0 and standard deviation 1.
        sparse: give a sparse matrix if there are texts; saves memory where the estimator takes it.
        codes: give a text column as one column of whole numbers, NaN for missing and other values, instead. These come
            first.
    """
    import numpy as np
    from sklearn.compose import ColumnTransformer
    from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

    encoded = [name for name in features.columns if column_type(features[name].dtype) in ENCODED]
    numeric = [name for name in features.columns if name not in encoded]
    # Without centring and scaling the scaler only makes floats of what it gets: "passthrough" would hand on pandas'
    # own missing values of Int64 and boolean columns, which no estimator takes.
    numbers = StandardScaler(with_mean=scale, with_std=scale)
    if not encoded:
        return numbers if scale else None
    categories = _categories(features[encoded], most_values, context)
    encoder = (
        OrdinalEncoder(
            categories=categories,
            handle_unknown="use_encoded_value",
            unknown_value=np.nan,
            encoded_missing_value=np.nan,
        )
        if codes
        else OneHotEncoder(categories=categories, handle_unknown="ignore", sparse_output=sparse)
    )
    parts: list[tuple[str, Any, list[str]]] = [("encode", encoder, encoded)]
    if numeric:
        parts.append(("numbers", numbers, numeric))
    return ColumnTransformer(parts, sparse_threshold=1.0 if sparse else 0.0)


def _categories(encoded: pd.DataFrame, most_values: int, context: Context) -> Any:
    """ "auto", or the values per column where a column has too many."""
    counts = {name: encoded[name].nunique() for name in encoded.columns}
    many = [name for name, count in counts.items() if count > most_values]
    if not many:
        return "auto"
    for name in many:
        context.warn(
            f"{quoted(name)} has {counts[name]:,} different values; the {most_values:,} most frequent are told "
            "apart, all others count as the same. If it only identifies the rows, leave it out of the features."
        )
    return [_most_frequent(encoded[name], most_values) for name in encoded.columns]


def _most_frequent(column: pd.Series, most_values: int) -> Any:
    import numpy as np

    counts = column.value_counts()
    counts = counts[counts > 0]
    ranked = sorted(zip(counts.tolist(), counts.index.tolist(), strict=True), key=lambda pair: (-pair[0], str(pair[1])))
    kept = sorted(value for _, value in ranked[:most_values])
    return np.asarray(kept, dtype=object if kept and isinstance(kept[0], str) else None)


def assembled(prepare: Any, estimator: Any) -> Any:
    """One fitted estimator of both parts; the bare one where nothing has to be prepared."""
    from sklearn.pipeline import Pipeline

    return estimator if prepare is None else Pipeline([(PREPARE, prepare), ("model", estimator)])


def inner_columns(prepare: Any, features: list[str]) -> list[tuple[str, str]]:
    """For each number that the fitted estimator reads: the feature it comes from, and a name for it."""
    from sklearn.compose import ColumnTransformer
    from sklearn.preprocessing import OneHotEncoder

    if not isinstance(prepare, ColumnTransformer):
        return [(name, name) for name in features]
    columns: list[tuple[str, str]] = []
    for _, transformer, names in prepare.transformers_:
        if isinstance(transformer, OneHotEncoder):
            for name, values in zip(names, transformer.categories_, strict=True):
                columns += [(name, f"{name} = {value}") for value in values]
        else:
            columns += [(name, name) for name in names]
    return columns


def scales(prepare: Any, features: list[str]) -> tuple[Any, Any]:
    """Shift and divisor (each: numbers that the estimator reads) that the preparation applied to the features."""
    import numpy as np
    from sklearn.compose import ColumnTransformer

    width = len(inner_columns(prepare, features))
    shift, divisor = np.zeros(width), np.ones(width)
    scaler = prepare.named_transformers_.get("numbers") if isinstance(prepare, ColumnTransformer) else prepare
    if scaler is not None and scaler.scale_ is not None:
        shift[-len(scaler.scale_) :] = scaler.mean_
        divisor[-len(scaler.scale_) :] = scaler.scale_
    return shift, divisor
