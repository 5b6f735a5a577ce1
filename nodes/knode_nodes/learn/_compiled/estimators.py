"""Which fitted models can be applied to arrays, and how."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, ColumnSpec, Model, TableSpec
from knode_nodes.learn._compiled.bayes import Bayes, bayes
from knode_nodes.learn._compiled.chain import chain
from knode_nodes.learn._compiled.grown import boosting, forest, stages
from knode_nodes.learn._compiled.inputs import Inputs
from knode_nodes.learn._compiled.linear import Linear
from knode_nodes.learn._compiled.machine import Machine, calibrated, machine
from knode_nodes.learn._compiled.neighbors import Neighbors, neighbors
from knode_nodes.learn._compiled.network import Network
from knode_nodes.learn._compiled.predict import Predict
from knode_nodes.learn._compiled.preparing import Prepared, prepared, scale_of
from knode_nodes.learn._compiled.trees import Boosting, Forest, Stages
from knode_nodes.learn.prepared import Prepared as WithPreparation

if TYPE_CHECKING:
    import numpy as np

EXACT = 2**53
NARROW = ("float16", "float32", "float[", "halffloat")
Scores = tuple[Any, str]
"""What makes scores, such as a Linear or a Forest, and the link of `Predict`."""


def model_step(model: Model, columns: TableSpec, made: list[str]) -> ArrayStep | None:
    """What a model does to a table of these columns, its outputs under the names `made`; None where only `run` can."""
    new = [name for name in made if not _replaced(name, model)]
    if not _fits(model.inputs, columns) or any(name in columns for name in new):
        return None
    if model.kind == "transformer":
        return _changing(model, columns, made, new)
    if type(model.estimator) is WithPreparation:
        return chain(model.estimator.models, model, columns, made)
    return _predicting(model, columns, made)


def _replaced(name: str, model: Model) -> bool:
    return model.kind == "transformer" and (name in model.replaces or name in model.inputs)


def _fits(wanted: TableSpec, columns: TableSpec) -> bool:
    """Whether all columns that a model reads are there, and hold the right values without being converted."""
    return all(spec.name in columns and _alike(columns[spec.name], spec) for spec in wanted.columns)


def _alike(given: ColumnSpec, wanted: ColumnSpec) -> bool:
    if wanted.type in ("number", "boolean"):
        # Booleans become the numbers 0 and 1, which they are in arrays.
        plain = not given.dtype.lower().startswith(("complex", "decimal"))
        return plain and given.type in (wanted.type, "boolean")
    if wanted.type in ("text", "category"):
        return given.type in ("text", "category") and _of_texts(given) and _of_texts(wanted)
    return given.type == wanted.type


def _of_texts(column: ColumnSpec) -> bool:
    if column.type == "text":
        return True
    return column.categories is not None and all(isinstance(value, str) for value in column.categories)


def _narrow(model: Model, columns: TableSpec, names: Collection[str]) -> bool:
    return narrow(columns, names) or narrow(model.inputs, names)


def narrow(columns: TableSpec, names: Collection[str]) -> bool:
    """Whether there are numbers that scikit-learn would calculate with in less than double precision."""
    return any(columns[name].dtype.lower().startswith(NARROW) for name in names)


# ---- models that change columns


def _changing(model: Model, columns: TableSpec, made: list[str], new: list[str]) -> ArrayStep | None:
    names = model.inputs.names
    own = getattr(model.estimator, "compiled", None)
    if own is not None:
        step: ArrayStep | None = own(columns.select(names), model.outputs, model.replaces)
        return step
    if any(column.type not in ("number", "boolean") for column in model.inputs.columns) or _narrow(
        model, columns, names
    ):
        return None
    scale, scores = scale_of(model.estimator), _projection(model.estimator)
    if (scale is None and scores is None) or any(column.dtype != "float64" for column in model.outputs.columns):
        return None
    inputs = Inputs(names, [], names, [], [], gaps=scores is None, refuses=False)
    gone = [name for name in model.replaces if name not in made]
    return Predict(inputs, scale, scores, "none", None, True, made, new, gone)


def _projection(estimator: Any) -> Linear | None:
    import numpy as np
    from sklearn.decomposition import PCA

    if type(estimator) is not PCA or estimator.whiten:
        return None
    weights = estimator.components_.T
    return Linear(weights, np.empty((0, weights.shape[1])), 0, -(estimator.mean_.reshape(1, -1) @ weights)[0])


# ---- models that predict


def _predicting(model: Model, columns: TableSpec, made: list[str]) -> ArrayStep | None:
    steps = _steps(model.estimator)
    reads = None if steps is None else prepared(steps[0], model.inputs.names)
    if steps is None or reads is None or not _right_types(reads, model):
        return None
    nullable = [column.name for column in model.inputs.columns if column.nullable]
    found = _scores(steps[1], reads, nullable)
    double = found is not None and isinstance(found[0], Linear | Network | Machine | Neighbors)
    if found is None or ((reads.scale or double) and _narrow(model, columns, reads.numbers)):
        return None
    labels = _labels(model) if model.kind == "classifier" else None
    if model.kind == "classifier" and labels is None:
        return None
    required = [name for name in model.inputs.names if name not in nullable]
    trees = isinstance(found[0], Forest | Boosting)
    gaps = trees or isinstance(found[0], Bayes) or (reads.scale is not None and reads.scale.fill is not None)
    inputs = Inputs(model.inputs.names, required, reads.numbers, reads.texts, reads.values, gaps, refuses=True)
    numbers = model.outputs.columns[0].type in ("number", "boolean")
    # A row of these takes so long that a server scores only few between two requests.
    slow = trees or isinstance(found[0], Machine | Neighbors | Stages)
    return Predict(inputs, reads.scale, *found, labels, numbers, made, made, [], batches=slow)


def _steps(estimator: Any) -> tuple[Any, Any] | None:
    """The preparation and the last estimator of a pipeline; None where it has more."""
    from sklearn.pipeline import Pipeline

    if type(estimator) is not Pipeline:
        return None, estimator
    parts = [part for _, part in estimator.steps if part is not None and part != "passthrough"]
    return (parts[0] if len(parts) == 2 else None, parts[-1]) if len(parts) in (1, 2) else None


def _right_types(reads: Prepared, model: Model) -> bool:
    """Each column of the model is read once, and as what it is."""
    if sorted([*reads.numbers, *reads.texts]) != sorted(model.inputs.names):
        return False
    return all(model.inputs[name].type in ("number", "boolean") for name in reads.numbers) and all(
        model.inputs[name].type in ("text", "category") for name in reads.texts
    )


def _scores(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    from sklearn import calibration, compose, discriminant_analysis, ensemble, linear_model, neural_network, svm, tree
    from sklearn import neighbors as alike

    from knode_nodes.learn.mixed_naive_bayes import MixedNaiveBayes

    ways: dict[type, Callable[[Any, Prepared, list[str]], Scores | None]] = {
        linear_model.LogisticRegression: _logistic,
        linear_model.LogisticRegressionCV: _logistic,
        discriminant_analysis.LinearDiscriminantAnalysis: _logistic,
        linear_model.SGDRegressor: _linear,
        linear_model.Lasso: _linear,
        linear_model.ElasticNet: _linear,
        ensemble.RandomForestClassifier: _forest,
        ensemble.RandomForestRegressor: _forest,
        ensemble.ExtraTreesClassifier: _forest,
        ensemble.ExtraTreesRegressor: _forest,
        tree.DecisionTreeClassifier: _forest,
        tree.DecisionTreeRegressor: _forest,
        tree.ExtraTreeClassifier: _forest,
        tree.ExtraTreeRegressor: _forest,
        neural_network.MLPClassifier: _network,
        neural_network.MLPRegressor: _network,
        compose.TransformedTargetRegressor: _scaled_target,
        ensemble.HistGradientBoostingClassifier: _boosting,
        ensemble.HistGradientBoostingRegressor: _boosting,
        ensemble.GradientBoostingClassifier: _stages,
        ensemble.GradientBoostingRegressor: _stages,
        MixedNaiveBayes: _bayes,
        svm.SVC: _machine,
        svm.NuSVC: _machine,
        svm.SVR: _machine,
        svm.NuSVR: _machine,
        calibration.CalibratedClassifierCV: _calibrated,
        alike.KNeighborsClassifier: _neighbors,
        alike.KNeighborsRegressor: _neighbors,
    }
    way = ways.get(type(estimator), _linear if _is_linear(estimator) else None)
    return None if way is None else way(estimator, reads, nullable)


def _is_linear(estimator: Any) -> bool:
    """Whether it is one of scikit-learn's that predict by weighted sums as its other linear models do, and nothing else."""
    from sklearn.linear_model._base import LinearClassifierMixin, LinearModel

    kind: Any = type(estimator)
    if not kind.__module__.startswith("sklearn.") or hasattr(estimator, "predict_proba"):
        return False
    sums = getattr(kind, "decision_function", None) is LinearClassifierMixin.decision_function
    return sums or getattr(kind, "_decision_function", None) is LinearModel._decision_function


