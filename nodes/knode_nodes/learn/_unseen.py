"""Values of texts and categories that a model did not see in training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import Model, column_type, quoted
from knode_nodes.learn._encoding import PREPARE
from knode_nodes.learn._kinds import ENCODED

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 3


def unseen(model: Model, table: pd.DataFrame) -> Iterator[str]:
    """What to tell a person of each column with values that are new to a model, and that speak for nothing there."""
    for name, known in known_values(model.estimator).items():
        if name in table.columns and column_type(table[name].dtype) in ENCODED:
            counts = _strange(table[name], known)
            if len(counts):
                listed = ", ".join(quoted(value) for value in counts.index[:SHOWN]) + " …" * (len(counts) > SHOWN)
                yield (
                    f"{quoted(name)} has values in {int(counts.sum()):,} of {len(table):,} rows that training never saw: "
                    f"{listed}. The model {quoted(model.name)} answers as if it knew nothing of them."
                )


def known_values(estimator: Any) -> Mapping[str, Sequence[Any]]:
    """The values of columns that training saw, by column, where the estimator tells; estimators that learn from values offer
    them as `known`."""
    from sklearn.pipeline import Pipeline

    if isinstance(estimator, Pipeline) and PREPARE in estimator.named_steps:
        return _of_preparation(estimator[PREPARE])
    known: Mapping[str, Sequence[Any]] = getattr(estimator, "known", {})
    return known


def _of_preparation(prepare: Any) -> Mapping[str, Sequence[Any]]:
    from sklearn.compose import ColumnTransformer

    if not isinstance(prepare, ColumnTransformer):
        return {}
    name, encoder, columns = prepare.transformers_[0]
    # Of a column with too many values not all that training saw are kept.
    if name != "encode" or encoder.categories != "auto":
        return {}
    return dict(zip(columns, encoder.categories_, strict=True))


def _strange(column: pd.Series, known: Sequence[Any]) -> pd.Series:
    """How many rows have each value that is not known, the most frequent first."""
    import pandas as pd

    counts = column.value_counts()
    counts = counts[counts > 0]
    return counts[~pd.Index(counts.index.astype(object)).isin(pd.Index(list(known), dtype=object))]
