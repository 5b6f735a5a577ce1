"""A scikit-learn pipeline as a BentoML service: a DataFrame in, an array out."""

import os

import bentoml
import joblib
import numpy as np
import pandas as pd


@bentoml.service(workers=1)
class Scoring:
    def __init__(self) -> None:
        self.pipeline = joblib.load(os.environ["MODEL"])

    @bentoml.api
    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        return self.pipeline.predict_proba(rows)
