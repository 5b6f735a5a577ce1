"""What the learners that predict a class or a number have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.api import Column, Columns, Node, Spec
from knode_nodes.learn._settings import FEATURES, TARGET, TASK, WEIGHT
from knode_nodes.learn._task import TaskChoice, task_spec


class Learner(Node):
    """Base of the learners of a target: what is predicted, from which columns, and how much each row counts."""

    fits = "model"

    target: Column = TARGET
    features: Columns = FEATURES
    weight: Column = WEIGHT
    task: TaskChoice = TASK

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec(self.task, inputs.get("table"), self.target, self.features, self.weight)}
