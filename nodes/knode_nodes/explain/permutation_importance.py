"""How much worse a model predicts without a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from knode.api import (
    Column,
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    View,
    plot,
    quoted,
    setting,
)
from knode_nodes.explain._asked import Asked, asked, drawn, fitting, known_ends, threads
from knode_nodes.explain._explained import column_axis, number_told
from knode_nodes.explain._scores import ERRORS, IN_UNITS, Score, Truth, chosen, told
from knode_nodes.learn._measures import metric_labels
from knode_nodes.learn._training import by_role
from knode_nodes.learn._weights import UNWEIGHTED, check_weight, check_weights, weights_of
from knode_nodes.prep._keys import with_columns
from knode_nodes.visualize._values import plain, rows_told, unit_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_BARS = 30
SPEC = TableSpec(
    columns=(
        ColumnSpec(name="column", dtype="str"),
        *(ColumnSpec(name=name, dtype="float64") for name in ("importance", "deviation", "lowest", "highest")),
    )
)


class ColumnGroup(BaseModel):
    """Columns that are shuffled together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Columns = setting(Columns.named(), "The columns, such as all that say where a customer lives.")
    name: str = setting("", "What they are called in the table; empty for their names.")


class Importances(NamedTuple):
    """The importances, and a picture of them."""

    table: Table
    view: View


