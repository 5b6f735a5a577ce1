"""The types that a stored model may hold: reviewed one by one, never what a file asks for."""

from __future__ import annotations

import io
import json
import zipfile

from knode.core.errors import StoreDamaged, TrustRequired
from knode.store.skops_file import LOWEST_PROTOCOL, SCHEMA, states

_trusted: set[str] = set()


def trust(type_name: str) -> None:
    """Allow a pack's own class (`package.module.Class`) in stored models.

    Whoever calls this has seen to it that building an object of that class from any state runs no code that the state
    chooses: no function, type or expression is taken from it.
    """
    if "." not in type_name:
        raise ValueError(f"{type_name!r} is no full name of a class")
    _trusted.add(type_name)


def trusted_types() -> list[str]:
    """All reviewed types beside those that skops trusts by itself."""
    return sorted(REVIEWED | _trusted)


def _named(module: str, names: str) -> set[str]:
    return {f"{module}.{name}" for name in names.split()}


PLAIN = frozenset().union(
    _named("knode_nodes.evaluate.threshold", "Threshold"),
    _named("knode_nodes.prep.bins", "Bins"),
    _named("knode_nodes.prep.codes", "Codes"),
    _named("knode_nodes.prep.fill_values", "FillValues"),
    _named("knode_nodes.prep.kept_columns", "KeptColumns"),
    _named("knode_nodes.prep.known_categories", "KnownCategories"),
    _named("knode_nodes.prep.limits", "Limits"),
    _named("knode_nodes.prep.nearest_rows", "NearestRows"),
    _named("knode_nodes.prep.projection", "Projection"),
    _named("knode_nodes.prep.target_means", "TargetMeans"),
    _named("knode_nodes.prep.text_terms", "TextTerms"),
)
"""Types of ours whose state is plain data: they are stored as that, without skops, whose import takes half a second."""

_DISTANCES = [
    "BrayCurtis",
    "Canberra",
    "Chebyshev",
    "Euclidean",
    "Hamming",
    "Haversine",
    "Jaccard",
    "Manhattan",
    "Minkowski",
    "SEuclidean",
]

