"""A fitted model as something that is asked about rows, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import DataError, Model, ModelSpec, Table, TableSpec, nearest, quoted
from knode_nodes.learn._inputs import check_columns, check_values, converted_inputs, refusal
from knode_nodes.learn._weights import class_names
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_AT_ONCE = 100_000
"""Rows that a model is asked about at once."""
ROWS_FOR_THREADS = 10_000
"""Below, threads gain nothing; where other work has the cores, those of gradient boosting wait for each other for seconds."""


@dataclass(frozen=True)
class Asked:
    """A model that predicts.

    `outputs` gives (rows, outputs): of classes the probability of each, or 1 for the predicted one and 0 for the others where
    the model has no probabilities; of numbers the prediction.
    """

    model: Model

    @property
    def classes(self) -> list[str]:
        """The classes in words; none where numbers are predicted."""
        return [str(label) for label in self.model.classes]

    @property
    def likely(self) -> bool:
        """Whether it gives probabilities."""
        return self.model.kind == "classifier" and hasattr(self.model.estimator, "predict_proba")

    def outputs(self, rows: pd.DataFrame) -> np.ndarray:
        """(rows, outputs). Raises DataError where the estimator refuses the rows."""
        import numpy as np

        parts = [self._some(rows.iloc[at : at + MOST_AT_ONCE]) for at in range(0, len(rows), MOST_AT_ONCE)]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _some(self, rows: pd.DataFrame) -> np.ndarray:
        import numpy as np

        estimator = self.model.estimator
        with refusing(self.model, rows):
            if self.likely:
                return np.asarray(estimator.predict_proba(rows), dtype="float64")
            found = np.asarray(estimator.predict(rows))
        if self.model.kind == "classifier":
            return np.asarray(found[:, None] == np.asarray(estimator.classes_)[None, :], dtype="float64")
        return found.reshape(-1, 1).astype("float64")

    def place(self, name: str) -> int | None:
        """The place of a class; without a name 1 of two classes, and None of more. Raises DataError."""
        return place_of(name, self.model.classes)

    def measured(self, place: int) -> str:
        """What an output counts, for an axis."""
        if not self.classes:
            return "prediction"
        return f"{'probability' if self.likely else 'share'} of {self.classes[place]}"


def place_of(name: str, labels: Sequence[Any]) -> int | None:
    """The place of a class, called as tables show it or as Python does; without a name 1 of two classes, and None otherwise.

    Raises DataError where there is none.
    """
    if not name:
        return 1 if len(labels) == 2 else None
    for place, label in enumerate(labels):
        if name in class_names(label):
            return place
    classes = [str(label) for label in labels]
    near = nearest(name, classes)
    known = f"the classes are {', '.join(map(quoted, classes[:8]))}"
    if not classes:
        known = "the model predicts numbers: leave the class empty"
    raise DataError(
        f"there is no class {quoted(name)} to explain; {f'did you mean {quoted(near)}?' if near else known}",
        port="model",
    )


def asked(model: Model) -> Asked:
    """A model that predicts. Raises DataError for one that does not."""
    check_predicts(model.kind)
    return Asked(model)


def check_predicts(kind: str) -> None:
    """Raise DataError for a model that predicts nothing."""
    if kind == "transformer":
        raise DataError("the model predicts nothing that could be explained: connect that of a learner", port="model")


def fitting(model: Model, table: pd.DataFrame) -> pd.DataFrame:
    """The columns that the model reads, as it takes them. Raises DataError, as Apply Model does."""
    if not len(table):
        raise DataError("the table has no rows to explain", port="table")
    names = [str(name) for name in table.columns]
    check_columns(model.name, model.inputs, names)
    twice = [name for name in model.inputs.names if names.count(name) > 1]
    if twice:
        raise DataError(
            f"two columns are called {quoted(twice[0])}, which the model reads: rename or drop one of them",
            port="table",
            column=twice[0],
        )
    rows = with_columns(table[model.inputs.names], converted_inputs(model.inputs, table), units=units_of(table))
    check_values(model.inputs, rows)
    return rows


def known_ends(inputs: Mapping[str, Any]) -> tuple[ModelSpec, TableSpec] | None:
    """What specs tell of a model that predicts and of the table that it is asked about; None where one is not known.

    Raises:
        DataError: the model predicts nothing, or reads columns that the table does not have.
    """
    model, table = inputs.get("model"), inputs.get("table")
    if isinstance(model, ModelSpec):
        check_predicts(model.kind)
    if not isinstance(model, ModelSpec) or not isinstance(table, TableSpec):
        return None
    if model.inputs is not None:
        check_columns(model.kind, model.inputs, table.names)
    return model, table


@contextmanager
def refusing(model: Model, rows: pd.DataFrame) -> Iterator[None]:
    """While a model is asked about rows: raises DataError, as Apply Model does, where its estimator refuses them."""
    import numpy as np

    try:
        # A number too large for the estimator becomes infinite, which it then refuses.
        with np.errstate(over="ignore"):
            yield
    except ValueError as error:
        raise refusal(model, rows, error) from error


@contextmanager
def threads(rows: int, cores: int) -> Iterator[None]:
    """While a model is asked about so many rows at once, again and again."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(cores if rows >= ROWS_FOR_THREADS else 1, user_api="openmp"):
        yield


def drawn(table: Table, most: int, seed: int) -> Table:
    """At most so many rows, drawn at random, in their order."""
    import numpy as np

    if len(table) <= most:
        return table
    chosen = np.random.default_rng(seed).permutation(len(table))[:most]
    return table.iloc[np.sort(chosen)]
