"""Fit a neural network of dense layers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from knode.api import Context, Example, Model, Table, setting
from knode_nodes.learn._learner import Learner
from knode_nodes.learn._lesson import check_set_aside, data_of, lesson
from knode_nodes.learn._settings import (
    CLASS_WEIGHT,
    CLASS_WEIGHTS,
    MAX_CATEGORIES,
    MISSING,
    SEED,
    ClassWeight,
    ClassWeights,
    Missing,
)
from knode_nodes.learn._targets import on_a_scale
from knode_nodes.learn._task import Task, task_of

Neurons = Annotated[int, Field(ge=1, le=10_000)]


class NeuralNetworkLearner(Learner):
    """Learn to predict a class or a number by layers of neurons (a multilayer perceptron).

    It learns smooth, complex relations where there are many rows of numbers; for mixed tables Hist Gradient
    Boosting Learner is often better and always quicker. Example: predict the yield of a process from twenty
    measured temperatures, with layers 50 and 20.

    Numbers, booleans, texts and categories can be features. Numbers are brought to one scale, and so is a number
    that is predicted; of a text column every value becomes a column of 0 and 1. Missing numbers are filled with
    the column's median, and a missing text is a value of its own. Rows without a target are left out. Dates are
    left out: make numbers of them first, such as the month.
    """

    pack = "learn"
    icon = "network"
    shelf = "Prediction"
    keywords = (
        "Neural Network",
        "RProp MLP",
        "MultiLayerPerceptron",
        "MLP",
        "perceptron",
        "deep learning",
        "classification",
        "regression",
        "train",
    )
    example = Example({"target": "left"})

    layers: list[Neurons] = setting([100], "Neurons in each hidden layer, from the first to the last.", max_length=20)
    activation: Literal["relu", "tanh", "logistic"] = setting(
        "relu",
        "What a neuron makes of its sum.",
        labels={
            "relu": "nothing below 0 (ReLU)",
            "tanh": "S-shaped from −1 to 1 (tanh)",
            "logistic": "S-shaped from 0 to 1 (logistic)",
        },
    )
    solver: Literal["adam", "lbfgs", "sgd"] = setting(
        "adam",
        "How weights are found: adam for most tables, lbfgs for some hundred rows, sgd for the patient.",
        labels={
            "adam": "Adam, for most tables",
            "lbfgs": "L-BFGS, for some hundred rows",
            "sgd": "gradient descent (SGD)",
        },
    )
    learning_rate: float = setting(
        0.001, "Size of the first steps (adam, sgd).", gt=0, le=10, when={"solver": ("adam", "sgd")}
    )
    alpha: float = setting(0.0001, "How strongly large weights are held back.", ge=0, le=1e9)
    max_iterations: int = setting(200, "Most times that all rows are gone through.", ge=1, le=100_000)
    early_stopping: bool = setting(
        False,
        "Set some training rows aside, and stop when they are no longer predicted better (adam, sgd).",
        when={"solver": ("adam", "sgd")},
    )
    validation_share: float = setting(
        0.1,
        "The share of the rows set aside for early stopping.",
        gt=0,
        lt=1,
        when={"solver": ("adam", "sgd"), "early_stopping": True},
    )
    patience: int = setting(
        10, "After how many rounds without gain the search stops.", ge=1, le=10_000, when={"solver": ("adam", "sgd")}
    )
    class_weight: ClassWeight = CLASS_WEIGHT
    class_weights: ClassWeights = CLASS_WEIGHTS
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    seed: int | None = SEED

    def run(self, table: Table, context: Context) -> Model:
        data = data_of(self, table, context)
        task = task_of(self.task, data.target, context)
        given = lesson(self, data, task, context, scale=True)
        if self._stops_early:
            check_set_aside(self, given)
        context.progress(None, "training the network")
        estimator = given.fit(self._estimator(task, context))
        network = getattr(estimator, "regressor_", estimator)
        if network.n_iter_ >= self.max_iterations:
            context.warn(
                f"The search stopped after {self.max_iterations:,} rounds before it had settled: raise max_iterations "
                "or learning_rate."
            )
        facts = {"rounds": int(network.n_iter_), "loss": float(network.loss_), "layers": list(self.layers)}
        return given.model("Neural Network", estimator, facts)

    @property
    def _stops_early(self) -> bool:
        return self.early_stopping and self.solver != "lbfgs"

    def _estimator(self, task: Task, context: Context) -> Any:
        from sklearn.neural_network import MLPClassifier, MLPRegressor

        kind = MLPClassifier if task == "classification" else MLPRegressor
        network = kind(
            hidden_layer_sizes=tuple(self.layers),
            activation=self.activation,
            solver=self.solver,
            alpha=self.alpha,
            learning_rate_init=self.learning_rate,
            max_iter=self.max_iterations,
            early_stopping=self._stops_early,
            validation_fraction=self.validation_share,
            n_iter_no_change=self.patience,
            random_state=context.seed if self.seed is None else self.seed,
        )
        return network if task == "classification" else on_a_scale(network)