def _logistic(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    found = _linear(estimator, reads, nullable)
    return None if found is None else (found[0], "expit" if len(estimator.classes_) == 2 else "softmax")


def _linear(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    import numpy as np

    weights = np.asarray(estimator.coef_, dtype=float).reshape(-1, len(reads.reads))
    if reads.gaps or (np.ndim(estimator.coef_) == 2 and not hasattr(estimator, "classes_")):
        return None
    return weighted(weights, np.asarray(estimator.intercept_, dtype=float), reads), "none"


def weighted(weights: np.ndarray, intercept: np.ndarray, reads: Prepared) -> Linear:
    """Sums with `weights` (outputs, numbers that the estimator reads); its texts are one-hot."""
    import numpy as np

    starts = np.cumsum([0, *(len(values) + 1 for values in reads.values)])
    numbers, texts = np.zeros((len(reads.numbers), len(weights))), np.zeros((starts[-1], len(weights)))
    for (text, which), own in zip(reads.reads, weights.T, strict=True):
        # Without gaps all texts are one-hot: the number of a value is 1 for that value alone.
        (numbers if text is None else texts[starts[text] :])[which] = own
    return Linear(numbers, texts, len(reads.texts), np.broadcast_to(intercept, len(weights)).copy())


def _network(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    links = {"identity": "none", "logistic": "expit", "softmax": "softmax"}
    # Several targets at once have one logistic output each.
    several = hasattr(estimator, "classes_") and estimator._label_binarizer.y_type_.startswith("multilabel")
    if reads.gaps or several or (estimator.out_activation_ == "identity" and estimator.n_outputs_ > 1):
        return None
    first = weighted(estimator.coefs_[0].T, estimator.intercepts_[0], reads)
    weights = [layer.astype(float) for layer in estimator.coefs_[1:]]
    intercepts = [layer.astype(float) for layer in estimator.intercepts_[1:]]
    return Network(first, weights, intercepts, estimator.activation), links[estimator.out_activation_]


def _scaled_target(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    """A network or machine whose target was brought to a scale: its last weights bring it back."""
    from sklearn.preprocessing import StandardScaler

    found = _scores(estimator.regressor_, reads, nullable)
    back = estimator.transformer_
    if found is None or not isinstance(found[0], Network | Machine) or type(back) is not StandardScaler:
        return None
    found[0].rescale(back.scale_, back.mean_)
    return found


def _forest(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    if estimator.n_outputs_ != 1 or (nullable and not estimator.__sklearn_tags__().input_tags.allow_nan):
        return None
    made = forest(getattr(estimator, "estimators_", [estimator]), reads, nullable)
    return None if made is None else (made, "none")


def _boosting(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    links = {"HalfBinomialLoss": "expit", "HalfMultinomialLoss": "softmax"}
    loss = estimator._loss
    link = "none" if type(loss.link).__name__ == "IdentityLink" else links.get(type(loss).__name__)
    made = None if link is None else boosting(estimator, reads, nullable)
    return None if made is None or link is None else (made, link)


def _stages(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    links = {"HalfBinomialLoss": "expit", "HalfMultinomialLoss": "softmax"}
    classes = hasattr(estimator, "classes_")
    link = links.get(type(estimator._loss).__name__) if classes else "none"
    made = None if link is None else stages(estimator, reads)
    return None if made is None or link is None else (made, link)


def _bayes(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    made = bayes(estimator, reads)
    return None if made is None else (made, "softmax")


def _machine(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    made = machine(estimator, reads)
    return None if made is None else (made, "none")


def _calibrated(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    made = calibrated(estimator, reads)
    return None if made is None else (made, "none")


def _neighbors(estimator: Any, reads: Prepared, nullable: list[str]) -> Scores | None:
    made = neighbors(estimator, reads)
    return None if made is None else (made, "none")


def _labels(model: Model) -> list[Any] | None:
    """The classes as plain values; None where the prediction is of a type that they do not fit."""
    labels: list[Any] = model.estimator.classes_.tolist()
    prediction = model.outputs.columns[0]
    if prediction.type in ("number", "boolean"):
        fits = all(isinstance(label, int | float) and abs(label) <= EXACT for label in labels)
        return labels if fits and not prediction.dtype.lower().startswith(NARROW) else None
    if prediction.type == "category" and not set(labels) <= set(prediction.categories or ()):
        return None
    wanted = {str} if prediction.type == "text" else {str, int, float, bool}
    return labels if prediction.type in ("text", "category") and {type(label) for label in labels} <= wanted else None
