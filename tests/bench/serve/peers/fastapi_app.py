"""A scikit-learn pipeline behind FastAPI, as its documentation shows it: typed rows in, a DataFrame, probabilities out."""

from __future__ import annotations

import os

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel


class Row(BaseModel):
    number_0: float | None
    number_1: float | None
    number_2: float | None
    number_3: float | None
    number_4: float | None
    number_5: float | None
    number_6: float | None
    number_7: float | None
    number_8: float | None
    number_9: float | None
    region: str | None
    plan: str | None
    channel: str | None
    device: str | None


class Rows(BaseModel):
    rows: list[Row]


app = FastAPI()
pipeline = joblib.load(os.environ["MODEL"])


@app.post("/predict")
def predict(given: Rows) -> dict[str, list[list[float]]]:
    table = pd.DataFrame([row.model_dump() for row in given.rows])
    return {"probabilities": pipeline.predict_proba(table).tolist()}
