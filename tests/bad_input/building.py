"""Building a workflow."""

from __future__ import annotations

from tests.bad_input.bench import Bench, refused


@refused(
    "A node is called by a name that no node has.",
    'There is no node "RandomForrestLearner". Did you mean "learn.RandomForestLearner"?',
)
def _(w: Bench) -> None:
    w.add("RandomForrestLearner")


@refused(
    "A setting is called by a name that the node does not have.",
    'There is no setting "fractoin" of node "partition". Did you mean "fraction"?',
)
def _(w: Bench) -> None:
    w.add("Partition", fractoin=0.7)


@refused(
    "A setting is out of range.",
    'Setting "fraction" of node "partition": it must be less than 1. Got 1.7.',
)
def _(w: Bench) -> None:
    w.add("Partition", fraction=1.7)


@refused(
    "A fraction is given in percent.",
    'Setting "fraction" of node "partition": it must be less than 1: write 0.7 for 70 %. Got 70.',
)
def _(w: Bench) -> None:
    w.add("Partition", fraction=70)


@refused(
    "A number stands there as text, with a comma.",
    'Setting "fraction" of node "partition": it must be a number: write 0.7. Got "0,7".',
)
def _(w: Bench) -> None:
    w.add("Partition", fraction="0,7")


@refused(
    "A whole number has decimals.",
    'Setting "seed" of node "partition": it must be a whole number: write 1 or 2. Got 1.5.',
)
def _(w: Bench) -> None:
    w.add("Partition", seed=1.5)


@refused(
    "A choice has a typo.",
    'Setting "how" of node "joiner": there is no choice "letf"; did you mean "left"? The choices are "inner", "left", '
    '"right", "outer", "semi", "anti".',
)
def _(w: Bench) -> None:
    w.add("Joiner", how="letf")


@refused(
    "A choice is called otherwise in other tools.",
    'Setting "aggregations.0.method" of node "column_aggregator": there is no choice "avg"; did you mean "mean"? The '
    'choices are "sum", "mean", "median", "min", "max", "range", "std", "product", "count", "count missing", "count '
    'distinct", "first", "last", "column of min", "column of max", "any true", "all true", "concatenate".',
)
def _(w: Bench) -> None:
    w.add("ColumnAggregator", aggregations=[{"method": "avg"}])


@refused(
    "A choice is written as a sign.",
    'Setting "conditions.0.operator" of node "row_filter": there is no choice ">"; did you mean "greater"? The choices '
    'are "equal", "not equal", "less", "less or equal", "greater", "greater or equal", "between", "in", "not in", '
    '"contains", "does not contain", "starts with", "ends with", "matches", "does not match", "is missing", "is not '
    'missing".',
)
def _(w: Bench) -> None:
    w.add("RowFilter", conditions=[{"column": "age", "operator": ">", "value": 30}])


@refused(
    "Columns are chosen by a key that there is not.",
    'Setting "columns.col" of node "column_filter": a choice of columns has no "col"; write "*" for all columns, a list '
    'of names such as ["age"], or an object with types or pattern, such as {"types": ["number"]}.',
)
def _(w: Bench) -> None:
    w.add("ColumnFilter", columns={"col": "age"})


@refused(
    "One text stands where a list is wanted.",
    'Setting "left_keys" of node "joiner": it must be a list: write ["city"]. Got "city".',
)
def _(w: Bench) -> None:
    w.add("Joiner", left_keys="city")


@refused(
    "One entry stands where a list of them is wanted.",
    'Setting "conditions" of node "row_filter": it must be a list: write [{"column": "age", "value": 30}]. Got '
    '{"column": "age", "value": 30}.',
)
def _(w: Bench) -> None:
    w.add("RowFilter", conditions={"column": "age", "value": 30})


@refused(
    "Nothing is connected to a node that needs a table.",
    'Node "sorter" (Sorter): input "table" is not connected. Connect a table to it.',
)
def _(w: Bench) -> None:
    w.add("Sorter", by=[{"column": "a"}])
