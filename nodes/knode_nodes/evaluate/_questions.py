"""Is a row of this class, and how sure is a model of it? What curves are drawn from, for several models and classes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from knode.api import (
    PROBABILITY,
    Column,
    Columns,
    Context,
    DataError,
    Node,
    Spec,
    Table,
    TableSpec,
    column_type,
    nearest,
    quoted,
    setting,
    type_words,
)
from knode_nodes.evaluate._judged import true_values
from knode_nodes.evaluate._labels import MOST_CLASSES, class_named, classes_in, positive_of
from knode_nodes.evaluate._weights import WEIGHT, weight_in, weights_of
from knode_nodes.learn._foretold import target_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PORT = "table"


@dataclass(frozen=True)
class Question:
    """Whether rows are of the class `label`: `truth` (rows, boolean) says it, `scores` (rows, float64) is how sure `model` is
    of it; `name` is what a legend calls it, `column` where the scores stand."""

    column: str
    model: str
    label: str
    name: str
    truth: np.ndarray
    scores: np.ndarray


@dataclass(frozen=True)
class Asked:
    """The questions about a table, all `classes` in order, and the weights (rows) of the rows that are asked about; `left_out`
    rows are not."""

    questions: list[Question]
    classes: list[Any]
    weights: np.ndarray | None
    left_out: int


class _Questions(Node):
    """What the nodes have in common that look at probabilities of one class against all others."""

    pack = "evaluate"

    target: Column = true_values("classes")
    probabilities: Columns = setting(
        Columns.matching("*probability_*"),
        "Columns of probabilities; what stands before probability_ in their names tells models apart, such as "
        "forest_probability_yes. Other columns of numbers are taken for scores of the positive class.",
        port=PORT,
    )
    positive: str = setting(
        "",
        "The class that counts as positive; empty takes the second of two in sorted order (1, true, yes), and of more "
        "classes each one against the rest.",
        values_of="target",
    )
    weight: Column = WEIGHT

    def judging(self, table: pd.DataFrame | TableSpec) -> Self:
        """The same node with the column of true classes chosen, and the columns of probabilities that are of it.

        Raises:
            DataError: columns that are not there or not to be found, or of the wrong type.
        """
        spec = table if isinstance(table, TableSpec) else TableSpec.of(table)
        if self.target:
            self.target.of(spec, port=PORT)
        names = self._columns(spec)
        target = target_of(spec, self.target, names)
        of = {name: spec[name].predicts for name in names if name != target}
        if self.probabilities.by != "names" and target in of.values():
            classes = {_told_class(name) for name, its in of.items() if its == target}
            # A feature may be called probability_of_rain; the mean of two models' probabilities is of a class.
            names = [
                name
                for name, its in of.items()
                if its == target or (its is None and _told_class(name) in (None, *classes))
            ]
        named = self.probabilities.names if self.probabilities.by == "names" else ()
        weight = weight_in(spec, self.weight, (target, *named))
        made = self.model_copy(update={"target": target, "probabilities": Columns.named(*names), "weight": weight})
        made._columns(spec)
        return made

    def asked(self, table: Table, context: Context, *, within: bool = False) -> Asked:
        """The questions about a table, of a node whose columns are chosen, see `judging`.

        Args:
            table: what came in.
            context: is told of rows and classes that are left out.
            within: scores must lie within 0 and 1.

        Raises:
            DataError: classes that are none, or only one; scores that are none; nothing to look at.
        """
        names = self._columns(table)
        kept = self._complete(table, names, context)
        kind, codes, labels = classes_in(table[str(self.target)], kept)
        of = {name: self._class(name, kind) for name in names}
        classes = self._classes(labels, of)
        wanted = self._wanted(classes, of, context)
        models = dict.fromkeys(_model(name) for name in names)
        questions = [
            Question(
                name,
                _model(name),
                str(label),
                self._name(_model(name), str(label), len(models), len(wanted)),
                codes == (labels.index(label) if label in labels else -1),
                _scores(table[name], kept, within),
            )
            for name in names
            for label in [wanted[0] if of[name] is None else of[name]]
            if label in wanted
        ]
        weights = weights_of(self.weight, table, kept, context)
        return Asked(self._answerable(questions, weights, context), classes, weights, int((~kept).sum()))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get(PORT)
        if isinstance(table, TableSpec):
            self.judging(table)
        return self.told()

    @abstractmethod
    def told(self) -> dict[str, Spec | None]:
        """The specs of the outputs, which do not depend on the table."""

    def _columns(self, table: pd.DataFrame | TableSpec) -> list[str]:
        if isinstance(table, TableSpec):
            found = self.probabilities.of_spec(table, port=PORT)
        else:
            found = self.probabilities.of(table, port=PORT)
        found = [name for name in found if name not in (self.target, self.weight)]
        if not found:
            raise DataError(
                "no column of probabilities is chosen, and none has a name such as probability_yes: apply a classifier to "
                "the table before, with its probabilities",
                port=PORT,
            )
        for name in found:
            dtype = str(table[name].dtype)
            if column_type(dtype) != "number" or dtype.startswith("complex"):
                raise DataError(
                    f"{quoted(name)} is a {type_words(dtype)} column, but probabilities are numbers: take it out of the "
                    "columns of probabilities, or convert it",
                    port=PORT,
                    column=name,
                )
        return found

    def _complete(self, table: pd.DataFrame, names: list[str], context: Context) -> np.ndarray:
        """Which rows (boolean) have a true class and all scores."""
        no_target = table[str(self.target)].isna().to_numpy(dtype=bool)
        no_score = table[names].isna().to_numpy(dtype=bool).any(axis=1)
        kept: np.ndarray = ~(no_target | no_score)
        if not kept.any():
            raise DataError(
                f"no row has both a value in {quoted(str(self.target))} and probabilities: there is nothing to look at",
                port=PORT,
                column=str(self.target),
            )
        if not kept.all():
            context.warn(
                f"{int((~kept).sum()):,} of {len(table):,} rows were left out: {int(no_target.sum()):,} without a value in "
                f"{quoted(str(self.target))}, {int(no_score.sum()):,} without a probability."
            )
        return kept

    def _class(self, name: str, kind: str) -> Any:
        """The class that a column of probabilities is of; None for a column that does not say it."""
        text = _told_class(name)
        if text is None:
            return None
        label = class_named(text, kind)
        if label is None:
            raise DataError(
                f"{quoted(name)} holds probabilities of the class {quoted(text)}, but {quoted(str(self.target))} holds "
                f"{kind} classes, so they never match: convert the target, or choose other columns of probabilities",
                port=PORT,
                column=name,
            )
        return label

    def _classes(self, labels: list[Any], of: Mapping[str, Any]) -> list[Any]:
        classes = sorted({*labels, *(label for label in of.values() if label is not None)})
        if len(classes) > MOST_CLASSES:
            raise DataError(
                f"{quoted(str(self.target))} has {len(classes):,} different values, more than {MOST_CLASSES:,} classes: "
                "is it the right column?",
                port=PORT,
                column=str(self.target),
            )
        if len(classes) < 2:
            raise DataError(
                f"all rows are of one class, {quoted(str(classes[0]))} in {quoted(str(self.target))}: there is nothing to "
                "tell it from; take rows of other classes too",
                port=PORT,
                column=str(self.target),
            )
        return classes

    def _wanted(self, classes: list[Any], of: Mapping[str, Any], context: Context) -> list[Any]:
        """The classes that are asked for."""
        known = [label for label in of.values() if label is not None]
        if not self.positive and len(classes) > 2:
            if None in of.values():
                name = next(name for name, label in of.items() if label is None)
                raise DataError(
                    f"there are {len(classes)} classes, and the name of {quoted(name)} does not tell which of them it is "
                    "the probability of: choose the positive class",
                    port=PORT,
                    column=name,
                )
            unknown = [str(label) for label in classes if label not in known]
            if unknown:
                context.warn(
                    f"There is no column of probabilities for {_listed(unknown)}; rows of such a class count among the rest."
                )
            return [label for label in classes if label in known]
        positive = classes[positive_of(self.positive, classes, str(self.target), context)]
        if known and positive not in known and None not in of.values():
            near = nearest(str(positive), [str(label) for label in known])
            hint = (
                f"did you mean {quoted(near)}?" if near else f"there are such of {_listed([str(one) for one in known])}"
            )
            raise DataError(
                f"there is no column of probabilities for the positive class {quoted(str(positive))}; {hint}",
                port=PORT,
                column=str(self.target),
            )
        return [positive]

    def _name(self, model: str, label: str, models: int, labels: int) -> str:
        parts = ([model or "no prefix"] if models > 1 else []) + ([label] if labels > 1 else [])
        return ": ".join(parts) or model or label

    def _answerable(self, questions: list[Question], weights: np.ndarray | None, context: Context) -> list[Question]:
        """Those of which some rows are of the class and others are not."""
        made: list[Question] = []
        left: list[Question] = []
        for question in questions:
            counted = question.truth if weights is None else question.truth[weights > 0]
            (made if counted.any() and not counted.all() else left).append(question)
        alone = list(dict.fromkeys(question.label for question in left))
        if not made:
            counts = slice(None) if weights is None else weights > 0
            whole = list(dict.fromkeys(question.label for question in left if question.truth[counts].any()))
            row = "row" if weights is None else "row that counts"
            raise DataError(
                f"{'every' if whole else 'no'} {row} is of the class {_listed(whole or alone)}: there is nothing to compare it "
                "with; take rows of both kinds",
                port=PORT,
                column=str(self.target),
            )
        if left:
            context.warn(f"Left out, as no row or every row is of this class: {_listed(alone)}.")
        return made


def _listed(names: list[str]) -> str:
    return ", ".join(quoted(name) for name in names[:8]) + (f" … ({len(names):,})" if len(names) > 8 else "")


def _told_class(name: str) -> str | None:
    """The class that the name of a column of probabilities tells; None where it tells none."""
    return name.partition(PROBABILITY)[2] if PROBABILITY in name else None


def _model(name: str) -> str:
    """The model that a column of probabilities is from: what stands before in its name."""
    before, found, _ = name.partition(PROBABILITY)
    return before.rstrip("_ .:-") if found else name


def _scores(column: pd.Series, kept: np.ndarray, within: bool) -> np.ndarray:
    import numpy as np

    values: np.ndarray = column.to_numpy(dtype="float64", na_value=np.nan)
    bad = kept & (((values < 0) | (values > 1)) if within else np.isinf(values))
    if bad.any():
        row = int(bad.argmax())
        problem = "but probabilities lie within 0 and 1" if within else "and has no place among the others: correct it"
        raise DataError(
            f"{quoted(str(column.name))} is {values[row]:g} in row {row}, {problem}",
            port=PORT,
            column=str(column.name),
            row=row,
        )
    return values[kept]
