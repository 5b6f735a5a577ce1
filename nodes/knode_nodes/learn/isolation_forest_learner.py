"""Find unusual rows by a forest of random cuts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.api import Column, Columns, Context, Example, Node, Spec, Table, setting
from knode_nodes.learn._grouping import Grouped, compared, grouped_spec, outlier_outputs, scored
from knode_nodes.learn._kinds import NUMERIC
from knode_nodes.learn._settings import COMPARED, MAX_CATEGORIES, SEED, WEIGHT, Missing


class IsolationForestLearner(Node):
    """Find rows that are unlike most others, such as errors, fraud or rare cases (isolation forest).

    Trees cut the rows at random until each stands alone; rows that are alone after few cuts are unusual. Example:
    find payments worth a second look. Two columns are added: outlier says whether a row is unusual, and
    outlier_score how much so, from 0 to 1. Without a share of outliers a row is one when its score is above 0.5,
    as the authors of the method propose. The model says the same of new rows.

    Numbers, booleans, texts and categories can be looked at, and all may have missing values: a missing number is
    kept apart, and a missing text is a value of its own. Of a text column every value becomes a column of 0 and
    1. Leave out columns that only identify rows. Dates are left out: make numbers of them first, such as the
    month.
    """

    pack = "learn"
    icon = "outlier"
    shelf = "Clusters and outliers"
    keywords = (
        "Isolation Forest",
        "H2O Isolation Forest",
        "Outliers",
        "anomaly detection",
        "novelty",
        "fraud",
        "unusual rows",
    )
    example = Example({"share": 0.01})
    fits = "model"

    features: Columns = COMPARED
    weight: Column = WEIGHT
    share: float | None = setting(
        None,
        "The share of rows that are outliers, such as 0.01; empty takes those with a score above 0.5.",
        gt=0,
        le=0.5,
    )
    column: str = setting("outlier", "Name of the new column; the score is called the same with _score.", min_length=1)
    trees: int = setting(100, "How many trees cut: more are steadier and slower.", ge=1, le=10_000)
    rows_per_tree: int = setting(256, "How many rows each tree looks at.", ge=2, le=10_000_000)
    missing: Missing = setting(
        "fill", "Fill makes missing texts a value of their own; error stops. Missing numbers are kept apart as such."
    )
    max_categories: int = MAX_CATEGORIES
    seed: int | None = SEED

    def run(self, table: Table, context: Context) -> Grouped:
        outputs = outlier_outputs(self.column)
        given = compared(self, table, context, outputs, gaps=NUMERIC, single=True, scale=False)
        context.progress(None, "growing trees")
        forest = given.fit(self._estimator(len(given.prepared), context))
        # One row is slower with more threads than one.
        forest.set_params(n_jobs=None)
        return scored("Isolation Forest", given, forest, table, outputs, {"trees": self.trees})

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return grouped_spec(self, inputs.get("table"), outlier_outputs(self.column))

    def _estimator(self, rows: int, context: Context) -> Any:
        from sklearn.ensemble import IsolationForest

        return IsolationForest(
            n_estimators=self.trees,
            max_samples=min(self.rows_per_tree, rows),
            contamination="auto" if self.share is None else self.share,
            n_jobs=context.cores,
            random_state=context.seed if self.seed is None else self.seed,
        )
