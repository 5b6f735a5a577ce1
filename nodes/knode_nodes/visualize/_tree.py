"""Decision trees of scikit-learn inside fitted pipelines, with their questions in terms of the raw columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from knode.api import DataError, Model, quoted
from knode_nodes.learn.prepared import Prepared
from knode_nodes.visualize._boosted_tree import added_to, boosted_trees, is_boosted

if TYPE_CHECKING:
    import numpy as np

MOST_NAMED = 3
LONGEST, LONGEST_END = 34, 24
"""Letters of a question, and of what stands in it after a long name of a column."""


@dataclass(frozen=True)
class Input:
    """A number that a tree reads: `column` scaled as (value − shift) / factor; or 1 where the column has the `value`; or its
    place among `codes`."""

    column: str
    shift: float = 0.0
    factor: float = 1.0
    value: Any = None
    one_hot: bool = False
    codes: tuple[Any, ...] | None = None


@dataclass(frozen=True)
class Question:
    """What a tree asks, with the answers that lead to the left and to the right."""

    text: str
    end: str
    """How the text ends after the name of the column."""
    left: str
    right: str
    full: tuple[str, str]
    """The same as conditions: that of the left and that of the right."""


@dataclass(frozen=True)
class FoundTree:
    """A tree of a model, how many there are, and what its numbers come from."""

    tree: Any
    count: int
    inputs: list[Input]
    classes: list[str]
    adds: str = ""
    """To what the numbers in the leaves are added, in words; empty for a tree whose leaves say what is predicted."""


def found_tree(model: Model, number: int) -> FoundTree:
    """The tree of a number, from 1. Raises DataError where the model has none, or none of that number."""
    inputs = [Input(name) for name in model.inputs.names]
    estimator = model.estimator
    if isinstance(estimator, Prepared):
        inputs, estimator = _before(estimator), estimator.estimator
    while hasattr(estimator, "steps"):
        for _, step in estimator.steps[:-1]:
            inputs = _through(step, inputs)
        estimator = estimator.steps[-1][1]
    boosted = is_boosted(estimator)
    trees, places = (boosted_trees(estimator), None) if boosted else _trees(estimator)
    if not trees:
        raise DataError(
            f"the model {quoted(model.name)} has no decision tree that can be shown: give it that of a Decision Tree Learner, "
            "a Random Forest Learner, or another learner of such trees",
            port="model",
        )
    if number > len(trees):
        raise DataError(
            f"the model {quoted(model.name)} has {len(trees):,} trees, and no number {number:,}", port="model"
        )
    tree = trees[number - 1]
    if places is not None:
        inputs = [inputs[int(place)] for place in places[number - 1]]
    if len(inputs) != tree.n_features:
        raise DataError(
            f"what the columns of the model {quoted(model.name)} become inside it cannot be told", port="model"
        )
    adds = added_to(estimator, number, [str(name) for name in model.classes]) if boosted else ""
    return FoundTree(tree, len(trees), inputs, _classes(model, estimator, tree), adds)


def _before(prepared: Prepared) -> list[Input]:
    """What the estimator inside reads, after all that prepares its rows."""
    there = {name: Input(name) for name in prepared.reads}
    for step in prepared.before:
        read, made = ([column["name"] for column in step[side]["columns"]] for side in ("inputs", "outputs"))
        found = _through(step["estimator"], [there[name] for name in read])
        if len(found) != len(made):
            raise DataError("what the columns become that are prepared inside the model cannot be told", port="model")
        there = {name: one for name, one in there.items() if name not in step["replaces"]}
        there.update(zip(made, found, strict=True))
    return [there[name] for name in prepared.features]


def _trees(estimator: Any) -> tuple[list[Any], Any]:
    """All trees, and the features that each reads where these are not all."""
    if hasattr(estimator, "tree_"):
        return [estimator.tree_], None
    parts = getattr(estimator, "estimators_", None)
    flat: list[Any] = list(parts.ravel() if hasattr(parts, "ravel") else parts or ())  # type: ignore[union-attr]
    if not flat or not all(hasattr(part, "tree_") for part in flat):
        return [], None
    return [part.tree_ for part in flat], getattr(estimator, "estimators_features_", None)


def _classes(model: Model, estimator: Any, tree: Any) -> list[str]:
    """The names of the classes; none for a tree that gives numbers, as those of gradient boosting do."""
    names = getattr(estimator, "classes_", model.classes)
    if tree.n_classes[0] < 2 or len(names) != tree.n_classes[0]:
        return []
    return [str(name) for name in (model.classes or names)]


def _through(step: Any, inputs: list[Input]) -> list[Input]:
    """What the inputs become in a fitted transformer. Raises DataError for one that mixes columns."""
    if step in (None, "passthrough"):
        return inputs
    if hasattr(step, "transformers_"):
        return _through_columns(step, inputs)
    if hasattr(step, "steps"):
        for _, inner in step.steps:
            inputs = _through(inner, inputs)
        return inputs
    name = type(step).__name__
    if name == "OneHotEncoder":
        return _one_hot(step, inputs)
    if name == "OrdinalEncoder":
        return [replace(one, codes=tuple(found)) for one, found in zip(inputs, step.categories_, strict=True)]
    if name == "StandardScaler":
        return _scaled(inputs, step.mean_, step.scale_)
    if name == "MinMaxScaler":
        return _scaled(inputs, -step.min_ / step.scale_, 1.0 / step.scale_)
    if name == "RobustScaler":
        return _scaled(inputs, step.center_, step.scale_)
    if name == "SimpleImputer" and not step.add_indicator:
        kept = [value == value for value in step.statistics_]
        return [one for one, there in zip(inputs, kept, strict=True) if there or step.keep_empty_features]
    if name in ("FunctionTransformer", "Float", "ToFloat") or _one_to_one(step, inputs):
        return inputs
    raise DataError(
        f"the columns that a {name} makes are mixtures, in which a tree's questions cannot be told", port="model"
    )


def _one_to_one(step: Any, inputs: list[Input]) -> bool:
    """Whether a transformer of another kind says that its columns are those that it gets."""
    try:
        names = list(step.get_feature_names_out([one.column for one in inputs]))
    except (AttributeError, ValueError, TypeError):
        return False
    return names == [one.column for one in inputs]


def _through_columns(step: Any, inputs: list[Input]) -> list[Input]:
    by_name = {one.column: one for one in inputs}
    made: list[Input] = []
    for _, part, columns in step.transformers_:
        if not (isinstance(part, str) and part == "drop"):
            chosen = [by_name[one] if isinstance(one, str) else inputs[int(one)] for one in columns]
            made += _through(part, chosen)
    return made


def _one_hot(step: Any, inputs: list[Input]) -> list[Input]:
    made = []
    for place, (one, values) in enumerate(zip(inputs, step.categories_, strict=True)):
        dropped = None if step.drop_idx_ is None else step.drop_idx_[place]
        made += [
            Input(one.column, value=value, one_hot=True) for number, value in enumerate(values) if number != dropped
        ]
    return made


def _scaled(inputs: list[Input], shift: Any, factor: Any) -> list[Input]:
    # (v − s) / f of ((x − s0) / f0) is (x − (s0 + f0 s)) / (f0 f).
    return [
        replace(
            one,
            shift=one.shift + one.factor * (0.0 if shift is None else float(shift[place])),
            factor=one.factor * (1.0 if factor is None else float(factor[place])),
        )
        for place, one in enumerate(inputs)
    ]


def question(one: Input, threshold: float, *, booleans: bool) -> Question:
    """What a tree asks of an input: is it at most the threshold?"""
    limit = one.shift + one.factor * threshold
    name = one.column
    if one.one_hot:
        told = _told(one.value)
        return _question(
            name, f"= {_cut(told, _room(name, '= ?'))}?", "no", "yes", (f"{name} ≠ {told}", f"{name} = {told}")
        )
    if booleans and 0 <= limit < 1:
        return Question(f"{name}?", "?", "no", "yes", (f"not {name}", name))
    if one.codes is not None:
        below = [value for code, value in enumerate(one.codes) if code <= limit]
        above = [value for code, value in enumerate(one.codes) if code > limit]
        return _of_values(name, below, above)
    told = f"{limit:,.5g}".replace("-", "\N{MINUS SIGN}")
    return _question(name, f"≤ {told}?", "yes", "no", (f"{name} ≤ {told}", f"{name} > {told}"))


def _question(name: str, end: str, left: str, right: str, full: tuple[str, str]) -> Question:
    return Question(f"{name} {end}", end, left, right, full)


def question_of_codes(one: Input, left: list[float], right: list[float]) -> Question:
    """What a tree asks that leads some codes of a column to the left."""
    sides = ([code if one.codes is None else one.codes[int(code)] for code in side] for side in (left, right))
    return _of_values(one.column, *sides)


def _of_values(name: str, below: list[Any], above: list[Any]) -> Question:
    yes = len(below) <= len(above)
    conditions = (f"{name} is {_listed(below)}", f"{name} is {_listed(above)}")
    answers = ("yes", "no") if yes else ("no", "yes")
    return _question(name, f"is {_short_list(below if yes else above, _room(name, 'is ?'))}?", *answers, conditions)


def _told(value: Any) -> str:
    return "missing" if value is None or value != value else str(value)


def _listed(values: list[Any], most: int = MOST_NAMED) -> str:
    shown = [_told(value) for value in values[:most]]
    more = f" or {len(values) - most} more" if len(values) > most else ""
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 and not more else [", ".join(shown)]) + more


def _room(name: str, words: str) -> int:
    """Letters that a question of a column has for values, beside other words."""
    return max(LONGEST_END, LONGEST - len(name) - 1) - len(words)


def _short_list(values: list[Any], room: int) -> str:
    """As many values as there is room for; of one that is too long both ends."""
    for most in range(MOST_NAMED, 0, -1):
        listed = _listed(values, most)
        if len(listed) <= room:
            return listed
    first = _told(values[0])
    rest = listed.removeprefix(first)
    return _cut(first, room - len(rest)) + rest


def _cut(text: str, most: int) -> str:
    """A long text without its middle."""
    if len(text) <= most:
        return text
    tail = most // 3
    return f"{text[: most - tail - 1].rstrip()}…{text[len(text) - tail :].lstrip()}"


def shares_of(tree: Any) -> np.ndarray:
    """(nodes, classes) the share of each class."""
    values = tree.value[:, 0, :]
    shares: np.ndarray = values / values.sum(axis=1, keepdims=True)
    return shares