class PermutationImportance(Node):
    """Tell how much worse a model predicts when the values of a column are shuffled among the rows (permutation importance).

    A column that the model relies on makes it much worse; one that it does not use changes nothing. Link the model and,
    best, rows that it has not learnt from, with their true target. Each column is shuffled several times, and the mean and
    the spread are given. Example: of a model that predicts who leaves, accuracy falls by 0.12 without the contract,
    and by 0.001 without the phone number: leave that out.

    The table has a row for each column, the most important first: `importance` (the mean loss of the score, or the mean
    rise of an error), its `deviation`, and the `lowest` and `highest` of all repeats. Where two columns say the same, the model
    may do without either: put them into a group, which is shuffled as one. Rows without a target are left out. F1 is that of
    the second of two classes, and of more the mean of all.
    """

    pack = "explain"
    icon = "permutation-importance"
    keywords = (
        "Global Feature Importance",
        "Feature Importance",
        "Permutation Feature Importance",
        "variable importance",
        "Mean Decrease Accuracy",
        "Boruta",
        "Rank",
        "Explain Model",
        "sensitivity",
    )
    example = Example({"repeats": 10})
    target: Column = setting(
        Column(""), "Column of the true values; empty for the one that the model learnt to predict.", port="table"
    )
    score: Score = setting(
        "auto",
        "What is measured; auto takes accuracy for classes and R² for numbers.",
        labels=metric_labels(Score),
    )
    repeats: int = setting(5, "How often each column is shuffled: more is steadier and slower.", ge=1, le=1000)
    groups: tuple[ColumnGroup, ...] = setting((), "Columns that are shuffled together.")
    weight: Column = setting(
        UNWEIGHTED,
        "Column that says how much each row counts; empty takes the one whose role is weight, or counts all alike.",
        port="table",
    )
    most_rows: int = setting(10_000, "Of more rows so many are drawn at random.", ge=10, le=10_000_000)
    seed: int | None = setting(None, "Number that fixes what is drawn; empty takes the run's.", ge=0, le=2**32 - 1)

    def run(self, model: Model, table: Table, context: Context) -> Importances:
        seed = context.seed if self.seed is None else self.seed
        given = asked(model)
        score = chosen(self.score, model.kind)
        weight = self._weight(TableSpec.of(table), model.spec)
        kept = drawn(self._with_target(model, table, weight, context), self.most_rows, seed)
        rows = fitting(model, kept)
        target = kept[self._target(model.target, [str(name) for name in table.columns])]
        truth = Truth(given, target, score, weights_of(kept, weight))
        groups = self._groups(model.inputs)
        with threads(len(rows), context.cores):
            base = truth.of(given.outputs(rows))
            scores = self._shuffled(given, rows, truth, list(groups.values()), seed, context)
        context.info(f"With all columns as they are, {told(score)} is {base:.4g} on {len(rows):,} rows.")
        made = _table(list(groups), scores - base if score in ERRORS else base - scores)
        unit = unit_of(table, str(target.name)) if score in IN_UNITS else ""
        return Importances(made, self._plot(made, score, base, len(rows), unit).view())

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        ends = known_ends(inputs)
        if ends is not None:
            model, table = ends
            chosen(self.score, model.kind)
            self._target(model.target, table.names)
            if model.inputs is not None:
                self._groups(model.inputs)
            self._weight(table, model)
        return {"table": SPEC, "view": None}

    def _shuffled(
        self, given: Asked, rows: pd.DataFrame, truth: Truth, groups: list[list[str]], seed: int, context: Context
    ) -> np.ndarray:
        """(groups, repeats) the score with each group of columns shuffled; all of a repeat in the same order."""
        import numpy as np

        scores = np.zeros((len(groups), self.repeats))
        for repeat in range(self.repeats):
            order = np.random.default_rng([seed, repeat]).permutation(len(rows))
            for number, names in enumerate(groups):
                context.progress((repeat * len(groups) + number) / scores.size, "shuffling columns")
                mixed = with_columns(rows, {name: rows[name].array.take(order) for name in names})
                scores[number, repeat] = truth.of(given.outputs(mixed))
        return scores

    def _target(self, learnt: str | None, names: list[str]) -> str:
        name = str(self.target) or learnt
        if not name:
            raise DataError("which column is the true target is not known: choose it", port="table")
        if name not in names:
            advice = (
                "" if self.target else " (the model learnt to predict it): link a table with it, or choose the target"
            )
            raise DataError(f"there is no column {quoted(name)}{advice}", port="table", column=name)
        return name

    def _weight(self, table: TableSpec, model: ModelSpec) -> Column:
        """The column by which rows count: the chosen one, or the one of that role that the model does not read."""
        read = model.inputs.names if model.inputs is not None else []
        weight = by_role(table.without((self._target(model.target, table.names), *read)), self.weight, "weight")
        check_weight(table, weight)
        return weight

    def _with_target(self, model: Model, table: pd.DataFrame, weight: Column, context: Context) -> pd.DataFrame:
        import numpy as np

        name = self._target(model.target, [str(one) for one in table.columns])
        there = table[name].notna().to_numpy(dtype=bool)
        if not there.any():
            raise DataError(f"no row has a value in the target {quoted(name)}", port="table", column=name)
        weights = weights_of(table, weight)
        if weights is not None:
            check_weights(weights[there], np.flatnonzero(there), weight)
            if TableSpec.of(table)[weight].role == "weight":
                context.info(f"Rows count by {quoted(str(weight))}, whose role is weight.")
            there = there & (weights > 0)
        if not there.all():
            context.info(f"{int((~there).sum()):,} of {len(table):,} rows without a target or weight were left out.")
        return table if there.all() else table[there]

    def _groups(self, inputs: TableSpec) -> dict[str, list[str]]:
        """By name the columns that are shuffled together. Raises DataError for a column in two groups."""
        groups: dict[str, list[str]] = {}
        used: set[str] = set()
        for group in self.groups:
            names = group.columns.of_spec(inputs, port="model")
            twice = [name for name in names if name in used]
            called = group.name or " + ".join(names)
            if not names:
                raise DataError("a group of columns has none: choose its columns, or take the group away")
            if twice:
                raise DataError(f"the column {quoted(twice[0])} is in two groups", port="model", column=twice[0])
            used.update(names)
            if called in groups:
                raise DataError(f"two groups are called {quoted(called)}: give them names that differ")
            groups[called] = names
        alone = [name for name in inputs.names if name not in used]
        clash = [name for name in alone if name in groups]
        if clash:
            raise DataError(f"a group is called {quoted(clash[0])}, as a column is: give it another name")
        return groups | {name: [name] for name in alone}

    def _plot(self, made: pd.DataFrame, score: str, base: float, rows: int, unit: str) -> plot.Plot:
        shown = made.head(MOST_BARS)
        mean, spread = shown["importance"].to_numpy(), shown["deviation"].to_numpy()
        left = len(made) - len(shown)
        bars = plot.Bars(
            at=tuple(float(place) for place in range(len(shown))),
            size=plain(mean),
            low=plain(mean - spread) if self.repeats > 1 else None,
            high=plain(mean + spread) if self.repeats > 1 else None,
            sideways=True,
        )
        change = "rise" if score in ERRORS else "loss"
        size = f"{number_told(base)} {unit}".rstrip()
        return plot.Plot(
            title="How much worse the model predicts without a column",
            subtitle=f"{told(score)} {size} with all columns, {rows_told(rows)}, shuffled {self.repeats:,} times"
            + (f", {left:,} less important columns left out" if left else ""),
            x=plot.Axis(label=f"{change} of {told(score)}, mean and deviation", unit=unit),
            y=column_axis(shown["column"].tolist()),
            layers=(plot.Rule(direction="vertical", dashed=False), bars),
        )


def _table(names: list[str], losses: np.ndarray) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    order = np.argsort(-losses.mean(axis=1), kind="stable")
    ranked = losses[order]
    return pd.DataFrame(
        {
            "column": pd.Series([names[place] for place in order], dtype="str"),
            "importance": ranked.mean(axis=1),
            "deviation": ranked.std(axis=1),
            "lowest": ranked.min(axis=1),
            "highest": ranked.max(axis=1),
        }
    )
