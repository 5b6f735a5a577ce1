"""Saves a scikit-learn pipeline as an MLflow model with a signature: `mlflow_model.py PIPELINE EXAMPLES FOLDER`."""

import sys

import joblib
import mlflow.sklearn
import pandas as pd
from mlflow.models import infer_signature

file, examples, folder = sys.argv[1:]
pipeline = joblib.load(file)
table = pd.read_parquet(examples)
mlflow.sklearn.save_model(
    pipeline,
    folder,
    signature=infer_signature(table, pipeline.predict_proba(table)),
    pyfunc_predict_fn="predict_proba",
    serialization_format="cloudpickle",
)
