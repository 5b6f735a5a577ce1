"""The classes of scikit-learn that Scikit-learn Estimator offers; all of them can be stored."""

from __future__ import annotations

from typing import Any, Literal, get_args

from knode.api import DataError, nearest, quoted

Sort = Literal["classifier", "regressor", "clusterer", "outlier detector", "transformer"]
Name = Literal[
    "ARDRegression",
    "AdaBoostClassifier",
    "AdaBoostRegressor",
    "AffinityPropagation",
    "BaggingClassifier",
    "BaggingRegressor",
    "BayesianGaussianMixture",
    "BayesianRidge",
    "BernoulliNB",
    "BisectingKMeans",
    "ComplementNB",
    "DecisionTreeClassifier",
    "DecisionTreeRegressor",
    "DummyClassifier",
    "DummyRegressor",
    "ElasticNet",
    "ElasticNetCV",
    "EllipticEnvelope",
    "ExtraTreeClassifier",
    "ExtraTreeRegressor",
    "ExtraTreesClassifier",
    "ExtraTreesRegressor",
    "FactorAnalysis",
    "FastICA",
    "GammaRegressor",
    "GaussianMixture",
    "GaussianNB",
    "GaussianProcessClassifier",
    "GaussianProcessRegressor",
    "GradientBoostingClassifier",
    "GradientBoostingRegressor",
    "HistGradientBoostingClassifier",
    "HistGradientBoostingRegressor",
    "HuberRegressor",
    "IncrementalPCA",
    "IsolationForest",
    "Isomap",
    "KMeans",
    "KNeighborsClassifier",
    "KNeighborsRegressor",
    "KernelPCA",
    "KernelRidge",
    "Lars",
    "LarsCV",
    "Lasso",
    "LassoCV",
    "LassoLars",
    "LassoLarsCV",
    "LassoLarsIC",
    "LinearDiscriminantAnalysis",
    "LinearRegression",
    "LinearSVC",
    "LinearSVR",
    "LocalOutlierFactor",
    "LocallyLinearEmbedding",
    "LogisticRegression",
    "LogisticRegressionCV",
    "MLPClassifier",
    "MLPRegressor",
    "MaxAbsScaler",
    "MeanShift",
    "MinMaxScaler",
    "MiniBatchKMeans",
    "MultinomialNB",
    "NMF",
    "NearestCentroid",
    "NuSVC",
    "NuSVR",
    "Nystroem",
    "OneClassSVM",
    "OrthogonalMatchingPursuit",
    "OrthogonalMatchingPursuitCV",
    "PCA",
    "PLSRegression",
    "Perceptron",
    "PoissonRegressor",
    "PolynomialFeatures",
    "PowerTransformer",
    "QuadraticDiscriminantAnalysis",
    "QuantileRegressor",
    "QuantileTransformer",
    "RANSACRegressor",
    "RBFSampler",
    "RadiusNeighborsClassifier",
    "RadiusNeighborsRegressor",
    "RandomForestClassifier",
    "RandomForestRegressor",
    "Ridge",
    "RidgeCV",
    "RidgeClassifier",
    "RidgeClassifierCV",
    "RobustScaler",
    "SGDClassifier",
    "SGDRegressor",
    "SVC",
    "SVR",
    "SplineTransformer",
    "StandardScaler",
    "TheilSenRegressor",
    "TruncatedSVD",
    "TweedieRegressor",
]
NAMES: tuple[str, ...] = get_args(Name)
MODULES = (
    "cluster",
    "covariance",
    "cross_decomposition",
    "decomposition",
    "discriminant_analysis",
    "dummy",
    "ensemble",
    "gaussian_process",
    "kernel_approximation",
    "kernel_ridge",
    "linear_model",
    "manifold",
    "mixture",
    "naive_bayes",
    "neighbors",
    "neural_network",
    "preprocessing",
    "svm",
    "tree",
)
GROUPERS = frozenset(
    {
        "AffinityPropagation",
        "BayesianGaussianMixture",
        "BisectingKMeans",
        "GaussianMixture",
        "KMeans",
        "MeanShift",
        "MiniBatchKMeans",
    }
)
DETECTORS = frozenset({"EllipticEnvelope", "IsolationForest", "LocalOutlierFactor", "OneClassSVM"})
CLASSIFIERS = (
    "Classifier",
    "ClassifierCV",
    "DiscriminantAnalysis",
    "LogisticRegression",
    "LogisticRegressionCV",
    "NB",
    "NearestCentroid",
    "Perceptron",
    "SVC",
)
REGRESSORS = (
    "ElasticNet",
    "ElasticNetCV",
    "Lars",
    "LarsCV",
    "Lasso",
    "LassoCV",
    "LassoLarsIC",
    "MatchingPursuit",
    "MatchingPursuitCV",
    "Regression",
    "Regressor",
    "Ridge",
    "RidgeCV",
    "SVR",
)
OURS = {"memory": "no files are kept", "n_jobs": "the run knows its cores", "verbose": "nothing is printed"}
"""Parameters that are not the person's to set, and why."""
HIDDEN = frozenset(
    {"callback", "callbacks", "warm_start", "novelty", "copy", "copy_X", "copy_X_train", "store_cv_results"}
)


def class_of(name: str) -> Any:
    """The class that is called so."""
    import importlib

    for module in MODULES:
        found = getattr(importlib.import_module(f"sklearn.{module}"), name, None)
        if found is not None:
            return found
    raise LookupError(name)


def sort_of(name: str) -> Sort:
    """What an estimator does, told by its name alone, without importing it."""
    if name in GROUPERS:
        return "clusterer"
    if name in DETECTORS:
        return "outlier detector"
    if name.endswith(CLASSIFIERS):
        return "classifier"
    return "regressor" if name.endswith(REGRESSORS) else "transformer"


def parameters_of(name: str) -> list[str]:
    """The parameters that a person may set."""
    import inspect

    return [
        found for found in inspect.signature(class_of(name)).parameters if found not in OURS and found not in HIDDEN
    ]


def made(name: str, given: dict[str, Any], seed: int) -> Any:
    """An unfitted estimator. Raises DataError for a parameter that it does not have, and for a value that it does not take."""
    known = parameters_of(name)
    for parameter in given:
        _check_name(name, parameter, known)
    fixed: dict[str, Any] = {"random_state": seed} if "random_state" in known else {}
    if name == "LocalOutlierFactor":
        fixed["novelty"] = True
    return _checked(class_of(name)(**{**fixed, **given}), given)


def _check_name(name: str, parameter: str, known: list[str]) -> None:
    if parameter in known:
        return
    if parameter in OURS:
        raise DataError(f"the parameter {quoted(parameter)} of {name} cannot be set: {OURS[parameter]}")
    near = nearest(parameter, known)
    hint = f"did you mean {quoted(near)}?" if near else f"it has: {', '.join(known) or 'none'}"
    raise DataError(f"{name} has no parameter {quoted(parameter)}; {hint}")


def _checked(estimator: Any, given: dict[str, Any]) -> Any:
    """The estimator, after scikit-learn's own check of its parameters; a list stands for a tuple where only that is taken."""
    try:
        estimator._validate_params()
    except ValueError as error:
        tuples = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
        if not tuples or any(isinstance(getattr(estimator, name), tuple) for name in tuples):
            raise DataError(" ".join(str(error).split())[:400].rstrip(".")) from error
        return _checked(estimator.set_params(**tuples), given)
    return estimator
