"""The pipelines that a person would write with scikit-learn: the same preparation and estimators as the workflow's."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler


def pipeline(model: str, numbers: list[str], texts: list[str]) -> Pipeline:
    """The unfitted pipeline of a model: `linear`, `boosting` or `forest`."""
    return make_pipeline(_preparation(numbers, texts, codes=model == "boosting"), _estimator(model, len(texts)))


def _preparation(numbers: list[str], texts: list[str], *, codes: bool) -> ColumnTransformer:
    encoder = (
        OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
        if codes
        else OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    )
    return ColumnTransformer(
        [
            ("texts", make_pipeline(SimpleImputer(strategy="most_frequent"), encoder), texts),
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        ]
    )


def _estimator(model: str, texts: int) -> Any:
    if model == "linear":
        return LogisticRegression(max_iter=1000)
    if model == "forest":
        return RandomForestClassifier(n_estimators=100, random_state=0)
    return HistGradientBoostingClassifier(
        max_iter=100, categorical_features=list(range(texts)), early_stopping=False, random_state=0
    )
