"""How features become numbers inside a model: a column per text value, numbers scaled where the algorithm needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import Context, column_type, quoted
from knode_nodes.learn._fitting import ENCODE, FILL, NUMBERS, SCALE
from knode_nodes.learn._kinds import ENCODED

if TYPE_CHECKING:
    import pandas as pd

PREPARE = "prepare"
MOST_NAMES = 50


def preparation(
    features: pd.DataFrame,
    most_values: int,
    context: Context,
    *,
    scale: bool = False,
    sparse: bool = False,
    codes: bool = False,
    fill: bool = False,
) -> Any:
    """The unfitted scikit-learn transformer that an estimator needs before it, or None if it takes the
    features as is.

    Texts and categories: one column per value, 1 where the row has it (one-hot); missing is a value too. Of a column with
    more than `most_values` values only the most frequent get a column. Any other value, one that training never saw
    included, has 0 in all of them.

    Args:
        features: (rows, columns) to learn from.
        most_values: how many values of a text column are told apart.
        context: is told of columns with more values than that.
        scale: bring numbers to mean 0 and standard deviation 1.
        sparse: give a sparse matrix if there are texts; saves memory where the estimator takes it.
        codes: give a text column as one column of whole numbers, NaN for missing and other values, instead. These come
            first.
        fill: put the median in the place of missing numbers.
    """
    import numpy as np
    from sklearn.compose import ColumnTransformer
    from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

    encoded = [name for name in features.columns if column_type(features[name].dtype) in ENCODED]
    numeric = [name for name in features.columns if name not in encoded]
    numbers = _numbers(scale, fill)
    if not encoded:
        return numbers if scale or fill or not _plain(features) else None
    categories = _categories(features[encoded], most_values, context, gaps=not codes)
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
    parts: list[tuple[str, Any, list[str]]] = [(ENCODE, encoder, encoded)]
    if numeric:
        parts.append((NUMBERS, numbers, numeric))
    return ColumnTransformer(parts, sparse_threshold=1.0 if sparse else 0.0)


def _plain(features: pd.DataFrame) -> bool:
    """Whether some column is NumPy's and of double precision or whole; where none is, scikit-learn makes arrays that must
    not be written to, which its trees refuse."""
    import numpy as np

    return any(isinstance(dtype, np.dtype) and dtype != np.float32 for dtype in features.dtypes)


def _numbers(scale: bool, fill: bool) -> Any:
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    # Without centring and scaling the scaler only makes floats of what it gets: "passthrough" would hand on pandas'
    # own missing values of Int64 and boolean columns, which no estimator takes.
    scaler = StandardScaler(with_mean=scale, with_std=scale)
    return Pipeline([(SCALE, scaler), (FILL, SimpleImputer(strategy="median"))]) if fill else scaler


def _categories(encoded: pd.DataFrame, most_values: int, context: Context, gaps: bool) -> Any:
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
    return [_most_frequent(encoded[name], most_values, gaps) for name in encoded.columns]


def _most_frequent(column: pd.Series, most_values: int, gaps: bool) -> Any:
    import numpy as np

    counts = column.value_counts()
    counts = counts[counts > 0]
    ranked = sorted(zip(counts.tolist(), counts.index.tolist(), strict=True), key=lambda pair: (-pair[0], str(pair[1])))
    kept = sorted(value for _, value in ranked[:most_values])
    if gaps and column.hasnans:
        kept.append(np.nan)
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
                missing = "missing value" if "missing" in values.tolist() else "missing"
                columns += [(name, f"{name} = {_shown(value, missing)}") for value in values]
        else:
            columns += [(name, name) for name in names]
    return columns


def scales(prepare: Any, features: list[str]) -> tuple[Any, Any]:
    """Shift and divisor (each: numbers that the estimator reads) that the preparation applied to the features."""
    import numpy as np

    width = len(inner_columns(prepare, features))
    shift, divisor = np.zeros(width), np.ones(width)
    scaler, _, _ = _number_parts(prepare, features)
    if scaler is not None and scaler.scale_ is not None:
        shift[-len(scaler.scale_) :] = scaler.mean_
        divisor[-len(scaler.scale_) :] = scaler.scale_
    return shift, divisor


def _number_parts(prepare: Any, features: list[str]) -> tuple[Any, Any, list[str]]:
    """The fitted scaler and filler of the numbers, None where there is none, and the columns that they get."""
    from sklearn.compose import ColumnTransformer
    from sklearn.pipeline import Pipeline

    part, names = prepare, features
    if isinstance(prepare, ColumnTransformer):
        part = prepare.named_transformers_.get(NUMBERS)
        names = next((list(columns) for name, _, columns in prepare.transformers_ if name == NUMBERS), [])
    return (part[SCALE], part[FILL], names) if isinstance(part, Pipeline) else (part, None, names)


def prepared_facts(prepare: Any, features: list[str]) -> dict[str, Any]:
    """What was done to which features before the estimator, in words and numbers that a person understands.

    `scaled` are the names of numbers brought to mean 0 and deviation 1, `filled` what stands for a missing number, `encoded`
    how many values of a text are told apart.
    """
    import numpy as np

    if prepare is None:
        return {}
    scaler, filler, names = _number_parts(prepare, features)
    scaled = scaler is not None and scaler.with_std
    told: dict[str, Any] = {"scaled": names[:MOST_NAMES]} if scaled and names else {}
    if filler is not None:
        own = np.asarray(filler.statistics_, dtype=float)
        if scaled:
            own = own * scaler.scale_ + scaler.mean_
            own[np.abs(own) < scaler.scale_ * 1e-12] = 0  # What is left of a zero that was scaled there and back.
        told["filled"] = dict(list(zip(names, own.tolist(), strict=True))[:MOST_NAMES])
    encoded = _encoded(prepare)
    return told | ({"encoded": dict(list(encoded.items())[:MOST_NAMES])} if encoded else {})


def _encoded(prepare: Any) -> dict[str, int]:
    parts = getattr(prepare, "transformers_", [])
    return {
        name: len(values)
        for label, part, names in parts
        if label == ENCODE
        for name, values in zip(names, part.categories_, strict=True)
    }


def _shown(value: Any, missing: str) -> Any:
    return missing if value is None or value != value else value
