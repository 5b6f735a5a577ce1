"""The values that travel along links: models, variables, views and captured workflows. Tables are pandas DataFrames."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from knode.core.errors import DataError, nearest, quoted
from knode.core.spec import UNITS_KEY, ModelSpec, TableSpec, WorkflowSpec, column_type

if TYPE_CHECKING:
    import pandas as pd

    from knode.core.workflow import Workflow

ModelKind = Literal["classifier", "regressor", "transformer"]
PREDICTION = "prediction"
PROBABILITY = "probability_"
BLOCK = 2**17
"""Rows that are predicted at a time."""
TRAINING_ROWS = "training_rows"
"""The fact of a transformer that says what its node did to the rows to learn from alone, such as encoding them out of fold."""


class Variables(dict[str, Any]):
    """Named single values (text, number, boolean or None), by name. They may drive settings of other nodes."""


class _Inactive:
    """The type of `INACTIVE`."""

    def __repr__(self) -> str:
        return "INACTIVE"

    def __reduce__(self) -> str:
        return "INACTIVE"


INACTIVE = _Inactive()
"""Stands at an output of a branch that was not taken, whatever its kind. What needs it does no work and is inactive too."""


@dataclass(frozen=True, slots=True)
class Several:
    """Several values of a kind at one output, such as the models of all iterations of a loop. A port that takes any number of
    links takes them as if each had a link of its own; others refuse them."""

    kind: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Something to look at: `content` in `media_type` (text/html, image/svg+xml, image/png, application/json).

    `others` is the same in further media types, such as application/pdf: what the view can be saved as besides.
    """

    title: str
    media_type: str
    content: bytes
    others: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """Anything fitted. One Apply Model node applies all of them, row by row.

    `inputs` are the columns that it reads, `outputs` those that it makes. A transformer puts its outputs in the place of
    `replaces` (columns of the table that go away; an output of the same name keeps the column's place). A classifier or
    regressor adds its outputs: `prediction`, and for each class `probability_<class>`, with `prefix` before both.
    `estimator` follows scikit-learn: `transform(X)`, `predict(X)`, `predict_proba(X)`, X a DataFrame of the inputs. What it
    puts in the place of a column has no unit, unless the estimator `keeps_units`.
    """

    kind: ModelKind
    estimator: Any
    inputs: TableSpec
    outputs: TableSpec
    name: str = ""
    target: str | None = None
    classes: tuple[Any, ...] = ()
    replaces: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        about = f" of {quoted(self.target)}" if self.target is not None else ""
        names = self.inputs.names
        reads = ", ".join(names[:8]) + (f" … ({len(names):,} columns)" if len(names) > 8 else "")
        return f"<{self.kind}{about}: {self.name}, reads {reads}>"

    @property
    def spec(self) -> ModelSpec:
        """What is known of this model without its estimator."""
        return ModelSpec(
            kind=self.kind,
            target=self.target,
            inputs=self.inputs,
            outputs=self.outputs,
            replaces=self.replaces if self.kind == "transformer" else None,
        )

    def apply(self, table: pd.DataFrame, *, prefix: str = "", probabilities: bool = True) -> pd.DataFrame:
        """The table with this model's outputs.

        Args:
            table: (rows, columns) with at least the columns `inputs`; any order, further columns are kept.
            prefix: stands before the names of a classifier's or regressor's output columns.
            probabilities: also give one column per class, if the classifier has probabilities.

        Raises:
            DataError: a column of `inputs` is absent.
        """
        self._check_inputs(table)
        wanted = table[self.inputs.names]
        if self.kind == "transformer":
            return self.applied(table, self._transformed(wanted))
        made = self._predicted(wanted, probabilities)
        made.columns = [prefix + name for name in made.columns]
        return self.applied(table, made)

    def narrowed(self, columns: Collection[str]) -> Model | None:
        """The same model for those of its inputs that are among `columns`; None when its columns hang together.

        An estimator that treats each column by itself offers `narrowed(columns)` and `made`, the names of its outputs.
        """
        if not hasattr(self.estimator, "narrowed"):
            return None
        kept = [name for name in self.inputs.names if name in columns]
        estimator = self.estimator.narrowed(kept)
        return replace(
            self,
            estimator=estimator,
            inputs=self.inputs.select(kept),
            outputs=self.outputs.select(estimator.made),
            replaces=tuple(name for name in self.replaces if name in kept),
        )

    def _check_inputs(self, table: pd.DataFrame) -> None:
        absent = [name for name in self.inputs.names if name not in table.columns]
        if absent:
            near = nearest(absent[0], [str(name) for name in table.columns])
            hint = f" Did you mean {quoted(near)}?" if near else ""
            listed = ", ".join(quoted(name) for name in absent[:8]) + (" …" if len(absent) > 8 else "")
            raise DataError(
                f"the model {quoted(self.name)} reads columns that the table does not have: {listed}.{hint}",
                column=absent[0],
            )

    def _transformed(self, wanted: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        if wanted.empty:
            return self.outputs.empty().reindex(wanted.index)
        own = type(self.estimator).__module__.startswith("sklearn.")
        values = self.estimator.transform(_without_arrow_numbers(wanted) if own else wanted)
        if isinstance(values, pd.DataFrame):
            return values.set_axis(self.outputs.names, axis=1)
        return pd.DataFrame(values, columns=self.outputs.names, index=wanted.index)

    def applied(self, table: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
        """The table with what this model made of it: what `apply` gives where `made` is known already."""
        import pandas as pd

        in_place = [name for name in made.columns if name in table.columns]
        added = [name for name in made.columns if name not in table.columns]
        gone = [name for name in self.replaces if name in table.columns and name not in made.columns]
        changed = table.drop(columns=gone) if gone else table
        if in_place:
            # `assign` cannot take a column that is called "self".
            changed = changed.copy(deep=False)
            for name in in_place:
                changed[name] = made[name]
        # All at once: pandas warns of a table that is built column by column.
        joined = pd.concat([changed, made[added]], axis=1) if added else changed
        # Concatenating forgets the roles of columns, and what an estimator tells of those that it made.
        joined.attrs = {**table.attrs, **made.attrs}
        told = table.attrs.get(UNITS_KEY)
        if in_place and isinstance(told, dict) and not getattr(self.estimator, "keeps_units", False):
            kept = {name: unit for name, unit in told.items() if name not in made.columns}
            joined.attrs = {key: value for key, value in joined.attrs.items() if key != UNITS_KEY} | (
                {UNITS_KEY: kept} if kept else {}
            )
        return joined

    def _predicted(self, wanted: pd.DataFrame, probabilities: bool) -> pd.DataFrame:
        import pandas as pd

        with_probabilities = probabilities and self.kind == "classifier" and len(self.outputs.columns) > 1
        names = self.outputs.names if with_probabilities else [PREDICTION]
        if wanted.empty:
            return self.outputs.select(names).empty().reindex(wanted.index)
        if not with_probabilities:
            labels = self._labelled(_of_blocks(self.estimator.predict, wanted))
            return pd.DataFrame({PREDICTION: labels.set_axis(wanted.index)}, index=wanted.index)
        chances = _of_blocks(self.estimator.predict_proba, wanted)
        # The few classes are brought to the column's type, not the class of each row.
        classes = self._labelled(self.estimator.classes_).array
        columns: dict[str, Any] = {PREDICTION: classes.take(chances.argmax(axis=1))}
        columns |= {name: chances[:, position] for position, name in enumerate(names[1:])}
        return pd.DataFrame(columns, index=wanted.index)

    def _labelled(self, labels: Any) -> pd.Series[Any]:
        import pandas as pd

        return pd.Series(labels).astype(self.outputs[PREDICTION].pandas_dtype())


@dataclass(frozen=True, slots=True)
class Contract:
    """Held-out rows: what goes into a captured workflow, by input name, and what must come out, by output name."""

    inputs: Mapping[str, pd.DataFrame]
    outputs: Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Captured:
    """The part of a workflow that production needs, as a value.

    `frozen` holds, by the id of the Frozen node that gives it, the kind and the value of what entered from outside.
    """

    workflow: Workflow
    frozen: Mapping[str, tuple[str, Any]]
    contract: Contract
    lineage: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        inputs, outputs = (", ".join(self.workflow.ends(end)) for end in ("input", "output"))
        return f"<captured {quoted(self.workflow.name)}: {inputs} → {outputs}; frozen: {', '.join(self.frozen) or 'nothing'}>"

    @property
    def spec(self) -> WorkflowSpec:
        """Its inputs and outputs; the columns of outputs are those of the contract rows."""
        from knode.core.ends import spec_of

        return spec_of(
            self.workflow,
            {name: TableSpec.of(made) for name, made in self.contract.outputs.items() if hasattr(made, "iloc")},
        )


def _of_blocks(predict: Callable[[pd.DataFrame], Any], rows: pd.DataFrame) -> Any:
    """What is predicted for rows, of a large table in blocks: less memory that the system has to give takes less time too."""
    import numpy as np

    if len(rows) < 2 * BLOCK:
        return predict(rows)
    return np.concatenate([predict(rows.iloc[start : start + BLOCK]) for start in range(0, len(rows), BLOCK)])


def _without_arrow_numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with numbers of Arrow, exact decimals too, as floats: scikit-learn reads none that is missing."""
    import numpy as np

    made = rows
    for name, dtype in rows.dtypes.items():
        if str(dtype).endswith("[pyarrow]") and column_type(dtype) == "number":
            made = rows.copy(deep=False) if made is rows else made
            made[name] = rows[name].to_numpy(dtype="float64", na_value=np.nan)
    return made
