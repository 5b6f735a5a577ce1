"""Fit a naive Bayes classifier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.api import Column, Columns, Context, Example, Model, Node, Spec, Table, column_type, setting
from knode_nodes.learn._kinds import ENCODED, LABELS
from knode_nodes.learn._lesson import Lesson, data_of, lesson
from knode_nodes.learn._settings import (
    BALANCED,
    FEATURES,
    MAX_CATEGORIES,
    OWN_WEIGHTS,
    WEIGHT,
    ClassWeight,
    ClassWeights,
)
from knode_nodes.learn._task import task_spec


class NaiveBayesLearner(Node):
    """Learn to predict a class from how often each value occurs in it, column by column (naive Bayes).

    Very quick, and good with few rows and many columns; its probabilities are often too sure, as columns that say
    the same are counted twice. Example: tell which mails are advertising from what they contain.

    Each column speaks by itself. A number is taken as normally distributed within a class, with a mean and a
    deviation of its own. Of texts, categories and booleans the frequencies within a class count, with a little
    added to each, so that a value that a class never had does not rule it out. A missing value, and a text that
    was never seen in training, says nothing: the other columns decide. So nothing has to be filled.

    Rows without a target are left out. Dates are left out: make numbers of them first, such as the month.
    """

    pack = "learn"
    icon = "bayes"
    shelf = "Prediction"
    keywords = (
        "Naive Bayes",
        "Gaussian Naive Bayes",
        "Bayes",
        "GaussianNB",
        "CategoricalNB",
        "classification",
        "train",
    )
    example = Example({"target": "left"})
    fits = "model"

    target: Column = setting(Column(""), "Column to predict: texts, categories, booleans or whole numbers.")
    features: Columns = FEATURES
    weight: Column = WEIGHT
    smoothing: float = setting(
        1.0, "Added to how often each text or boolean occurs in a class: more trusts frequencies less.", gt=0, le=1e6
    )
    class_weight: ClassWeight = BALANCED
    class_weights: ClassWeights = OWN_WEIGHTS
    max_categories: int = MAX_CATEGORIES

    def run(self, table: Table, context: Context) -> Model:
        from knode_nodes.learn.mixed_naive_bayes import MixedNaiveBayes

        data = data_of(self, table, context, gaps=LABELS)
        given = lesson(self, data, "classification", context, gaps=LABELS, codes=True)
        estimator = given.fit_to_codes(MixedNaiveBayes(_categorical(given), self.smoothing))
        return given.model("Naive Bayes", estimator, {"smoothing": self.smoothing})

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec("classification", inputs.get("table"), self.target, self.features, self.weight)}


def _categorical(given: Lesson) -> list[int]:
    """The positions of texts, which the preparation puts first, and of booleans, which are codes by themselves."""
    types = {name: column_type(given.data.features[name].dtype) for name in given.features}
    texts = [name for name in given.features if types[name] in ENCODED]
    order = [*texts, *(name for name in given.features if name not in texts)]
    return [place for place, name in enumerate(order) if types[name] in ENCODED or types[name] == "boolean"]
