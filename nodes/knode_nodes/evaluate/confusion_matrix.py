"""Show which classes are taken for which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from knode.api import (
    Column,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Spec,
    Table,
    TableSpec,
    View,
    plot,
    quoted,
    setting,
)
from knode_nodes.evaluate._confusion import confusion_table, counted
from knode_nodes.evaluate._judged import Judging, predicted_values, true_values
from knode_nodes.evaluate._labels import Labels, labels_of, positive_of
from knode_nodes.evaluate._weights import WEIGHT, weight_in, weights_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

OUTCOME = "outcome"
OUTCOMES = ("true positive", "false positive", "true negative", "false negative")
SHARES = {
    "none": "rows",
    "true": "share of the true class",
    "predicted": "share of the predicted class",
    "all": "share of all rows",
}
MOST_SHOWN = 40
MOST_WRITTEN = 20
MOST_DECIMALS = 2


class Confusion(NamedTuple):
    """What Confusion Matrix gives."""

    view: View
    matrix: Table
    table: Table


class ConfusionMatrix(Judging):
    """Show how often each true class was predicted as each class, as a map with counts and shares.

    Right predictions stand on the diagonal. A click on a cell opens the rows behind it: which customers were taken for those
    who stay, and left? `matrix` has the counts, a row per true class and a column per predicted one. `table` is the table with
    the column outcome: true positive, false positive, true negative or false negative with two classes, else right or wrong.

    Rows without a true or a predicted class are not counted, and have no outcome. Of more than 40 classes the view shows
    those with the most rows.

    Example: of 50 customers who left, 37 were found, and 21 others were taken for such.
    """

    icon = "confusion-matrix"
    keywords = (
        "Confusion Matrix", "Scorer", "Scorer (JavaScript)", "Contingency Table", "Binary Classification Inspector",
        "Error Matrix", "ConfusionMatrixDisplay", "crosstab", "false positives", "misclassified", "accuracy",
    )  # fmt: skip
    example = Example({"target": "left", "positive": "yes"})

    target: Column = true_values("classes")
    prediction: Column = predicted_values("classes")
    share: Literal["none", "true", "predicted", "all"] = setting(
        "true",
        "What shades and percentages are shares of: the rows of the true class (recall on the diagonal), of the predicted "
        "class (precision), or all; none shades by counts.",
        labels={
            "none": "no shares, numbers of rows",
            "true": "the rows of a true class",
            "predicted": "the rows of a predicted class",
            "all": "all rows",
        },
    )
    positive: str = setting(
        "",
        "With two classes, the one that counts as positive; empty takes the second in sorted order (1, true, yes).",
        values_of="target",
    )
    weight: Column = WEIGHT

    def run(self, table: Table, context: Context) -> Confusion:
        self._check_free([str(name) for name in table.columns])
        own = self.judging(table)
        labels = labels_of(table, own.target, own.prediction, context)
        counts = counted(labels, weights_of(own._weight(table), table, labels.kept, context))
        return Confusion(
            own._view(counts, labels, table), confusion_table(counts, labels), own._judged(table, labels, context)
        )

    def spec(self, inputs: Mapping[str, Spec | None]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"view": None, "matrix": None, "table": None}
        self.judging(table)._weight(table)
        self._check_free(table.names)
        made = table.replace(**{OUTCOME: ColumnSpec(name=OUTCOME, dtype="category")})
        return {"view": None, "matrix": None, "table": made}

    def _weight(self, table: pd.DataFrame | TableSpec) -> Column:
        return weight_in(table, self.weight, (self.target, self.prediction))

    def _check_free(self, names: list[str]) -> None:
        if OUTCOME in names:
            raise DataError(
                f"the table already has a column {quoted(OUTCOME)}, which would be overwritten: rename or drop it before",
                port="table",
                column=OUTCOME,
            )

    def _judged(self, table: pd.DataFrame, labels: Labels, context: Context) -> pd.DataFrame:
        """The table with what came of each row."""
        import numpy as np
        import pandas as pd

        right = labels.true == labels.predicted
        words: tuple[str, ...] = ("right", "wrong")
        found = np.where(right, 0, 1)
        if len(labels.classes) == 2:
            words = OUTCOMES
            is_positive = labels.true == positive_of(self.positive, labels.classes, str(self.target), context)
            found = np.where(right, np.where(is_positive, 0, 2), np.where(is_positive, 3, 1))
        codes = np.full(len(table), -1)
        codes[labels.kept] = found
        return table.assign(**{OUTCOME: pd.Categorical.from_codes(codes, categories=pd.Index(words))})

    def _view(self, counts: np.ndarray, labels: Labels, table: pd.DataFrame) -> View:
        import numpy as np

        rows = counts.sum(axis=0) + counts.sum(axis=1)
        shown = np.sort(np.argsort(-rows, kind="stable")[:MOST_SHOWN])
        left = len(counts) - len(shown)
        names = tuple(labels.names[place] for place in shown)
        cells = counts[np.ix_(shown, shown)]
        shares = self._shares(counts)[np.ix_(shown, shown)]
        edges = tuple(place - 0.5 for place in range(len(shown) + 1))
        layer = plot.Heatmap(
            x_edges=edges,
            y_edges=edges,
            values=tuple(map(tuple, (cells if self.share == "none" else shares).tolist())),
            label=SHARES[self.share],
            shade_limits=None if self.share == "none" else (0.0, 1.0),
            shade_percent=self.share != "none",
            texts=_texts(cells, shares) if len(shown) <= MOST_WRITTEN else None,
            rows=self._rows(cells, [labels.classes[place] for place in shown], table),
        )
        right = f"{100 * counts.trace() / counts.sum():.1f} % right"
        return plot.Plot(
            title=f"Confusion matrix of {self.target}",
            subtitle=f"{counts.sum():,.10g} rows, {right}"
            + (f"; {left:,} classes with fewer rows left out" if left else ""),
            x=plot.Axis(label="predicted class", categories=names),
            y=plot.Axis(label="true class", categories=names, backwards=True),
            layers=(layer,),
        ).view()

    def _shares(self, counts: np.ndarray) -> np.ndarray:
        import numpy as np

        axis = {"true": 1, "predicted": 0}.get(self.share)
        whole = np.broadcast_to(counts.sum(axis=axis, keepdims=True), counts.shape)
        return np.divide(counts, whole, out=np.zeros(counts.shape), where=whole > 0)

    def _rows(
        self, cells: np.ndarray, classes: list[object], table: pd.DataFrame
    ) -> tuple[tuple[plot.Rows | None, ...], ...]:
        """What each cell stands for."""

        def rows(true: object, predicted: object) -> plot.Rows:
            pairs = ((self.target, true), (self.prediction, predicted))
            return plot.Rows(
                port="table", where=tuple(plot.Match(column=str(name), values=_plain(value)) for name, value in pairs)
            )

        return tuple(
            tuple(rows(true, predicted) if cell else None for predicted, cell in zip(classes, line, strict=True))
            for true, line in zip(classes, cells.tolist(), strict=True)
        )


def _texts(cells: np.ndarray, shares: np.ndarray) -> tuple[tuple[str, ...], ...]:
    pairs = zip(cells.tolist(), shares.tolist(), strict=True)
    # Sums of weights have decimals, all of them as many.
    decimals = next(
        one for one in range(MOST_DECIMALS + 1) if one == MOST_DECIMALS or (cells.round(one) == cells).all()
    )
    return tuple(
        tuple(f"{cell:,.{decimals}f}\n{100 * share:.1f} %" for cell, share in zip(*lines, strict=True))
        for lines in pairs
    )


def _plain(label: object) -> tuple[str, ...]:
    """A class as plain text, as tables tell it."""
    return (str(label).lower() if isinstance(label, bool) else str(label),)