# Plain holders of numbers and settings. Trees and search trees trust the indices in their own arrays: a crafted one can
# crash the interpreter when it predicts, which is why bundles of strangers run in a process of their own.
_HOLDERS = frozenset().union(
    # Ours: applying it calls the estimator inside, which is of these types too.
    _named("knode_nodes.explain.shap_values", "ShapValues"),
    _named("knode_nodes.learn.clusters", "Clusters NearestPoint NoCluster OutlierScores"),
    _named("knode_nodes.learn.mixed_naive_bayes", "MixedNaiveBayes"),
    _named("knode_nodes.learn.prepared", "Prepared"),
    _named("numpy", "dtype"),
    _named("scipy.interpolate._bsplines", "BSpline _BSpline"),
    *(_named(f"scipy.sparse._{kind}", f"{kind}_matrix {kind}_array") for kind in ("csr", "csc", "coo")),
    _named("sklearn._loss.loss", "HalfTweedieLoss HalfTweedieLossIdentity"),
    _named("sklearn.calibration", "_CalibratedClassifier _SigmoidCalibration _TemperatureScaling"),
    _named("sklearn.cluster._bisect_k_means", "_BisectingTree"),
    _named("sklearn.compose._column_transformer", "make_column_selector"),
    _named("sklearn.ensemble._hist_gradient_boosting.predictor", "TreePredictor"),
    _named("sklearn.gaussian_process._gpc", "_BinaryGaussianProcessClassifierLaplace"),
    _named(
        "sklearn.gaussian_process.kernels",
        "ConstantKernel DotProduct Exponentiation ExpSineSquared Matern Product RBF RationalQuadratic Sum WhiteKernel",
    ),
    _named("sklearn.impute._iterative", "IterativeImputer _ImputerTriplet"),
    # Without PyFuncDistance, which calls a function that the file names.
    *(_named("sklearn.metrics._dist_metrics", f"{name}Distance64 {name}Distance32") for name in _DISTANCES),
    _named("sklearn.metrics._scorer", "_CurveScorer _PassthroughScorer _Scorer"),
    _named(
        "sklearn.model_selection._split",
        "GroupKFold KFold RepeatedKFold RepeatedStratifiedKFold ShuffleSplit StratifiedGroupKFold StratifiedKFold "
        "StratifiedShuffleSplit TimeSeriesSplit",
    ),
    _named("sklearn.multiclass", "_ConstantPredictor"),
    _named("sklearn.neighbors._ball_tree", "BallTree BallTree32 BallTree64"),
    _named("sklearn.neighbors._kd_tree", "KDTree KDTree32 KDTree64"),
    _named("sklearn.neural_network._stochastic_optimizers", "AdamOptimizer SGDOptimizer"),
    _named("sklearn.tree._tree", "Tree"),
    _named("sklearn.utils._bunch", "Bunch"),
    _named("sklearn.utils._metadata_requests", "MetadataRequest MethodMetadataRequest"),
)
# Functions from numbers to numbers: a model that calls any of them on any data does no harm.
_FUNCTIONS = frozenset().union(
    _named("numpy", "mean"),
    _named("scipy._lib.array_api_compat.numpy._aliases", "asarray"),
    _named("sklearn.cluster._kmeans", "_kmeans_single_elkan _kmeans_single_lloyd"),
    _named("sklearn.feature_selection._mutual_info", "mutual_info_classif mutual_info_regression"),
    _named("sklearn.feature_selection._univariate_selection", "chi2 f_classif f_regression r_regression"),
    _named(
        "sklearn.metrics._classification",
        "accuracy_score balanced_accuracy_score brier_score_loss f1_score fbeta_score jaccard_score log_loss "
        "matthews_corrcoef precision_score recall_score",
    ),
    _named("sklearn.metrics._ranking", "average_precision_score roc_auc_score top_k_accuracy_score"),
    _named(
        "sklearn.metrics._regression",
        "explained_variance_score max_error mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance "
        "mean_poisson_deviance mean_squared_error mean_squared_log_error median_absolute_error r2_score "
        "root_mean_squared_error root_mean_squared_log_error",
    ),
    _named("sklearn.utils.validation", "check_array"),
)
PARTIAL_TARGETS = frozenset({"sklearn.utils.validation.check_array"})
"""What a functools.partial may call: histogram boosting with categories of its own keeps such a one."""
REVIEWED: frozenset[str] = PLAIN | _HOLDERS | _FUNCTIONS | {"functools.partial"}


def check_types(content: bytes, what: str) -> None:
    """Raise TrustRequired when a skops file holds a type or function that nobody has reviewed. Builds nothing."""
    import skops.io

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            schema = json.loads(file.read(SCHEMA))
        unknown = set(skops.io.get_untrusted_types(data=content)) - REVIEWED - _trusted
    except (zipfile.BadZipFile, TypeError, ValueError, LookupError, AttributeError) as error:
        raise StoreDamaged(f"{what} is no stored model: {type(error).__name__}: {error}") from error
    if schema["protocol"] < LOWEST_PROTOCOL:
        raise StoreDamaged(f"{what} was stored in a form that knode never wrote.")
    unknown |= {name for name in _partial_targets(schema) if name not in PARTIAL_TARGETS}
    if unknown:
        first = sorted(unknown)[0]
        raise TrustRequired(
            f"{what} holds {first}, which is not on the list of reviewed types. A model of unknown types can run any "
            "code, so it is neither stored nor loaded. Use an estimator of scikit-learn, or let its pack vouch for it.",
            type=first,
        )


def _partial_targets(schema: object) -> list[str]:
    found = [state["content"]["func"] for state in states(schema) if state["__loader__"] == "PartialNode"]
    # One with an identity could stand for another that was read before; ours have none.
    return [
        "functools.partial" if "__id__" in target else f"{target['__module__']}.{target['__class__']}"
        for target in found
    ]
