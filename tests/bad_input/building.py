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
    'Setting "fraction" of node "partition": input should be less than 1. Got 1.7.',
)
def _(w: Bench) -> None:
    w.add("Partition", fraction=1.7)


@refused(
    "Nothing is connected to a node that needs a table.",
    'Node "sorter" (Sorter): input "table" is not connected. Connect a table to it.',
)
def _(w: Bench) -> None:
    w.add("Sorter", by=[{"column": "a"}])
