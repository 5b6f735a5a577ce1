"""A decision tree to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    ColumnSpec,
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
    setting,
)
from knode_nodes.visualize._tree import FoundTree, Question, found_tree, question, question_of_codes, shares_of
from knode_nodes.visualize._values import rows_told

if TYPE_CHECKING:
    import pandas as pd

MOST_SHOWN = 500
"""Boxes; a tree with more of them is cut where most rows have been told apart."""
NOTHING = 1e-6
"""A smaller share of the largest prediction is shown as zero."""


class Shown(NamedTuple):
    """The picture, and the leaves of the whole tree as rules."""

    view: View
    table: Table


class TreeView(Node):
    """Show a decision tree: its questions from left to right, how many training rows come to each, and what they are predicted.

    Give it the model of a Decision Tree Learner, of a forest or of gradient boosting, of which it shows one tree. Questions
    are asked of the columns of the table, whatever the model makes of them inside: a text is asked for its values, a scaled
    number for its own.
    The stronger a box is coloured, the more of its rows are of one class, or the larger is the number predicted.

    The table has a row for each leaf of the whole tree, the one with the most rows first: `rule` (all answers on the way to
    it), `prediction`, `rows`, and `purity`, the share of the class predicted (of numbers it is missing).

    In gradient boosting a tree adds to the prediction, of classes to the log-odds or the score of one, and its numbers say
    how much. Example: how does a tree of depth three tell the customers apart who leave?
    """

    pack = "visualize"
    icon = "tree-view"
    keywords = (
        "Decision Tree View",
        "Tree Viewer",
        "Decision Tree to Image",
        "Pythagorean Tree",
        "Decision Tree to Ruleset",
        "Simple Regression Tree",
        "plot_tree",
        "export_text",
        "rules",
        "forest",
    )
    example = Example({"max_depth": 3})
    tree: int = setting(1, "Which tree of a forest.", ge=1, le=100_000)
    max_depth: int = setting(4, "So many questions in a row are shown.", ge=0, le=30)

    def run(self, model: Model) -> Shown:
        found = found_tree(model, self.tree)
        booleans = {column.name for column in model.inputs.columns if column.type == "boolean"}
        asked = _questions(found, booleans)
        drawn = plot.Tree(branches=self._branches(found, asked), names=tuple(found.classes))
        of = f"tree {self.tree:,} of {found.count:,}, " if found.count > 1 else ""
        target = f"predicts {model.target}; " if model.target else ""
        subtitle = f"{target}{of}{found.tree.n_leaves:,} leaves, {found.tree.max_depth:,} questions in a row at most"
        if found.adds:
            subtitle += f"; its numbers are added to {found.adds}"
        made = plot.Plot(title=model.name or "Decision tree", subtitle=subtitle, layers=(drawn,))
        return Shown(made.view(), _rules(found, asked))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        model = inputs.get("model")
        if isinstance(model, ModelSpec) and model.kind == "transformer" and model.target is None:
            raise DataError(
                "this model transforms tables, and has no decision tree: give it that of a learner", port="model"
            )
        return {"view": None, "table": SPEC}

    def _branches(self, found: FoundTree, asked: list[Question | None]) -> tuple[plot.Branch, ...]:
        tree, told = found.tree, _Told(found)
        made: list[plot.Branch] = []
        waiting: list[tuple[int, int | None, str, int]] = [(0, None, "", 0)]
        # Level by level, so that a large tree loses its deepest questions.
        for node, parent, link, depth in waiting:
            ask = asked[node]
            room = depth < self.max_depth and len(waiting) + 2 <= MOST_SHOWN
            made.append(told.branch(node, parent, link, ask if room else None, cut=ask is not None and not room))
            if ask is not None and room:
                waiting += [
                    (int(tree.children_left[node]), len(made) - 1, ask.left, depth + 1),
                    (int(tree.children_right[node]), len(made) - 1, ask.right, depth + 1),
                ]
        return tuple(made)


class _Told:
    """The nodes of a tree in words."""

    def __init__(self, found: FoundTree) -> None:
        self.found = found
        self.rows = found.tree.n_node_samples
        self.values = shares_of(found.tree) if found.classes else found.tree.value[:, 0, 0]
        self.low, self.high = float(self.values.min()), float(self.values.max())

    def branch(self, node: int, parent: int | None, link: str, ask: Question | None, *, cut: bool) -> plot.Branch:
        best = int(self.values[node].argmax()) if self.found.classes else 0
        prediction = self.prediction(node)
        rows = rows_told(self.rows[node])
        if self.found.classes:
            share = f"{100 * self.values[node][best]:.0f} %"
            told, end = f"{prediction} {share}", share
        else:
            told, end = f"mean {prediction}" if ask is not None else prediction, ""
        lines, ends = ((told, rows), (end,)) if ask is None else ((ask.text, rows, told), (ask.end, "", end))
        return plot.Branch(
            lines=lines, ends=ends, parent=parent, link=link, shade=self.shade(node, best), series=best, cut=cut
        )

    def shade(self, node: int, best: int) -> float:
        if not self.found.classes:
            span = self.high - self.low
            return (float(self.values[node]) - self.low) / span if span > 0 else 0.0
        least = 1.0 / len(self.found.classes)
        return max(0.0, min(1.0, (float(self.values[node][best]) - least) / (1.0 - least)))

    def prediction(self, node: int) -> str:
        if self.found.classes:
            return self.found.classes[int(self.values[node].argmax())]
        value = float(self.values[node])
        # Means that cancel out are rarely zero to the last digit.
        near = abs(value) < NOTHING * max(abs(self.low), abs(self.high))
        return f"{0.0 if near else value:,.4g}".replace("-", "\N{MINUS SIGN}")


def _questions(found: FoundTree, booleans: set[str]) -> list[Question | None]:
    """Of each node what it asks; None at a leaf."""
    return [
        None if left < 0 else _question(found, node, booleans) for node, left in enumerate(found.tree.children_left)
    ]


def _question(found: FoundTree, node: int, booleans: set[str]) -> Question:
    one, codes = found.inputs[found.tree.feature[node]], getattr(found.tree, "codes", {})
    if node in codes:
        return question_of_codes(one, *codes[node])
    return question(one, float(found.tree.threshold[node]), booleans=one.column in booleans)


SPEC = TableSpec(
    columns=(
        ColumnSpec(name="rule", dtype="str"),
        ColumnSpec(name="prediction", dtype="str"),
        ColumnSpec(name="rows", dtype="int64"),
        ColumnSpec(name="purity", dtype="float64"),
    )
)


def _rules(found: FoundTree, asked: list[Question | None]) -> pd.DataFrame:
    """A row for each leaf, the one with the most rows first."""
    import pandas as pd

    told, tree = _Told(found), found.tree
    rules = ["" for _ in asked]
    # Children stand behind their parents in scikit-learn's arrays.
    for node, ask in enumerate(asked):
        if ask is not None:
            for child, condition in zip((tree.children_left[node], tree.children_right[node]), ask.full, strict=True):
                rules[child] = f"{rules[node]} and {condition}" if rules[node] else condition
    leaves = sorted((node for node, ask in enumerate(asked) if ask is None), key=lambda node: -told.rows[node])
    purity: list[float] = [float(told.values[node].max()) if found.classes else float("nan") for node in leaves]
    return pd.DataFrame(
        {
            "rule": pd.Series([rules[node] or "all rows" for node in leaves], dtype="str"),
            "prediction": pd.Series([told.prediction(node) for node in leaves], dtype="str"),
            "rows": pd.Series([int(told.rows[node]) for node in leaves], dtype="int64"),
            "purity": pd.Series(purity, dtype="float64"),
        }
    )
