"""Score clusters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from knode.api import (
    Column,
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    Variables,
    VariablesSpec,
    View,
    column_type,
    plot,
    quoted,
    setting,
    type_words,
)
from knode_nodes.evaluate._silhouettes import silhouettes
from knode_nodes.evaluate._weights import tell_unused_weight
from knode_nodes.learn._training import NO_FEATURES
from knode_nodes.visualize._values import rows_told

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ROWS = 10_000
"""Silhouettes compare every row with every other."""
MOST_DRAWN = 20
POINTS = 200
WIDEST = 0.9
"""Of the room for a cluster: how wide the one with the most rows is."""
MOST_CLUSTERS = 1000
LARGEST = 1e150
MEASURES = ("rows", "clusters", "silhouette", "calinski_harabasz", "davies_bouldin")
AGAINST_TRUTH = ("adjusted_rand", "normalized_mutual_information")
COLUMNS = {
    "cluster": "str",
    "rows": "int64",
    "share": "float64",
    "silhouette": "float64",
    "below_zero": "float64",
    "nearest": "str",
}


class ClusterScores(NamedTuple):
    """What Cluster Scorer gives."""

    view: View
    metrics: Variables
    per_cluster: Table


class ClusterScorer(Node):
    """Tell how well clusters are apart, and how much they agree with groups that are known.

    - Silhouette: how much nearer a row is to its own cluster than to the nearest other one, from -1 to 1. About 0.5 and more
      are clear clusters; rows below 0 stand nearer to another one.
    - Calinski-Harabasz: the spread between clusters over that within; higher is better.
    - Davies-Bouldin: how much clusters overlap; lower is better.
    - With a column of true groups: the adjusted Rand index (0 for chance, 1 for the same groups) and the normalized mutual
      information (0 to 1).

    They help to choose a number of clusters: run several and compare. The view shows the silhouette of each row, sorted, by
    cluster; `per_cluster` has each cluster's size, mean silhouette, the share of its rows below 0, and the cluster nearest to
    it. Above 10,000 rows silhouettes are those of 10,000 drawn rows; all else is of all rows.

    Distances are those of the chosen columns of numbers, brought to one scale as the learners of clusters do; choose the
    columns that the clusters were made from. As there, ids, weights and columns to be ignored are none unless they are named,
    nor is what a learner adds to the cluster: the distance to its center, or its probability.
    Rows without a cluster, or with a missing number, are left out, and so are those of the cluster called as `noise` says.

    Example: are four groups of customers clearer than five?
    """

    pack = "evaluate"
    icon = "cluster-scorer"
    keywords = (
        "Silhouette Coefficient", "Silhouette Plot", "Entropy Scorer", "K-Centroids Diagnostics", "Cluster Assigner",
        "silhouette_score", "Calinski-Harabasz", "Davies-Bouldin", "Adjusted Rand Index", "ARI", "NMI", "k-means", "elbow",
    )  # fmt: skip
    example = Example({"columns": ["income", "spent"]})

    cluster: Column = setting(Column("cluster"), "Column of the clusters.")
    columns: Columns = setting(Columns.typed("number"), "Columns of numbers that distances are measured by.")
    target: Column = setting(Column(""), "Column of true groups to compare with; empty for none.")
    standardize: bool = setting(True, "Bring the columns to one scale, so that none counts more than another.")
    noise: str = setting("noise", "The cluster of rows that are in none; empty for no such.")
    seed: int | None = setting(
        None, "Number that fixes which rows are drawn; empty takes the run's.", ge=0, le=2**32 - 1
    )

    def run(self, table: Table, context: Context) -> ClusterScores:
        import numpy as np
        from sklearn import metrics

        tell_unused_weight(table, context)
        names = self._checked(table)
        numbers = self._numbers(table, names)
        kept = self._kept(table, numbers, context)
        numbers = self._scaled(numbers[kept])
        codes, labels = _codes(table[str(self.cluster)][kept])
        if not 2 <= len(labels) <= min(len(numbers) - 1, MOST_CLUSTERS):
            raise self._too_few(labels, len(numbers))
        drawn = self._drawn(len(numbers), codes, context)
        measured = silhouettes(numbers[drawn], codes[drawn], context.check_cancelled)
        found: dict[str, float | int] = {
            "rows": len(numbers),
            "clusters": len(labels),
            "silhouette": float(measured.mean()),
            "calinski_harabasz": float(metrics.calinski_harabasz_score(numbers, codes)),
            "davies_bouldin": float(metrics.davies_bouldin_score(numbers, codes)),
        }
        if self.target:
            found |= self._against_truth(table, kept, codes, context)
        per_cluster = _per_cluster(numbers, codes, labels, measured, codes[drawn])
        view = self._view(measured, codes[drawn], labels, np.bincount(codes), float(measured.mean()))
        return ClusterScores(view, Variables(found), per_cluster)

    def spec(self, inputs: Mapping[str, Spec | None]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._checked(table)
        columns = tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in COLUMNS.items())
        measures = VariablesSpec(names=(*MEASURES, *(AGAINST_TRUTH if self.target else ())))
        return {"view": None, "metrics": measures, "per_cluster": TableSpec(columns=columns)}

    def _checked(self, table: pd.DataFrame | TableSpec) -> list[str]:
        """The columns that distances are measured by. Raises DataError for absent columns, and those of no numbers."""
        cluster = self.cluster.of(table, port="table")
        if self.target and self.target.of(table, port="table") == cluster:
            raise DataError(f"{quoted(cluster)} is the cluster and the true group: choose another column", port="table")
        spec = table if isinstance(table, TableSpec) else TableSpec.of(table)
        chosen = self.columns.of_spec(spec, port="table")
        if self.columns.by != "names":
            made = (f"{cluster}_distance", f"{cluster}_probability")
            chosen = [name for name in chosen if spec[name].role not in NO_FEATURES and name not in made]
        names = [name for name in chosen if name not in (cluster, self.target)]
        if not names:
            raise DataError("there is no column of numbers to measure distances by: choose the columns", port="table")
        for name in names:
            dtype = table[name].dtype
            if column_type(dtype) not in ("number", "boolean") or str(dtype).startswith("complex"):
                raise DataError(
                    f"{quoted(name)} is a {type_words(dtype)} column, and distances are those of numbers: take it out of the "
                    "columns",
                    port="table",
                    column=name,
                )
        return names

    def _numbers(self, table: pd.DataFrame, names: list[str]) -> np.ndarray:
        """(rows, columns)."""
        import numpy as np

        found = np.column_stack([table[name].to_numpy(dtype="float64", na_value=np.nan) for name in names])
        large = np.abs(found) > LARGEST
        if large.any():
            row, place = (int(position) for position in np.argwhere(large)[0])
            raise DataError(
                f"{quoted(names[place])} is {found[row, place]:g} in row {row}, too large for distances: correct it or drop "
                "the row",
                port="table",
                column=names[place],
                row=row,
            )
        return found

    def _kept(self, table: pd.DataFrame, numbers: np.ndarray, context: Context) -> np.ndarray:
        """Which rows (boolean) have a cluster and all numbers."""
        import numpy as np

        column = table[str(self.cluster)]
        absent = column.isna().to_numpy(dtype=bool)
        noise = np.zeros(len(table), dtype=bool)
        if self.noise:
            noise = (column.astype("str") == self.noise).to_numpy(dtype=bool, na_value=False)
        gaps = np.isnan(numbers).any(axis=1) & ~noise & ~absent
        kept: np.ndarray = ~(absent | noise | gaps)
        parts = (
            (absent, "without a cluster"),
            (noise, f"of the cluster {quoted(self.noise)}"),
            (gaps, "with a missing number"),
        )
        told = [f"{int(rows.sum()):,} {words}" for rows, words in parts if rows.any()]
        if told and kept.any():
            context.warn(f"{int((~kept).sum()):,} of {len(table):,} rows were left out: {', '.join(told)}.")
        return kept

    def _scaled(self, numbers: np.ndarray) -> np.ndarray:
        import numpy as np

        if not self.standardize or not len(numbers):
            return numbers
        spread = numbers.std(axis=0)
        scaled: np.ndarray = (numbers - numbers.mean(axis=0)) / np.where(spread > 0, spread, 1)
        return scaled

    def _too_few(self, labels: list[str], rows: int) -> DataError:
        problem = "no row has a cluster and all numbers" if not labels else f"there is one cluster, {quoted(labels[0])}"
        if len(labels) > 1:
            problem = f"there are {len(labels):,} clusters of {rows:,} rows"
        return DataError(
            f"{problem}, but scores are those of two clusters or more, fewer than there are rows (and at most "
            f"{MOST_CLUSTERS:,}): choose the column of clusters",
            port="table",
            column=str(self.cluster),
        )

    def _drawn(self, rows: int, codes: np.ndarray, context: Context) -> np.ndarray:
        """Positions of the rows whose silhouettes are measured: at least one of each cluster."""
        import numpy as np

        if rows <= MOST_ROWS:
            return np.arange(rows)
        context.info(f"Silhouettes are those of {MOST_ROWS:,} of {rows:,} rows, drawn at random.")
        random = np.random.default_rng(context.seed if self.seed is None else self.seed)
        order = random.permutation(rows)
        first = np.unique(codes[order], return_index=True)[1]
        return np.union1d(order[first], order[:MOST_ROWS])

    def _against_truth(
        self, table: pd.DataFrame, kept: np.ndarray, codes: np.ndarray, context: Context
    ) -> dict[str, float]:
        from sklearn import metrics

        groups = table[str(self.target)][kept]
        known = groups.notna().to_numpy(dtype=bool)
        if not known.any():
            raise DataError(
                f"{quoted(str(self.target))} has no value in these rows", port="table", column=str(self.target)
            )
        if not known.all():
            context.warn(f"{int((~known).sum()):,} rows have no true group and are not compared with it.")
        true, _ = _codes(groups[known])
        return {
            "adjusted_rand": float(metrics.adjusted_rand_score(true, codes[known])),
            "normalized_mutual_information": float(metrics.normalized_mutual_info_score(true, codes[known])),
        }

    def _view(
        self, silhouettes: np.ndarray, codes: np.ndarray, labels: list[str], rows: np.ndarray, mean: float
    ) -> View:
        import numpy as np

        shown = np.sort(np.argsort(-rows, kind="stable")[:MOST_DRAWN])
        left = len(labels) - len(shown)
        layers: list[plot.AnyLayer] = []
        most = max(int((codes == code).sum()) for code in shown)
        for place, code in enumerate(shown):
            values = np.sort(silhouettes[codes == code])[::-1]
            at = np.unique(np.linspace(0, len(values) - 1, POINTS).round().astype(int))
            heights = values[at] if len(at) > 1 else np.repeat(values, 2)
            # Clusters are named below, and as wide as they have rows.
            half = WIDEST * len(values) / most / 2
            x = tuple(np.linspace(place - half, place + half, len(heights)).tolist())
            zero = np.zeros(len(heights))
            low, high = np.minimum(heights, zero), np.maximum(heights, zero)
            layers.append(plot.Area(x=x, low=tuple(low.tolist()), high=tuple(high.tolist())))
            layers.append(plot.Line(x=x, y=tuple(heights.tolist())))
        return plot.Plot(
            title=f"Silhouettes by {self.cluster}",
            subtitle=f"mean {mean:.3f}, the dashed line; {rows_told(len(silhouettes))}"
            + (f"; {left:,} smaller clusters left out" if left else ""),
            x=plot.Axis(label=f"{self.cluster}, rows sorted", categories=tuple(labels[code] for code in shown)),
            y=plot.Axis(label="silhouette"),
            layers=(*layers, plot.Rule(at=mean)),
        ).view()


def _codes(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """(rows) positions of the clusters, and their names in order."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.cat.remove_unused_categories()
        return column.cat.codes.to_numpy(), [str(label) for label in column.cat.categories]
    try:
        codes, values = pd.factorize(column, sort=True)
    except (TypeError, NotImplementedError):
        codes, values = pd.factorize(column.map(str), sort=True)
    return codes, [str(value) for value in values]


def _per_cluster(
    numbers: np.ndarray, codes: np.ndarray, labels: list[str], silhouettes: np.ndarray, drawn: np.ndarray
) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    size = len(labels)
    rows, sampled = np.bincount(codes, minlength=size), np.bincount(drawn, minlength=size)
    centers = np.column_stack([np.bincount(codes, column, minlength=size) / rows for column in numbers.T])
    distances = ((centers[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    return pd.DataFrame(
        {
            "cluster": labels,
            "rows": rows,
            "share": rows / rows.sum(),
            "silhouette": np.bincount(drawn, silhouettes, minlength=size) / sampled,
            "below_zero": np.bincount(drawn, silhouettes < 0, minlength=size) / sampled,
            "nearest": [labels[place] for place in distances.argmin(axis=1)],
        }
    ).astype(COLUMNS)
